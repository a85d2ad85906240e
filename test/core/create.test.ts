import * as assert from 'node:assert/strict';
import { Refusal, type Scene, type Solution } from '../../server/src/core';
import { EditSet } from '../../server/src/core/edit-set';
import { addReference, isLogicalName, newLogicalName, newReferences, type NewReference } from '../../server/src/core/refactorings/create';
import { afterEdits, checkFix, sceneOf } from '../support/check-fix';
import { readFixture, ROOT } from '../support/fixture';
import {
  APIS,
  customConnector,
  CUSTOM,
  CUSTOM_ID,
  defined,
  entry,
  flow,
  flowUsing,
  reference,
  requiredReference,
  solution,
} from '../support/solution';

const TEAMS: NewReference = { logicalName: 'con_m', displayName: 'Absence – Teams – User', connectorId: `${APIS}shared_teams` };

function sceneIn(source: string): { readonly scene: Scene; readonly own: Solution; readonly files: ReadonlyMap<string, string> } {
  const { files } = readFixture(source);
  const scene = sceneOf(files);
  return { scene, own: scene.snapshot.solutions.find((it) => it.root === `${ROOT}src`)!, files };
}

/** The file of this name with the references added. */
function withAdded(source: string, references: readonly NewReference[] = [TEAMS], name = 'Customizations.xml'): string {
  const { scene, own, files } = sceneIn(source);
  const set = new EditSet(scene);
  for (const it of references) addReference(set, own, it, scene);
  const uri = [...files.keys()].find((it) => it.endsWith(name))!;
  return afterEdits(set.build(), files).get(uri)!;
}

const manifestAnd = (customizations: string): string =>
  `--- src/Other/Solution.xml\n<ImportExportXml />\n--- src/Other/Customizations.xml\n${customizations}`;
const of = (...names: readonly string[]): string => solution({ references: names.map((it) => reference(it)) });
const orderIn = (text: string): string[] => [...text.matchAll(/logicalname="([^"]*)"/g)].map((it) => it[1]!);

