import * as assert from 'node:assert/strict';
import { defaultNaming, formatName, isDefaultName, partsOf, tellApart, type Naming, type NameParts } from '../../server/src/core/naming';
import { readFixture, snapshotOf } from '../support/fixture';
import { customConnector, customReference, reference, solution } from '../support/solution';

/** The parts of a display name of a reference to a connector, joined by `/`; undefined when it is not on the scheme. */
function parts(name: string, connector = 'shared_teams', naming: Naming = defaultNaming): string | undefined {
  return read(solution({ references: [reference('con_x', connector, name.replaceAll('&', '&amp;'))] }), naming);
}

function read(fixture: string, naming = defaultNaming): string | undefined {
  const { solutions, neighbourhood } = snapshotOf(readFixture(fixture).files);
  const found = partsOf(solutions[0]!.references[0]!, neighbourhood.seenFrom(solutions[0]!.root, []), naming);
  return found && [found.area, found.connector, found.type].join('/');
}

describe('the naming scheme', () => {
  it('is read with any dash or bar that has a space on both sides', () => {
    for (const dash of ['-', '–', '—', '|', ' - ']) assert.equal(parts(`Absence ${dash} Teams ${dash} User`), 'Absence/Teams/User');
    assert.equal(parts('Absence - Teams – User'), 'Absence/Teams/User');
    for (const name of ['Absence–Teams–User', 'Absence -Teams - User', 'Absence - Teams', 'Absence', '', 'Absence : Teams : User'])
      assert.equal(parts(name), undefined, name);
  });

  it('takes every accepted name of the connector, as it is written', () => {
    for (const name of ['Teams', 'Microsoft Teams']) assert.equal(parts(`Absence – ${name} – User`), `Absence/${name}/User`);
    for (const name of ['teams', 'Team', 'Outlook', 'shared_teams']) assert.equal(parts(`Absence – ${name} – User`), undefined);
    assert.equal(parts('Absence – Dataverse – User', 'shared_commondataserviceforapps'), 'Absence/Dataverse/User');
    assert.equal(parts('Absence – Microsoft Dataverse – User', 'shared_commondataserviceforapps'), 'Absence/Microsoft Dataverse/User');
    assert.equal(parts('Absence – Teams – User', 'shared_TEAMS'), 'Absence/Teams/User');
  });

  it('gives area and type any text, dashes in it too', () => {
    assert.equal(parts('HR - Absence – Teams – Service Account'), 'HR - Absence/Teams/Service Account');
    assert.equal(parts('Absence – Teams – User – old'), 'Absence/Teams/User – old');
    assert.equal(parts('Teams – Teams – Teams'), 'Teams/Teams/Teams');
    assert.equal(parts('R&D – Teams – User'), 'R&D/Teams/User');
    assert.equal(parts(' – Teams – User'), undefined);
  });

  it('keeps to the areas, types and connector names of the team', () => {
    const naming: Naming = {
      scheme: '<Area> – <Connector> – <Type>',
      areas: ['HR'],
      types: ['User'],
      connectors: { shared_teams: 'Chat' },
    };
    assert.equal(parts('HR – Chat – User', 'shared_teams', naming), 'HR/Chat/User');
    assert.equal(parts('HR – Teams – User', 'shared_teams', naming), 'HR/Teams/User');
    assert.equal(parts('IT – Chat – User', 'shared_teams', naming), undefined);
    assert.equal(parts('HR – Chat – Robot', 'shared_teams', naming), undefined);
  });

  it('has the parts in the order of the team', () => {
    const naming: Naming = { scheme: '<Type> – <Area> – <Connector>' };
    assert.equal(parts('User – HR – Teams', 'shared_teams', naming), 'HR/Teams/User');
    assert.equal(parts('HR – Teams – User', 'shared_teams', naming), undefined);
    assert.equal(parts('Teams – HR', 'shared_teams', { scheme: '<Connector> – <Area>' }), 'HR/Teams/');
  });

  it('calls a custom connector by its display name', () => {
    const [named, other] = ['Absence – Leave Service – User', 'Absence – Anything – User'].map((name) =>
      read(solution({ references: [customReference('con_x', undefined, name)] }) + customConnector()),
    );
    assert.equal(named, 'Absence/Leave Service/User');
    assert.equal(other, undefined);
  });

  it('is written with en dashes, and reads what it wrote', () => {
    const written = formatName({ area: 'HR', connector: 'Teams', type: 'User' }, defaultNaming);
    assert.equal(written, 'HR – Teams – User');
    assert.equal(parts(written), 'HR/Teams/User');
  });

  it('tells two references apart by area or type', () => {
    const name = (area: string, type: string, connector = 'Teams'): NameParts => ({ area, connector, type });
    assert.ok(tellApart(name('A', 'User'), name('B', 'User')));
    assert.ok(tellApart(name('A', 'User'), name('A', 'Service Account')));
    assert.ok(!tellApart(name('A', 'User'), name('A', 'User', 'Microsoft Teams')));
    assert.ok(!tellApart(name('A', 'User'), undefined));
    assert.ok(!tellApart(undefined, undefined));
  });
});

describe('isDefaultName', () => {
  const isDefault = (name: string, logicalName = 'con_sharedteams_1a2b3'): boolean =>
    isDefaultName(
      snapshotOf(readFixture(solution({ references: [reference(logicalName, 'shared_teams', name)] })).files).solutions[0]!.references[0]!,
    );

  it('knows the five digits that the logical name ends in too', () => {
    assert.ok(isDefault('Microsoft Teams Absence-1a2b3'));
    for (const name of ['Microsoft Teams Absence-1a2b4', 'Absence 1a2b3', 'Absence-1A2B3', 'Absence-1a2b3 ', 'Absence-1a2b3x'])
      assert.equal(isDefault(name), name.endsWith(' '), name); // blanks around a name are not part of it
    assert.ok(!isDefault('Microsoft Teams Absence-1a2b3', 'con_teams'));
    assert.ok(!isDefault('Absence-1a2b3', 'con_sharedteams1a2b3'));
  });

  it('knows a counter', () => {
    for (const name of ['SharePoint_1', 'x_99', '_10']) assert.ok(isDefault(name), name);
    for (const name of ['SharePoint_0', 'x_100', 'x_01', 'x1', 'x_1 – Teams – User', 'x-1']) assert.ok(!isDefault(name), name);
  });
});
