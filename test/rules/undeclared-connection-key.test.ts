import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import {
  BUTTON,
  CUSTOM,
  CUSTOM_ELSEWHERE,
  ID,
  call,
  crlf,
  customConnector,
  customReference,
  entry,
  flow,
  flowPath,
  metadata,
  oldOperation,
  operation,
  reference,
  solution,
} from '../support/solution';

const RULE = 'undeclared-connection-key';
const KEY = '{|undeclared-connection-key:shared_teams_1|}';
const from = (actions: object, triggers: object = BUTTON, connections: object = { shared_teams: entry('con_teams') }): string =>
  solution() + flow({ connections, triggers, actions });

describe(RULE, () => {
  it('is the only thing said of the operation', () => {
    checkAll(
      solution({ flows: [ID], references: [reference('con_absence_teams')] }) +
        metadata() +
        flow({
          connections: { shared_teams: entry('con_absence_teams') },
          actions: { Fine: operation('shared_teams'), Act: operation(KEY) },
        }),
    );
  });

  it('reads both host forms, in triggers and actions', () => {
    checkFindings(RULE, from({ A: operation(KEY), B: oldOperation(KEY) }));
    checkFindings(RULE, from({}, { On: operation(KEY, 'shared_teams', 'OpenApiConnectionWebhook') }));
    checkFindings(RULE, from({}, { On: oldOperation(KEY, 'ApiConnectionWebhook') }));
    checkFindings(RULE, from({}, { manual: { ...oldOperation(KEY, 'Request'), kind: 'ApiConnection' } }));
  });

  it('descends into every container', () => {
    const actions = { Act: operation(KEY) };
    checkFindings(
      RULE,
      from({
        If: {
          type: 'If',
          expression: {},
          actions,
          else: { actions: { Loop: { type: 'foreach', foreach: '@x', actions: { Scope: { type: 'Scope', actions } } } } },
        },
        Switch: {
          type: 'Switch',
          expression: 'x',
          cases: { constructor: { case: 'a', actions }, Case_2: { case: 'b', actions } },
          default: { actions },
        },
        Until: { type: 'Until', expression: 'x', actions, limit: { count: 60 } },
      }),
    );
  });

  it('compares keys exactly', () => {
    checkFindings(
      RULE,
      from({
        Act: operation('{|undeclared-connection-key:Shared_Teams|}'),
        Old: oldOperation('{|undeclared-connection-key:shared_TEAMS|}'),
      }),
    );
  });

  it('does not find keys that every object has', () => {
    checkFindings(
      RULE,
      from({ A: operation('{|undeclared-connection-key:constructor|}'), B: oldOperation('{|undeclared-connection-key:__proto__|}') }),
    );
    checkFindings(RULE, from({ A: operation('constructor') }, BUTTON, { constructor: entry('con_teams') }));
  });

  it('finds keys that are escaped in the text', () => {
    checkFindings(
      RULE,
      from({ A: operation('shared_teams') }).replace('"connectionName": "shared_teams"', '"connectionName": "shared\\u005fteams"'),
    );
    checkFindings(
      RULE,
      from({ A: oldOperation('{|undeclared-connection-key:a"b|}') }).replace(
        '{|undeclared-connection-key:a\\"b|}',
        '{|undeclared-connection-key:a\\"b|}',
      ),
    );
  });

  it('reads flows with nothing declared, loose, minified and with CRLF', () => {
    checkFindings(RULE, from({ A: operation(KEY) }, BUTTON, {}));
    checkFindings(RULE, flow({ actions: { A: operation(KEY) }, indent: 0 }));
    checkFindings(RULE, crlf(from({ A: oldOperation(KEY) })));
  });

  it('says nothing of operations without a connection', () => {
    checkFindings(
      RULE,
      from({
        A: { type: 'Compose', inputs: 'x' },
        B: { type: 'Compose', inputs: [] },
        C: call(ID),
        D: { type: 'Http', inputs: { method: 'GET', uri: 'x' } },
        E: { type: 'OpenApiConnection', inputs: { host: {} } },
      }),
    );
  });
});

