import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes, fixesIn } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import {
  app,
  appConnection,
  BUTTON,
  CHILD_ID,
  ID,
  crlf,
  entry,
  flow,
  flowPath,
  flowUsing,
  metadata,
  oldOperation,
  operation,
  reference,
  solution,
} from '../support/solution';

const RULE = 'unused-connection-key';
const KEY = '{|unused-connection-key:shared_teams|}';
const from = (key: string, actions: object, triggers: object = BUTTON): string =>
  solution() + flow({ connections: { [key]: entry('con_teams') }, triggers, actions });

describe(RULE, () => {
  it('is silent when a trigger or action uses the key, in either host form', () => {
    checkFindings(RULE, from('shared_teams', { Act: operation('shared_teams') }));
    checkFindings(RULE, from('shared_teams', { Act: oldOperation('shared_teams') }));
    checkFindings(RULE, from('shared_teams', {}, { On: operation('shared_teams') }));
    checkFindings(RULE, from('shared_teams', {}, { manual: { ...oldOperation('shared_teams', 'Request'), kind: 'ApiConnection' } }));
    checkFindings(
      RULE,
      from('shared_teams', {
        Scope: {
          type: 'Scope',
          actions: { Switch: { type: 'Switch', cases: {}, default: { actions: { Act: operation('shared_teams') } } } },
        },
      }),
    );
  });

  it('is silent when an expression anywhere in the definition names the key', () => {
    checkFindings(
      RULE,
      from('shared_teams', { Compose: { type: 'Compose', inputs: "@{parameters('$connections')['shared_teams']['connectionId']}" } }),
    );
  });

  it('is silent when an expression may name any key', () => {
    for (const inputs of [
      "@{parameters('$connections').shared_teams.connectionId}",
      "@parameters('$connections')[variables('key')]",
      "@parameters( '$connections' )",
    ])
      checkFindings(RULE, flow({ connections: { shared_teams: entry('con_teams') }, actions: { Text: { type: 'Compose', inputs } } }));
  });

  it('does not take the key for used when it stands somewhere else', () => {
    checkFindings(RULE, from(KEY, { shared_teams: { type: 'Compose', inputs: 'shared_teams' } }));
    checkFindings(RULE, from(KEY, { Act: operation('Shared_Teams') }));
    checkFindings(RULE, from(KEY, { Act: operation('shared_teams_1') }));
  });

  it('reports every entry of a flow without operations', () => {
    checkFindings(
      RULE,
      solution() +
        flow({
          connections: {
            [KEY]: entry('con_teams'),
            '{|unused-connection-key:constructor|}': entry(undefined),
            ['{|unused-connection-key:__proto__|}']: entry('con_teams'),
          },
        }),
    );
  });

  it('reads loose flows, CRLF and minified text', () => {
    checkFindings(RULE, flow({ connections: { [KEY]: entry('con_teams') } }));
    checkFindings(RULE, crlf(from(KEY, {})));
    checkFindings(RULE, solution() + flow({ connections: { [KEY]: entry('con_teams') }, indent: 0 }));
  });

  it('speaks before redundant-connection-key and several-references-for-connector', () => {
    const references = [reference('con_absence_teams'), reference('con_absence_teams_user', 'shared_teams', 'Absence – Teams – User')];
    const other = flowUsing('con_absence_teams_user', { name: 'Other', id: CHILD_ID }) + metadata({ name: 'Other', id: CHILD_ID });
    for (const name of ['con_absence_teams', 'con_absence_teams_user'])
      checkAll(
        solution({ flows: [ID, CHILD_ID], references }) +
          metadata() +
          flow({
            connections: { shared_teams: entry('con_absence_teams'), '{|unused-connection-key:shared_teams_1|}': entry(name) },
            actions: { Act: operation('shared_teams') },
          }) +
          other,
      );
  });
});

