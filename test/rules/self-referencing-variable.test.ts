import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { ID, flow, metadata, solution } from '../support/solution';

const RULE = 'self-referencing-variable';

const mark = (name: string): string => `{|${RULE}:${name}|}`;
const after = (...names: readonly string[]): object => Object.fromEntries(names.map((it) => [it, ['Succeeded']]));
const START = { type: 'InitializeVariable', inputs: { variables: [{ name: 'text', type: 'string' }] }, runAfter: {} };
const set = (value: unknown, runAfter: object = after('Start'), type = 'SetVariable'): object => ({
  type,
  inputs: { name: 'text', value },
  runAfter,
});
const from = (actions: object): string => solution() + flow({ actions: { Start: START, ...actions } });

describe(RULE, () => {
  it('is the only thing said of the action', () => {
    checkAll(solution({ flows: [ID] }) + metadata() + flow({ actions: { Start: START, Set: set(`@trim(variables('${mark('text')}'))`) } }));
  });

  it('finds it in every part of the value, in any letter case, once for each action', () => {
    const [finding] = checkFindings(RULE, from({ Set: set({ a: [`b @{variables('${mark('TEXT')}')}, @{variables('text')}`] }) }));
    assert.equal(
      finding!.message,
      "The action 'Set' of flow 'Askforleave' sets the variable 'text' to a value that reads it, which the platform refuses: compute the value in an action before it.",
    );
  });

  it('says nothing of other variables and of actions that only add', () => {
    checkFindings(RULE, from({ Set: set("@variables('other')"), Add: set("@variables('text')", {}, 'AppendToStringVariable') }));
    checkFindings(RULE, from({ Set: { ...set('x'), trackedProperties: { t: "@variables('text')" } } }));
    checkFindings(RULE, from({ Read: { type: 'Compose', inputs: "@variables('text')" } }));
  });
});

describe(`the fix of ${RULE}`, () => {
  it('computes the value before, as it was written', () => {
    for (const value of ["@trim(variables('text'))", { a: ["@{variables('text')} and more", 1] }])
      checkFix(
        RULE,
        from({ Set: set(value), Last: { type: 'Compose', inputs: 1, runAfter: after('Set') } }),
        "Compute the value in the action 'Value_of_Set' before it",
        flow({
          actions: {
            Start: START,
            Value_of_Set: { type: 'Compose', inputs: value, runAfter: after('Start') },
            Set: set("@outputs('Value_of_Set')", after('Value_of_Set')),
            Last: { type: 'Compose', inputs: 1, runAfter: after('Set') },
          },
        }),
      );
  });

  it('chooses a name that is free, and writes it as an expression wants it', () => {
    checkFix(
      RULE,
      from({ "Set_'it'": set("@variables('text')"), "value_of_set_'IT'": { type: 'Compose', inputs: 1, runAfter: {} } }),
      "Compute the value in the action 'Value_of_Set_'it'_1' before it",
      flow({
        actions: {
          Start: START,
          "Value_of_Set_'it'_1": { type: 'Compose', inputs: "@variables('text')", runAfter: after('Start') },
          "Set_'it'": set("@outputs('Value_of_Set_''it''_1')", after("Value_of_Set_'it'_1")),
          "value_of_set_'IT'": { type: 'Compose', inputs: 1, runAfter: {} },
        },
      }),
    );
  });

  it('is the one answer, and for review', () => {
    checkFixes(RULE, from({ Set: set("@variables('text')") }), ["review Compute the value in the action 'Value_of_Set' before it *"]);
  });
});