describe(`the fix of ${RULE}: through a declared key`, () => {
  const through = (key: string): string => `Go through the connection '${key}'`;
  const DECLARED = { a: entry('con_teams'), sql: entry('con_sql', 'shared_sql'), b: entry(undefined) };

  it('is there for each declared key of the connector that the operation calls', () => {
    checkFixes(RULE, from({ A: operation('x') }, BUTTON, DECLARED), [`review ${through('a')}`, `review ${through('b')}`]);
    checkFixes(RULE, from({ A: operation('x', 'shared_SQL') }, BUTTON, DECLARED), [`review ${through('sql')} *`]);
    checkFixes(RULE, from({ A: operation('shared_teams', 'shared_office365') }, BUTTON, DECLARED), []);
  });

  it('goes by the key where the operation does not say its connector', () => {
    const aiBuilder = 'providers/Microsoft.ProcessSimple/operationGroups/aibuilder';
    for (const key of ['shared_sql', 'shared_sql_1', 'shared_sql-12', 'Shared_SQL'])
      for (const act of [operation(key, ''), operation(key, aiBuilder), operation(key, "@{parameters('api')}"), oldOperation(key)])
        checkFixes(RULE, from({ A: act }, BUTTON, DECLARED), [`review ${through('sql')} *`]);
    checkFixes(RULE, from({ A: oldOperation('sql_1') }, BUTTON, DECLARED), []);
    const connections = { leave: entry('con_leave', CUSTOM) };
    for (const key of [CUSTOM_ELSEWHERE, `${CUSTOM_ELSEWHERE}_1`])
      checkFixes(RULE, from({ A: operation(key, '') }, BUTTON, connections), [`review ${through('leave')} *`]);
  });

  it('takes every operation along that names the key, in both host forms, and every expression', () => {
    const [triggers, actions] = [
      (key: string): object => ({ manual: { ...oldOperation(key, 'Request'), kind: 'ApiConnection' } }),
      (key: string): object => ({
        A: operation(key),
        Scope: { type: 'Scope', actions: { B: oldOperation(key) } },
        C: operation(key, ''),
        Text: { type: 'Compose', inputs: `@parameters('$connections')['${key}']['connectionId']` },
      }),
    ];
    const connections = { shared_teams: entry('con_teams') };
    checkFix(
      RULE,
      from(actions('shared_teams_1'), triggers('shared_teams_1'), connections),
      through('shared_teams'),
      flow({ connections, triggers: triggers('shared_teams'), actions: actions('shared_teams') }),
    );
  });

  it('takes only those along that call the same connector', () => {
    const connections = { teams: entry('con_teams'), sql: entry('con_sql', 'shared_sql') };
    const actions = (teams: string, sql: string, text: string): object => ({
      A: operation(teams),
      B: operation(sql, 'shared_sql'),
      C: operation(teams),
      D: { ...oldOperation(sql), type: 'ApiConnection' },
      Text: { type: 'Compose', inputs: `@parameters('$connections')['${text}']['connectionId']` },
    });
    const before = from(actions('shared_sql_1', 'shared_sql_1', 'shared_sql_1'), BUTTON, connections);
    checkFixes(
      RULE,
      before,
      [through('teams'), through('sql'), through('teams'), through('sql')].map((it) => `review ${it} *`),
    );
    checkFix(RULE, before, through('teams'), flow({ connections, actions: actions('teams', 'shared_sql_1', 'shared_sql_1') }));
    checkFix(RULE, before, through('sql'), flow({ connections, actions: actions('shared_sql_1', 'sql', 'shared_sql_1') }));
  });

  it('writes the key as a name and an expression want it', () => {
    const key = `it's "the" \\ one`;
    const connections = { [key]: entry('con_teams') };
    const actions = (name: string): object => ({ A: operation(name), B: oldOperation(name.replaceAll("'", "''")) });
    checkFix(RULE, from(actions('shared_teams_1'), BUTTON, connections), through(key), flow({ connections, actions: actions(key) }));
  });
});

