import * as assert from 'node:assert/strict';
import {
  defaultNaming,
  nameChoices,
  newReferenceFor,
  referenceNamed,
  replaceableConnections,
  type Naming,
  type Scene,
} from '../../server/src/core';
import { sceneOf } from '../support/check-fix';
import { readFixture, ROOT } from '../support/fixture';
import { entry, flow, reference, solution } from '../support/solution';

const files = readFixture(
  solution({
    references: [reference('con_teams', 'shared_teams', 'HR – Teams – User'), reference('con_mail', 'shared_office365', 'Mail')],
  }) + flow({ connections: { shared_teams: entry(undefined) } }),
).files;
const team: Naming = { ...defaultNaming, areas: ['HR', 'Absence'], types: ['Service Account', 'User'] };

function sceneWith(naming: Naming): Scene {
  return sceneOf(files, naming);
}

describe('names that somebody chooses', () => {
  it('take the area of the present name, else the configured one, else the solution’s name', () => {
    const area = (logicalName: string, naming = defaultNaming): string =>
      nameChoices(referenceNamed(`${ROOT}src`, logicalName, sceneWith(naming)), {}, sceneWith(naming)).area;
    assert.equal(area('con_teams'), 'HR');
    assert.equal(area('con_mail'), 'Absence');
    assert.equal(area('con_mail', { ...defaultNaming, area: 'Ops' }), 'Ops');
  });

  it('are offered for the types of the team', () => {
    const scene = sceneWith(team);
    assert.deepEqual(nameChoices(referenceNamed(`${ROOT}src`, 'con_mail', scene), { area: 'HR' }, scene).names, [
      { type: 'Service Account', name: 'HR – Outlook – Service Account' },
      { type: 'User', name: 'HR – Outlook – User' },
    ]);
  });

  it('are refused an area or a type that is none of the team’s', () => {
    const scene = sceneWith(team);
    const refused = (area: string, type: string): string | undefined =>
      nameChoices(referenceNamed(`${ROOT}src`, 'con_mail', scene), { area, type }, scene).names[0]?.refused;
    assert.equal(refused('Ops', 'User'), "The area 'Ops' is none of your team's: choose 'HR', 'Absence'.");
    assert.equal(refused('HR', 'Robot'), "The type 'Robot' is none of your team's: choose 'Service Account', 'User'.");
    assert.equal(refused('HR', 'User'), undefined);
  });

  it('are refused a name that would pass for one of the maker portal’s', () => {
    const scene = sceneWith(defaultNaming);
    const { names } = nameChoices(referenceNamed(`${ROOT}src`, 'con_mail', scene), { area: 'HR', type: 'User_2' }, scene);
    assert.match(
      names[0]?.refused ?? '',
      /ends like the names that the maker portal makes up: let it end in something other than a number\.$/,
    );
  });

  it('are those that a created reference gets', () => {
    for (const naming of [defaultNaming, team]) {
      const scene = sceneWith(naming);
      const [direct] = replaceableConnections(scene);
      const parts = { area: 'Absence', type: 'User' };
      assert.deepEqual(newReferenceFor(direct!, parts, scene), {
        type: 'User',
        logicalName: 'con_AbsenceTeams',
        displayName: nameChoices(direct!, parts, scene).names[0]?.name,
        connectorId: '/providers/Microsoft.PowerApps/apis/shared_teams',
      });
      assert.throws(() => newReferenceFor(direct!, { area: 'HR', type: 'User' }, scene), { message: /called 'HR – Teams – User' already/ });
    }
  });
});
