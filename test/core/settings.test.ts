import * as assert from 'node:assert/strict';
import { environmentOf, solutionsOf } from '../../server/src/core';
import { defaultConfiguration, type Configuration } from '../../server/src/core/configuration';
import { readFixture, ROOT, snapshotOf } from '../support/fixture';
import { binding, customReference, reference, settings, solution, variable } from '../support/solution';

const environment = (path: string, environments: Configuration['environments'] = []): string | undefined =>
  environmentOf(ROOT + path, { ...defaultConfiguration, environments });

describe('the environment of a settings file', () => {
  const told: Readonly<Record<string, readonly (readonly [path: string, environment: string | undefined])[]>> = {
    'stands in its name': [
      ['prod.deploymentsettings.json', 'prod'],
      ['deploymentSettings.prod.json', 'prod'],
      ['deployment-settings_UAT.json', 'UAT'],
      ['settings/test.json', 'test'],
      ['deploymentSettingsProd.json', 'Prod'],
      ['config/pre-prod.settings.json', 'pre-prod'],
      ['config/deploymentSettings-uat2.json', 'uat2'],
      ['config/customDeploymentSettings.Test.json', 'Test'],
      ['deployment/fabrikam.deploymentsettings.json', 'fabrikam'],
      ['deployment/customer-a.deploymentsettings.json', 'customer-a'],
      ['DEPLOYMENTSETTINGS.PROD.JSON', 'PROD'],
      ['environments/fabrikam.json', 'fabrikam'],
      ['config/deploymentsettings%20Test%202.json', 'Test 2'],
    ],
    'stands in its name behind that of the solution': [
      ['Contoso.Core.Test.json', 'Test'],
      ['deployment/contoso-core-prod.deploymentsettings.json', 'prod'],
      ['deployment/ContosoCoreUAT.json', 'UAT'],
      ['deployment/ContosoTesting.Prod.deploymentSettings.json', 'Prod'],
      ['deployment/DevOpsHub_staging_settings.json', 'staging'],
    ],
    "is its folder's, when its name tells none": [
      ['config/Prod/deploymentSettings.json', 'Prod'],
      ['config/Prod/customDeploymentSettings.json', 'Prod'],
      ['config/Validation/deploymentSettings.json', 'Validation'],
      ['config/Fabrikam/deploymentSettings.json', 'Fabrikam'],
      ['Prod/Contoso.Core.json', 'Prod'],
      ['test-settings/deployment-settings.json', 'test'],
      ['environments/01-dev/settings.json', 'dev'],
    ],
    'is told by the name before the folder': [
      ['Prod/test.deploymentsettings.json', 'test'],
      ['config/Prod/deploymentSettings.UAT.json', 'UAT'],
    ],
    'is unknown where nothing tells': [
      ['deploymentSettings.json', undefined],
      ['config/deploymentSettings.json', undefined],
      ['deployment/settings/deployment-settings.json', undefined],
      ['solutions/Absence/deploymentSettings.json', undefined],
      ['Absence/src/deploymentSettings.json', undefined],
      ['Absence/Contoso.Core.json', undefined],
      ['DevOps/deploymentSettings.json', undefined],
    ],
  };
  for (const [what, cases] of Object.entries(told))
    it(what, () => {
      assert.deepEqual(
        cases.map(([path]) => [path, environment(path)]),
        cases,
      );
    });

  it('is what the configuration says before anything else, and its name as the configuration writes it', () => {
    const files = [{ base: ROOT.slice(0, -1), pattern: 'config/live/**' }];
    const configured = [
      { name: 'Production', files },
      { name: 'East US', files: [] },
      { name: 'TEST', files: [] },
    ];
    assert.equal(environment('config/live/test.deploymentsettings.json', configured), 'Production');
    assert.equal(environment('config/contoso.east-us.json', configured), 'East US');
    assert.equal(environment('config/East US/deploymentSettings.json', configured), 'East US');
    assert.equal(environment('config/test.deploymentsettings.json', configured), 'TEST');
    assert.equal(environment('config/uat.deploymentsettings.json', configured), 'uat');
  });
});

