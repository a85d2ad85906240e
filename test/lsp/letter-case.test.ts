import * as assert from 'node:assert/strict';
import { DefinitionRequest, type Diagnostic, type Location } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Uri } from '../../server/src/core';
import { Mirror } from '../../server/src/lsp/mirror';
import { CaselessDisk } from '../support/caseless-disk';
import type { Client } from '../support/client';
import { readFixture, ROOT } from '../support/fixture';
import { flowUsing } from '../support/solution';
import { own } from './asking';
import { setting, settings } from './deployment';
import { CUSTOMIZATIONS, FLOW, small, start } from './setup';

const W = ROOT.slice(0, -1);
const flow = `${W}/${FLOW}`;
const customizations = `${W}/${CUSTOMIZATIONS}`;
const solutionFile = `${W}/a/Other/Solution.xml`;
const ALL = [customizations, solutionFile, flow];

/** As somebody writes a path who does not mind letter case: all that is below the folder. */
const shouted = (uri: Uri): Uri => W + uri.slice(W.length).toUpperCase();
const whispered = (uri: Uri): Uri => uri.toLowerCase();

function diskWith(fixture: string): CaselessDisk {
  const disk = new CaselessDisk();
  for (const [uri, text] of readFixture(fixture).files) disk.write(uri, text);
  return disk;
}

const mirrorOf = (disk: CaselessDisk): Mirror => new Mirror(disk, { reading: () => {}, done: () => {}, unread: () => {} });

const documentOf = (uri: string, text: string): TextDocument => TextDocument.create(uri, 'json', 1, text);

/** What is known once all is taken in and read. */
async function known(mirror: Mirror): Promise<readonly Uri[]> {
  mirror.takeEdits();
  await mirror.read();
  mirror.takeEdits();
  return [...mirror.workspace.uris()].sort();
}

async function mirrorWith(disk: CaselessDisk, folders: readonly Uri[] = [W]): Promise<Mirror> {
  const mirror = mirrorOf(disk);
  mirror.folders = folders;
  await mirror.read();
  return mirror;
}

