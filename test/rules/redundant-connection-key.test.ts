import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { applied, checkFix, checkFixes, fixesIn } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import {
  BUTTON,
  CUSTOM,
  CUSTOM_ELSEWHERE,
  ID,
  app,
  appConnection,
  crlf,
  entry,
  flow,
  metadata,
  oldOperation,
  operation,
  reference,
  solution,
} from '../support/solution';

const RULE = 'redundant-connection-key';
const LATER = '{|redundant-connection-key:later|}';
const INVOKER = { impersonation: { source: 'invoker' } };
const from = (connections: object): string =>
  solution() + flow({ connections, actions: { A: operation('first'), B: operation('later'), C: oldOperation('last') } });

describe(RULE, () => {
  it('is the only thing said of the key', () => {
    checkAll(
      solution({ flows: [ID], references: [reference('con_absence_teams')] }) +
        metadata() +
        flow({
          connections: { first: entry('con_absence_teams'), [LATER]: entry('con_absence_teams') },
          actions: { A: operation('first'), B: operation('later') },
        }),
    );
  });

  it('reports each key after the first, in the order of the text', () => {
    checkFindings(
      RULE,
      from({ first: entry('con_teams'), [LATER]: entry('con_teams'), '{|redundant-connection-key:last|}': entry('con_teams') }),
    );
    checkFindings(
      RULE,
      from({ last: entry('con_teams'), other: entry('con_teams'), '{|redundant-connection-key:first|}': entry('con_teams') }),
    );
  });

  it('compares references without letter case', () => {
    checkFindings(RULE, from({ first: entry('con_teams'), [LATER]: entry('CON_Teams') }));
  });

  it('tells different run sources and impersonations apart; an empty impersonation is none', () => {
    checkFindings(RULE, from({ first: entry('con_teams'), later: entry('con_teams', 'shared_teams', { runtimeSource: 'invoker' }) }));
    checkFindings(RULE, from({ first: entry('con_teams'), later: entry('con_teams', 'shared_teams', INVOKER) }));
    checkFindings(RULE, from({ first: entry('con_teams', 'shared_teams', INVOKER), [LATER]: entry('con_teams', 'shared_teams', INVOKER) }));
    checkFindings(RULE, from({ first: entry('con_teams'), [LATER]: entry('con_teams', 'shared_teams', { impersonation: {} }) }));
  });

  it('tells the run sources of the flow service apart, and takes them for what they mean', () => {
    const service = (source: string): object => ({ id: '/x/apis/shared_teams', connectionReferenceLogicalName: 'con_teams', source });
    checkFindings(RULE, from({ first: service('Embedded'), later: service('Invoker') }));
    checkFindings(RULE, from({ first: service('Embedded'), [LATER]: service('Embedded') }));
    checkFindings(RULE, from({ first: entry('con_teams'), [LATER]: service('Embedded') }));
    checkFindings(RULE, from({ first: entry('con_teams'), later: service('Invoker') }));
  });

  it('leaves unused keys out, and compares the others with the first used one', () => {
    checkFindings(RULE, from({ unused: entry('con_teams'), first: entry('con_teams') }));
    checkFindings(RULE, from({ unused: entry('con_teams'), first: entry('con_teams'), [LATER]: entry('con_teams') }));
  });

  it('says nothing of direct connections and of different references', () => {
    checkFindings(RULE, from({ first: entry(undefined), later: entry(undefined) }));
    checkFindings(RULE, from({ first: entry('con_teams'), later: entry('con_teams_2') }));
  });

  it('compares the service form, custom connectors, loose flows and CRLF text alike', () => {
    const service = {
      id: '/providers/Microsoft.PowerApps/apis/shared_teams',
      connectionReferenceLogicalName: 'con_teams',
      runtimeSource: 'embedded',
    };
    checkFindings(RULE, from({ first: entry('con_teams'), [LATER]: service }));
    checkFindings(RULE, crlf(from({ first: entry('con_leave', CUSTOM), [LATER]: entry('con_leave', CUSTOM) })));
    checkFindings(
      RULE,
      flow({
        connections: { first: entry('con_teams'), [LATER]: entry('con_teams') },
        actions: { A: operation('first'), B: operation('later') },
      }),
    );
  });
});

