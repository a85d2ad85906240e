import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { BUTTON, DAILY, ID, flow, metadata, solution } from '../support/solution';

const RULE = 'oversized-flow';
const mark = (text: string): string => `{|${RULE}:${text}|}`;

const COMPOSE = { type: 'Compose', inputs: 1, runAfter: {} };
const many = <Item>(count: number, make: (index: number) => readonly [string, Item]): Record<string, Item> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)));
const messages = (actions: object, triggers: object = BUTTON): readonly string[] =>
  checkFindings(RULE, solution() + flow({ actions, triggers })).map((it) => it.message);
/** With a mark around the first number of this size. */
const marked = (source: string, number: number): readonly string[] =>
  checkFindings(RULE, solution() + source.replace(`: ${number}`, `: ${mark(`${number}`)}`)).map((it) => it.message);

describe(RULE, () => {
  it('is the only thing said of the place', () => {
    checkAll(solution({ flows: [ID] }) + metadata() + flow({ actions: { [mark('x'.repeat(81))]: COMPOSE } }));
  });

  it('counts the actions of a flow at every depth', () => {
    const actions = (count: number): object => ({
      S: { type: 'Scope', actions: many(count - 2, (i) => [`A${i}`, COMPOSE]), runAfter: {} },
      Last: COMPOSE,
    });
    const at = (count: number): string => flow({ actions: actions(count) });
    checkFindings(RULE, solution() + at(500));
    const [finding] = checkFindings(RULE, solution() + at(501).replace('\n{', `\n${mark('{')}`));
    assert.equal(finding!.message, "Flow 'Askforleave' has 501 actions, more than the 500 there may be: move some into a child flow.");
    assert.equal(finding!.subject, ID);
  });

  it('counts the variables', () => {
    const variables = (count: number): string => {
      const all = Array.from({ length: count }, (_, i) => ({ name: `v${i}`, type: 'string' }));
      return flow({ actions: { Start: { type: 'InitializeVariable', inputs: { variables: all }, runAfter: {} } } });
    };
    checkFindings(RULE, solution() + variables(250));
    const [finding] = checkFindings(RULE, solution() + variables(251).replace('\n{', `\n${mark('{')}`));
    assert.equal(finding!.message, "Flow 'Askforleave' has 251 variables, more than the 250 there may be: move some into a child flow.");
  });

  it('counts the containers around an action, and says it once for each', () => {
    const nested = (depth: number, name: (at: number) => string, at = 1): object =>
      at > depth ? { A: COMPOSE, B: COMPOSE } : { [name(at)]: { type: 'Scope', actions: nested(depth, name, at + 1), runAfter: {} } };
    messages(nested(8, (at) => `S${at}`));
    assert.deepEqual(messages(nested(10, (at) => (at === 9 ? mark('S9') : `S${at}`))), [
      "The action 'S9' of flow 'Askforleave' holds actions that 9 containers stand around, more than the 8 there may be: move them up.",
    ]);
  });

  it('counts the cases of a switch', () => {
    const to = (count: number): object => ({
      type: 'Switch',
      expression: '@triggerBody()',
      cases: many(count, (i) => [`Case ${i}`, { case: i, actions: {} }]),
      default: { actions: {} },
    });
    assert.deepEqual(messages({ Fine: to(25), [mark('Act')]: to(26) }), [
      "The action 'Act' of flow 'Askforleave' has 26 cases, more than the 25 there may be: divide it.",
    ]);
  });

  it('measures names, descriptions and tracked properties', () => {
    const long = mark('x'.repeat(257));
    const tracked = (length: number): object => ({ a: 'x'.repeat(length - 15), b: [] });
    assert.deepEqual(
      messages(
        {
          ['x'.repeat(80)]: COMPOSE,
          A: { ...COMPOSE, description: 'x'.repeat(256), trackedProperties: tracked(16_000) },
          B: { ...COMPOSE, description: long },
        },
        { [mark('t'.repeat(81))]: { ...BUTTON.manual, description: long } },
      ),
      [
        `The trigger '${'t'.repeat(81)}' of flow 'Askforleave' has a name of 81 characters, more than the 80 there may be: choose a shorter one.`,
        `The trigger '${'t'.repeat(81)}' of flow 'Askforleave' has a description of 257 characters, more than the 256 there may be: shorten it.`,
        "The action 'B' of flow 'Askforleave' has a description of 257 characters, more than the 256 there may be: shorten it.",
      ],
    );
    const source = flow({ actions: { A: { ...COMPOSE, trackedProperties: tracked(16_001) } }, indent: 0 });
    const findings = checkFindings(RULE, solution() + source.replace(/(?<="trackedProperties":)(\{.*?\})/, (it) => mark(it)));
    assert.deepEqual(
      findings.map((it) => it.message),
      ["The action 'A' of flow 'Askforleave' has tracked properties of 16001 characters, more than the 16000 there may be: shorten it."],
    );
  });

  it('looks at loops that go on at the same time, and at runs that do', () => {
    const loop = (repetitions: unknown): string =>
      flow({
        actions: { L: { type: 'Foreach', foreach: '@x', actions: {}, runtimeConfiguration: { concurrency: { repetitions } } } },
      });
    for (const fine of [1, 50, '@x']) checkFindings(RULE, solution() + loop(fine));
    assert.deepEqual(marked(loop(51), 51), [
      "The action 'L' of flow 'Askforleave' looks at 51 items at the same time, and takes from 1 to 50: choose another number.",
    ]);
    const trigger = (runs: number): string =>
      flow({ triggers: { manual: { ...BUTTON.manual, runtimeConfiguration: { concurrency: { runs } } } } });
    checkFindings(RULE, solution() + trigger(100));
    assert.deepEqual(marked(trigger(101), 101), [
      "The trigger 'manual' of flow 'Askforleave' lets 101 runs go on at the same time, and takes from 1 to 100: choose another number.",
    ]);
  });

  it('looks at how long an Until goes on', () => {
    const until = (limit: object): string => flow({ actions: { U: { type: 'until', expression: '@x', actions: {}, limit } } });
    for (const timeout of ['P30D', 'PT720H', 'P1M', 'P4W', 'soon', "@parameters('t')"])
      checkFindings(RULE, solution() + until({ count: 5000, timeout }));
    assert.deepEqual(marked(until({ count: 5001 }), 5001), [
      "The action 'U' of flow 'Askforleave' goes round 5001 times, and takes from 1 to 5000: choose another number.",
    ]);
    for (const timeout of ['P31D', 'P30DT1S', 'P5W', 'P1Y', 'PT745H'])
      assert.match(
        checkFindings(RULE, solution() + until({ timeout: mark(timeout) }))[0]!.message,
        /^The action 'U' of flow 'Askforleave' goes on for up to \d+ days, longer than the 30 there may be: choose a shorter time\.$/,
      );
  });

  it('looks at how often a trigger runs', () => {
    const every = (interval: number, frequency: string): string =>
      flow({ triggers: { T: { type: 'Recurrence', recurrence: { frequency, interval } } } });
    checkFindings(RULE, solution() + flow({ triggers: DAILY }));
    for (const [interval, frequency] of [
      [60, 'second'],
      [1, 'Minute'],
      [12_000, 'Hour'],
      [500, 'Day'],
      [71, 'Week'],
      [16, 'Month'],
      [1000, 'Fortnight'],
    ] as const)
      checkFindings(RULE, solution() + every(interval, frequency));
    assert.deepEqual(marked(every(59, 'Second'), 59), [
      "The trigger 'T' of flow 'Askforleave' runs every 59 seconds, more often than every 60 seconds: choose a longer interval.",
    ]);
    for (const [interval, frequency] of [
      [501, 'day'],
      [72, 'Week'],
      [17, 'Month'],
    ] as const)
      assert.match(marked(every(interval, frequency), interval)[0]!, /, less often than every 500 days: choose a shorter interval\.$/);
  });

  it('looks at how often an action is tried', () => {
    const tried = (retryPolicy: object): string =>
      flow({ actions: { A: { type: 'Http', inputs: { method: 'GET', uri: 'x', retryPolicy } } } });
    for (const fine of [{ type: 'fixed', count: 90 }, { type: 'none', count: 0 }, { type: 'exponential' }])
      checkFindings(RULE, solution() + tried(fine));
    assert.deepEqual(marked(tried({ type: 'fixed', count: 91 }), 91), [
      "The action 'A' of flow 'Askforleave' tries 91 times again when it fails, and takes from 1 to 90: choose another number.",
    ]);
  });
});