describe('addReference', () => {
  it('makes the section where the platform has it', () => {
    assert.equal(
      withAdded(
        manifestAnd('<ImportExportXml>\n  <Workflows />\n  <Languages>\n    <Language>1033</Language>\n  </Languages>\n</ImportExportXml>'),
      ),
      `<ImportExportXml>\n  <Workflows />\n  <connectionreferences>\n${defined('con_m', 'Absence – Teams – User')}  </connectionreferences>\n  <Languages>\n    <Language>1033</Language>\n  </Languages>\n</ImportExportXml>`,
    );
    assert.equal(
      withAdded(manifestAnd('<ImportExportXml>\n  <Workflows />\n</ImportExportXml>')),
      `<ImportExportXml>\n  <Workflows />\n  <connectionreferences>\n${defined('con_m', 'Absence – Teams – User')}  </connectionreferences>\n</ImportExportXml>`,
    );
  });

  it('fills a section and a file that are empty', () => {
    const section = `<connectionreferences>\n${defined('con_m', 'Absence – Teams – User')}  </connectionreferences>`;
    for (const empty of ['<connectionreferences />', '<connectionreferences></connectionreferences>'])
      assert.equal(
        withAdded(manifestAnd(`<ImportExportXml>\n  ${empty}\n</ImportExportXml>`)),
        `<ImportExportXml>\n  ${section}\n</ImportExportXml>`,
      );
    assert.match(
      withAdded(manifestAnd('<ImportExportXml />')),
      /^<ImportExportXml>\s*<connectionreferences>\s*<connectionreference [^]*<\/ImportExportXml>$/,
    );
  });

  it('keeps definitions in order where they are in order, with or without letter case, else comes last', () => {
    assert.deepEqual(orderIn(withAdded(of('con_a', 'con_z'))), ['con_a', 'con_m', 'con_z']);
    assert.deepEqual(orderIn(withAdded(of('con_n'))), ['con_m', 'con_n']);
    assert.deepEqual(orderIn(withAdded(of('con_a'))), ['con_a', 'con_m']);
    assert.deepEqual(orderIn(withAdded(of('con_Z', 'con_a'))), ['con_Z', 'con_a', 'con_m']);
    assert.deepEqual(orderIn(withAdded(of('con_a', 'con_N', 'con_z'))), ['con_a', 'con_m', 'con_N', 'con_z']);
    assert.deepEqual(orderIn(withAdded(of('con_z', 'con_a'))), ['con_z', 'con_a', 'con_m']);
    const two = [TEAMS, { ...TEAMS, logicalName: 'con_n' }];
    assert.deepEqual(orderIn(withAdded(of('con_a', 'con_z'), two)), ['con_a', 'con_m', 'con_n', 'con_z']);
  });

  it('writes promptingbehavior only where the others have it, and the id of a custom connector', () => {
    const prompting = reference('con_a', 'shared_teams', 'x', '<promptingbehavior>0</promptingbehavior>');
    assert.ok(
      withAdded(solution({ references: [prompting] })).includes(
        defined('con_m', 'Absence – Teams – User', 'shared_teams', { prompting: true }),
      ),
    );
    const custom = { ...TEAMS, connectorId: APIS + CUSTOM, customConnectorId: CUSTOM_ID };
    assert.ok(
      withAdded(of('con_a'), [custom]).includes(defined('con_m', 'Absence – Teams – User', CUSTOM, { customConnectorId: CUSTOM_ID })),
    );
  });

  it('writes the raw layout', () => {
    assert.deepEqual(orderIn(withAdded(solution({ layout: 'raw', references: [reference('con_z')] }), [TEAMS], 'customizations.xml')), [
      'con_m',
      'con_z',
    ]);
  });

  it('takes the reference from what the solution lacks, and leaves the rest of that', () => {
    const others = [
      requiredReference('con_mm', 'Active'),
      '<Required type="EnvironmentVariableDefinition" id.connectionreferencelogicalname="con_m" solution="Active" />',
      `<Required type="372" schemaName="x" solution="Active" /><Dependent type="connectionreference" id.connectionreferencelogicalname="con_m" />`,
    ];
    const source = solution({ missing: [requiredReference('con_m', 'Active'), ...others, requiredReference('CON_M', 'Core (1.0)')] });
    assert.equal(
      withAdded(source, [TEAMS], 'Solution.xml'),
      readFixture(solution({ missing: others })).files.get(`${ROOT}src/Other/Solution.xml`),
    );
    assert.match(
      withAdded(solution({ missing: [requiredReference('con_m', 'Active')] }), [TEAMS], 'Solution.xml'),
      /<MissingDependencies \/>/,
    );
  });

  it('refuses in words where nothing can be defined', () => {
    const refused = (source: string, reason: string | RegExp, added = TEAMS): void => {
      const { scene, own } = sceneIn(source);
      assert.throws(
        () => addReference(new EditSet(scene), own, added, scene),
        (it) => it instanceof Refusal && (typeof reason === 'string' ? it.message === reason : reason.test(it.message)),
      );
    };
    const none = "'src' has no Customizations.xml that can be read to the end, so no connection reference can be defined in it.";
    refused(flowUsing('con_m'), none);
    refused(of('con_a').replace(/<\/ImportExportXml>\n$/, ''), none.replace('src', 'Absence'));
    refused(solution({ managed: '1' }), /is kept here as a managed solution/);
    refused(solution(), "The name 'a\u0001' has characters that XML cannot hold: choose another name.", {
      ...TEAMS,
      displayName: 'a\u0001',
    });
  });
});

