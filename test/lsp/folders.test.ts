import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import { flowPath, flowUsing, reference, solution } from '../support/solution';
import { CUSTOMIZATIONS, customizationsOf, FLOW, flowOf, only, small, start, textOf, UNUSED } from './setup';

const UNUSED_HERE = { [CUSTOMIZATIONS]: [`${UNUSED} 11:58`] };
const clean = small('a');

describe('the server, for the folders that are open', () => {
  it('reads all of them, and they see each other', async () => {
    const [one, two] = [folderWith(small('a', ['con_teams', 'con_mail'])), folderWith(small('a', [], 'con_mail'))];
    const alone = await start({ folders: [one] });
    await alone.untilShown(one, UNUSED_HERE);
    const both = await start({ folders: [one, two] });
    await both.settled(one);
    assert.deepEqual([both.shows(one), both.shows(two)], [{}, {}]);
  });

  it('clears what it said of a folder that is removed, open documents and all, and says it again when it is back', async () => {
    const [one, two] = [folderWith(small('a', ['con_teams', 'con_mail'])), folderWith(small('a', ['con_chat', 'con_post'], 'con_none'))];
    const client = await start({ folders: [one, two] });
    await client.until('findings in both', () => client.diagnostics.size === 3);
    const flow = flowOf(two, 'a');
    client.open(flow, textOf(flow));
    await client.settled(one);
    const before = client.shows(two);
    client.published = [];

    client.foldersChanged([], [two]);
    await client.untilShown(two, {});
    assert.deepEqual(client.shows(one), UNUSED_HERE);
    client.change(flow, 2, { text: `${textOf(flow)} ` });
    await client.settled(one);
    assert.deepEqual(client.shows(two), {});
    assert.ok(client.published.every((it) => it.diagnostics.length === 0));

    client.foldersChanged([two], []);
    await client.untilShown(two, before);
    assert.deepEqual(
      client.published
        .filter((it) => it.diagnostics.length > 0)
        .map((it) => it.version)
        .sort(),
      [2, undefined],
    );
    client.close(flow);
    client.foldersChanged([], [one, two]);
    await client.until('nothing', () => client.diagnostics.size <= 1);
  });

  it('takes an open document that is not on the disk again when its folder is back', async () => {
    const [one, two] = [folderWith(small('a')), folderWith(solution({ root: 'a', references: [reference('con_chat')] }))];
    const client = await start({ folders: [one, two] });
    const flow = flowOf(two, 'a');
    client.open(flow, textOf(flowOf(one, 'a')).replace('con_teams', 'con_gone'));
    await client.until('both findings', () => Object.keys(client.shows(two)).length === 2);
    const before = client.shows(two);
    client.foldersChanged([], [two]);
    await client.untilShown(two, {});
    client.foldersChanged([two], []);
    await client.untilShown(two, before);
  });

  it('keeps what lies in another folder still', async () => {
    const folder = folderWith(small('deep/a', ['con_teams', 'con_mail']) + small('b', ['con_chat', 'con_post'], 'con_chat'));
    const deep = join(folder, 'deep');
    const client = await start({ folders: [folder, deep] });
    await client.until('findings', () => Object.keys(client.shows(folder)).length === 2);
    client.published = [];
    client.foldersChanged([], [folder]);
    await client.untilShown(folder, { [`deep/${CUSTOMIZATIONS}`]: [`${UNUSED} 11:58`] });
    assert.deepEqual(
      client.published.map((it) => it.uri),
      [uriOf(customizationsOf(folder, 'b'))],
    );
    client.foldersChanged([folder], [deep]);
    await client.until('findings', () => Object.keys(client.shows(folder)).length === 2);
    assert.equal(client.published.length, 2);
  });

  it('does not look at documents outside of them', async () => {
    const [folder, elsewhere] = [folderWith(clean), folderWith(small('a', ['con_teams', 'con_mail'], 'con_gone'))];
    const client = await start({ folders: [folder] });
    const flow = flowOf(elsewhere, 'a');
    client.open(flow, textOf(flow));
    await client.settled(folder);
    assert.deepEqual(client.shows(elsewhere), {});
  });

  it('knows clients that have but a root', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_mail']));
    const client = await start({ rootPath: folder });
    await client.untilShown(folder, UNUSED_HERE);
  });

  it('reads the solution of an open document when no folder is open, until it is closed', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_mail']) + small('b', ['con_chat', 'con_post'], 'con_chat'));
    const client = await start({});
    const flow = flowOf(folder, 'a');
    client.open(flow, textOf(flow));
    await client.untilShown(folder, UNUSED_HERE);
    client.change(flow, 2, { text: textOf(flow).replace('con_teams', 'con_gone') });
    await client.until('an undefined reference', () => client.shows(folder)[FLOW] !== undefined);
    const customizations = customizationsOf(folder, 'a');
    client.open(customizations, textOf(customizations));
    client.close(flow);
    await client.untilShown(folder, UNUSED_HERE);
    client.close(customizations);
    await client.untilShown(folder, {});
  });

  it('stays in the folder of a document that lies in no solution', async () => {
    const folder = folderWith(small('b', ['con_chat', 'con_post'], 'con_chat') + flowUsing('con_teams', { root: '' }));
    const client = await start({ options: only(UNUSED, 'invalid-json') });
    const flow = join(folder, flowPath({ root: '' }));
    client.open(flow, `${textOf(flow)}}`);
    await client.until('a fault', () => client.diagnostics.size === 1);
    client.change(flow, 2, { text: textOf(flow) });
    await client.untilShown(folder, {});
  });
});