describe('on a disk that ignores letter case', () => {
  it('a file is known by the spelling of the disk, in whatever letter case it is opened', async () => {
    const mirror = await mirrorWith(diskWith(small('a')));
    for (const spell of [shouted, whispered]) {
      const document = documentOf(spell(flow), '{}');
      mirror.opened(document);
      assert.deepEqual(await known(mirror), ALL);
      assert.equal(mirror.workspace.text(flow), '{}');
      assert.equal(mirror.spelling(flow), spell(flow));
      mirror.closed(document);
      assert.deepEqual(await known(mirror), ALL);
      assert.notEqual(mirror.workspace.text(flow), '{}');
      assert.equal(mirror.spelling(flow), flow);
    }
  });

  it('a file that is opened before anything is read is known once', async () => {
    for (const folders of [[W], [whispered(W)], []]) {
      const mirror = mirrorOf(diskWith(small('a')));
      mirror.folders = folders;
      mirror.opened(documentOf(shouted(flow), '{}'));
      assert.deepEqual(await known(mirror), ALL);
      assert.equal(mirror.workspace.text(flow), '{}');
    }
  });

  it('a file that is on no disk yet is known by the spelling first heard of', async () => {
    const mirror = await mirrorWith(diskWith(small('a')));
    const fresh = `${W}/a/WORKFLOWS/New.json`;
    mirror.opened(documentOf(fresh, '{}'));
    mirror.opened(documentOf(whispered(fresh), '{ }'));
    const its = `${W}/a/Workflows/New.json`;
    assert.deepEqual(await known(mirror), [...ALL, its].sort());
    assert.equal(mirror.workspace.text(its), '{ }');
  });

  it('a file that comes to the disk in another letter case than the editor has it open is known once', async () => {
    const disk = diskWith(small('a'));
    const mirror = await mirrorWith(disk);
    const document = documentOf(`${W}/a/Workflows/new.json`, '{ }');
    mirror.opened(document);
    await known(mirror);
    disk.write(`${W}/a/Workflows/New.json`, '{}');
    mirror.changed([`${W}/a/Workflows/New.json`]);
    const its = `${W}/a/Workflows/New.json`;
    assert.deepEqual(await known(mirror), [...ALL, its].sort());
    assert.deepEqual([mirror.workspace.text(its), mirror.spelling(its)], ['{ }', document.uri]);
    mirror.closed(document);
    await known(mirror);
    assert.equal(mirror.workspace.text(its), '{}');
  });

  it('what is told of a file in another letter case is told of it: changed, gone, come again', async () => {
    const disk = diskWith(small('a'));
    const mirror = await mirrorWith(disk);
    disk.write(flow, '{}');
    mirror.changed([shouted(flow)]);
    assert.deepEqual(await known(mirror), ALL);
    assert.equal(mirror.workspace.text(flow), '{}');
    disk.remove(flow);
    mirror.changed([shouted(flow)]);
    assert.deepEqual(await known(mirror), [customizations, solutionFile]);
    disk.write(flow, '{ }');
    mirror.changed([whispered(flow)]);
    assert.deepEqual(await known(mirror), ALL);
    assert.equal(mirror.workspace.text(flow), '{ }');
  });

  it('what is told of a folder in another letter case is told of it: gone, come again', async () => {
    const disk = diskWith(small('a'));
    const mirror = await mirrorWith(disk);
    const [folder, text] = [`${W}/a/Workflows`, disk.textOf(flow)];
    disk.remove(folder);
    assert.deepEqual(mirror.changed([shouted(folder)]), [shouted(folder).replace('/A/', '/a/')]);
    assert.deepEqual(await known(mirror), [customizations, solutionFile]);
    disk.write(flow, text);
    mirror.changed([shouted(folder)]);
    assert.deepEqual(await known(mirror), ALL);
  });

  for (const [what, from] of [
    ['a file', flow],
    ['a folder', `${W}/a/Workflows`],
    ['a solution', `${W}/a`],
  ] as const)
    for (const isOpen of [false, true])
      it(`${what} that is only spelt anew is known by its new spelling alone, ${isOpen ? 'open' : 'closed'}`, async () => {
        const to =
          from === `${W}/a` ? `${W}/A` : `${from.slice(0, from.lastIndexOf('/'))}${from.slice(from.lastIndexOf('/')).toLowerCase()}`;
        const now = to + flow.slice(from.length);
        const expected = ALL.map((it) => (it.startsWith(`${from}/`) || it === from ? to + it.slice(from.length) : it)).sort();
        for (const events of [[from, to], [to, from], [to]]) {
          const disk = diskWith(small('a'));
          const mirror = await mirrorWith(disk);
          const document = documentOf(flow, '{}');
          if (isOpen) mirror.opened(document);
          await known(mirror);
          disk.rename(from, to);
          for (const it of events) mirror.changed([it]);
          assert.deepEqual(await known(mirror), expected, events.join(' '));
          assert.equal(mirror.spelling(now), isOpen ? flow : now);
          if (!isOpen) continue;
          const opened = documentOf(now, '{ }');
          mirror.closed(document);
          mirror.opened(opened);
          assert.deepEqual(await known(mirror), expected, 'opened by its new spelling');
          assert.deepEqual([mirror.workspace.text(now), mirror.spelling(now)], ['{ }', now]);
        }
      });

  it('an edit that is not taken in yet when its file is spelt anew does not bring the old spelling back', async () => {
    const disk = diskWith(small('a'));
    const mirror = await mirrorWith(disk);
    disk.rename(`${W}/a/Workflows`, `${W}/a/workflows`);
    mirror.changed([`${W}/a/workflows`]);
    mirror.opened(documentOf(flow, '{}'));
    await mirror.read();
    mirror.takeEdits();
    const now = flow.replace('Workflows', 'workflows');
    assert.deepEqual([...mirror.workspace.uris()].sort(), [customizations, solutionFile, now]);
    assert.equal(mirror.workspace.text(now), '{}');
  });

  it('an editor that opens a file by its new spelling before anything was told of it makes the old one go', async () => {
    const disk = diskWith(small('a'));
    const mirror = await mirrorWith(disk);
    const [before, now] = [documentOf(flow, '{}'), documentOf(flow.replace('Workflows', 'workflows'), '{ }')];
    mirror.opened(before);
    await known(mirror);
    disk.rename(`${W}/a/Workflows`, `${W}/a/workflows`);
    mirror.closed(before);
    mirror.opened(now);
    assert.deepEqual(await known(mirror), [customizations, solutionFile, now.uri]);
    assert.equal(mirror.workspace.text(now.uri), '{ }');
  });

  it('a folder is known as it is first said, and those inside of it and beside it alike', async () => {
    const disk = diskWith(small('ws/a') + small('ws/b') + small('ws/b/in'));
    const flows = async (...folders: string[]): Promise<readonly string[]> => {
      const mirror = await mirrorWith(
        disk,
        folders.map((it) => ROOT + it),
      );
      return (await known(mirror)).filter((it) => it.includes('/Workflows/')).map((it) => it.slice(ROOT.length).split('/Workflows/')[0]!);
    };
    assert.deepEqual(await flows('WS'), ['WS/a', 'WS/b', 'WS/b/in']);
    assert.deepEqual(await flows('WS/a', 'ws/B'), ['WS/B', 'WS/B/in', 'WS/a']);
    assert.deepEqual(await flows('ws/B', 'Ws'), ['Ws/a', 'Ws/b', 'Ws/b/in']);
    assert.deepEqual(await flows('ws', 'WS'), ['ws/a', 'ws/b', 'ws/b/in']);
    assert.deepEqual(await flows('ws/b', 'WS/B/IN'), ['ws/b', 'ws/b/in']);
  });

  it('an open file goes by the folder that is opened around it, and back', async () => {
    const disk = diskWith(small('ws/a'));
    const mirror = await mirrorWith(disk, []);
    const path = FLOW.slice('a/'.length);
    mirror.opened(documentOf(`${ROOT}WS/A/${path}`, '{}'));
    await known(mirror);
    for (const folders of [['Ws'], ['wS', 'WS/A'], ['ws/A']]) {
      mirror.folders = folders.map((it) => ROOT + it);
      const its = `${ROOT}${folders[0] === 'ws/A' ? 'ws/A' : `${folders[0]}/a`}/${path}`;
      assert.deepEqual(
        (await known(mirror)).filter((it) => it.endsWith(path)),
        [its],
      );
      assert.equal(mirror.workspace.text(its), '{}');
    }
  });

  it('a configuration above the folders is the same when it is opened in another letter case', async () => {
    const disk = diskWith(
      `${small('repo/a')}--- repo/Keyhook.json\n{ "extends": "TEAM/keyhook-Base.json" }\n--- repo/team/keyhook-base.json\n{}\n`,
    );
    const mirror = await mirrorWith(disk, [`${ROOT}REPO/a`]);
    const excluding = (): number => mirror.workspace.snapshot.configurations.of(`${ROOT}REPO/a`).exclude.length;
    assert.equal(excluding(), 0);
    const document = documentOf(`${ROOT}repo/Team/KEYHOOK-BASE.json`, '{ "exclude": ["x"] }');
    mirror.opened(document);
    await known(mirror);
    assert.equal(excluding(), 1);
    mirror.opened(documentOf(`${ROOT}Repo/KEYHOOK.JSON`, '{ "exclude": ["x", "y"] }'));
    await known(mirror);
    assert.equal(excluding(), 2);
  });
});

