import * as assert from 'node:assert/strict';
import { isForeignFolder, placeOf } from '../../server/src/core';

const W = 'file:///w';

describe('placeOf', () => {
  const known: readonly (readonly [path: string, kind: string, root: string])[] = [
    ['/r/src/Workflows/A-1.json', 'flow', '/r/src'],
    ['/r/src/workflows/a.JSON', 'flow', '/r/src'],
    ['/r/src/Workflows/A-1.json.data.xml', 'flow-metadata', '/r/src'],
    ['/Workflows/A.json', 'flow', ''],
    ['/r/modernflows/A.json', 'yaml-flow', '/r'],
    ['/r/modernflows/sub/sub/A.json', 'yaml-flow', '/r'],
    ['/r/solutions/S/solution.yml', 'yaml-solution', '/r'],
    ['/r/src/Other/Customizations.xml', 'customizations', '/r/src'],
    ['/r/src/other/customizations.xml', 'customizations', '/r/src'],
    ['/r/src/Other/Solution.xml', 'solution', '/r/src'],
    ['/r/customizations.xml', 'raw-customizations', '/r'],
    ['/r/Customizations.xml', 'raw-customizations', '/r'],
    ['/r/solution.xml', 'raw-solution', '/r'],
    ['/r/CanvasApps/con_app_1a2b3.meta.xml', 'canvas-app', '/r'],
    ['/r/Assets/botcomponent_connectionreferenceset.xml', 'bot-references', '/r'],
    ['/r/botcomponents/con_bot.topic.Hello/data', 'bot-data', '/r'],
    ['/r/Connectors/con_5Fleave.xml', 'connector', '/r'],
    ['/r/Connector/con_leave.xml', 'connector', '/r'],
    ['/r/environmentvariabledefinitions/con_Site/environmentvariabledefinition.xml', 'environment-variable', '/r'],
    ['/r/environmentvariabledefinitions/con_Site/environmentvariablevalues.json', 'environment-variable-value', '/r'],
    ['/r/Microsoft.Flow/flows/0d6e93b7/definition.json', 'package-flow', '/r'],
    ['/r/x.ppkg.json', 'package-manifest', '/r'],
    ['/a%20b/%C3%BC/Workflows/A%20B.json', 'flow', '/a%20b/%C3%BC'],
    ['/Workflows/Workflows/A.json', 'flow', '/Workflows'],
    ['/r/Workflows/in/src/Workflows/A.json', 'flow', '/r/Workflows/in/src'],
    ['/r/Other/Other/Solution.xml', 'solution', '/r/Other'],
    // any other JSON file may hold deployment settings, as far as its path tells
    ['/r/config/prod/deploymentSettings.json', 'deployment-settings', '/r/config/prod'],
    ['/r/Prod.JSON', 'deployment-settings', '/r'],
    ['/package.json', 'deployment-settings', ''],
    ['/r/Workflows.json', 'deployment-settings', '/r'],
    ['/r/Workflows/sub/A.json', 'deployment-settings', '/r/Workflows/sub'],
    ['/r/MyWorkflows/A.json', 'deployment-settings', '/r/MyWorkflows'],
    ['/r/Connectors/con_5Fleave_openapidefinition.json', 'deployment-settings', '/r/Connectors'],
    ['/r/definition.json', 'deployment-settings', '/r'],
    ['/r/Microsoft.Flow/flows/manifest.json', 'deployment-settings', '/r/Microsoft.Flow/flows'],
    ['/r/ppkg.json', 'deployment-settings', '/r'],
  ];
  for (const [path, kind, root] of known) it(path, () => assert.deepEqual(placeOf(W + path), { kind, root: W + root }));

  for (const path of [
    '/r/Workflows/A.xaml',
    '/r/.github/workflows/ci.json',
    '/r/.git/Workflows/A.json',
    '/r/node_modules/x/Workflows/A.json',
    '/r/CanvasApps/con_app_msapp_src/Connections/Workflows/A.json',
    '/r/CanvasApps/con_app.msapp',
    '/r/CanvasApps/con_app_BackgroundImageUri',
    '/r/Other/Relationships.xml',
    '/r/Assets/other.xml',
    '/r/botcomponents/x/botcomponent.xml',
    '/r/mysolution.xml',
    '/r/node_modules/x/package.json',
    '/r/CanvasApps/con_app_msapp_src/DataSources/DeploymentSettings.json',
    '/r/settings.jsonc',
    '/r/.json5',
  ])
    it(`not ${path}`, () => assert.equal(placeOf(W + path), undefined));
});

describe('isForeignFolder', () => {
  it('knows folders that hold nothing of ours', () => {
    for (const name of ['.git', '.github', 'node_modules', 'App_msapp_src', '.GitHub']) assert.ok(isForeignFolder(name), name);
    for (const name of ['src', 'git', 'Workflows', '.azure', 'bin', 'msapp_src_x', 'node_modules2'])
      assert.ok(!isForeignFolder(name), name);
  });
});
