import type { Occurrence } from '../../server/src/core/occurrences';
import { app, appConnection, canvasApp, entry, flow, reference, solution } from './solution';

type Role = Occurrence['role'];

/**
 * A workspace in which a connection reference is named in every place where one can be, and in some that mean something else.
 * `name` writes the name where it counts; elsewhere it is `con_teams`.
 */
export function everywhere(name: (role: Role) => string): string {
  const named = { a: appConnection('shared_teams', { xrmConnectionReferenceLogicalName: name('app') }) };
  const dependencies = `<CdsDependencies>{"cdsdependencies":[{"logicalname":"con_table","componenttype":1},{"logicalname":"${name('app')}","componenttype":10066,"componenttypeplatformname":"ConnectionReference"}]}</CdsDependencies>`;
  return (
    solution({ references: [reference('con_teams_2'), reference(name('definition'), 'shared_teams', 'con_teams')] }) +
    flow({
      connections: {
        shared_teams: entry(name('flow')),
        con_teams: { id: '/providers/Microsoft.PowerApps/apis/shared_teams', connectionReferenceLogicalName: name('flow') },
        other: entry('con_teams_2'),
      },
      actions: { con_teams: { type: 'Compose', inputs: 'con_teams' } },
    }) +
    app(named, { rest: dependencies }) +
    app(JSON.stringify(named).replaceAll('"', '&quot;'), { name: 'con_quoted_1a2b3', rest: dependencies.replaceAll(/"/g, '&quot;') }) +
    `--- src/Assets/botcomponent_connectionreferenceset.xml
<botcomponent_connectionreferenceset>
  <botcomponent_connectionreference botcomponentid.schemaname="con_bot.con_teams" connectionreferenceid.connectionreferencelogicalname="${name('agent')}" />
</botcomponent_connectionreferenceset>
--- src/botcomponents/con_bot.action.A/data
kind: TaskDialog
action:
  connectionReference: ${name('agent')}
  operationId: con_teams
--- src/botcomponents/con_bot.action.B/data
action:
  connectionReference: "${name('agent')}"
` +
    solution({
      root: 'raw',
      name: 'Raw',
      layout: 'raw',
      references: [reference(name('definition'))],
      inline: `<CanvasApps>${canvasApp(named, { rest: dependencies })}</CanvasApps>\n`,
    }) +
    solution({ root: 'other', name: 'Other' }).replace(
      '<MissingDependencies>',
      `<MissingDependencies><MissingDependency><Required type="connectionreference" displayName="${name('dependency')}" solution="con_teams (1.0)" id.connectionreferencelogicalname="${name('dependency')}" /><Dependent type="29" displayName="con_teams" id="{5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c}" /></MissingDependency><MissingDependency><Required type="372" displayName="con_teams" /><Dependent type="connectionreference" displayName="Teams" id.connectionreferencelogicalname="${name('dependency')}" /></MissingDependency>`,
    ) +
    flow({ root: 'loose', connections: { a: entry(name('flow')) } }) +
    `--- config/test/deploymentSettings.json
{
  "ConnectionReferences": [
    { "LogicalName": "con_teams_2", "ConnectionId": "con_teams" },
    {
      "LogicalName": "${name('setting')}",
      "ConnectionId": "#{connectionreference.con_teams}#",
      "ConnectionOwner": "#{connectionreference.user.CON_TEAMS}#"
    }
  ]
}
--- config/dev/pairs.json
{ "ConnectionReferences": [ [ "con_teams_2", "con_teams" ], [ "${name('setting')}", "#{connection.con_teams_2}#" ] ] }
--- deploy/absence.ppkg.json
{ "Components": [ { "ConnectionReferences": [ { "LogicalName": "${name('package')}", "Notes": "con_teams" } ] } ] }
--- deploy/Absence_manifest.ppkg.json
[ { "connectionReferenceLogicalName": "${name('package')}", "connectionId": "#connection[con_teams]#" } ]
--- Microsoft.Flow/flows/5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c/definition.json
{ "properties": { "connectionReferences": { "a": { "connectionReferenceLogicalName": "con_teams" } }, "definition": { "actions": {} } } }
`
  );
}
