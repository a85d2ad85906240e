import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { checkFixes } from '../support/check-fix';
import { flow, ID, metadata, solution, variable, type FlowParts } from '../support/solution';

const RULE = 'undefined-environment-variable';
const NAME = `{|${RULE}:con_Site|}`;
const using = (schemaName: unknown, parts: FlowParts = {}): string =>
  flow({ parameters: { 'Site (con_Site)': { defaultValue: 'x', type: 'String', metadata: { schemaName } } }, ...parts });
const required = (schemaName: string, by: string): string =>
  `<Required type="EnvironmentVariableDefinition" displayName="${schemaName}" solution="${by}" id.schemaname="${schemaName}" />`;

describe(RULE, () => {
  it('is the only thing said of it', () => {
    checkAll(solution({ flows: [ID] }) + using(NAME) + metadata());
  });

  it('reports each parameter, in the packager’s layout and the raw one', () => {
    const twice = flow({
      parameters: { a: { metadata: { schemaName: NAME } }, b: { metadata: { schemaName: NAME } }, c: { type: 'String' } },
    });
    checkFindings(RULE, solution() + twice);
    checkFindings(RULE, solution({ root: 'r', layout: 'raw' }) + using(NAME, { root: 'r' }));
  });

  it('knows definitions of any solution of the workspace, in any letter case', () => {
    checkFindings(RULE, solution() + using('CON_site') + variable('con_Site'));
    checkFindings(RULE, solution() + using('con_Site') + solution({ root: 'core', name: 'Core' }) + variable('con_Site', { root: 'core' }));
    checkFindings(
      RULE,
      solution() + using('con_Site') + solution({ root: 'managed', managed: '1' }) + variable('con_Site', { root: 'managed' }),
    );
  });

  it('knows what a named solution provides, and the older way to write it', () => {
    checkFindings(RULE, solution({ missing: [required('CON_Site', 'Core (1.0.0.0)')] }) + using('con_Site'));
    checkFindings(
      RULE,
      solution({ missing: [required('con_Site', 'Core (1.0)').replace('<Required', '<Required key="6"')] }) + using('con_Site'),
    );
    checkFindings(RULE, solution({ missing: [required('con_Other', 'Core (1.0)')] }) + using(NAME));
  });

  it('has its own words for one that was left behind', () => {
    const [left] = checkFindings(RULE, solution({ missing: [required('con_Site', 'Active')] }) + using(NAME));
    assert.match(
      left!.message,
      /uses the environment variable 'con_Site', which was left behind in the environment it was made in: add it/,
    );
    const [other] = checkFindings(RULE, solution({ missing: [required('con_Other', 'Active')] }) + using(NAME));
    assert.match(other!.message, /uses the environment variable 'con_Site', which no solution here defines: add it/);
  });

  it('says nothing of loose flows, of packages, of the YAML layout and of a name that a pipeline makes', () => {
    checkFindings(RULE, using('con_Site', { root: 'loose' }));
    checkFindings(RULE, `--- solutions/Absence/solution.yml\nx: 1\n${using('con_Site', { root: '', folder: 'modernflows' })}`);
    checkFindings(
      RULE,
      `--- p/Microsoft.Flow/flows/${ID}/definition.json\n${using('con_Site').slice(using('con_Site').indexOf('\n') + 1)}`,
    );
    checkFindings(RULE, solution() + using('#{prefix}#_Site'));
    checkFindings(RULE, solution() + using('') + using(7, { name: 'Other' }));
  });

  it('says nothing while a definition or the manifest cannot be read', () => {
    checkFindings(
      RULE,
      `${solution()}${using('con_Site')}--- src/environmentvariabledefinitions/con_Site/environmentvariabledefinition.xml\n<\n`,
    );
    checkFindings(RULE, solution().replace('</SolutionManifest>', '') + using('con_Site'));
  });

  it('has no fix', () => {
    checkFixes(RULE, solution() + using('con_Site'), []);
  });
});
