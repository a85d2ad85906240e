import { checkAll, checkFindings } from '../support/check';
import { BUTTON, ID, call, crlf, entry, flow, metadata, oldOperation, operation, reference, solution } from '../support/solution';

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