describe(`the fix of ${RULE}`, () => {
  const TITLE = "Use 'first' instead of 'later' and remove it";
  const TEAMS = entry('con_teams');
  const shipped = solution({ references: [reference('con_teams')] });

  it('points actions in both host forms at the first key', () => {
    const before =
      shipped +
      flow({
        connections: { first: TEAMS, later: TEAMS },
        actions: { A: operation('first'), B: operation('later'), C: oldOperation('later') },
      });
    checkFixes(RULE, before, [`safe ${TITLE} *`]);
    checkFix(
      RULE,
      before,
      TITLE,
      flow({ connections: { first: TEAMS }, actions: { A: operation('first'), B: operation('first'), C: oldOperation('first') } }),
    );
  });

  it('points triggers in both host forms at the first key', () => {
    const triggers = [
      (key: string): object => ({ On: operation(key, 'shared_teams', 'OpenApiConnectionWebhook') }),
      (key: string): object => ({ On: oldOperation(key, 'ApiConnectionWebhook') }),
      (key: string): object => ({ manual: { ...oldOperation(key, 'Request'), kind: 'ApiConnection' } }),
    ];
    for (const on of triggers)
      checkFix(
        RULE,
        flow({ connections: { first: TEAMS, later: TEAMS }, triggers: on('later'), actions: { A: operation('first') } }),
        TITLE,
        flow({ connections: { first: TEAMS }, triggers: on('first'), actions: { A: operation('first') } }),
      );
  });

  it('goes into containers, and to every other expression that names the key', () => {
    const actions = (key: string): object => ({
      A: operation('first'),
      Each: {
        type: 'foreach',
        foreach: "@outputs('List')",
        actions: { If: { type: 'If', expression: {}, else: { actions: { B: operation(key) } }, actions: { C: oldOperation(key) } } },
      },
      Text: {
        type: 'Compose',
        inputs: [
          `@{parameters('$connections')['${key}']['connectionId']} and @{parameters( '$connections' )?['${key}']} of later`,
          'later',
        ],
      },
    });
    checkFix(
      RULE,
      flow({ connections: { first: TEAMS, later: TEAMS }, actions: actions('later') }),
      TITLE,
      flow({ connections: { first: TEAMS }, actions: actions('first') }),
    );
  });

  it('is not there where an expression may name any key', () => {
    for (const inputs of [
      "@parameters('$connections')",
      "@parameters('$connections').later.connectionId",
      "@parameters('$connections')[variables('key')]",
    ])
      checkFixes(
        RULE,
        flow({
          connections: { first: TEAMS, later: TEAMS },
          actions: { A: operation('first'), B: operation('later'), C: { type: 'Compose', inputs } },
        }),
        [],
      );
  });

  it('leaves keys alone that only begin the same', () => {
    const connections = { first: TEAMS, later: TEAMS, later_1: entry('con_other') };
    const actions = (key: string): object => ({
      A: operation('first'),
      B: operation(key),
      C: operation('later_1'),
      D: oldOperation('later_1'),
      later: operation('later_1'),
    });
    const { later: _, ...rest } = connections;
    checkFix(RULE, flow({ connections, actions: actions('later') }), TITLE, flow({ connections: rest, actions: actions('first') }));
  });

  it('writes keys as a name and an expression want them', () => {
    const [first, later] = ['it\'s "first"', "the \\later's"];
    const actions = (key: string): object => ({ A: operation(first), B: operation(key), C: oldOperation(key.replaceAll("'", "''")) });
    checkFix(
      RULE,
      flow({ connections: { [first]: TEAMS, [later]: TEAMS }, actions: actions(later) }),
      `Use '${first}' instead of '${later}' and remove it`,
      flow({ connections: { [first]: TEAMS }, actions: actions(first) }),
    );
  });

  it('finds keys that are escaped in the text', () => {
    const before = flow({
      connections: { first: TEAMS, later: TEAMS },
      actions: { A: operation('first'), B: operation('later'), C: oldOperation('later') },
    })
      .replace('"later":', '"l\\u0061ter":')
      .replace('"connectionName": "later"', '"connectionName": "\\u006cater"')
      .replace("['later']", '[\\u0027lat\\u0065r\\u0027]');
    const after = flow({
      connections: { first: TEAMS },
      actions: { A: operation('first'), B: operation('first'), C: oldOperation('first') },
    });
    const { fix } = fixesIn(RULE, readFixture(before).files)[0]!;
    assert.deepEqual(
      applied(fix, readFixture(before).files),
      readFixture(after.replace("$connections')['first']", "$connections')[\\u0027first\\u0027]")).files,
    );
  });

  it('takes what the default of $connections has for the key', () => {
    const defaults = (...keys: string[]): object => ({
      $connections: { defaultValue: Object.fromEntries(keys.map((key) => [key, { connectionId: '@x' }])), type: 'Object' },
    });
    const actions = (key: string): object => ({ A: operation('first'), B: operation(key) });
    checkFix(
      RULE,
      flow({ connections: { first: TEAMS, later: TEAMS }, actions: actions('later'), parameters: defaults('later', 'first') }),
      TITLE,
      flow({ connections: { first: TEAMS }, actions: actions('first'), parameters: defaults('first') }),
    );
  });

  it('folds several keys one by one', () => {
    const connections = { first: TEAMS, later: TEAMS, last: TEAMS };
    const actions = { A: operation('first'), B: operation('later'), C: oldOperation('last') };
    checkFixes(RULE, flow({ connections, actions }), [`safe ${TITLE} *`, "safe Use 'first' instead of 'last' and remove it *"]);
    checkFix(
      RULE,
      flow({ connections, actions }),
      TITLE,
      flow({ connections: { first: TEAMS, last: TEAMS }, actions: { ...actions, B: operation('first') } }),
    );
  });

  it('does not mix what runs in different ways', () => {
    const invoker = { runtimeSource: 'invoker' };
    const connections = {
      first: TEAMS,
      a: entry('con_teams', 'shared_teams', invoker),
      later: TEAMS,
      b: entry('con_teams', 'shared_teams', INVOKER),
      c: entry('con_teams', 'shared_teams', invoker),
    };
    const actions = (later: string): object => ({
      ...Object.fromEntries(['first', 'a', 'b', 'c'].map((key) => [key, operation(key)])),
      later: oldOperation(later),
    });
    const before = flow({ connections, triggers: BUTTON, actions: actions('later') });
    checkFixes(RULE, before, [`safe ${TITLE} *`, "safe Use 'a' instead of 'c' and remove it *"]);
    const { later: _, ...rest } = connections;
    checkFix(RULE, before, TITLE, flow({ connections: rest, triggers: BUTTON, actions: actions('first') }));
  });

  it('is for review when a canvas app binds the removed key, not the other', () => {
    const using = (connections: object, second: string): string =>
      flow({ connections, actions: { A: operation('shared_teams'), B: operation(second) } });
    const before = shipped + using({ shared_teams: TEAMS, shared_teams_1: TEAMS }, 'shared_teams_1');
    const after = using({ shared_teams: TEAMS }, 'shared_teams');
    const binding = (key: string): object => ({
      f: appConnection('shared_logicflows', {
        parameterHints: { workflowEntityId: { value: ID } },
        parameterHintsV2: { [key]: { value: 'a' } },
      }),
    });
    const title = "Use 'shared_teams' instead of 'shared_teams_1', which the app 'Absence' binds, and remove it";
    const elsewhere = before + solution({ root: 'b', name: 'B' }) + app(binding('shared_teams_1'), { root: 'b' });
    checkFixes(RULE, elsewhere, [`review ${title} *`]);
    checkFix(RULE, elsewhere, title, after);
    checkFixes(RULE, before + app(binding('shared_teams')), ["safe Use 'shared_teams' instead of 'shared_teams_1' and remove it *"]);
  });

  it('takes entries for equal that write the hash of a custom connector differently', () => {
    const connections = { first: entry('con_leave', CUSTOM), later: entry('con_leave', CUSTOM_ELSEWHERE) };
    checkFixes(RULE, flow({ connections, actions: { A: operation('first', CUSTOM), B: operation('later', '') } }), [`safe ${TITLE} *`]);
  });

  it('is not there while the two entries disagree on the connector', () => {
    const actions = { A: operation('first'), B: operation('later', 'shared_sql') };
    checkFixes(RULE, flow({ connections: { first: TEAMS, later: entry('con_teams', 'shared_sql') }, actions }), []);
    const { api: _, ...untold } = TEAMS as { api: object };
    checkFixes(RULE, flow({ connections: { first: untold, later: TEAMS }, actions }), []);
    checkFixes(RULE, flow({ connections: { first: TEAMS, later: untold }, actions }), [`safe ${TITLE} *`]);
  });
});