describe('the server, on a disk that ignores letter case', () => {
  const shown = ({ code, range: { start } }: Diagnostic): string => `${code} ${start.line + 1}:${start.character + 1}`;
  const untilFound = (client: Client, expected: Record<Uri, readonly string[]>): Promise<void> =>
    client.until(JSON.stringify(expected), () => {
      const all = [...client.diagnostics].map(([uri, its]) => [uri, its.map(shown)]).sort();
      return JSON.stringify(all) === JSON.stringify(Object.entries(expected).sort());
    });
  const serve = async (disk: CaselessDisk, folder = W): Promise<Client> =>
    start({ folders: [decodeURIComponent(new URL(folder).pathname)], disk });
  const unusedAt = (line: number): string => `unused-connection-reference ${line}:58`;
  const undefinedAt = 'undefined-connection-reference';

  it('says what it finds under the spelling of the editor, once, and takes it back', async () => {
    const disk = diskWith(small('a', ['con_teams', 'con_mail']));
    const client = await serve(disk);
    await untilFound(client, { [customizations]: [unusedAt(11)] });
    const path = decodeURIComponent(new URL(shouted(customizations)).pathname);
    client.open(path, disk.textOf(customizations));
    await untilFound(client, { [shouted(customizations)]: [unusedAt(11)] });
    client.change(path, 2, { text: disk.textOf(customizations).replace('<ImportExportXml>', '<ImportExportXml>\n') });
    await untilFound(client, { [shouted(customizations)]: [unusedAt(12)] });
    client.close(path);
    await untilFound(client, { [customizations]: [unusedAt(11)] });
  });

  it('keeps what it said of an open document whose file is spelt anew', async () => {
    const disk = diskWith(small('a', ['con_teams', 'con_mail']));
    const client = await serve(disk);
    const path = decodeURIComponent(new URL(customizations).pathname);
    client.open(path, disk.textOf(customizations));
    await untilFound(client, { [customizations]: [unusedAt(11)] });
    disk.rename(`${W}/a/Other`, `${W}/a/other`);
    disk.write(flow, flowUsing('con_mail').split('\n').slice(1).join('\n'));
    client.diskCreated('/w/a/other', decodeURIComponent(new URL(flow).pathname));
    await untilFound(client, { [customizations]: [unusedAt(3)] });
    client.close(path);
    await untilFound(client, { [customizations.replace('Other', 'other')]: [unusedAt(3)] });
    assert.deepEqual(
      client.published.filter((it) => it.uri === customizations).map((it) => it.diagnostics.length),
      [1, 1, 0],
    );
  });

  it('leads to a definition as the editor spells its file, asked in whatever letter case', async () => {
    const disk = diskWith(small('a'));
    const client = await serve(disk);
    const definition = async (uri: Uri): Promise<readonly string[]> => {
      const before = disk.textOf(flow).slice(0, disk.textOf(flow).indexOf('con_teams')).split('\n');
      const position = { line: before.length - 1, character: before.at(-1)!.length };
      return (await client.ask<Location[]>(DefinitionRequest.method, { textDocument: { uri }, position })).map((it) => it.uri);
    };
    assert.deepEqual(await definition(flow), [customizations]);
    assert.deepEqual(await definition(shouted(flow)), [customizations]);
    client.open('', disk.textOf(customizations), 1, whispered(customizations));
    assert.deepEqual(await definition(flow), [whispered(customizations)]);
    client.open('', disk.textOf(flow), 1, shouted(flow));
    assert.deepEqual(await definition(shouted(flow)), [whispered(customizations)]);
  });

  it('finds settings by the URI of a document that is open in another letter case', async () => {
    const disk = diskWith(small('a') + settings('settings/Test.json', setting('con_teams', 'abc')));
    const client = await serve(disk);
    const file = `${W}/settings/Test.json`;
    client.open('', disk.textOf(file), 1, shouted(file));
    assert.deepEqual(
      (await own(client, 'keyhook/settings', {})).map((it) => it.uri),
      [shouted(file)],
    );
    const { edit } = await own(client, 'keyhook/refactor', { kind: 'syncSettings', files: [shouted(file)], removeStale: false });
    assert.deepEqual(edit, { changes: {} });
  });

  it('finds nothing twice where a folder is said in another letter case than its files', async () => {
    const disk = diskWith(small('ws/a', ['con_mail']));
    const client = await serve(disk, `${ROOT}WS`);
    const [its, uses] = [`${ROOT}WS/${CUSTOMIZATIONS}`, `${ROOT}WS/${FLOW}`];
    await client.until('both', () => client.diagnostics.size === 2);
    assert.deepEqual([...client.diagnostics.keys()].sort(), [its, uses]);
    client.open('', disk.textOf(uses).replace('con_teams', 'con_mail'), 1, `${ROOT}ws/${FLOW}`);
    await untilFound(client, {});
    client.close('', `${ROOT}ws/${FLOW}`);
    await client.until(undefinedAt, () => client.diagnostics.size === 2);
    assert.deepEqual([...client.diagnostics.keys()].sort(), [its, uses]);
  });
});
