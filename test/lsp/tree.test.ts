import * as assert from 'node:assert/strict';
import { uriOf } from '../../server/src/host/disk';
import type { Requests, TreePath, TreeRow, TreeView } from '../../server/src/protocol';
import type { Client } from '../support/client';
import { rangeOf, own } from './asking';
import { at, DIRECT, root, WORKSPACE } from './commands';
import { flowOf, textOf } from './setup';

const all: TreeView = { groupBy: 'connector', filter: 'all' };

const below = (client: Client, parent: TreePath = [], view = all): Promise<readonly TreeRow[]> =>
  own(client, 'keyhook/tree', { ...view, parent });

/** The row with these labels from the solution down. */
async function rowAt(client: Client, ...labels: readonly string[]): Promise<TreeRow> {
  let row: TreeRow | undefined;
  for (const label of labels) row = (await below(client, row?.path)).find((it) => it.label === label);
  assert.ok(row, labels.join(' > '));
  return row;
}

const asked = <Method extends 'keyhook/treePlace' | 'keyhook/treeTip' | 'keyhook/treeMarkdown'>(
  client: Client,
  method: Method,
  { path }: TreeRow,
): Promise<Requests[Method]['result']> => own(client, method, { ...all, path });

describe('the tree', () => {
  it('opens row by row', async () => {
    const { folder, client } = await at(WORKSPACE);
    const solutions = await below(client);
    assert.deepEqual(
      solutions.map((it) => [it.label, it.isOpen, it.hasChildren]),
      [
        ['Absence', true, true],
        ['Bought', true, true],
        ['Core', true, true],
      ],
    );
    const connectors = await below(client, solutions[0]!.path);
    assert.deepEqual(
      connectors.map((it) => [it.kind, it.label, it.description]),
      [
        ['connector', 'leave', '1 reference · not used'],
        ['connector', 'Microsoft Teams', '2 references · 2 flows, 2 actions, 1 app'],
        ['apps', 'Canvas apps', '1 app'],
      ],
    );
    const [teams, chat] = await below(client, connectors[1]!.path);
    assert.deepEqual(chat, {
      path: [...connectors[1]!.path, 'reference con_chat'],
      kind: 'reference',
      label: 'Chat',
      description: 'con_chat · not used',
      spoken: 'connection reference Chat, con_chat, not used',
      hasChildren: false,
      isOpen: false,
      reference: { solution: root(folder), logicalName: 'con_chat', connector: 'shared_teams', isFixed: false },
    });
    const users = await below(client, teams!.path);
    assert.deepEqual(
      users.map((it) => [it.kind, it.label, it.flow]),
      [
        ['flow', 'Askforleave', uriOf(flowOf(folder, 'a'))],
        ['flow', 'Other', users[1]!.flow],
        ['app', 'Absence', undefined],
      ],
    );
    assert.deepEqual(
      (await below(client, users[0]!.path)).map((it) => [it.kind, it.label]),
      [['action', 'Act']],
    );
  });

  it('is another by flow, and with a filter', async () => {
    const { client } = await at(WORKSPACE);
    const [solution] = await below(client, [], { ...all, groupBy: 'flow' });
    assert.deepEqual(
      (await below(client, solution!.path, { ...all, groupBy: 'flow' })).map((it) => it.label),
      ['Askforleave', 'Other', 'Not used by a flow', 'Canvas apps'],
    );
    assert.deepEqual(
      (await below(client, [], { ...all, filter: 'unused' })).map((it) => [it.label, it.severity]),
      [
        ['Absence', 'warning'],
        ['Bought', 'warning'],
        ['Core', 'warning'],
      ],
    );
    assert.deepEqual(await below(client, [], { ...all, filter: 'off-scheme' }), []);
  });

  it('names a direct connection as the other requests do', async () => {
    const { client } = await at(DIRECT);
    const row = await rowAt(client, 'Direct', 'Direct connections', 'Direct', 'Microsoft Dataverse');
    const directs = await own(client, 'keyhook/directConnections', {});
    const { uri, id, connector } = directs.find((it) => it.connectorName === 'Microsoft Dataverse')!;
    assert.deepEqual(row.direct, { uri, id, connector });
  });

  it('leads to places', async () => {
    const { folder, client } = await at(WORKSPACE);
    const path = flowOf(folder, 'a');
    client.open(path, textOf(path));
    const flow = await rowAt(client, 'Absence', 'Microsoft Teams', 'Absence – Teams – User', 'Askforleave');
    const action = await rowAt(client, 'Absence', 'Microsoft Teams', 'Absence – Teams – User', 'Askforleave', 'Act');
    assert.deepEqual(await asked(client, 'keyhook/treePlace', action), { uri: uriOf(path), range: rangeOf(client, path, 'Act') });
    assert.deepEqual(await asked(client, 'keyhook/treePlace', flow), { uri: uriOf(path), range: rangeOf(client, path, 'shared_teams') });
    assert.equal(await own(client, 'keyhook/treePlace', { ...all, path: ['nowhere'] }), null);
  });

  it('finds its rows from a place, in the text as it is in the editor', async () => {
    const { folder, client } = await at(WORKSPACE);
    const path = flowOf(folder, 'a');
    client.open(path, textOf(path).replace('"Act"', '"Post_it"'));
    const { start } = rangeOf(client, path, 'OpenApiConnection');
    const rows = await own(client, 'keyhook/treePath', { ...all, uri: uriOf(path), position: start });
    assert.deepEqual(
      rows.map((it) => it.label),
      ['Absence', 'Microsoft Teams', 'Absence – Teams – User', 'Askforleave', 'Post_it'],
    );
    const last = await rowAt(client, ...rows.map((it) => it.label));
    assert.deepEqual(rows.at(-1), last);
    assert.deepEqual(await own(client, 'keyhook/treePath', { ...all, uri: uriOf(`${folder}/none.txt`), position: start }), []);
  });

  it('keeps its paths over edits', async () => {
    const { folder, client } = await at(WORKSPACE);
    const before = await rowAt(client, 'Absence', 'Microsoft Teams', 'Absence – Teams – User', 'Other');
    const path = flowOf(folder, 'a');
    client.open(path, textOf(path));
    client.change(path, 2, { text: '{}' });
    const teams = await rowAt(client, 'Absence', 'Microsoft Teams', 'Absence – Teams – User');
    assert.deepEqual(
      (await below(client, teams.path)).map((it) => [it.label, it.path]),
      [
        ['Other', before.path],
        ['Absence', [...teams.path, 'app con_absence_1a2b3']],
      ],
    );
  });

  it('has tips, and Markdown to be copied', async () => {
    const { client } = await at(WORKSPACE);
    const chat = await rowAt(client, 'Absence', 'Microsoft Teams', 'Chat');
    const tip = await asked(client, 'keyhook/treeTip', chat);
    assert.match(tip, /con_chat/);
    assert.equal(await asked(client, 'keyhook/treeTip', await rowAt(client, 'Absence', 'Canvas apps')), '');
    assert.match(await asked(client, 'keyhook/treeMarkdown', chat), /^### Chat\n\n- Logical name: `con_chat`\n/);
    assert.match(await asked(client, 'keyhook/treeMarkdown', await rowAt(client, 'Absence')), /^## Absence\n\n\| Display name \| /);
  });
});