describe(`the fix of ${RULE}: by declaring the key`, () => {
  const declare = "Declare it against 'Absence – Teams – Service Account'";
  const TEAMS = reference('con_teams');
  const ACTIONS = { A: operation('shared_teams_1'), B: oldOperation('shared_teams_1') };
  const entryOf = (more: object = {}): object => ({
    runtimeSource: 'embedded',
    connection: { connectionReferenceLogicalName: 'con_teams' },
    api: { name: 'shared_teams' },
    ...more,
  });

  it('puts an entry behind the others, its members in the order of the last', () => {
    for (const other of [
      entry('con_sql', 'shared_sql'),
      { runtimeSource: 'invoker', connection: {}, api: { name: 'shared_sql' } },
      { impersonation: {}, connection: {}, source: 'Embedded', runtimeSource: 'embedded', api: { name: 'shared_sql' } },
    ]) {
      const connections = { first: entry('con_sql', 'shared_sql'), shared_sql: other };
      const actions = { ...ACTIONS, C: operation('shared_sql', 'shared_sql') };
      const before =
        solution({ references: [TEAMS, reference('con_sql', 'shared_sql', 'Absence – SQL – User')] }) + flow({ connections, actions });
      const its = entryOf() as Record<string, unknown>;
      const inOrder = Object.fromEntries(Object.keys(other).flatMap((key) => (key in its ? [[key, its[key]]] : [])));
      checkFixes(RULE, before, [`review ${declare} *`, `review ${declare} *`]);
      checkFix(RULE, before, declare, flow({ connections: { ...connections, shared_teams_1: inOrder }, actions }));
    }
  });

  it('has an order of its own for the first entry', () => {
    const before = solution({ references: [TEAMS] }) + flow({ actions: ACTIONS });
    checkFix(RULE, before, declare, flow({ connections: { shared_teams_1: entryOf() }, actions: ACTIONS }));
    const service = { shared_sql: { id: '/x/apis/shared_sql', connectionName: 'shared-sql-1', source: 'Embedded' } };
    checkFix(
      RULE,
      solution({ references: [TEAMS] }) + flow({ connections: service, actions: ACTIONS }),
      declare,
      flow({ connections: { ...service, shared_teams_1: entryOf() }, actions: ACTIONS }),
    );
  });

  it('makes the list of connections when there is none', () => {
    const references = solution({ references: [TEAMS] });
    const file = (properties: object): string => `--- ${flowPath()}\n${JSON.stringify({ properties }, null, 2)}\n`;
    const definition = { actions: ACTIONS };
    const connectionReferences = { shared_teams_1: entryOf() };
    checkFix(RULE, references + file({ definition }), declare, file({ definition, connectionReferences }));
    checkFix(RULE, references + file({ connectionReferences: null, definition }), declare, file({ connectionReferences, definition }));
  });

  it('keeps the lines of PowerShell', () => {
    const source = (more: string): string => `--- ${flowPath()}
{
    "properties":  {
                       "connectionReferences":  {
                                                    "shared_sql":  {
                                                                       "runtimeSource":  "embedded",
                                                                       "connection":  {
                                                                                          "connectionReferenceLogicalName":  "con_sql"
                                                                                      },
                                                                       "api":  {
                                                                                   "name":  "shared_sql"
                                                                               }
                                                                   }${more}
                                                },
                       "definition":  {
                                          "actions":  {
                                                          "A":  { "inputs": { "host": { "connectionName": "shared_teams_1" } } }
                                                      }
                                      }
                   }
}
`;
    const entry = `,
                                                    "shared_teams_1":  {
                                                                           "runtimeSource":  "embedded",
                                                                           "connection":  {
                                                                                              "connectionReferenceLogicalName":  "con_teams"
                                                                                          },
                                                                           "api":  {
                                                                                       "name":  "shared_teams"
                                                                                   }
                                                                       }`;
    checkFix(RULE, solution({ references: [TEAMS] }) + source(''), declare, source(entry));
  });

  it('is there for every reference of the connector, the own ones first, then those next door', () => {
    const own = [
      TEAMS,
      reference('con_sql', 'shared_sql', 'SQL'),
      reference('con_teams_2', 'shared_teams', 'Same'),
      reference('con_teams_3', 'shared_teams', 'Same'),
    ];
    const core = solution({ root: 'core', name: 'Core', references: [reference('core_teams'), reference('con_teams')] });
    const before =
      solution({ references: own }) +
      flow({ connections: { teams: entry('con_teams') }, actions: { A: operation('shared_teams_1') } }) +
      core;
    checkFixes(RULE, before, [
      "review Go through the connection 'teams'",
      `review ${declare}`,
      "review Declare it against 'Same' (con_teams_2)",
      "review Declare it against 'Same' (con_teams_3)",
      `review ${declare} of the solution 'Core'`,
    ]);
    const entries = { teams: entry('con_teams'), shared_teams_1: entry('core_teams') };
    checkFix(
      RULE,
      before,
      `${declare} of the solution 'Core'`,
      flow({ connections: entries, actions: { A: operation('shared_teams_1') } }),
    );
  });

  it('names a custom connector by its name in the solution too', () => {
    const api = { name: CUSTOM, logicalName: 'con_5Fleave' };
    const connection = { connectionReferenceLogicalName: 'con_leave' };
    const title = "Declare it against 'Absence – Leave Service – Service Account'";
    const before = solution({ references: [customReference('con_leave')] }) + flow({ actions: { A: operation(CUSTOM_ELSEWHERE, '') } });
    checkFix(
      RULE,
      before + customConnector(),
      title,
      flow({
        connections: { [CUSTOM_ELSEWHERE]: { runtimeSource: 'embedded', connection, api } },
        actions: { A: operation(CUSTOM_ELSEWHERE, '') },
      }),
    );
    checkFix(
      RULE,
      before,
      title,
      flow({
        connections: { [CUSTOM_ELSEWHERE]: { runtimeSource: 'embedded', connection, api: { name: CUSTOM } } },
        actions: { A: operation(CUSTOM_ELSEWHERE, '') },
      }),
    );
  });

  it('escapes the key and the names', () => {
    const key = `the "key"'s`;
    const before = solution({ references: [TEAMS] }) + flow({ actions: { A: operation(key) } });
    checkFix(RULE, before, declare, flow({ connections: { [key]: entryOf() }, actions: { A: operation(key) } }));
  });

  it('is not there when operations with the key call different connectors', () => {
    const actions = { A: operation('x'), B: operation('x', 'shared_sql') };
    checkFixes(RULE, solution({ references: [TEAMS, reference('con_sql', 'shared_sql')] }) + flow({ actions }), []);
  });

  it('is not there for a solution that is kept managed only', () => {
    checkFixes(RULE, solution({ managed: '1', references: [TEAMS] }) + flow({ actions: ACTIONS }), []);
  });
});