/** The roots of the solutions that the file at a path belongs to. */
function rootsOf(path: string, source: string): readonly string[] {
  const snapshot = snapshotOf(readFixture(source).files);
  const file = [...snapshot.solutions, ...snapshot.others].flatMap((it) => it.settings).find((it) => it.uri === ROOT + path);
  assert.ok(file, `no settings in ${path}`);
  return solutionsOf(file, snapshot.neighbourhood.seenFrom(ROOT)).map((it) => it.root.slice(ROOT.length));
}

describe('the solutions of a settings file', () => {
  const PATH = 'config/test.json';
  const absence = (root = 'absence/src', managed: '0' | '1' = '0'): string =>
    solution({ root, managed, references: [reference('con_teams'), reference('con_shared', 'shared_sql')] });
  const core = solution({
    root: 'core/src',
    name: 'Core',
    references: [customReference('con_core'), reference('con_shared', 'shared_sql')],
  });
  const naming = (...names: readonly string[]): string => settings(PATH, { references: names.map((it) => binding(it)) });
  const empty = (path: string): string => settings(path, { references: [], variables: {} });

  it('are those whose references it names, in any letter case', () => {
    assert.deepEqual(rootsOf(PATH, absence() + core + naming('CON_teams')), ['absence/src']);
    assert.deepEqual(rootsOf(PATH, absence() + core + naming('con_core', 'con_teams')), ['absence/src', 'core/src']);
  });

  it('are those whose environment variables it names', () => {
    const source = absence() + core + variable('con_Site', { root: 'core/src' }) + settings(PATH, { variables: { con_site: '' } });
    assert.deepEqual(rootsOf(PATH, source), ['core/src']);
  });

  it('are not those that only share a reference with another of them', () => {
    assert.deepEqual(rootsOf(PATH, absence() + core + naming('con_shared', 'con_core')), ['core/src']);
  });

  it('are the nearest where all it names is in several', () => {
    const path = 'core/config/test.json';
    assert.deepEqual(rootsOf(path, absence() + core + settings(path, { references: [binding('con_shared')] })), ['core/src']);
  });

  it('are of several copies the nearest, else the one that can be changed, else the one less deep', () => {
    const path = 'managed/config/test.json';
    const twins = absence('managed/src', '1') + absence('unmanaged/src');
    assert.deepEqual(rootsOf(PATH, twins + naming('con_teams')), ['unmanaged/src']);
    assert.deepEqual(rootsOf(path, twins + settings(path, { references: [binding('con_teams')] })), ['managed/src']);
    assert.deepEqual(rootsOf(PATH, absence('archive/2024/src') + absence('src') + naming('con_teams')), ['src']);
  });

  it('are the one nearby, when it names nothing that there is', () => {
    assert.deepEqual(rootsOf('absence/config/test/settings.json', absence() + core + empty('absence/config/test/settings.json')), [
      'absence/src',
    ]);
    assert.deepEqual(rootsOf('absence/src/settings.json', absence() + core + empty('absence/src/settings.json')), ['absence/src']);
    assert.deepEqual(
      rootsOf('absence/config/settings.json', absence() + settings('absence/config/settings.json', { references: [binding('x')] })),
      ['absence/src'],
    );
    assert.deepEqual(rootsOf(PATH, absence('src') + absence('src-archived') + empty(PATH)), ['src']);
  });

  it('are none, when several are as near', () => {
    assert.deepEqual(rootsOf(PATH, absence() + core + empty(PATH)), []);
    assert.deepEqual(rootsOf(PATH, empty(PATH)), []);
  });

  it('are none beyond the folder of a project whose solution is not there', () => {
    const path = 'portal/config/test/settings.json';
    const project = '--- portal/SolutionPackage/Portal.cdsproj\n<Project />\n';
    assert.deepEqual(rootsOf(path, absence() + empty(path)), ['absence/src']);
    assert.deepEqual(rootsOf(path, absence() + project + empty(path)), []);
  });
});
