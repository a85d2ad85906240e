import * as assert from 'node:assert/strict';
import { uriOf } from '../../server/src/host/disk';
import type { ConnectionId } from '../../server/src/protocol';
import { CUSTOM, entry, flow, flowPath, solution } from '../support/solution';
import { eager, own, rangeOf, touched } from './asking';
import { at, DIRECT, directs, refactor, refusal, root, WORKSPACE } from './commands';
import { idOf, textOf } from './setup';

describe('direct connections', () => {
  it('are listed where a reference can take their place', async () => {
    const { folder, client } = await at(WORKSPACE + DIRECT);
    const path = `${folder}/${flowPath({ root: 'd', name: 'Direct', id: idOf(2) })}`;
    const all = await own(client, 'keyhook/directConnections', {});
    assert.deepEqual(all[0], {
      solution: root(folder, 'd'),
      solutionName: 'Direct',
      connector: 'shared_teams',
      connectorName: 'Microsoft Teams',
      flow: 'Direct',
      key: 'shared_teams',
      id: all[0]!.id,
      uri: uriOf(path),
      range: rangeOf(client, path, 'shared_teams'),
    });
    assert.deepEqual(
      all.map(({ flow: name, key, connector }) => [name, key, connector]),
      [
        ['Direct', 'shared_teams', 'shared_teams'],
        ['Direct', 'shared_x', 'shared_commondataserviceforapps'],
        ['Direct', 'Send', 'shared_teams'],
        ['Direct', 'shared_teams_1', 'shared_teams'],
      ],
    );
    assert.equal(new Set(all.map((it) => it.id)).size, all.length);
  });

  it('have candidates of their own solution first, then of others', async () => {
    const { client } = await at(WORKSPACE + DIRECT);
    const [teams, dataverse, , second] = await directs(client);
    const names = async (...connections: ConnectionId[]): Promise<string[]> =>
      (await own(client, 'keyhook/candidates', { connections })).map((it) => `${it.solutionName} ${it.logicalName}`);
    const all = ['Direct con_direct', 'Absence con_teams', 'Absence con_chat', 'Core con_core', 'Bought con_bought'];
    assert.deepEqual(await names(teams!), all);
    assert.deepEqual(await names(teams!, second!), all);
    assert.deepEqual(await names(dataverse!), []);
    assert.deepEqual(await names(teams!, dataverse!), []);
    assert.deepEqual(await names(), []);
  });

  it('are replaced by a reference that is there', async () => {
    const { folder, client } = await at(WORKSPACE + DIRECT);
    const [teams, , send, second] = await directs(client);
    const path = flowPath({ root: 'd', name: 'Direct', id: idOf(2) });
    const { edit } = await refactor(client, {
      kind: 'replaceDirect',
      connections: [teams!, send!, second!],
      with: { solution: root(folder, 'd'), logicalName: 'con_direct' },
    });
    assert.deepEqual(
      touched(edit).map(([uri]) => uri),
      [uriOf(`${folder}/${path}`)],
    );
    assert.equal(edit.changeAnnotations, undefined);
    client.apply(edit);
    assert.deepEqual(
      (await directs(client)).map((it) => it.key),
      ['shared_x'],
    );
    const { connectionReferences, definition } = (
      JSON.parse(textOf(`${folder}/${path}`)) as {
        properties: { connectionReferences: Record<string, { connection: object }>; definition: { actions: object } };
      }
    ).properties;
    assert.deepEqual(
      Object.entries(connectionReferences).map(([key, it]) => [key, it.connection]),
      [
        ['shared_teams', { connectionReferenceLogicalName: 'con_direct' }],
        ['bound', { connectionReferenceLogicalName: 'con_teams' }],
        ['shared_x', {}],
        ['shared_teams_1', { connectionReferenceLogicalName: 'con_direct' }],
      ],
    );
    const host = { connection: { name: "@parameters('$connections')['shared_teams']['connectionId']" } };
    assert.deepEqual(definition.actions, { Send: { type: 'ApiConnection', inputs: { host } } });
  });

  it('are replaced by a reference of a managed solution next door', async () => {
    const { folder, client } = await at(WORKSPACE + DIRECT);
    const [teams] = await directs(client);
    const bought = { solution: root(folder, 'c'), logicalName: 'con_bought' };
    client.apply((await refactor(client, { kind: 'replaceDirect', connections: [teams!], with: bought })).edit);
    assert.equal((await directs(client)).length, 3);
  });

  it('are replaced by one that is created for them, with the name that was shown', async () => {
    const { folder, client } = await at(WORKSPACE + DIRECT);
    const [teams] = await directs(client);
    const parts = { area: 'Leave', type: 'Test' };
    const [shown] = (await own(client, 'keyhook/schemeName', { of: teams!, ...parts })).names;
    const { edit } = await refactor(client, { kind: 'replaceDirect', connections: [teams!], with: parts });
    assert.deepEqual(edit.changeAnnotations, {
      keyhook: { label: "Create 'Leave – Teams – Test' and use it", description: '1 flow, 1 solution file.', needsConfirmation: true },
    });
    client.apply(edit);
    const all = await own(client, 'keyhook/references', {});
    const created = all.find((it) => it.displayName === shown?.name);
    assert.deepEqual(
      [created?.solution, created?.logicalName, created?.users, created?.connector],
      [root(folder, 'd'), 'con_LeaveTeams', 'used by 1 flow', 'shared_teams'],
    );
  });

  it('are refused a name that cannot be given', async () => {
    const { client } = await at(WORKSPACE + DIRECT);
    const [teams, dataverse] = await directs(client);
    const create = (connections: ConnectionId[], type: string) =>
      refactor(client, { kind: 'replaceDirect', connections, with: { type, area: 'Leave' } });
    assert.equal(await refusal(create([teams!], '')), 'The type is empty: type one.');
    assert.match(await refusal(create([teams!], 'Service Principal')), /A service principal cannot connect to Microsoft Teams/);
    assert.match(await refusal(create([teams!, dataverse!], 'User')), /choose one that goes to the same/);
    assert.match(await refusal(create([{ uri: teams!.uri, id: 'entry gone' }], 'User')), /not there any more/);
    assert.match(await refusal(create([], 'User')), /Choose at least one direct connection/);
  });

  it('to a custom connector whose id no file tells have no reference created for them', async () => {
    const { client } = await at(
      solution({ root: 'a' }) + flow({ root: 'a', name: 'Direct', id: idOf(4), connections: { x: entry(undefined, CUSTOM) } }),
    );
    const [custom] = await directs(client);
    assert.match(
      await refusal(refactor(client, { kind: 'replaceDirect', connections: [custom!], with: { type: 'User' } })),
      /can be created/,
    );
  });

  it('are replaced in editors that cannot be asked, too', async () => {
    const { client } = await at(WORKSPACE + DIRECT, { ...eager, workspace: {} });
    const [teams] = await directs(client);
    const { edit } = await refactor(client, { kind: 'replaceDirect', connections: [teams!], with: { type: 'User' } });
    assert.deepEqual(Object.keys(edit), ['changes']);
    client.apply(edit);
    assert.equal((await directs(client)).length, 3);
  });
});
