import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFlow } from '../../server/src/core/facts/flow';
import { flawsOf } from '../../server/src/core/flaws';
import { checkAll, checkFindings } from '../support/check';
import { readFixture } from '../support/fixture';
import { BUTTON, ID, crlf, flow, metadata, solution } from '../support/solution';

const RULE = 'incomplete-action';
const ACT = `{|${RULE}:Act|}`;

const from = (actions: object, triggers: object = BUTTON): string => solution() + flow({ actions, triggers });

/** The paths of what an action lacks. */
const lacking = (action: object): readonly string[] => missing({ actions: { Act: action } });
const lackingInTrigger = (trigger: object): readonly string[] => missing({ triggers: { Act: trigger } });

function missing(parts: { readonly actions?: object; readonly triggers?: object }): readonly string[] {
  const [text] = readFixture(flow(parts)).files.values();
  return flawsOf(readFlow(text!).inside, 'missing-property').map(({ flaw }) => flaw.path);
}

const HOST = { apiId: 'x', operationId: 'x', connectionName: 'x' };

/** Actions with all that their types need, and no more. */
const whole: readonly { readonly type: string; readonly [key: string]: unknown }[] = [
  { type: 'OpenApiConnection', inputs: { host: HOST } },
  { type: 'openapiconnectionwebhook', inputs: { host: HOST } },
  { type: 'ApiConnection', inputs: { host: { connection: { name: 'x' } }, method: 'get', path: '/x' } },
  { type: 'ApiConnectionWebhook', inputs: { host: { connection: { name: 'x' } }, path: '/x' } },
  { type: 'If', expression: '@true', actions: {} },
  { type: 'Switch', expression: '@item()', cases: { a: { case: 1, actions: {} }, b: { case: 'x', actions: {} } } },
  { type: 'Scope', actions: {} },
  { type: 'foreach', foreach: '@triggerBody()', actions: {} },
  { type: 'Until', expression: '@true', actions: {}, limit: { count: 1 } },
  { type: 'InitializeVariable', inputs: { variables: [{ name: 'a', type: 'string' }] } },
  { type: 'SetVariable', inputs: { name: 'a', value: null } },
  { type: 'AppendToArrayVariable', inputs: { name: 'a', value: 1 } },
  { type: 'AppendToStringVariable', inputs: { name: 'a', value: '' } },
  { type: 'IncrementVariable', inputs: { name: 'a' } },
  { type: 'DecrementVariable', inputs: { name: 'a' } },
  { type: 'Compose', inputs: false },
  { type: 'Query', inputs: { from: [], where: '@true' } },
  { type: 'Select', inputs: { from: [], select: {} } },
  { type: 'Table', inputs: { from: [], format: 'CSV' } },
  { type: 'Join', inputs: { from: [], joinWith: '' } },
  { type: 'ParseJson', inputs: { content: {}, schema: {} } },
  { type: 'Expression', kind: 'CurrentTime', inputs: {} },
  { type: 'Http', inputs: { method: 'GET', uri: 'x' } },
  { type: 'Response', inputs: { statusCode: 200 } },
  { type: 'Terminate', inputs: { runStatus: 'Failed' } },
  { type: 'Wait', inputs: { interval: { count: 1, unit: 'Hour' } } },
  { type: 'Workflow', inputs: { host: { workflowReferenceName: ID } } },
];

