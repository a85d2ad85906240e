import { checkFindings } from '../support/check';
import { checkFix, checkFixes, checkRefused } from '../support/check-fix';
import { app, appConnection, canvasApp, crlf, entry, flow, flowUsing, reference, requiredReference, solution } from '../support/solution';

const RULE = 'unused-connection-reference';
const NAME = '{|unused-connection-reference:con_teams|}';
const used = (rest: string): void => void checkFindings(RULE, solution({ references: [reference('con_teams')] }) + rest);
const unused = (rest: string): void => void checkFindings(RULE, solution({ references: [reference(NAME)] }) + rest);

describe(RULE, () => {
  it('counts flows, in any letter case and form, even when the key is unused', () => {
    used(flowUsing('con_teams'));
    used(flowUsing('CON_Teams'));
    used(flow({ connections: { a: entry('con_teams') } }));
    used(
      flow({ connections: { a: { id: '/providers/Microsoft.PowerApps/apis/shared_teams', connectionReferenceLogicalName: 'con_teams' } } }),
    );
  });

  it('counts flows of other solutions and of loose folders', () => {
    used(solution({ root: 'other', name: 'Other' }) + flowUsing('con_teams', { root: 'other' }));
    used(flowUsing('con_teams', { root: 'loose' }));
  });

  it('counts what agents use', () => {
    used(
      '--- src/Assets/botcomponent_connectionreferenceset.xml\n<botcomponent_connectionreferenceset>\n  <botcomponent_connectionreference botcomponentid.schemaname="con_bot.topic.A" connectionreferenceid.connectionreferencelogicalname="con_teams">\n    <iscustomizable>1</iscustomizable>\n  </botcomponent_connectionreference>\n</botcomponent_connectionreferenceset>\n',
    );
    used(
      '--- src/botcomponents/con_bot.action.A/data\nkind: TaskDialog\naction:\n  kind: InvokeConnectorTaskAction\n  connectionReference: con_teams\n  operationId: DoIt\n',
    );
    unused('--- src/botcomponents/con_bot.action.A/data\nkind: TaskDialog\naction:\n  connectionReference: con_teams_2\n');
  });

  it('counts apps that name it, wherever they are', () => {
    const named = { a: appConnection('shared_teams', { xrmConnectionReferenceLogicalName: 'con_teams' }) };
    used(app(named));
    used(solution({ root: 'other', name: 'Other' }) + app(named, { root: 'other' }));
    used(app({}, { rest: '<CdsDependencies>{"cdsdependencies":[{"logicalname":"con_teams","componenttype":10000}]}</CdsDependencies>' }));
  });

  it('stays silent when an app of its solution has the connector, and only then', () => {
    used(app({ a: appConnection('shared_TEAMS') }));
    unused(app({ a: appConnection('shared_office365') }));
    unused(solution({ root: 'other', name: 'Other' }) + app({ a: appConnection('shared_teams') }, { root: 'other' }));
  });

  it('reads apps with escaped JSON and apps of the raw layout', () => {
    used(app(JSON.stringify({ a: appConnection('shared_teams') }).replaceAll('"', '&quot;')));
    checkFindings(
      RULE,
      solution({
        layout: 'raw',
        references: [reference('con_teams')],
        inline: `<CanvasApps>${canvasApp({ a: appConnection('shared_teams') })}</CanvasApps>`,
      }),
    );
  });

  it('counts package manifests, in both shapes', () => {
    used(
      '--- deploy/absence.ppkg.json\n{ // for the deployer\n  "Components": [ { "ConnectionReferences": [ { "LogicalName": "con_teams" } ] } ] }\n',
    );
    used(
      '--- deploy/Absence_manifest.ppkg.json\n[ { "@odata.type": "Microsoft.Dynamics.CRM.connectionreference", "connectionReferenceLogicalName": "con_TEAMS", "connectionId": "#connection[shared_teams].main#" } ]\n',
    );
    unused('--- deploy/absence.ppkg.json\n{ "SchemaVersion": "1.0", "Notes": "con_teams" }\n');
  });

  it('does not count pipeline tokens, dependencies, settings files and texts', () => {
    unused(
      '--- settings.json\n{ "ConnectionReferences": [ { "LogicalName": "con_teams", "ConnectionId": "#{connectionreference.con_teams}#", "ConnectorId": "x" } ] }\n',
    );
    unused(flow({ actions: { Compose: { type: 'Compose', inputs: 'con_teams #{connectionreference.con_teams}#' } } }));
    checkFindings(RULE, solution({ references: [reference(NAME)], missing: [requiredReference('con_teams', 'Active')] }));
  });

  it('says it of each, in CRLF text too', () => {
    checkFindings(
      RULE,
      crlf(solution({ references: [reference(NAME), reference('{|unused-connection-reference:con_sql|}', 'shared_sql')] })),
    );
  });

  it('is not led astray by names that every object has', () => {
    checkFindings(
      RULE,
      solution({
        references: [reference('{|unused-connection-reference:constructor|}'), reference('{|unused-connection-reference:__proto__|}')],
      }),
    );
  });

  describe('the fix that removes it', () => {
    const settings = (...names: readonly string[]): string =>
      `--- config/prod.json\n${JSON.stringify({ ConnectionReferences: names.map((it) => ({ LogicalName: it, ConnectionId: '' })) }, null, 2)}\n`;
    const sql = reference('con_sql', 'shared_sql', 'Database');

    it('takes the definition out, and what is bound to it', () => {
      checkFix(
        RULE,
        solution({ references: [reference('con_teams', 'shared_teams', 'R&amp;D "Teams" 🌴'), sql] }) +
          flowUsing('con_sql') +
          settings('con_sql', 'con_teams'),
        `Remove 'R&D "Teams" 🌴'`,
        solution({ references: [sql] }) + settings('con_sql'),
      );
    });

    it('is the one answer to each finding, and tells two of one name apart', () => {
      checkFixes(RULE, solution({ references: [reference('con_teams', 'shared_teams', 'Teams'), sql] }), [
        "review Remove 'Teams' *",
        "review Remove 'Database' *",
      ]);
      checkFixes(RULE, solution({ references: [reference('con_a', 'shared_teams', 'Teams'), reference('con_b', 'shared_sql', 'Teams')] }), [
        "review Remove 'Teams' (con_a) *",
        "review Remove 'Teams' (con_b) *",
      ]);
    });

    it('is not offered in a solution that is kept managed, and refused where a settings file does not parse', () => {
      checkFixes(RULE, solution({ managed: '1', references: [sql] }), []);
      checkRefused(
        RULE,
        solution({ references: [sql] }) + '--- config/prod.json\n{ "ConnectionReferences": [ { "LogicalName": "con_sql" } ]\n',
        "Remove 'Database'",
        "'prod.json' does not parse and may name 'Database': mend the file first.",
      );
    });
  });
});
