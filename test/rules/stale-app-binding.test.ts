import * as assert from 'node:assert/strict';
import { checkFindings } from '../support/check';
import { CHILD_ID, ID, app, appConnection, canvasApp, crlf, entry, flow, operation, solution } from '../support/solution';

const RULE = 'stale-app-binding';
const ENTRY = '362c4cb3-8a57-4d0b-9c1e-2f7b6a5d4e31';
const STALE = '{|stale-app-binding:shared_office365|}';
const bound = (keys: readonly string[], { id = ID, connector = 'shared_office365' } = {}): object => ({
  [ENTRY]: appConnection(connector, { dependents: ['5da627cb-1e0c-4b2f-8d37-6c9a0b1f2e43'] }),
  '5da627cb-1e0c-4b2f-8d37-6c9a0b1f2e43': appConnection('shared_logicflows', {
    dataSources: ['Askforleave'],
    dependencies: [ENTRY],
    parameterHints: { workflowName: { value: 'x' }, workflowEntityId: { value: id }, [ENTRY]: { value: 'shared_office365' } },
    parameterHintsV2: {
      workflowName: { value: 'x' },
      workflowEntityId: { value: id },
      ...Object.fromEntries(keys.map((it) => [it, { value: ENTRY }])),
    },
  }),
});
const target = (connections: object, root = 'src'): string =>
  flow({
    root,
    connections,
    triggers: { manual: { type: 'Request', kind: 'PowerAppV2', inputs: {} } },
    actions: { Act: operation('shared_office365_1', 'shared_office365') },
  });
const invoker = (connector = 'shared_office365'): object => entry('con_outlook', connector, { runtimeSource: 'invoker' });

describe(RULE, () => {
  it('names the app and the key', () => {
    const [finding] = checkFindings(RULE, solution() + target({ shared_office365_1: invoker() }) + app(bound([STALE])));
    assert.equal(finding?.subject, 'con_absence_1a2b3/shared_office365');
  });

  it('is content with a key that the flow has', () => {
    checkFindings(RULE, solution() + target({ shared_office365_1: invoker() }) + app(bound(['shared_office365_1'])));
    checkFindings(
      RULE,
      solution() +
        target({ shared_office365: entry('con_outlook', 'shared_office365'), shared_office365_1: invoker() }) +
        app(bound(['shared_office365'])),
    );
  });

  it('speaks only when the flow wants a connection of that connector from the app', () => {
    checkFindings(
      RULE,
      solution() + target({ shared_office365_1: entry('con_outlook', 'shared_office365') }) + app(bound(['shared_office365'])),
    );
    checkFindings(RULE, solution() + target({ shared_teams: invoker('shared_teams') }) + app(bound(['shared_office365'])));
    checkFindings(RULE, solution() + target({}) + app(bound(['shared_office365'])));
  });

  it('says nothing of flows it does not know', () => {
    checkFindings(RULE, solution() + target({ shared_office365_1: invoker() }) + app(bound(['shared_office365'], { id: CHILD_ID })));
  });

  it('compares ids and connectors without letter case', () => {
    checkFindings(
      RULE,
      solution() + target({ shared_office365_1: invoker('shared_Office365') }) + app(bound([STALE], { id: ID.toUpperCase() })),
    );
  });

  it('finds flows of other solutions', () => {
    checkFindings(
      RULE,
      solution({ root: 'flows', name: 'Flows' }) + target({ shared_office365_1: invoker() }, 'flows') + solution() + app(bound([STALE])),
    );
  });

  it('reads escaped JSON, CRLF text and the raw layout', () => {
    const source = solution() + target({ shared_office365_1: invoker() });
    checkFindings(RULE, source + app(JSON.stringify(bound([STALE])).replaceAll('"', '&quot;')));
    checkFindings(RULE, crlf(source + app(JSON.stringify(bound([STALE]), null, 2))));
    checkFindings(
      RULE,
      solution({ layout: 'raw', inline: `<CanvasApps>${canvasApp(bound([STALE]))}</CanvasApps>` }) +
        target({ shared_office365_1: invoker() }),
    );
  });
});
