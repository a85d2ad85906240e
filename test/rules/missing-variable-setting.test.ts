import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { binding, reference, settings, solution, variable } from '../support/solution';

const RULE = 'missing-variable-setting';
const PATH = 'config/test/deploymentSettings.json';
const marked = (source: string, times = 1): string =>
  source.replace('"EnvironmentVariables"', `"${`{|${RULE}:`.repeat(times)}EnvironmentVariables${'|}'.repeat(times)}"`);
const none = settings(PATH, { references: [], variables: {} });

describe(RULE, () => {
  it('is the only thing said of a variable without any value', () => {
    checkAll(solution() + variable('con_Site') + marked(none));
  });

  it('looks at variables of every type, secrets and data sources too', () => {
    const types = ['100000000', '100000001', '100000002', '100000003', '100000004', '100000005'];
    checkFindings(RULE, solution() + types.map((type, i) => variable(`con_${i}`, { type })).join('') + marked(none, types.length));
  });

  it('reports at the first character where there is no list', () => {
    const file = settings(PATH, { references: [] }).replace('json\n{', `json\n{|${RULE}:{|}`);
    checkFindings(RULE, solution() + variable('con_Site') + file);
  });

  it('is content with a default, a shipped value and an entry, be it empty', () => {
    checkFindings(RULE, solution() + variable('con_Site', { default: 'https://x' }) + variable('con_List', { shipped: 'Absences' }) + none);
    for (const value of ['', 'https://x', '#{environmentvariable.con_Site}#', 7, null])
      checkFindings(RULE, solution() + variable('con_Site') + settings(PATH, { variables: { CON_site: value } }));
  });

  it('does not take an empty default for a value', () => {
    const empty = variable('con_Site', { default: 'x' }).replace('<defaultvalue>x</defaultvalue>', '<defaultvalue></defaultvalue>');
    checkFindings(RULE, solution() + empty + marked(none));
  });

  it('says nothing of a variable whose files could not be read to the end, nor for pairs', () => {
    const shipped = variable('con_Site', { shipped: 'https://x' });
    checkFindings(RULE, solution() + shipped.replace(/"value": .*\n/, '"value: ') + marked(none).replaceAll(/\{\|[\w-]+:|\|\}/g, ''));
    checkFindings(RULE, solution() + variable('con_Site').replace('</environmentvariabledefinition>', '') + none);
    const pairs = `--- ${PATH}\n{ "EnvironmentVariables": [], "ConnectionReferences": [ ["con_teams", "0f7a"] ] }\n`;
    checkFindings(RULE, solution({ references: [reference('con_teams')] }) + variable('con_Site') + pairs);
  });

  it('goes on when another variable of the solution cannot be read', () => {
    checkFindings(
      RULE,
      solution() + variable('con_Site') + variable('con_List').replace('</environmentvariabledefinition>', '') + marked(none),
    );
  });

  it('says nothing of a file in which nothing fits', () => {
    checkFindings(RULE, solution() + variable('con_Site') + settings(PATH, { references: [binding('con_other')] }));
  });
});

describe(`the fix of ${RULE}`, () => {
  it('adds an entry without a value', () => {
    const before =
      solution() +
      variable('con_Site', { label: 'Site' }) +
      settings(PATH, { variables: { con_Alpha: 'x', con_Zulu: 'y' }, references: [] });
    const known = before + variable('con_Alpha') + variable('con_Zulu');
    checkFixes(RULE, known, ["safe Add an entry for 'Site' *"]);
    checkFix(
      RULE,
      known,
      "Add an entry for 'Site'",
      settings(PATH, { variables: { con_Alpha: 'x', con_Site: '', con_Zulu: 'y' }, references: [] }),
    );
  });
});
