import { checkFindings } from '../support/check';
import { DAILY, crlf, entry, flow, operation, oldOperation, solution } from '../support/solution';

const RULE = 'invoker-without-caller';
const INVOKER = '{|invoker-without-caller:invoker|}';
const from = (runtimeSource: string, triggers: object, logicalName: string | undefined = 'con_teams'): string =>
  solution() +
  flow({
    connections: { shared_teams: entry(logicalName, 'shared_teams', { runtimeSource }) },
    triggers,
    actions: { Act: operation('shared_teams') },
  });

describe(RULE, () => {
  it('knows who can bring a connection', () => {
    for (const kind of ['Button', 'PowerApp', 'PowerAppV2', 'Skills', 'VirtualAgent', 'Http', 'PowerPages', 'ApiConnection'])
      checkFindings(RULE, from('invoker', { manual: { type: 'Request', kind, inputs: {} } }));
    checkFindings(RULE, from('invoker', { manual: { type: 'request', kind: 'Button', inputs: {} } }));
    checkFindings(RULE, from('invoker', { manual: { ...oldOperation('shared_teams', 'Request'), kind: 'ApiConnection' } }));
  });

  it('reports every other trigger', () => {
    checkFindings(RULE, from(INVOKER, DAILY));
    for (const type of [
      'OpenApiConnection',
      'OpenApiConnectionWebhook',
      'OpenApiConnectionNotification',
      'ApiConnection',
      'ApiConnectionWebhook',
    ])
      checkFindings(RULE, from(INVOKER, { On: operation('shared_teams', 'shared_teams', type) }));
  });

  it('reports each entry, direct ones too', () => {
    checkFindings(
      RULE,
      solution() +
        flow({
          connections: {
            a: entry('con_a', 'shared_teams', { runtimeSource: INVOKER }),
            b: entry(undefined, 'shared_teams', { runtimeSource: INVOKER }),
            c: entry('con_c'),
          },
          triggers: DAILY,
        }),
    );
  });

  it('does not confuse it with impersonation', () => {
    checkFindings(
      RULE,
      solution() +
        flow({
          connections: { a: entry('con_a', 'shared_teams', { impersonation: { source: 'invoker' } }) },
          triggers: { On: operation('a', 'shared_teams', 'OpenApiConnectionWebhook') },
        }),
    );
  });

  it('reads loose flows, CRLF and minified text', () => {
    checkFindings(RULE, crlf(from(INVOKER, DAILY)));
    checkFindings(
      RULE,
      flow({ connections: { a: entry('con_a', 'shared_teams', { runtimeSource: INVOKER }) }, triggers: DAILY, indent: 0 }),
    );
  });
});
