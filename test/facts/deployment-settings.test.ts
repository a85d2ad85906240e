import * as assert from 'node:assert/strict';
import { entryOf, inMemory } from '../../server/src/core';
import type { DeploymentSettingsFacts } from '../../server/src/core/facts/deployment-settings';
import { layouts, read, type Read } from './reading';

const settings = (source: string): Read<'deployment-settings'> =>
  read('deployment-settings', 'config/prod/deploymentSettings.json', source);
const kindOf = (path: string, text: string): string | undefined => entryOf(inMemory(`file:///w/${path}`, text), text)?.facts.kind;

/** What the entries say, without places. */
const said = ({ references }: DeploymentSettingsFacts): readonly unknown[] =>
  references.map(({ logicalName, connectionId, connectorId }) => [logicalName.value, connectionId?.value, connectorId?.value]);

const PAC = `{
  "EnvironmentVariables": [ { "SchemaName": "con_Site", "Value": "" } ],
  "ConnectionReferences": [
    {|first:{ "LogicalName": "{|name:con_teams|}", "ConnectionId": "{|connection:0f7a|}", "ConnectorId": "{|connector:/providers/Microsoft.PowerApps/apis/shared_teams|}" }|},
    { "LogicalName": "con_sql", "ConnectionId": "", "ConnectorId": "" }
  ]
}
`;

/** As Windows PowerShell writes it. */
const POWERSHELL = `{
    "ConnectionReferences":  [
                                 {
                                     "LogicalName":  "con_teams",
                                     "ConnectionId":  "#{connectionreference.con_teams}#",
                                     "ConnectionOwner":  "#{connectionreference.user.con_teams}#"
                                 }
                             ],
    "EnvironmentVariables":  [

                             ]
}
`;

