import * as assert from 'node:assert/strict';
import { checkFindings } from '../support/check';
import { checkFixes } from '../support/check-fix';
import { BUTTON, flow, metadata, ID, solution } from '../support/solution';

const RULE = 'item-outside-loop';
const flowOf = (actions: object, triggers: object = BUTTON): string => solution({ flows: [ID] }) + metadata() + flow({ actions, triggers });
const compose = (inputs: unknown): object => ({ type: 'Compose', inputs });
const ITEM = `{|${RULE}:item()|}`;

describe(RULE, () => {
  it('marks the call, and has the action as its subject', () => {
    const source = flowOf({ Compose: compose(`@concat(${ITEM}?['id'], {|${RULE}:ITEM( )|})`) });
    const [finding] = checkFindings(RULE, source);
    assert.equal(finding?.subject, 'Compose');
    assert.equal(
      finding.message,
      "The action 'Compose' of flow 'Ask for leave' uses 'item()' outside of a loop, where there is no item: say which value is meant, or move it into the loop.",
    );
    checkFixes(RULE, source, []);
  });

  it('takes every depth inside of a Foreach for a loop, in any letter case of its type', () => {
    const inside = {
      If: { type: 'If', expression: '@item()', actions: { A: compose('@item()') }, else: { actions: { B: compose('@item()') } } },
    };
    checkFindings(RULE, flowOf({ Loop: { type: 'foreach', foreach: "@body('x')", actions: inside } }));
  });

  it('takes no other container for one', () => {
    const actions = { A: compose(`@${ITEM}`) };
    checkFindings(
      RULE,
      flowOf({ S: { type: 'Scope', actions }, U: { type: 'Until', expression: `@${ITEM}`, actions: { B: compose(`@${ITEM}`) } } }),
    );
  });

  it('looks at the list of a loop itself, and behind the loop', () => {
    const loop = { type: 'Foreach', foreach: `@${ITEM}`, actions: {} };
    checkFindings(RULE, flowOf({ Loop: loop, After: { ...compose(`@${ITEM}`), runAfter: { Loop: ['Failed'] } } }));
    checkFindings(RULE, flowOf({ Outer: { type: 'Foreach', foreach: "@body('x')", actions: { Loop: { ...loop, foreach: '@item()' } } } }));
  });

  it('knows the actions that go through a list', () => {
    checkFindings(
      RULE,
      flowOf({
        Filter: { type: 'Query', inputs: { from: "@body('x')", where: '@equals(item(), 1)' } },
        Select: { type: 'select', inputs: { from: "@body('x')", select: { id: "@item()?['id']", '@{item()}': 1 } } },
        Table: { type: 'Table', inputs: { from: "@body('x')", format: 'CSV', columns: [{ header: 'a', value: '@item()' }] } },
        Join: { type: 'Join', inputs: { from: `@${ITEM}`, joinWith: ',' } },
      }),
    );
  });

  it('looks at the trigger', () => {
    const trigger = { type: 'Request', kind: 'Button', inputs: {}, conditions: [{ expression: `@equals(${ITEM}, 1)` }] };
    const [finding] = checkFindings(RULE, flowOf({}, { manual: trigger }));
    assert.match(finding!.message, /^The trigger 'manual' of flow /);
  });

  it('says nothing of text', () => {
    checkFindings(
      RULE,
      flowOf({
        A: { ...compose("use item() or @{items('L')}"), description: '@item()' },
        B: compose("@concat('item()')"),
        C: compose('@item('),
      }),
    );
  });
});
