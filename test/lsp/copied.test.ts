import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CopiedDisk } from '../../server/src/lsp/disks/copied';
import type { Uri } from '../../server/src/core';
import type { Unread } from '../../server/src/host/content';
import { Mirror } from '../../server/src/lsp/mirror';
import type { FolderItem, Looked } from '../../server/src/protocol';
import { folderWith } from '../cli/run';
import { own } from './asking';
import { setting, settings } from './deployment';
import { CUSTOMIZATIONS, flowOf, small, start, textOf } from './setup';

const ROOT = 'memfs:/ws';
const FLOW = `${ROOT}/Workflows/a.json`;

const never = ({ path, message }: Unread): never => assert.fail(`${path} ${message}`);

/** A client with these files, by their paths below the root; an `Error` is one that cannot be read. */
function clientWith(files: Map<string, string | Error>): (asked: { readonly uri: Uri }) => Promise<Looked> {
  return async ({ uri }) => {
    const path = uri.slice(ROOT.length + 1);
    const content = files.get(path);
    if (content instanceof Error) throw content;
    if (content !== undefined) return { kind: 'file', bytes: content };
    const below = path === '' ? '' : `${path}/`;
    const inside = [...files.keys()].filter((it) => it.startsWith(below)).map((it) => it.slice(below.length));
    if (inside.length === 0) return { kind: 'none' };
    const items = new Map(inside.map((it) => [it.split('/')[0]!, it.includes('/') ? 'folder' : 'file'] as const));
    return { kind: 'folder', items: Array.from(items, ([name, kind]) => ({ name, kind })) };
  };
}

describe('a copy of files that the client reads', () => {
  it('has what is ours below a folder, and is as it was until it is refreshed', async () => {
    const files = new Map<string, string | Error>([
      ['Workflows/a.json', '{}'],
      ['Workflows/note.txt', ''],
      ['x.cdsproj', ''],
      ['bin/Workflows/b.json', '{}'],
      ['node_modules/Workflows/c.json', '{}'],
    ]);
    const disk = new CopiedDisk(clientWith(files));
    const found = (): readonly Uri[] => [...disk.find(ROOT, never)];
    await disk.refresh([ROOT]);
    assert.deepEqual(found(), [FLOW, `${ROOT}/x.cdsproj`]);
    assert.ok(disk.isBuilt(`${ROOT}/bin/Workflows/b.json`));
    files.delete('Workflows/a.json');
    files.set('Workflows/d.json', '{}');
    assert.ok(disk.read(FLOW, never)?.entry);
    await disk.refresh([FLOW, `${ROOT}/Workflows/d.json`]);
    assert.deepEqual(found(), [`${ROOT}/Workflows/d.json`, `${ROOT}/x.cdsproj`]);
    assert.deepEqual(disk.read(FLOW, never), { uri: FLOW, entry: undefined });
  });

  it('says in words what cannot be read, and reads it when it can be', async () => {
    const files = new Map<string, string | Error>([['Workflows/a.json', new Error('the network is down')]]);
    const disk = new CopiedDisk(clientWith(files));
    await disk.refresh([ROOT]);
    const unread: unknown[] = [];
    disk.read(FLOW, (it) => unread.push(it));
    assert.deepEqual(unread, [{ path: '/ws/Workflows/a.json', message: 'cannot be read: the network is down' }]);
    files.set('Workflows/a.json', '{}');
    await disk.refresh([FLOW]);
    assert.equal(disk.read(FLOW, never)?.entry?.file.text(), '{}');
  });

  it('looks for what it was asked for in vain, once', async () => {
    const disk = new CopiedDisk(clientWith(new Map([['keyhook.json', '{}']])));
    const [there, gone] = [`${ROOT}/keyhook.json`, `${ROOT}/other/keyhook.json`];
    assert.deepEqual([disk.isFile(there), disk.isFile(gone)], [false, false]);
    assert.equal(await disk.refresh([]), true);
    assert.deepEqual([disk.isFile(there), disk.isFile(gone)], [true, false]);
    assert.equal(await disk.refresh([]), false);
  });

  it('finds an open document in whatever letter case, where it is told that the disk ignores it', async () => {
    const disk = new CopiedDisk(clientWith(new Map([['Workflows/a.json', '{}']])), true);
    const mirror = new Mirror(disk, { reading: () => {}, done: () => {}, unread: () => {} });
    mirror.folders = [ROOT];
    mirror.opened(TextDocument.create(`${ROOT}/WORKFLOWS/A.json`, 'json', 1, '{ }'));
    await mirror.read();
    mirror.takeEdits();
    assert.deepEqual([...mirror.workspace.uris()], [FLOW]);
    assert.equal(mirror.workspace.text(FLOW), '{ }');
  });

  it('reads what a link to a file leads to, and names the other links, so that none is walked in a circle', async () => {
    const items: FolderItem[] = [
      { name: 'Linked.json', kind: 'file' },
      { name: 'Gone.json', kind: 'link to nowhere' },
      { name: 'gone.txt', kind: 'link to nowhere' },
      { name: 'node_modules', kind: 'link to a folder' },
      { name: 'loop', kind: 'link to a folder' },
    ];
    const folder = `${ROOT}/Workflows`;
    const asked: Uri[] = [];
    const disk = new CopiedDisk(async ({ uri }) => {
      asked.push(uri);
      return uri === folder ? { kind: 'folder', items } : { kind: 'file', bytes: '{}' };
    });
    await disk.refresh([folder]);
    const unread: Unread[] = [];
    assert.deepEqual([...disk.find(folder, (it) => unread.push(it))], [`${folder}/Linked.json`]);
    assert.ok(disk.read(`${folder}/Linked.json`, never)?.entry);
    assert.deepEqual(unread, [
      { path: '/ws/Workflows/Gone.json', message: 'is a link that leads nowhere' },
      { path: '/ws/Workflows/loop', message: 'is a link to a folder, which Keyhook cannot follow here' },
    ]);
    assert.deepEqual(asked, [folder, `${folder}/Linked.json`]);
  });

  it('takes a folder that has come for one that may be there', async () => {
    const disk = new CopiedDisk(clientWith(new Map([['x.json', '']])));
    await disk.refresh([ROOT]);
    assert.deepEqual([disk.isFolder(`${ROOT}/new`), disk.isFolder(`${ROOT}/x.json`)], [true, false]);
  });
});

