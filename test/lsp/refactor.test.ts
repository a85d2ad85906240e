import * as assert from 'node:assert/strict';
import { uriOf } from '../../server/src/host/disk';
import type { RefactorParams } from '../../server/src/protocol';
import { write } from '../cli/run';
import { flowUsing } from '../support/solution';
import { own, touched } from './asking';
import { at, refactor, refusal, root, TEAMS, WORKSPACE } from './commands';
import { CUSTOMIZATIONS, customizationsOf, FLOW, flowOf, start, textOf, UNUSED } from './setup';

describe('a refactoring', () => {
  it('renames both names at once', async () => {
    const { folder, client } = await at(WORKSPACE);
    const path = flowOf(folder, 'a');
    client.open(path, textOf(path), 9);
    const before = textOf(customizationsOf(folder, 'a'));
    const { edit, notes } = await refactor(client, {
      kind: 'rename',
      solution: root(folder),
      logicalName: 'con_teams',
      newLogicalName: 'con_new',
      newDisplayName: 'New & better',
    });
    assert.deepEqual(notes, []);
    assert.deepEqual(edit.changeAnnotations, {
      keyhook: { label: `Rename '${TEAMS}' to 'New & better'`, description: '2 flows, 1 solution file, 1 app.', needsConfirmation: true },
    });
    assert.deepEqual(touched(edit).find(([uri]) => uri === uriOf(path))?.[1], 9);
    client.apply(edit);
    assert.equal(
      textOf(customizationsOf(folder, 'a')),
      before.replace('"con_teams"', '"con_new"').replace(`>${TEAMS}<`, '>New &amp; better<'),
    );
    const [first] = await own(client, 'keyhook/references', {});
    assert.deepEqual([first?.logicalName, first?.displayName, first?.users], ['con_new', 'New & better', 'used by 2 flows, 1 app']);
    await client.settled(folder);
    assert.equal(client.shows(folder)[FLOW], undefined);
  });

  it('needs no confirmation in one file', async () => {
    const { folder, client } = await at(WORKSPACE);
    const rename = { kind: 'rename', solution: root(folder), logicalName: 'con_teams' } as const;
    const { edit } = await refactor(client, { ...rename, newDisplayName: 'X' });
    assert.deepEqual(
      touched(edit).map(([uri]) => uri),
      [uriOf(customizationsOf(folder, 'a'))],
    );
    assert.equal(edit.changeAnnotations, undefined);
  });

  it('renames several at once, and not when two would have one name', async () => {
    const { folder, client } = await at(WORKSPACE);
    const name = (logicalName: string, newDisplayName: string) => ({ solution: root(folder), logicalName, newDisplayName });
    const before = textOf(customizationsOf(folder, 'a'));
    const names = [name('con_teams', 'One'), name('con_chat', 'Two')];
    const { edit } = await refactor(client, { kind: 'renameAll', names });
    client.apply(edit);
    const [first, second] = (await own(client, 'keyhook/references', {})).filter((it) => it.solution === root(folder));
    assert.deepEqual([first?.displayName, second?.displayName].sort(), ['One', 'Two']);
    assert.notEqual(textOf(customizationsOf(folder, 'a')), before);
    const twice = refactor(client, { kind: 'renameAll', names: [name('con_teams', 'Same – One'), name('con_chat', 'same - one')] });
    assert.equal(await refusal(twice), "Two of them would be called 'same - one': give each a name of its own.");
  });

  it('asks before it changes the publisher’s prefix', async () => {
    const { folder, client } = await at(WORKSPACE);
    const params = { kind: 'rename', solution: root(folder), logicalName: 'con_chat', newLogicalName: 'new_chat' } as const;
    const { edit } = await refactor(client, params);
    assert.deepEqual(edit.changeAnnotations, {
      keyhook: { label: "Change the publisher prefix from 'con' to 'new'", description: '1 solution file.', needsConfirmation: true },
    });
    const modest = await start({ folders: [folder], capabilities: {} });
    assert.match(await refusal(refactor(modest, params)), /^Change the publisher prefix from 'con' to 'new'\?/);
  });

  it('merges references, and leaves findings and lists right at once', async () => {
    const { folder, client } = await at(WORKSPACE + flowUsing('con_chat', { root: 'b' }));
    const { edit, notes } = await refactor(client, { kind: 'merge', solution: root(folder), into: 'con_chat', from: ['con_teams'] });
    assert.equal(edit.changeAnnotations?.['keyhook']?.label, `Merge '${TEAMS}' into 'Chat'`);
    assert.deepEqual(notes, []);
    client.apply(edit);
    const all = await own(client, 'keyhook/references', {});
    assert.deepEqual(
      all.filter((it) => it.solutionName === 'Absence').map((it) => [it.logicalName, it.users]),
      [
        ['con_chat', 'used by 3 flows, 1 app'],
        ['con_leave', 'not used'],
      ],
    );
    await client.settled(folder);
    assert.deepEqual(Object.keys(client.shows(folder)), [
      CUSTOMIZATIONS,
      CUSTOMIZATIONS.replace('a/', 'b/'),
      CUSTOMIZATIONS.replace('a/', 'c/'),
    ]);
    assert.deepEqual(client.shows(folder)[CUSTOMIZATIONS], [`${UNUSED} 11:58`]);
  });

  it('refuses in words', async () => {
    const { folder, client } = await at(WORKSPACE);
    const merge = { kind: 'merge', solution: root(folder), into: 'con_teams' } as const;
    assert.match(await refusal(refactor(client, { ...merge, from: ['con_leave'] })), /only references of one connector can be merged/);
    assert.match(
      await refusal(refactor(client, { ...merge, from: ['con_gone'] })),
      /No solution here defines the connection reference 'con_gone'/,
    );
    assert.deepEqual(client.logged, []);
  });

  it('waits for files that nobody said have changed', async () => {
    const { folder, client } = await at(WORKSPACE);
    assert.equal((await own(client, 'keyhook/references', {})).length, 5);
    const path = customizationsOf(folder, 'a');
    write(folder, CUSTOMIZATIONS, `<!-- é -->\n${textOf(path)}`);
    const rename = { kind: 'rename', solution: root(folder), logicalName: 'con_teams', newDisplayName: 'X' } as const;
    client.apply((await refactor(client, rename)).edit);
    assert.match(textOf(path), /^<!-- é -->\n[^]*<connectionreferencedisplayname>X<\/connectionreferencedisplayname>/);
  });

  it('that fails for a reason of ours is answered, and logged', async () => {
    const { folder, client } = await at(WORKSPACE);
    const params = { kind: 'merge', solution: root(folder), into: 'con_teams' } as unknown as RefactorParams;
    assert.equal(await refusal(refactor(client, params)), "Keyhook failed at 'keyhook/refactor'. Its output says why.");
    assert.match(client.logged.join('\n'), /TypeError/);
    assert.equal((await own(client, 'keyhook/references', {})).length, 5);
  });
});
