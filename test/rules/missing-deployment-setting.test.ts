import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { binding, flowUsing, ID, metadata, reference, settings, solution, variable } from '../support/solution';

const RULE = 'missing-deployment-setting';
const PATH = 'config/test/deploymentSettings.json';
const teams = reference('con_absence_teams');
const outlook = reference('con_absence_outlook', 'shared_office365', 'Absence – Outlook – User');
const both = solution({ references: [teams, outlook] });
const marked = (source: string, times = 1): string =>
  source.replace('"ConnectionReferences"', `"${`{|${RULE}:`.repeat(times)}ConnectionReferences${'|}'.repeat(times)}"`);

describe(RULE, () => {
  it('is the only thing said of a reference that is not listed', () => {
    checkAll(
      solution({ flows: [ID], references: [teams] }) +
        flowUsing('con_absence_teams') +
        metadata() +
        marked(settings(PATH, { references: [], variables: {} })),
    );
  });

  it('reports each, at the name of the list', () => {
    checkFindings(RULE, both + marked(settings(PATH, { references: [] }), 2));
    checkFindings(RULE, both + marked(settings(PATH, { references: [binding('CON_absence_TEAMS')] })));
  });

  it('reports at the first character where there is no list, and where its name means another thing', () => {
    const first = (source: string): string => source.replace('json\n{', `json\n{|${RULE}:{|}`);
    checkFindings(RULE, solution({ references: [teams] }) + first(settings(PATH, { variables: {} })));
    checkFindings(
      RULE,
      solution({ references: [teams] }) + `--- ${PATH}\n{|${RULE}:{|} "EnvironmentVariables": [], "ConnectionReferences": null }\n`,
    );
  });

  it('looks at the file of every environment, and at one in the solution itself', () => {
    for (const path of ['config/prod.json', 'src/deploymentSettings.json', 'src/config/settings.json'])
      checkFindings(
        RULE,
        both +
          settings(PATH, { references: [binding('con_absence_teams'), binding('con_absence_outlook')] }) +
          marked(settings(path, { references: [] }), 2),
      );
  });

  it('expects of one file the references of all its solutions, each once', () => {
    const core = solution({ root: 'core/src', name: 'Core', references: [reference('con_core'), outlook] });
    const absence = solution({ root: 'absence/src', references: [teams, outlook] });
    checkFindings(RULE, absence + core + marked(settings(PATH, { references: [binding('con_absence_teams'), binding('con_core')] })));
    checkFindings(RULE, absence + core + marked(settings(PATH, { references: [binding('con_absence_teams')] })));
  });

  describe('of settings that are split over the files of a folder', () => {
    const VARIABLES = 'config/test/variables.json';
    const one = settings(PATH, { references: [binding('con_absence_teams')] });
    const other = settings('config/test/more.json', { references: [binding('con_absence_outlook')] });
    const site = variable('con_Site');
    const sites = (path = VARIABLES): string => settings(path, { references: [], variables: { con_Site: 'x' } });
    const first = (source: string, rule: string): string => source.replace('json\n{', `json\n{|${rule}:{|}`);

    it('is not what another part has', () => {
      checkFindings(RULE, both + one + other);
      checkFindings('missing-variable-setting', both + site + one + sites());
    });

    it('is missing in the part that has others of its kind', () => {
      checkFindings(RULE, both + site + marked(one) + sites('config/test/a.json'));
      checkFindings(
        'missing-variable-setting',
        both +
          site +
          variable('con_Url') +
          one +
          sites().replace('EnvironmentVariables', '{|missing-variable-setting:EnvironmentVariables|}'),
      );
      checkFindings('missing-variable-setting', both + site + first(one, 'missing-variable-setting') + other);
    });

    it('is missing in each file that is for another environment, in another folder, for other solutions, or names the same', () => {
      for (const path of ['config/test/prod.json', 'config/Test/other.json'])
        checkFindings(RULE, both + marked(one) + marked(settings(path, { references: [binding('con_absence_outlook')] })));
      const core = solution({ root: 'core/src', name: 'Core', references: [reference('con_core')] });
      checkFindings(
        RULE,
        both +
          core +
          marked(one) +
          marked(settings('config/test/core.json', { references: [binding('con_absence_outlook'), binding('con_core')] })),
      );
      checkFindings(RULE, both + marked(one) + marked(settings('config/test/more.json', { references: [binding('CON_absence_teams')] })));
      const unnamed = (path: string, name: string): string => marked(settings(path, { references: [binding(name)] }));
      checkFindings(RULE, both + unnamed('config/one.json', 'con_absence_teams') + unnamed('config/two.json', 'con_absence_outlook'));
    });

    it('is missing all the same where the other file fits nothing, and unknown where it does not parse', () => {
      checkFindings(RULE, both + settings('config/test/a.json', { references: [binding('con_gone')] }) + marked(one));
      checkFindings(RULE, both + one + '--- config/test/variables.json\n{ "EnvironmentVariables": [ { "SchemaName": "con_Site" }');
    });
  });

  it('judges by the nearest of several copies, and by a managed one where there is no other', () => {
    const live = solution({ references: [teams] });
    const old = (managed: '0' | '1'): string => solution({ root: 'old/src', managed, references: [teams, outlook] });
    const listing = settings(PATH, { references: [binding('con_absence_teams')] });
    checkFindings(RULE, live + old('0') + listing);
    checkFindings(RULE, live + old('1') + listing);
    checkFindings(RULE, old('1') + marked(listing));
  });

  it('expects nothing of pairs, of what only a pipeline reads, and of a file in which nothing fits', () => {
    const pairs = `--- ${PATH}\n{ "ConnectionReferences": [ ["con_absence_teams", "0f7a"] ] }\n`;
    const custom = '--- config/test/customDeploymentSettings.json\n{ "ActivateFlowConfiguration": [] }\n';
    checkFindings(RULE, both + pairs + custom);
    checkFindings(RULE, both + settings(PATH, { references: [binding('con_other')] }));
  });

  it('says nothing when the file or the solution could not be read to the end, nor of a file of nobody', () => {
    const listing = settings(PATH, { references: [binding('con_absence_teams')] });
    checkFindings(RULE, both + listing.replace(/\}\s*$/, ''));
    checkFindings(
      RULE,
      both + listing.replace('  "ConnectionReferences"', '<<<<<<< HEAD\n=======\n>>>>>>> theirs\n  "ConnectionReferences"'),
    );
    checkFindings(RULE, both.replace(/<\/connectionreferences>[^]*$/, '') + '\n' + listing);
    checkFindings(RULE, both + solution({ root: 'core/src', name: 'Core' }) + settings('config/test.json', { references: [] }));
  });
});

