import * as assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { uriOf } from '../../server/src/host/disk';
import { folderWith, write } from '../cli/run';
import { CUSTOMIZATIONS, FLOW, flowOf, small, start, textOf } from './setup';

describe('the server, between editor and disk', () => {
  it('believes the editor as long as a file is open, and the disk again when it is closed', async () => {
    const folder = folderWith(small('a'));
    const client = await start({ folders: [folder] });
    const flow = flowOf(folder, 'a');
    const text = textOf(flow);
    client.open(flow, text.replaceAll('con_teams', 'con_gone'));
    await client.until('what the editor holds', () => client.shows(folder)[FLOW] !== undefined);
    write(folder, FLOW, text.replaceAll('con_teams', 'con_other'));
    client.diskChanged(flow);
    await client.settled(folder);
    assert.ok(client.diagnostics.get(uriOf(flow))?.[0]?.message.toString().includes('con_gone'));
    client.close(flow);
    await client.until(
      'what the disk holds',
      () => client.diagnostics.get(uriOf(flow))?.[0]?.message.toString().includes('con_other') ?? false,
    );
    assert.equal(client.published.at(-1)?.version, undefined);
    client.open(flow, text);
    await client.untilShown(folder, {});
    client.close(flow);
    await client.until('what the disk holds', () => client.shows(folder)[FLOW] !== undefined);
  });

  it('takes a file that is open and not yet on the disk, and lets it go with its document', async () => {
    const folder = folderWith(small('a'));
    const client = await start({ folders: [folder] });
    const flow = flowOf(folder, 'a');
    const text = textOf(flow);
    rmSync(flow);
    client.diskDeleted(flow);
    await client.until('the reference to be unused', () => client.shows(folder)[CUSTOMIZATIONS] !== undefined);
    client.open(flow, text);
    await client.untilShown(folder, {});
    client.close(flow);
    await client.until('the reference to be unused', () => client.shows(folder)[CUSTOMIZATIONS] !== undefined);
  });

  it('opens a file before or after it was read, at any moment', async () => {
    const folder = folderWith(small('a') + small('b') + small('c'));
    const client = await start({ folders: [folder] });
    for (const root of ['a', 'b', 'c']) {
      const flow = flowOf(folder, root);
      client.open(flow, textOf(flow).replaceAll('con_teams', 'con_gone'));
    }
    await client.until('findings in all three', () => Object.keys(client.shows(folder)).length === 6);
    await client.settled(folder);
    assert.equal(client.published.filter((it) => it.diagnostics.length === 0).length, 0);
  });

  it('answers in the spelling of the editor', async () => {
    const folder = folderWith(small('a (1)'));
    const client = await start({ folders: [folder] });
    const flow = flowOf(folder, 'a (1)');
    await client.settled(folder);
    const bare = uriOf(flow).replaceAll('%28', '(').replaceAll('%29', ')');
    assert.notEqual(bare, uriOf(flow));
    client.open(flow, textOf(flow).replaceAll('con_teams', 'con_gone'), 1, bare);
    await client.until('findings', () => client.diagnostics.has(bare));
    client.close(flow, bare);
    await client.until('none', () => client.diagnostics.size === 1);
  });

  it('does not care for documents of other schemes', async () => {
    const folder = folderWith(small('a'));
    const client = await start({ folders: [folder] });
    const flow = flowOf(folder, 'a');
    client.open(flow, textOf(flow).replaceAll('con_teams', 'con_gone'), 1, uriOf(flow).replace('file:', 'git:'));
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), {});
  });
});
