import * as assert from 'node:assert/strict';
import { cpSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { uriOf } from '../../server/src/host/disk';
import { folderWith, write } from '../cli/run';
import { flow, flowPath, flowUsing, metadata, reference, solution } from '../support/solution';
import { CUSTOMIZATIONS, customizationsOf, FLOW, flowOf, idOf, only, small, start, textOf, UNDEFINED, UNUSED } from './setup';

const UNUSED_HERE = { [CUSTOMIZATIONS]: [`${UNUSED} 3:58`] };

/** For what a server sees that looks at the disk itself: one that has a copy of it knows only what it is told. */
const itself = { disk: 'own' } as const;

describe('the server, when files change on the disk', () => {
  it('sees files come, go, change and get other names', async () => {
    const folder = folderWith(small('a'));
    const client = await start({ folders: [folder] });
    const path = flowOf(folder, 'a');
    const text = textOf(path);
    await client.settled(folder);

    rmSync(path);
    client.diskDeleted(path);
    await client.untilShown(folder, UNUSED_HERE);
    write(folder, FLOW, text);
    client.diskCreated(path);
    await client.untilShown(folder, {});
    write(folder, FLOW, text.replace('con_teams', 'con_gone'));
    client.diskChanged(path);
    await client.untilShown(folder, { ...UNUSED_HERE, [FLOW]: [`${UNDEFINED} 9:46`] });
    const other = FLOW.replace('Ask', 'Beg');
    renameSync(path, join(folder, other));
    client.diskDeleted(path);
    client.diskCreated(join(folder, other));
    await client.untilShown(folder, { ...UNUSED_HERE, [other]: [`${UNDEFINED} 9:46`] });
  });

  it('sees a folder go and come, told as one event', async () => {
    const folder = folderWith(small('a') + small('deep/er/b', ['con_chat'], 'con_none'));
    const client = await start({ folders: [folder] });
    await client.until('findings', () => Object.keys(client.shows(folder)).length === 2);
    const before = client.shows(folder);

    renameSync(join(folder, 'deep'), join(folder, 'away'));
    client.diskDeleted(join(folder, 'deep'));
    await client.untilShown(folder, {});
    renameSync(join(folder, 'away'), join(folder, 'deep'));
    client.diskCreated(join(folder, 'deep'));
    await client.untilShown(folder, before);
    renameSync(join(folder, 'deep/er'), join(folder, 'er'));
    client.diskDeleted(join(folder, 'deep/er'));
    client.diskCreated(join(folder, 'er'));
    const moved = Object.fromEntries(Object.entries(before).map(([path, its]) => [path.replace('deep/', ''), its]));
    await client.untilShown(folder, moved);

    const workflows = dirname(flowOf(folder, 'a'));
    rmSync(workflows, { recursive: true });
    client.diskDeleted(workflows);
    await client.until('an unused reference', () => client.shows(folder)[CUSTOMIZATIONS] !== undefined);
  });

  it('keeps what is open in a folder that goes', async () => {
    const folder = folderWith(small('a'));
    const client = await start({ folders: [folder] });
    const path = flowOf(folder, 'a');
    client.open(path, textOf(path));
    await client.settled(folder);
    rmSync(dirname(path), { recursive: true });
    client.diskDeleted(dirname(path));
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), {});
    client.close(path);
    await client.untilShown(folder, UNUSED_HERE);
  });

  it('takes hundreds of files at once, and never shows a half', async () => {
    const flows = (name: string): string =>
      Array.from({ length: 300 }, (_, i) => flowUsing(name, { root: 'a', name: `Flow${i}`, id: idOf(i) })).join('');
    const branch = (name: string): string => solution({ root: 'a', references: [reference(name)] }) + flows(name);
    const folder = folderWith(branch('con_teams'));
    const client = await start({ folders: [folder] });
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), {});

    const paths = Array.from({ length: 300 }, (_, i) => join(folder, flowPath({ root: 'a', name: `Flow${i}`, id: idOf(i) })));
    const all = [customizationsOf(folder, 'a'), ...paths];
    const text = textOf(paths[0]!);
    client.published = [];
    for (const path of all) write('', path, (path.endsWith('.xml') ? textOf(path) : text).replace('con_teams', 'con_chat'));
    for (let i = 0; i < all.length; i += 50) client.diskChanged(...all.slice(i, i + 50));
    await client.settled(folder);
    assert.deepEqual(client.published, [], 'both branches are clean');

    for (const path of paths) rmSync(path);
    client.diskDeleted(...paths);
    await client.untilShown(folder, { [CUSTOMIZATIONS]: [`${UNUSED} 3:58`] });
    assert.equal(client.published.length, 1);
  });

  it('tells again only what is different in files that are', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_mail'], 'con_gone'));
    const client = await start({ folders: [folder] });
    await client.settled(folder);
    client.published = [];
    const path = flowOf(folder, 'a');
    write(folder, FLOW, `${textOf(path)}\n`);
    client.diskChanged(path, customizationsOf(folder, 'a'));
    await client.settled(folder);
    assert.deepEqual(client.published, []);
  });

  it('never puts a finding of one state at a place in another', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_mail']));
    const client = await start({ folders: [folder], ...itself });
    const [flowPathHere, customizations] = [flowOf(folder, 'a'), customizationsOf(folder, 'a')];
    const text = textOf(flowPathHere);
    client.open(flowPathHere, text);
    await client.settled(folder);
    // the closed file has moved on and nobody has said so yet, when an edit asks for its findings
    write(folder, CUSTOMIZATIONS, `\n\n\n${textOf(customizations)}`);
    client.published = [];
    client.change(flowPathHere, 2, { text: text.replace('con_teams', 'con_gone') });
    await client.until('both findings', () => client.shows(folder)[CUSTOMIZATIONS]?.length === 2);
    const lines = client.published
      .filter((it) => it.uri === uriOf(customizations))
      .map((it) => it.diagnostics.map((one) => one.range.start.line));
    assert.equal(lines.length, 1);
    assert.ok(lines[0]!.every((it) => textOf(customizations).split('\n')[it]!.includes('connectionreferencelogicalname')));
  });

  it('reads a file again that it finds changed, though nobody said so', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_mail']));
    let configuration = only();
    const client = await start({ folders: [folder], ...itself, configuration: () => configuration });
    await client.settled(folder);
    const customizations = customizationsOf(folder, 'a');
    write(folder, CUSTOMIZATIONS, `\n\n\n${textOf(customizations)}`);
    configuration = only(UNUSED);
    client.configurationChanged();
    await client.untilShown(folder, { [CUSTOMIZATIONS]: [`${UNUSED} 14:58`] });
  });

  it('does not read what a build leaves behind, nor what lies in other people’s folders', async () => {
    const folder = folderWith(`${small('a')}--- Absence.cdsproj\n<Project />\n`);
    const client = await start({ folders: [folder] });
    await client.settled(folder);
    for (const root of ['obj/Debug/b', 'node_modules/c', 'obj']) {
      folderWithin(folder, small(root, [], 'con_gone'));
      client.diskCreated(join(folder, root.split('/')[0]!), join(folder, root), flowOf(folder, root));
    }
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), {});
  });

  it('names what it cannot read, once, and goes on', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_mail']));
    const [dangling, loop] = [join(folder, 'a/Workflows/Dangling.json'), join(folder, 'a/loop')];
    symlinkSync(join(folder, 'nowhere.json'), dangling);
    symlinkSync(folder, loop);
    const client = await start({ folders: [folder], ...itself });
    await client.until('a finding', () => client.shows(folder)[CUSTOMIZATIONS] !== undefined);
    assert.deepEqual(client.shown, [
      "Keyhook could not read everything: 'Dangling.json' is a link that leads nowhere; 'loop' is a link that leads back to a folder it lies in.",
    ]);
    assert.deepEqual(
      client.logged.filter((it) => it.includes('link')),
      [`${dangling} is a link that leads nowhere`, `${loop} is a link that leads back to a folder it lies in`],
    );
    client.diskCreated(dirname(dangling), loop, join(folder, 'a'));
    client.diskChanged(dangling);
    await client.settled(folder);
    assert.equal(client.shown.length, 1);
    assert.deepEqual(Object.keys(client.shows(folder)), [CUSTOMIZATIONS]);
  });

  it('lets a file go that cannot be read any more', async () => {
    const folder = folderWith(small('a', ['con_teams'], 'con_gone'));
    const client = await start({ folders: [folder] });
    await client.until('findings', () => client.shows(folder)[FLOW] !== undefined);
    const path = flowOf(folder, 'a');
    rmSync(path);
    symlinkSync(path, path);
    client.diskChanged(path);
    await client.untilShown(folder, UNUSED_HERE);
    await client.until('a warning', () => client.shown.length === 1);
  });

  it('reads a solution that comes later', async () => {
    const folder = folderWith();
    const client = await start({ folders: [folder] });
    await client.settled(folder);
    folderWithin(folder, small('a', ['con_teams', 'con_mail']) + metadata({ root: 'a' }) + flow({ root: 'a', name: 'Other' }));
    client.diskCreated(join(folder, 'a'));
    await client.until('findings', () => client.shows(folder)[CUSTOMIZATIONS] !== undefined);
  });

  it('looks at a new folder again, for what came before anybody watched it', async () => {
    const folder = folderWith(small('a'));
    const client = await start({ folders: [folder], ...itself });
    await client.settled(folder);
    folderWithin(folder, solution({ root: 'b/src', references: [reference('con_chat')] }));
    client.diskCreated(join(folder, 'b'));
    await client.untilShown(folder, { 'b/src/Other/Customizations.xml': [`${UNUSED} 3:58`] });
    const late = flowUsing('con_chat', { root: 'b/src', id: idOf(1) });
    folderWithin(folder, late);
    await client.untilShown(folder, {});
  });

  it('shows how far it is when there is much to read', async () => {
    const flows = Array.from({ length: 400 }, (_, i) => flowUsing('con_gone', { root: 'a', name: `Flow${i}`, id: idOf(i) })).join('');
    const folder = folderWith(solution({ root: 'a' }) + flows);
    const client = await start({ folders: [folder], capabilities: { window: { workDoneProgress: true } } });
    await client.until('all findings', () => Object.keys(client.shows(folder)).length === 400);
    await client.until('the end of the progress', () => client.progress.at(-1)?.kind === 'end');
    const [begin] = client.progress;
    assert.ok(begin?.kind === 'begin');
    assert.equal(begin.title, 'Keyhook: reading solutions');
    assert.match(begin.message ?? '', /^[\d,]+ files$/);
    assert.equal(client.progress.filter((it) => it.kind === 'end').length, 1);
    assert.ok(
      client.published.every((it) => it.diagnostics.length === 1),
      'nothing was told that had to be taken back',
    );
    client.progress.length = 0;
    const path = join(folder, flowPath({ root: 'a', name: 'Flow1', id: idOf(1) }));
    client.diskChanged(path);
    await client.settled(folder);
    assert.deepEqual(client.progress, [], 'a file is no reason for a progress');
  });
});

function folderWithin(folder: string, fixture: string): void {
  cpSync(folderWith(fixture), folder, { recursive: true });
}