describe('facts of deployment settings', () => {
  it('are the entries with their places, in every layout', () => {
    for (const text of layouts(PAC)) {
      const { facts, at } = settings(text);
      assert.deepEqual(facts.references[0], {
        logicalName: { value: 'con_teams', span: at('name') },
        connectionId: { value: '0f7a', span: at('connection') },
        connectorId: { value: '/providers/Microsoft.PowerApps/apis/shared_teams', span: at('connector') },
        connectionOwner: undefined,
        span: at('first'),
      });
      assert.deepEqual(said(facts).slice(1), [['con_sql', '', '']]);
      assert.deepEqual(facts.faults, []);
    }
  });

  it("are the pairs of a developer's import file", () => {
    const { facts, at } = settings(
      '{ "ConnectionReferences": [ {|pair:[ "{|name:con_CDS|}", "{|connection:#{connection.con_CDS}#|}" ]|}, [ "con_sql" ], [] ] }',
    );
    assert.deepEqual(facts.references[0], {
      logicalName: { value: 'con_CDS', span: at('name') },
      connectionId: { value: '#{connection.con_CDS}#', span: at('connection') },
      connectorId: undefined,
      connectionOwner: undefined,
      span: at('pair'),
    });
    assert.deepEqual(said(facts).slice(1), [['con_sql', undefined, undefined]]);
  });

  it('are read as PowerShell writes them, and as people do, with comments and more members', () => {
    const more = `// for production
{ "$schema": "https://x/settings.json", "_comment": [ "con_x" ],
  "ConnectionReferences": [ { "_comment": "Teams", "LogicalName": "con_teams", /* later */ "ConnectionId": null, }, ] }`;
    for (const text of layouts(POWERSHELL))
      assert.deepEqual(said(settings(text).facts), [['con_teams', '#{connectionreference.con_teams}#', undefined]]);
    for (const text of [more, more.replaceAll('\n', '\r\n')]) {
      assert.deepEqual(said(settings(text).facts), [['con_teams', undefined, undefined]]);
      assert.deepEqual(settings(text).facts.faults, []);
    }
  });

  it('say who owns a connection, where somebody has written it', () => {
    const { facts } = settings(
      '{ "ConnectionReferences": [ { "LogicalName": "con_a", "ConnectionOwner": "ann@contoso.com" }, { "LogicalName": "con_b", "ConnectionOwner": "" } ] }',
    );
    assert.deepEqual(
      facts.references.map((it) => it.connectionOwner),
      ['ann@contoso.com', undefined],
    );
  });

  it('are where the names of the lists stand, which of two is the last as for every reader', () => {
    for (const text of layouts(
      '{ "{|variables:EnvironmentVariables|}": [], "ConnectionReferences": [], "{|references:ConnectionReferences|}": [] }',
    )) {
      const { facts, at } = settings(text);
      assert.deepEqual([facts.variablesKey, facts.referencesKey], [at('variables'), at('references')]);
    }
    const { facts } = settings('{ "ConnectionReferences": [], "EnvironmentVariables": null }');
    assert.equal(facts.variablesKey, undefined);
  });

  it('are the flows that a pipeline shares', () => {
    const { facts, at } = settings(
      '{ "ConnectionReferences": [], "FlowShareWithGroupTeamConfiguration": [ { "solutionComponentUniqueName": "{|id:5D2C8A70-1f7b-ed11-81ad-000d3a4a1b2c|}" }, {}, 7 ] }',
    );
    assert.deepEqual(facts.shared, [{ value: '5D2C8A70-1f7b-ed11-81ad-000d3a4a1b2c', span: at('id') }]);
  });

  it('leave out entries that name nothing', () => {
    const { facts } = settings(
      '{ "ConnectionReferences": [ {}, { "LogicalName": "" }, { "LogicalName": 1 }, "con_a", null, { "LogicalName": "con_b" } ] }',
    );
    assert.deepEqual(said(facts), [['con_b', undefined, undefined]]);
  });

  it('are the tokens of a pipeline, of every kind, wherever they stand', () => {
    const { facts } = settings(
      '{ "ConnectionReferences": [ [ "con_a", "#{connection.con_a}#" ], [ "con_b", "$(con_b)" ] ], "EnvironmentVariables": [ { "Value": "${con_c}-{{ con_d }}" } ], "x #{e}#": "#{}#" }',
    );
    assert.deepEqual(facts.tokens, ['connection.con_a', 'con_b', 'con_c', ' con_d ', 'e', '']);
    assert.deepEqual(settings('{ "EnvironmentVariables": [ "}#", "#{", "$x", "{a}", "(b)" ] }').facts.tokens, []);
  });

  it('are there when either list is, though empty', () => {
    assert.deepEqual(said(settings('{ "ConnectionReferences": [] }').facts), []);
    assert.deepEqual(said(settings('{ "EnvironmentVariables": [] }').facts), []);
    assert.deepEqual(said(settings('{ "EnvironmentVariables": [], "ConnectionReferences": null }').facts), []);
  });

  it('are there in a file that does not parse, with what could be read', () => {
    const { facts } = settings('{ "ConnectionReferences": [ { "LogicalName": "con_teams" }, { "LogicalName": ] }');
    assert.deepEqual(said(facts), [['con_teams', undefined, undefined]]);
    assert.equal(facts.faults[0]?.kind, 'syntax');
  });

  it('are there whatever the file is called', () => {
    for (const path of ['a.json', 'deploy/Prod.JSON', 'src/settings.json', 'Workflows.json'])
      assert.equal(kindOf(path, PAC), 'deployment-settings', path);
  });

  it('are not there in other JSON files', () => {
    for (const text of [
      '',
      '{}',
      '[]',
      '"ConnectionReferences"',
      '{ "name": "x", "scripts": {} }',
      '{ "ConnectionReferences": {} }',
      '{ "ConnectionReferences": "none", "EnvironmentVariables": { "a": 1 } }',
      '{ "Settings": { "ConnectionReferences": [] } }',
      '[ { "ConnectionReferences": [] } ]',
      '{ "connectionReferences": [] }',
    ])
      assert.equal(kindOf('a.json', text), undefined, text);
  });

  it('are not looked for among the sources of canvas apps, nor in files of another kind', () => {
    assert.equal(kindOf('src/CanvasApps/con_app_msapp_src/DataSources/DeploymentSettings.json', PAC), undefined);
    assert.equal(kindOf('node_modules/x/settings.json', PAC), undefined);
    assert.equal(kindOf('x.ppkg.json', PAC), 'package-manifest');
  });
});
