import * as assert from 'node:assert/strict';
import { uriOf } from '../../server/src/host/disk';
import { able, failureOf, touched } from './asking';
import { at, refactor, root, TEAMS, WORKSPACE } from './commands';
import { customizationsOf, flowOf, textOf } from './setup';

describe('a refactoring from the tree', () => {
  it('removes a reference that nothing uses', async () => {
    const { folder, client } = await at(WORKSPACE);
    const path = customizationsOf(folder, 'a');
    const { edit, notes } = await refactor(client, { kind: 'remove', solution: root(folder), logicalName: 'con_chat' });
    assert.deepEqual(notes, []);
    assert.deepEqual(touched(edit), [[uriOf(path), null, 1]]);
    assert.equal(edit.changeAnnotations, undefined);
    client.apply(edit);
    assert.equal(textOf(path).includes('con_chat'), false);
    assert.equal(textOf(path).includes('con_teams'), true);
  });

  it('does not remove one that is used', async () => {
    const { folder, client } = await at(WORKSPACE);
    assert.deepEqual(await failureOf(refactor(client, { kind: 'remove', solution: root(folder), logicalName: 'con_teams' })), {
      code: -32803,
      message: `'${TEAMS}' cannot be removed, for the flow 'Askforleave' uses it: let that use another one first.`,
    });
  });

  it('lets one flow use another reference', async () => {
    const { folder, client } = await at(WORKSPACE);
    const path = flowOf(folder, 'a');
    client.open(path, textOf(path), 7);
    const before = textOf(path);
    const { edit, notes } = await refactor(client, {
      kind: 'repoint',
      flow: uriOf(path),
      from: 'con_teams',
      to: { solution: root(folder), logicalName: 'con_chat' },
    });
    assert.deepEqual(notes, []);
    assert.deepEqual(touched(edit), [[uriOf(path), 7, 1]]);
    client.apply(edit);
    assert.equal(client.textOf(path), before.replace('con_teams', 'con_chat'));
  });

  it('does so for an editor that cannot ask', async () => {
    const { folder, client } = await at(WORKSPACE, { ...able, workspace: {} });
    const to = { solution: root(folder), logicalName: 'con_chat' };
    const { edit } = await refactor(client, { kind: 'repoint', flow: uriOf(flowOf(folder, 'a')), from: 'con_teams', to });
    assert.deepEqual(Object.keys(edit.changes ?? {}), [uriOf(flowOf(folder, 'a'))]);
  });

  it('does not when the reference is of another solution, or either is gone', async () => {
    const { folder, client } = await at(WORKSPACE);
    const failed = (flow: string, solution: string, logicalName: string): Promise<{ code: number; message: string }> =>
      failureOf(refactor(client, { kind: 'repoint', flow, from: 'con_teams', to: { solution: root(folder, solution), logicalName } }));
    const flow = uriOf(flowOf(folder, 'a'));
    assert.deepEqual(await failed(flow, 'b', 'con_core'), {
      code: -32803,
      message:
        "'Core' belongs to the solution 'Core' and the flow 'Askforleave' to another one: choose a connection reference of the flow's own solution.",
    });
    assert.deepEqual(await failed(flow, 'a', 'con_gone'), {
      code: -32803,
      message: "No solution here defines the connection reference 'con_gone', or none does any more: choose another.",
    });
    assert.deepEqual(await failed(uriOf(`${folder}/a/Workflows/none.json`), 'a', 'con_chat'), {
      code: -32803,
      message: 'The flow that was chosen is not there any more: choose again.',
    });
  });
});
