import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { BUTTON, ID, crlf, flow, metadata, solution } from '../support/solution';

const RULE = 'unused-variable';

const mark = (name: string): string => `{|${RULE}:${name}|}`;
const after = (...names: readonly string[]): object => Object.fromEntries(names.map((it) => [it, ['Succeeded']]));
const startAll = (names: readonly string[], runAfter: object = {}): object => ({
  type: 'InitializeVariable',
  inputs: { variables: names.map((name) => ({ name, type: 'integer' })) },
  runAfter,
});
const start = (name: string, runAfter: object = {}): object => startAll([name], runAfter);
const compose = (inputs: unknown, runAfter: object = {}): object => ({ type: 'Compose', inputs, runAfter });
const from = (actions: object, triggers: object = BUTTON): string => solution() + flow({ actions, triggers });

describe(RULE, () => {
  it('is the only thing said of the variable', () => {
    const [finding] = checkAll(solution({ flows: [ID] }) + metadata() + flow({ actions: { Start: start(mark('total')) } }));
    assert.equal(finding!.message, "Flow 'Ask for leave' initializes the variable 'total', which is named nowhere else: remove it.");
    assert.equal(finding!.subject, 'total');
    assert.equal(finding!.rule.tag, 'unnecessary');
  });

  it('finds those of several in one action, and reads CRLF', () => {
    checkFindings(RULE, crlf(from({ Start: startAll([mark('a'), 'b', mark('c')]), Use: compose("@{variables('B')}", after('Start')) })));
  });

  it('counts whatever names it', () => {
    for (const use of [
      { type: 'SetVariable', inputs: { name: 'TOTAL', value: 1 } },
      { type: 'IncrementVariable', inputs: { name: 'total' } },
      compose({ "@{variables('total')}": 1 }),
      { ...compose(1), trackedProperties: { t: "@variables('total')" } },
      { ...compose(1), description: "Once it was @variables('Total')" },
      { type: 'Scope', actions: { S: { type: 'If', expression: { not: { equals: ["@variables('total')", 1] } }, actions: {} } } },
    ])
      checkFindings(RULE, from({ Start: start('total'), Use: use }));
    const conditions = [{ expression: "@equals(variables('total'), 1)" }];
    checkFindings(RULE, from({ Start: start('total') }, { manual: { ...BUTTON.manual, conditions } }));
    const outputs = `"outputs": { "o": { "type": "Int", "value": "@variables('total')" } }, "triggers"`;
    checkFindings(RULE, from({ Start: start('total') }).replace('"triggers"', outputs));
  });

  it('says nothing where it may be named without our knowing', () => {
    for (const use of [
      compose("@concat(variables('total'"),
      compose('@add(variables("total"), 1)'),
      compose("The total is @variables('total')"),
      { type: 'SetVariable', inputs: { name: '@{triggerBody()}', value: 1 } },
      startAll([]),
    ])
      checkFindings(RULE, from({ Start: start('total'), Use: use }));
    checkFindings(RULE, from({ Start: start('total') }).replace(/\}\n$/, '\n'));
  });
});

describe(`the fix of ${RULE}`, () => {
  const FIX = "Remove the variable 'total'";

  it('takes the action out of the order of running', () => {
    checkFix(
      RULE,
      from({ First: compose(1), Start: start('total', { First: ['Failed'] }), Last: compose(2, after('Start')) }),
      FIX,
      flow({ actions: { First: compose(1), Last: compose(2, { First: ['Failed'] }) } }),
    );
  });

  it('takes the variable alone where others are initialized with it', () => {
    checkFix(
      RULE,
      from({ Start: startAll(['a', 'total']), Use: compose("@variables('a')", after('Start')) }),
      FIX,
      flow({ actions: { Start: startAll(['a']), Use: compose("@variables('a')", after('Start')) } }),
    );
  });

  it('is for review, and not there where an expression names the action', () => {
    checkFixes(RULE, from({ Start: start('total') }), [`review ${FIX} *`]);
    checkFixes(RULE, from({ Start: start('total'), Use: compose("@outputs('start')", after('Start')) }), []);
  });
});