describe(`the fix of ${RULE}`, () => {
  const TITLE = "Add an entry for 'Absence – Outlook – User'";
  const last = reference('con_zulu', 'shared_sql', 'Absence – SQL – User');

  it('adds the entry with its connector and without a connection', () => {
    const before = both + settings(PATH, { references: [binding('con_absence_teams')], variables: {} });
    checkFixes(RULE, before, [`safe ${TITLE} *`]);
    const added = binding('con_absence_outlook', '', 'shared_office365');
    checkFix(RULE, before, TITLE, settings(PATH, { references: [added, binding('con_absence_teams')], variables: {} }));
  });

  it('makes the list where there is none', () => {
    const added = [binding('con_absence_outlook', '', 'shared_office365')];
    checkFix(
      RULE,
      solution({ references: [outlook] }) + settings(PATH, { variables: {} }),
      TITLE,
      settings(PATH, { variables: {}, references: added }),
    );
  });

  it('is offered for each that is missing, also when the solution is kept managed', () => {
    const offered = [`safe ${TITLE} *`, "safe Add an entry for 'Absence – SQL – User' *"];
    checkFixes(RULE, solution({ references: [outlook, last] }) + settings(PATH, { references: [] }), offered);
    checkFixes(RULE, solution({ managed: '1', references: [outlook, last] }) + settings(PATH, { references: [] }), offered);
  });

  it('is not offered while the connector is not known', () => {
    const nameless = outlook.replace(/<connectorid>.*<\/connectorid>/, '<connectorid></connectorid>');
    checkFixes(RULE, solution({ references: [nameless] }) + settings(PATH, { references: [] }), []);
  });
});
