import { checkAll, checkFindings } from '../support/check';
import {
  BUTTON,
  CHILD_ID,
  ID,
  crlf,
  entry,
  flow,
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
