import * as assert from 'node:assert/strict';
import { uriOf } from '../../server/src/host/disk';
import type { ReferenceItem } from '../../server/src/protocol';
import { flowPath } from '../support/solution';
import { own, rangeOf } from './asking';
import { at, DIRECT, directs, refusal, root, TEAMS, WORKSPACE } from './commands';
import { customizationsOf, flowOf, idOf, textOf } from './setup';

describe('the references that can be changed', () => {
  it('are listed with who uses them and where they are', async () => {
    const { folder, client } = await at(WORKSPACE);
    const path = customizationsOf(folder, 'a');
    client.open(path, `\n${textOf(path)}`);
    const all = await own(client, 'keyhook/references', {});
    const teams: ReferenceItem = {
      solution: root(folder),
      solutionName: 'Absence',
      logicalName: 'con_teams',
      displayName: TEAMS,
      connector: 'shared_teams',
      connectorName: 'Microsoft Teams',
      users: 'used by 2 flows, 1 app',
      uri: uriOf(path),
      range: rangeOf(client, path, 'con_teams'),
    };
    assert.deepEqual(all[0], teams);
    assert.deepEqual(
      all.map(({ solutionName, logicalName, displayName, connector, users }) => [solutionName, logicalName, displayName, connector, users]),
      [
        ['Absence', 'con_teams', TEAMS, 'shared_teams', 'used by 2 flows, 1 app'],
        ['Absence', 'con_chat', 'Chat', 'shared_teams', 'not used'],
        ['Absence', 'con_leave', 'Absence – Leave Service – Service Account', 'shared_con-5fleave', 'not used'],
        ['Core', 'con_core', 'Core', 'shared_teams', 'not used'],
        ['Core', 'con_none', '', '', 'not used'],
      ],
    );
    assert.equal(all.at(-1)?.connectorName, '');
  });

  it('are none in a folder without a solution', async () => {
    const { client } = await at('--- a/notes.txt\nnothing\n');
    assert.deepEqual(await own(client, 'keyhook/references', {}), []);
    assert.deepEqual(await own(client, 'keyhook/directConnections', {}), []);
  });
});

describe('names by the scheme', () => {
  it('are shown for every type, with the area of the present name', async () => {
    const { folder, client } = await at(WORKSPACE);
    const of = { solution: root(folder), logicalName: 'con_chat' };
    assert.deepEqual(await own(client, 'keyhook/schemeName', { of }), {
      areas: [],
      onlyTheseTypes: false,
      area: 'Absence',
      names: [
        { type: 'Service Account', name: 'Absence – Teams – Service Account' },
        {
          type: 'User',
          name: TEAMS,
          refused: `'Absence' has a connection reference called '${TEAMS}' already: choose another name.`,
        },
      ],
    });
    const { area, names } = await own(client, 'keyhook/schemeName', { of, area: 'Leave', type: 'Test' });
    assert.deepEqual({ area, names }, { area: 'Leave', names: [{ type: 'Test', name: 'Leave – Teams – Test' }] });
  });

  it('say why one cannot be given', async () => {
    const { folder, client } = await at(WORKSPACE);
    const refused = async (logicalName: string, area: string, type: string): Promise<string | undefined> =>
      (await own(client, 'keyhook/schemeName', { of: { solution: root(folder), logicalName }, area, type })).names[0]?.refused;
    assert.equal(await refused('con_teams', ' ', 'User'), 'The area is empty: type one.');
    assert.equal(await refused('con_teams', 'Absence', ''), 'The type is empty: type one.');
    assert.equal(
      await refused('con_teams', 'Absence', 'Service Principal'),
      'A service principal cannot connect to Microsoft Teams: choose another type.',
    );
    assert.equal(await refused('con_teams', 'Absence', 'User'), `It is called '${TEAMS}' already.`);
    assert.match((await refused('con_teams', 'x'.repeat(100), 'User')) ?? '', /more than 100 characters/);
    assert.match((await refused('con_teams', 'Absence', 'Teams - User')) ?? '', /could not be read as a name by the scheme/);
    assert.equal(await refused('con_teams', 'Absence', 'Service Account'), undefined);
    const of = { solution: root(folder, 'b'), logicalName: 'con_none' };
    const { names } = await own(client, 'keyhook/schemeName', { of, type: 'User' });
    assert.equal(names[0]?.refused, 'It does not say which connector it is for: mend that first.');
  });

  it('are shown for a reference that is to be created', async () => {
    const { folder, client } = await at(WORKSPACE + DIRECT);
    const [first] = await directs(client);
    const { area, names } = await own(client, 'keyhook/schemeName', { of: { uri: first!.uri, id: first!.id } });
    assert.deepEqual(
      { area, names },
      {
        area: 'Direct',
        names: [
          { type: 'Service Account', name: 'Direct – Teams – Service Account' },
          { type: 'User', name: 'Direct – Teams – User' },
        ],
      },
    );
    assert.equal(first!.uri, uriOf(`${folder}/${flowPath({ root: 'd', name: 'Direct', id: idOf(2) })}`));
  });

  it('are refused for what is not there any more', async () => {
    const { folder, client } = await at(WORKSPACE);
    const asked = (of: object) => own(client, 'keyhook/schemeName', { of } as never);
    assert.match(
      await refusal(asked({ solution: root(folder), logicalName: 'con_gone' })),
      /No solution here defines the connection reference 'con_gone'/,
    );
    assert.match(await refusal(asked({ solution: root(folder, 'x'), logicalName: 'con_teams' })), /No solution here defines/);
    assert.match(await refusal(asked({ uri: uriOf(flowOf(folder, 'a')), id: 'entry x' })), /not there any more/);
  });
});

describe('a name as it is typed', () => {
  it('is checked, and says when the publisher’s prefix changes', async () => {
    const { folder, client } = await at(WORKSPACE);
    const check = (kind: 'logical' | 'display', to: string) =>
      own(client, 'keyhook/checkName', { solution: root(folder), logicalName: 'con_teams', kind, to });
    assert.deepEqual(await check('logical', 'con_new'), {});
    assert.deepEqual(await check('logical', 'new_teams'), { prefixChange: "Change the publisher prefix from 'con' to 'new'" });
    assert.match((await check('logical', 'CON_CHAT')).refused ?? '', /'CON_CHAT' is taken by the connection reference 'Chat'/);
    assert.deepEqual(Object.keys(await check('logical', 'x')), ['refused']);
    assert.deepEqual(await check('display', 'Anything'), {});
    assert.match((await check('display', 'chat')).refused ?? '', /called 'Chat' already/);
    assert.match((await check('display', '')).refused ?? '', /empty/);
  });
});