describe('the server, with files that the client reads', () => {
  it('finds what it finds on the disk, and what has been saved when a document is closed', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_mail']));
    const client = await start({ folders: [folder], disk: 'copied' });
    await client.untilShown(folder, { [CUSTOMIZATIONS]: ['unused-connection-reference 11:58'] });
    const flow = flowOf(folder, 'a');
    client.open(flow, textOf(flow));
    client.change(flow, 2, { text: textOf(flow).replace('con_teams', 'con_mail') });
    await client.untilShown(folder, { [CUSTOMIZATIONS]: ['unused-connection-reference 3:58'] });
    client.close(flow);
    await client.untilShown(folder, { [CUSTOMIZATIONS]: ['unused-connection-reference 11:58'] });
  });

  it('has read a configuration outside of the folders before the next answer when one that is inside extends it', async () => {
    const team = JSON.stringify({ environments: { Acceptance: ['repo/**/deploy.json'] } });
    const folder = folderWith(
      `${small('repo/a')}${settings('repo/a/deploy.json', setting('con_teams', 'abc'))}--- repo/keyhook.json\n{}\n--- keyhook-team.json\n${team}\n`,
    );
    const client = await start({ folders: [join(folder, 'repo')], options: {}, disk: 'copied' });
    const path = join(folder, 'repo/keyhook.json');
    client.open(path, '{}');
    assert.equal((await own(client, 'keyhook/readiness', { parent: [] }))[0]?.label, 'Environment not named');
    client.change(path, 2, { text: JSON.stringify({ extends: '../keyhook-team.json' }) });
    assert.equal((await own(client, 'keyhook/readiness', { parent: [] }))[0]?.label, 'Acceptance');
  });
});
