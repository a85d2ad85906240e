import * as assert from 'node:assert/strict';
import { checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { flow, metadata, ID, solution } from '../support/solution';

const RULE = 'literal-expression';
const FIX = 'Put it in braces';
const compose = (inputs: unknown): string =>
  solution({ flows: [ID] }) + metadata() + flow({ actions: { Compose: { type: 'Compose', inputs } } });
const marked = (text: string): string => `{|${RULE}:${text}|}`;

describe(RULE, () => {
  it('marks the call from its at-sign to its end, and has the function as its subject', () => {
    const [finding] = checkFindings(RULE, compose(`Today is ${marked('@utcNow()')}.`));
    assert.equal(finding?.subject, 'utcNow');
    assert.equal(
      finding.message,
      "The action 'Compose' of flow 'Ask for leave' has '@utcNow(…)' in the middle of a text, where it stays text: write '@{utcNow(…)}'.",
    );
  });

  it('takes in the properties that follow, and not what belongs to the sentence', () => {
    for (const text of [
      `see ${marked("@triggerBody()?['text']['x'][0]?.name")} there`,
      `see ${marked("@triggerBody()['a']")}. Then`,
      `see ${marked('@triggerBody()')}? Then`,
      `see ${marked('@triggerBody()')} ['a']`,
      `see ${marked('@triggerBody()')}.`,
      ` ${marked('@triggerBody()')}`,
      `(${marked("@concat('a', 'b)')")}) and ${marked('@utcNow()')}`,
      `@{utcNow()}, ${marked('@utcNow()')}, @{utcNow()}${marked('@guid()')}`,
    ])
      checkFindings(RULE, compose(text));
  });

  it('says nothing of what is evaluated, of addresses and of prose', () => {
    for (const text of [
      '@utcNow()',
      '@{utcNow()} at noon',
      "@{concat('@utcNow()')}",
      '@@utcNow()',
      '@@{x} @utcNow()',
      'write @@utcNow()',
      'me@concat(x)',
      '@here (all of you)',
      'see @length(of) the list',
      'see @concat(',
      'see @frobnicate(1)',
      "see @concat('@{utcNow()}')",
    ])
      checkFindings(RULE, compose(text));
    const actions = { Compose: { type: 'Compose', description: 'now @utcNow() is', inputs: 1 } };
    checkFindings(RULE, solution({ flows: [ID] }) + metadata() + flow({ actions }));
  });

  it('puts it in braces', () => {
    const text = `Hello ${marked("@triggerBody()?['na}me']")}, @{utcNow()} \\ "now"`;
    checkFix(RULE, compose(text), FIX, compose(`Hello @{triggerBody()?['na}me']}, @{utcNow()} \\ "now"`));
    checkFixes(RULE, compose(text), [`safe ${FIX} *`]);
  });

  it('is for review where the flow could not be saved then', () => {
    const actions = (text: string): object => ({
      V: { type: 'InitializeVariable', inputs: { variables: [{ name: 'v', type: 'string' }] }, runAfter: {} },
      A: { type: 'Compose', inputs: text, runAfter: { V: ['Succeeded'] } },
      Later: { type: 'Compose', inputs: 1, runAfter: { A: ['Succeeded'] } },
    });
    const fixes = (call: string, safety: string): void =>
      checkFixes(RULE, solution({ flows: [ID] }) + metadata() + flow({ actions: actions(`see ${marked(call)} there`) }), [safety]);
    for (const call of ["@variables('V')", "@outputs('v')", "@concat('a')", "@parameters('$connections')"]) fixes(call, `safe ${FIX} *`);
    for (const call of [
      "@variables('w')",
      "@outputs('Later')",
      "@outputs('None')",
      "@items('A')",
      "@parameters('p')",
      '@concat(frobnicate())',
      '@concat()',
    ])
      fixes(call, `review ${FIX}`);
  });

  it('puts it in braces however its characters are escaped', () => {
    const source = compose('?').replace('"?"', `"a ${marked("\\u0040concat('\\\"\\u0027\\u0027')")} b"`);
    checkFix(RULE, source.replace('\\u0040', '@'), FIX, compose('?').replace('"?"', `"a @{concat('\\"\\u0027\\u0027')} b"`));
    checkFindings(RULE, source);
  });
});
