import * as assert from 'node:assert/strict';
import type { Solution } from '../../server/src/core';
import type { ConnectionReference } from '../../server/src/core/model';
import {
  areaFor,
  areaOf,
  defaultNaming,
  formatName,
  isDefaultName,
  namesByScheme,
  partsOf,
  refusedName,
  tellApart,
  typesFor,
  writtenConnector,
  type Naming,
  type NameParts,
} from '../../server/src/core/naming';
import type { Neighbours } from '../../server/src/core/neighbours';
import { readFixture, snapshotOf } from '../support/fixture';
import { CUSTOM, customConnector, customReference, reference, solution } from '../support/solution';

/** The parts of a display name of a reference to a connector, joined by `/`; undefined when it is not on the scheme. */
function parts(name: string, connector = 'shared_teams', naming: Naming = defaultNaming): string | undefined {
  return read(solution({ references: [reference('con_x', connector, name.replaceAll('&', '&amp;'))] }), naming);
}

function read(fixture: string, naming = defaultNaming): string | undefined {
  const { solutions, neighbourhood } = snapshotOf(readFixture(fixture).files);
  const found = partsOf(solutions[0]!.references[0]!, neighbourhood.seenFrom(solutions[0]!.root), naming);
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
    assert.equal(parts('HR – Teams – Teams – User'), 'HR – Teams/Teams/User');
    assert.equal(parts('User – Teams – Teams – HR', 'shared_teams', { scheme: '<Type> – <Connector> – <Area>' }), 'Teams – HR/Teams/User');
    assert.equal(parts('HR - Absence – Unheard of – User', 'shared_unheardof'), 'HR - Absence/Unheard of/User');
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
    const unheard: Naming = { ...defaultNaming, connectors: { shared_unheardof: 'Pay - Roll' } };
    assert.equal(parts('HR – Pay - Roll – User', 'shared_unheardof', unheard), 'HR/Pay - Roll/User');
    assert.equal(parts('HR – Payroll – User', 'shared_unheardof', unheard), undefined);
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

/** The first solution of a fixture, and the workspace as it sees it. */
function seen(fixture: string): { solution: Solution; neighbours: Neighbours } {
  const { solutions, neighbourhood } = snapshotOf(readFixture(fixture).files);
  return { solution: solutions[0]!, neighbours: neighbourhood.seenFrom(solutions[0]!.root) };
}

/** A solution whose references of Teams have these display names. */
const named = (...names: readonly string[]): string =>
  solution({ name: 'Holiday', references: names.map((it, index) => reference(`con_x_6ec1${index}`, 'shared_teams', it)) });

describe('typesFor', () => {
  const teams = { connector: 'shared_Teams' };
  const dataverse = { connector: 'shared_commondataserviceforapps' };

  it('leaves a service principal out where the connector cannot have one', () => {
    assert.deepEqual(typesFor(teams, defaultNaming), ['Service Account', 'User']);
    assert.deepEqual(typesFor(dataverse, defaultNaming), ['Service Principal', 'Service Account', 'User']);
    assert.deepEqual(typesFor({ connector: 'shared_unheardof' }, defaultNaming), ['Service Principal', 'Service Account', 'User']);
    assert.deepEqual(typesFor({ connector: CUSTOM }, defaultNaming), ['Service Principal', 'Service Account', 'User']);
  });

  it("offers the team's types, and only the settled one when there is one", () => {
    const naming = { ...defaultNaming, types: ['Robot', 'service  PRINCIPAL'] };
    assert.deepEqual(typesFor(dataverse, naming), ['Robot', 'service  PRINCIPAL']);
    assert.deepEqual(typesFor(teams, naming), ['Robot']);
    assert.deepEqual(typesFor(dataverse, { ...naming, type: 'Robot' }), ['Robot']);
    assert.deepEqual(typesFor(teams, { ...defaultNaming, type: 'Service Principal' }), []);
  });
});

describe('writtenConnector', () => {
  const { neighbours } = seen(solution() + customConnector());
  const written = (connector: string, naming = defaultNaming): string => writtenConnector({ connector }, neighbours, naming);

  it("is the team's name, else the short name, else the name", () => {
    assert.equal(written('shared_teams'), 'Teams');
    assert.equal(written('shared_TEAMS'), 'Teams');
    assert.equal(written('shared_sftpwithssh'), 'SFTP - SSH');
    assert.equal(written('shared_teams', { ...defaultNaming, connectors: { shared_teams: 'Chat' } }), 'Chat');
    assert.equal(written('shared_Teams', { ...defaultNaming, connectors: { shared_teams: 'Chat' } }), 'Chat');
    assert.equal(written('constructor', { ...defaultNaming, connectors: {} }), 'constructor');
  });

  it("is a custom connector's display name, else what its id spells, else an id", () => {
    assert.equal(written(CUSTOM), 'Leave Service');
    assert.equal(written(CUSTOM.replace('leave', 'api-20football')), 'api football');
    assert.equal(written('shared_unheardof'), 'shared_unheardof');
  });
});

describe('the area of a name', () => {
  const area = (fixture: string, naming = defaultNaming): string => {
    const { solution: its, neighbours } = seen(fixture);
    return areaFor(its.references[0]!, its, neighbours, naming);
  };

  it('is that of the present name when it is on the scheme, whatever its dashes', () => {
    assert.equal(area(named('HR - Teams | User')), 'HR');
    assert.equal(area(named('HR - Absence – Microsoft Teams – Robot'), { ...defaultNaming, area: 'IT' }), 'HR - Absence');
    assert.equal(area(named('HR – Teams – User'), { ...defaultNaming, areas: ['HR', 'IT'] }), 'HR');
  });

  it('else the configured one, else the name of the solution', () => {
    for (const name of ['', 'Teams', 'HR – Outlook – User']) assert.equal(area(named(name)), 'Holiday');
    assert.equal(area(named('Teams'), { ...defaultNaming, area: 'IT' }), 'IT');
    assert.equal(area(named('HR – Teams – User'), { ...defaultNaming, areas: ['IT'], area: 'IT' }), 'IT');
    assert.equal(area(named('Teams – User'), { scheme: '<Connector> – <Type>' }), 'Holiday');
  });

  it("is never read from the maker portal's names", () => {
    assert.equal(area(named('Microsoft Teams Absence-6ec10')), 'Holiday');
    assert.equal(area(named('Absence – Teams – User-6ec10')), 'Holiday');
    assert.equal(area(named('Absence – Teams – User_1')), 'Holiday');
  });

  it("has the dashes of the solution's name as the scheme writes them", () => {
    const of = (name: string, naming = defaultNaming): string => areaOf({ ...seen(solution()).solution, name }, naming);
    assert.equal(of(' HR - Absence | 2 '), 'HR – Absence – 2');
    assert.equal(of('HR-Absence'), 'HR-Absence');
    assert.equal(of('HR - Absence', { ...defaultNaming, areas: ['HR - Absence'] }), 'HR - Absence');
  });
});

describe('refusedName', () => {
  const { solution: its } = seen(named('HR – Teams – User', 'Mail  for\n all'));

  it('has nothing against a name that is free', () => {
    for (const name of ['HR – Teams – Robot', 'HR–Teams–User', 'שלום 🙂 & "<x>"', 'x'.repeat(200)])
      assert.equal(refusedName(name, its), undefined);
  });

  it('says why a name cannot be given', () => {
    for (const name of ['', '  ']) assert.equal(refusedName(name, its), 'A display name cannot be empty.');
    for (const name of ['a\nb', 'a\tb', 'a\u0000', '\uD800x', 'x\uFFFF'])
      assert.equal(refusedName(name, its), 'A display name cannot hold line ends and other control characters.');
    const long = 'x'.repeat(201);
    assert.equal(refusedName(long, its), `The name '${long}' has more than 200 characters: shorten it.`);
  });

  it('takes a name for taken whatever its letter case, spaces and dashes', () => {
    for (const name of ['HR – Teams – User', 'hr - teams | USER', 'HR  –  Teams  –  User'])
      assert.equal(refusedName(name, its), "'Holiday' has a connection reference called 'HR – Teams – User' already: choose another name.");
    assert.match(refusedName('mail for all', its) ?? '', /^'Holiday' has a connection reference called 'Mail/);
    assert.equal(refusedName('hr - teams | USER', its, its.references[0]), undefined);
    assert.notEqual(refusedName('hr - teams | USER', its, its.references[1]), undefined);
  });

  it('counts second definitions', () => {
    const { solution: twice } = seen(
      solution({ references: [reference('con_a', 'shared_teams', 'A'), reference('con_a', 'shared_teams', 'B')] }),
    );
    assert.notEqual(refusedName('b', twice), undefined);
  });
});

describe('namesByScheme', () => {
  const TEAMS = { area: 'HR', connector: 'Teams' };
  const names = (fixture: string, parts = TEAMS, naming: Naming = defaultNaming, types: readonly string[] = ['A', 'B']): string[] =>
    namesByScheme(parts, types, seen(fixture).solution, naming).map(({ type, name }) => `${type}: ${name}`);

  it('gives one for each type, in their order', () => {
    assert.deepEqual(names(named()), ['A: HR – Teams – A', 'B: HR – Teams – B']);
    assert.deepEqual(names(named(), TEAMS, { scheme: '<Type> – <Connector> – <Area>' }), ['A: A – Teams – HR', 'B: B – Teams – HR']);
    assert.deepEqual(names(named(), { area: '$& $1', connector: "$'" }), ["A: $& $1 – $' – A", "B: $& $1 – $' – B"]);
  });

  it('gives each name once', () => {
    assert.deepEqual(names(named(), TEAMS, { scheme: '<Area> – <Connector>' }), ['A: HR – Teams']);
    assert.deepEqual(names(named(), TEAMS, defaultNaming, ['A', 'A']), ['A: HR – Teams – A']);
  });

  it('gives none that the solution cannot take', () => {
    assert.deepEqual(names(named('HR - Teams - a')), ['B: HR – Teams – B']);
    assert.deepEqual(names(named(), { area: 'x'.repeat(95), connector: 'Teams' }), []);
  });

  it('gives none with an area or a type that is none of the team', () => {
    assert.deepEqual(names(named(), TEAMS, { ...defaultNaming, areas: ['IT'] }), []);
    assert.deepEqual(names(named(), TEAMS, { ...defaultNaming, areas: ['IT', 'HR'], types: ['B'] }), ['B: HR – Teams – B']);
  });

  it("gives none that would pass for one of the maker portal's", () => {
    assert.deepEqual(names(named(), TEAMS, defaultNaming, ['User_1', 'User_0']), ['User_0: HR – Teams – User_0']);
    const { solution: its } = seen(named('Teams'));
    const given = (except?: ConnectionReference): number => namesByScheme(TEAMS, ['A-6ec10'], its, defaultNaming, except).length;
    assert.deepEqual([given(), given(its.references[0])], [1, 0]);
  });

  it('gives none that would not read as it was meant', () => {
    for (const area of ['', 'HR –', 'HR ']) assert.deepEqual(names(named(), { area, connector: 'Teams' }), [], area);
    assert.deepEqual(names(named(), TEAMS, defaultNaming, ['']), []);
    assert.deepEqual(names(named(), TEAMS, defaultNaming, ['A', 'Teams – A']), ['A: HR – Teams – A']);
    assert.deepEqual(names(named(), { area: 'HR – Teams', connector: 'Teams' }, defaultNaming, ['A']), ['A: HR – Teams – Teams – A']);
    assert.deepEqual(names(named(), { area: 'HR – Teams', connector: 'SFTP - SSH' }), [
      'A: HR – Teams – SFTP - SSH – A',
      'B: HR – Teams – SFTP - SSH – B',
    ]);
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