describe(RULE, () => {
  it('is the only thing said of the action', () => {
    checkAll(solution({ flows: [ID] }) + metadata() + flow({ actions: { [ACT]: { type: 'Compose' } } }));
  });

  it('says what is missing, in which action or trigger', () => {
    const messages = checkFindings(
      RULE,
      crlf(from({ [ACT]: { type: 'compose' }, S: { type: 'Scope', actions: { [ACT]: {} } } }, { [ACT]: { type: 'Recurrence' } })),
    ).map((it) => it.message);
    assert.deepEqual(messages, [
      "The trigger 'Act' of flow 'Askforleave' has no 'recurrence', which the type Recurrence needs: add it.",
      "The action 'Act' of flow 'Askforleave' has no 'inputs', which the type compose needs: add it.",
      "The action 'Act' of flow 'Askforleave' has no 'type', so nobody can tell what it does: add it.",
    ]);
  });

  it('is content with actions that have what they need', () => {
    for (const action of whole) assert.deepEqual(lacking(action), [], JSON.stringify(action));
    assert.deepEqual(lacking({ type: 'Wait', inputs: { until: { timestamp: 'x' } } }), []);
    assert.deepEqual(lacking({ type: 'Until', expression: '@true', actions: {}, limit: { timeout: 'PT1H' } }), []);
  });

  it('asks for what its page lists', () => {
    const page = readFileSync('docs/rules/incomplete-action.md', 'utf8');
    for (const action of whole) {
      const [, row] = new RegExp(`^\\| [^|]*\`${action.type}\`[^|]*\\| (.*) \\|$`, 'im').exec(page)!;
      const listed = row!.replace(/ or `[^`]*`/, '').split(', ');
      assert.deepEqual([...asked(action)].sort(), listed.sort(), action.type);
    }
  });

  it('says once what all else would stand in, and names items and members', () => {
    assert.deepEqual(lacking({ type: 'OpenApiConnection' }), ['inputs']);
    assert.deepEqual(lacking({ type: 'OpenApiConnection', inputs: { host: {} } }), [
      'inputs.host.apiId',
      'inputs.host.operationId',
      'inputs.host.connectionName',
    ]);
    assert.deepEqual(lacking({ type: 'InitializeVariable', inputs: { variables: [{ name: 'a', type: 'string' }, {}] } }), [
      'inputs.variables[1].name',
      'inputs.variables[1].type',
    ]);
    assert.deepEqual(lacking({ type: 'Switch', expression: '@x', cases: { 'a.b': {} } }), ['cases.a.b.case', 'cases.a.b.actions']);
    assert.deepEqual(lacking({ type: 'Until', expression: '@x', actions: {}, limit: {} }), ['limit.count']);
  });

  it('asks triggers for what triggers need', () => {
    assert.deepEqual(lackingInTrigger({ type: 'Recurrence', recurrence: { frequency: 'Day' } }), ['recurrence.interval']);
    assert.deepEqual(lackingInTrigger({ type: 'OpenApiConnectionNotification', inputs: {} }), ['inputs.host']);
    for (const trigger of [{ type: 'Request' }, { type: 'ApiConnectionWebhook' }, { type: 'Compose' }])
      assert.deepEqual(lackingInTrigger(trigger), []);
  });

  it('says nothing of types it does not know, of what an expression gives, and of files that do not parse', () => {
    for (const action of [{ type: 'JavaScriptCode' }, { type: 'constructor' }, { type: 'SetVariable', inputs: "@json('{}')" }])
      assert.deepEqual(lacking(action), []);
    assert.deepEqual(lacking({ type: 'Workflow', inputs: { host: { workflow: { id: '/subscriptions/1' } } } }), []);
    checkFindings(RULE, from({ Act: { type: 'Compose' } }).replace(/\}\n$/, '\n'));
  });
});

/** The paths without which an action is incomplete, but for those that lead to another of them; `*` for what all members need. */
function asked(action: object): ReadonlySet<string> {
  const paths = pathsIn(action)
    .map((it) => it.join('.'))
    .filter((it) => it !== 'type' && lacking(without(action, it)).includes(it.replace(/\.(\d+)/, '[$1]')));
  const last = paths.filter((it) => !paths.some((other) => other.startsWith(`${it}.`)));
  return new Set(last.map((it) => `\`${it.replace(/^(inputs\.variables|cases)\.\w+/, '$1.*')}\``));
}

/** The paths of all members of an object. */
function pathsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, it]) => [[...path, key], ...pathsIn(it, [...path, key])]);
}

/** A copy that lacks one member. */
function without(action: object, path: string): object {
  const copy = structuredClone(action);
  const keys = path.split('.');
  let holder = copy as Record<string, object>;
  for (const key of keys.slice(0, -1)) holder = holder[key] as Record<string, object>;
  delete holder[keys.at(-1)!];
  return copy;
}