describe(`the fix of ${RULE}`, () => {
  const A = { used: entry('con_teams'), shared_teams: entry('con_teams'), last: entry('con_teams') };
  const { shared_teams: _, ...B } = A;
  const ACTIONS = { Act: operation('used'), Other: oldOperation('last') };
  const binding = (key: string, id = ID): object => ({
    a: appConnection('shared_teams'),
    f: appConnection('shared_logicflows', {
      parameterHints: { workflowEntityId: { value: id } },
      parameterHintsV2: { [key]: { value: 'a' } },
    }),
  });

  it('takes the entry out and nothing else', () => {
    const before = solution({ references: [reference('con_teams')] }) + flow({ connections: A, actions: ACTIONS });
    checkFixes(RULE, before, ["safe Remove 'shared_teams' *"]);
    checkFix(RULE, before, "Remove 'shared_teams'", flow({ connections: B, actions: ACTIONS }));
  });

  it('takes the first, the last and the only one', () => {
    for (const [connections, actions, rest] of [
      [{ shared_teams: A.used, used: A.used }, { Act: operation('used') }, { used: A.used }],
      [{ used: A.used, shared_teams: A.used }, { Act: operation('used') }, { used: A.used }],
      [{ shared_teams: A.used }, {}, {}],
    ] as const)
      checkFix(RULE, flow({ connections, actions }), "Remove 'shared_teams'", flow({ connections: rest, actions }));
  });

  it('takes what the default of $connections has for the key too', () => {
    const defaults = (...keys: string[]): object => ({
      $connections: { defaultValue: Object.fromEntries(keys.map((key) => [key, { connectionId: '@x' }])), type: 'Object' },
    });
    checkFix(
      RULE,
      flow({ connections: A, actions: ACTIONS, parameters: defaults('used', 'shared_teams') }),
      "Remove 'shared_teams'",
      flow({ connections: B, actions: ACTIONS, parameters: defaults('used') }),
    );
  });

  it('finds a key that is escaped in the text', () => {
    const text = flow({ connections: { ...B, 'it"s\\': entry('con_teams') }, actions: ACTIONS });
    checkFix(RULE, text.replace('it\\"s', '\\u0069t\\"s'), `Remove 'it"s\\'`, flow({ connections: B, actions: ACTIONS }));
  });

  it('keeps the lines of PowerShell', () => {
    const source = (entries: string): string => `--- ${flowPath()}
{
    "properties":  {
                       "connectionReferences":  {
${entries}
                                                },
                       "definition":  {
                                          "triggers":  {

                                                       },
                                          "actions":  {
                                                          "A":  { "inputs": { "host": { "connectionName": "used" } } }
                                                      }
                                      }
                   }
}
`;
    const lines = (key: string): string => `                                                    "${key}":  {
                                                                 "connection":  {

                                                                                }
                                                             }`;
    checkFix(RULE, source([lines('shared_teams'), lines('used')].join(',\n')), "Remove 'shared_teams'", source(lines('used')));
    checkFix(RULE, source([lines('used'), lines('shared_teams')].join(',\n')), "Remove 'shared_teams'", source(lines('used')));
  });

  it('is for review when a canvas app binds the key, of whatever solution', () => {
    const before = solution() + flow({ connections: { shared_teams: entry('con_teams') } });
    const title = "Remove 'shared_teams', which the app 'Absence' binds";
    checkFixes(RULE, before + app(binding('shared_teams')), [`review ${title} *`]);
    const elsewhere = before + solution({ root: 'b', name: 'B' }) + app(binding('shared_teams', `{${ID.toUpperCase()}}`), { root: 'b' });
    checkFixes(RULE, elsewhere, [`review ${title} *`]);
    checkFix(RULE, elsewhere, title, flow({ connections: {} }));
    const { fix } = fixesIn(RULE, readFixture(elsewhere).files)[0]!;
    assert.deepEqual(fix.notes?.(), [
      "The app 'Absence' hands the flow a connection under the key 'shared_teams': refresh the flow in the app afterwards.",
    ]);
  });

  it('says how many apps bind the key, and counts copies of one app once', () => {
    const before = solution({ root: 'unmanaged/src' }) + flow({ root: 'unmanaged/src', connections: { shared_teams: entry('con_teams') } });
    const first = app(binding('shared_teams'), { root: 'unmanaged/src' });
    const twin = solution({ root: 'managed/src', managed: '1' }) + app(binding('shared_teams'), { root: 'managed/src' });
    checkFixes(RULE, before + first + twin, ["review Remove 'shared_teams', which the app 'Absence' binds *"]);
    const second = app(binding('shared_teams'), { root: 'unmanaged/src', name: 'con_other_1a2b3' });
    checkFixes(RULE, before + first + twin + second, ["review Remove 'shared_teams', which 2 apps bind *"]);
  });

  it('is safe when apps bind other keys or other flows', () => {
    for (const other of [app(binding('shared_teams_1')), app(binding('shared_teams', CHILD_ID)), app({ a: appConnection('shared_teams') })])
      checkFixes(RULE, flow({ connections: { shared_teams: entry('con_teams') } }) + other, ["safe Remove 'shared_teams' *"]);
  });

  it('is not there for a solution that is kept managed only', () => {
    checkFixes(RULE, solution({ managed: '1' }) + flow({ connections: A, actions: ACTIONS }), []);
    checkFixes(RULE, solution({ managed: '2' }) + flow({ connections: A, actions: ACTIONS }), ["safe Remove 'shared_teams' *"]);
  });
});