describe('newLogicalName', () => {
  const name = (area: string, connector: string, source = solution(), taken?: ReadonlySet<string>): string => {
    const { scene, own } = sceneIn(source);
    return newLogicalName(area, connector, own, scene.snapshot, taken);
  };

  it('is the prefix and the letters and digits of area and connector', () => {
    assert.equal(name('Absence', 'Teams'), 'con_AbsenceTeams');
    assert.equal(name('R&D – Café 2', 'SQL Server'), 'con_RDCafe2SQLServer');
    assert.equal(name('إجازة 🌴', 'Teams'), 'con_Teams');
    assert.equal(name('إجازة', '休暇'), 'con_Connection');
  });

  it('takes the prefix as the manifest has it, or the platform’s when there is none', () => {
    assert.equal(name('Absence', 'Teams', solution({ prefix: 'pre_' })), 'pre__AbsenceTeams');
    assert.equal(name('Absence', 'Teams', solution({ prefix: '' })), 'new_AbsenceTeams');
    assert.equal(name('Absence', 'Teams', solution({ prefix: '#{prefix}#' })), 'new_AbsenceTeams');
  });

  it('is nobody’s yet in the whole workspace, without letter case', () => {
    const elsewhere = solution({ root: 'core', name: 'Core', references: [reference('CON_absenceteams')] });
    assert.equal(name('Absence', 'Teams', solution() + elsewhere), 'con_AbsenceTeams2');
    assert.equal(name('Absence', 'Teams', solution() + elsewhere + flowUsing('con_absenceteams2')), 'con_AbsenceTeams3');
    const settings = '--- settings.json\n{ "ConnectionReferences": [{ "LogicalName": "con_AbsenceTeams" }] }\n';
    assert.equal(name('Absence', 'Teams', solution() + settings), 'con_AbsenceTeams2');
    assert.equal(name('Absence', 'Teams', solution(), new Set(['con_absenceteams'])), 'con_AbsenceTeams2');
  });

  it('is never longer than the platform allows', () => {
    const long = 'a'.repeat(120);
    assert.equal(name(long, 'Teams'), `con_${'a'.repeat(96)}`);
    const taken = new Set([`con_${'a'.repeat(96)}`]);
    assert.equal(name(long, 'Teams', solution(), taken), `con_${'a'.repeat(95)}2`);
    assert.ok(isLogicalName(name(long, 'Teams', solution(), taken)));
  });
});

describe('newReferences', () => {
  const displayNames = (source: string, connector = 'shared_teams', naming = {}): readonly string[] => {
    const { scene, own } = sceneIn(source);
    return newReferences({ connector }, own, { ...scene, naming: { ...scene.naming, ...naming } }).map((it) => it.displayName);
  };

  it('are one for each type that the connector can have and that gives a name the solution can take', () => {
    assert.deepEqual(displayNames(solution()), ['Absence – Teams – Service Account', 'Absence – Teams – User']);
    assert.deepEqual(displayNames(of('con_a')), ['Absence – Teams – User']);
    assert.deepEqual(displayNames(solution(), 'shared_sql', { area: 'HR', connectors: { shared_sql: 'Warehouse' }, types: ['App'] }), [
      'HR – Warehouse – App',
    ]);
    assert.deepEqual(displayNames(solution(), 'shared_teams', { areas: ['HR'] }), []);
  });

  it('are none where nothing can be defined, and none of a custom connector that nobody knows', () => {
    assert.deepEqual(displayNames(flowUsing('con_a')), []);
    assert.deepEqual(displayNames(solution(), CUSTOM), []);
    assert.deepEqual(displayNames(solution() + customConnector(), CUSTOM), [
      'Absence – Leave Service – Service Principal',
      'Absence – Leave Service – Service Account',
      'Absence – Leave Service – User',
    ]);
  });

  for (const [area, escaped, logicalName] of [
    ['R&D <"HR\'s">', 'R&amp;D &lt;"HR\'s"&gt;', 'con_RDHRsTeams'],
    ['Urlaub 🌴', 'Urlaub 🌴', 'con_UrlaubTeams'],
    ['إجازة', 'إجازة', 'con_Teams'],
  ] as const)
    it(`bring the solution's name '${area}' through`, () => {
      const attribute = escaped.replaceAll('"', '&quot;');
      const titled = (source: string): string =>
        source.replace(
          '<UniqueName>',
          `<LocalizedNames><LocalizedName description="${attribute}" languagecode="1033" /></LocalizedNames><UniqueName>`,
        );
      checkFix(
        'direct-connection',
        titled(solution()) + flow({ connections: { shared_teams: entry(undefined) } }),
        `Create connection reference '${area} – Teams – User' and use it`,
        titled(solution({ references: [defined(logicalName, `${escaped} – Teams – User`)] })) +
          flow({ connections: { shared_teams: entry(logicalName) } }),
      );
    });
});

describe('isLogicalName', () => {
  it('knows the forms that the platform makes', () => {
    for (const it of ['con_teams', 'pre__teams', 'mpa_awards.cr.0A-LiI5Z', 'c1_x']) assert.ok(isLogicalName(it), it);
    for (const it of ['teams', '_teams', '1con_x', 'con_', 'con_a b', 'con_ä', `con_${'a'.repeat(197)}`, ''])
      assert.ok(!isLogicalName(it), it);
  });
});
