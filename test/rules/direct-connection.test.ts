import { checkAll, checkFindings } from '../support/check';
import { BUTTON, CUSTOM, DAILY, ID, crlf, entry, flow, metadata, oldOperation, operation, reference, solution } from '../support/solution';

const RULE = 'direct-connection';
const KEY = '{|direct-connection:shared_teams|}';
const SERVICE = {
  connectionName: 'shared-teams-1f0c6a52',
  source: 'Embedded',
  id: '/providers/Microsoft.PowerApps/apis/shared_teams',
  tier: 'NotSpecified',
};
const from = (connections: object, rest: object = {}): string =>
  solution() + flow({ connections, actions: { Act: operation('shared_teams') }, ...rest });

describe(RULE, () => {
  it('reports every form that has no logical name', () => {
    for (const value of [
      entry(undefined),
      { api: { name: 'shared_teams' }, connection: { name: 'shared-teams-1f0c6a52' }, runtimeSource: 'embedded' },
      { api: { name: 'shared_teams' }, connection: { connectionReferenceLogicalName: '' }, runtimeSource: 'embedded' },
      { api: { name: 'shared_teams' }, runtimeSource: 'embedded' },
      SERVICE,
    ])
      checkFindings(RULE, from({ [KEY]: value }));
  });

  it('takes a logical name beside a connection name, in both forms, for a reference', () => {
    checkFindings(
      RULE,
      from({
        shared_teams: {
          api: { name: 'shared_teams' },
          connection: { name: 'shared-teams-1f0c6a52', connectionReferenceLogicalName: 'con_teams' },
        },
      }),
    );
    checkFindings(RULE, from({ shared_teams: { ...SERVICE, connectionReferenceLogicalName: 'con_teams' } }));
  });

  it('does not mind what runtimeSource, impersonation and custom connectors say', () => {
    checkFindings(RULE, from({ [KEY]: entry(undefined, 'shared_teams', { runtimeSource: 'invoker' }) }));
    checkFindings(RULE, from({ [KEY]: entry(undefined, 'shared_teams', { impersonation: { source: 'invoker' } }) }));
    checkFindings(RULE, from({ [KEY]: { api: { name: CUSTOM, logicalName: 'con_5Fleave' }, connection: {}, runtimeSource: 'embedded' } }));
  });

  it('reads CRLF, minified and loose flows', () => {
    checkFindings(RULE, crlf(from({ [KEY]: entry(undefined) })));
    checkFindings(RULE, from({ [KEY]: entry(undefined) }, { indent: 0 }));
    checkFindings(RULE, flow({ connections: { [KEY]: entry(undefined) }, actions: { Act: operation('shared_teams') } }));
  });

  it('is not led astray by keys that every object has', () => {
    checkFindings(
      RULE,
      from({
        '{|direct-connection:constructor|}': entry(undefined),
        ['{|direct-connection:__proto__|}']: entry(undefined),
        toString: entry('con_teams'),
      }),
    );
  });

  it('reports a connection id in the default of $connections, unless its entry is reported', () => {
    const $connections = (key: string): object => ({
      parameters: {
        $connections: {
          type: 'Object',
          defaultValue: {
            [key]: { connectionId: '/providers/Microsoft.PowerApps/apis/shared_teams/connections/1f0c6a52', connectionName: '1f0c6a52' },
          },
        },
      },
    });
    checkFindings(RULE, from({ shared_teams: entry('con_teams') }, $connections(KEY)));
    checkFindings(RULE, from({ [KEY]: entry(undefined) }, $connections('shared_teams')));
  });

  it('reports a connection id that an operation names, in triggers and actions alike', () => {
    const literal = {
      type: 'ApiConnection',
      inputs: { host: { connection: { name: '{|direct-connection:/subscriptions/1/connections/teams|}' } }, method: 'get', path: '/x' },
    };
    checkFindings(RULE, from({ shared_teams: entry('con_teams') }, { actions: { Act: literal } }));
    checkFindings(RULE, from({ shared_teams: entry('con_teams') }, { triggers: { On: literal } }));
    checkFindings(RULE, from({ shared_teams: entry('con_teams') }, { actions: { Act: oldOperation('shared_teams') } }));
  });

  it('checks a solution that is kept in managed form', () => {
    checkFindings(RULE, solution({ managed: '1' }) + flow({ connections: { [KEY]: entry(undefined) } }));
  });

  it('is the only thing said of a direct connection', () => {
    const clean = solution({ flows: [ID] }) + metadata();
    checkAll(clean + flow({ connections: { [KEY]: entry(undefined) }, triggers: BUTTON, actions: { Act: operation('shared_teams') } }));
    checkAll(
      clean +
        flow({
          connections: { [KEY]: entry(undefined), '{|direct-connection:shared_teams_1|}': entry(undefined) },
          triggers: DAILY,
          actions: { Act: operation('shared_teams'), More: operation('shared_teams_1') },
        }),
    );
    checkAll(
      solution({ flows: [ID], references: [reference('con_absence_teams')] }) +
        metadata() +
        flow({ connections: { shared_teams: entry('con_absence_teams') }, actions: { Act: operation('shared_teams') } }),
    );
  });
});
