import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { flow, ID, metadata, solution } from '../support/solution';

const RULE = 'miscased-action';
const marked = (name: string): string => `{|${RULE}:${name}|}`;
const text = (inputs: unknown, ...names: string[]): object => ({
  type: 'Compose',
  inputs,
  runAfter: Object.fromEntries(names.map((it) => [it, ['Succeeded']])),
});
const from = (actions: object): string => solution({ flows: [ID] }) + metadata() + flow({ actions });
const two = (use: string, after = 'Get_Items'): string => from({ Get_Items: text(1), Text: text(`@outputs('${use}')`, after) });

describe(RULE, () => {
  it('reports each place by itself, expressions and runAfter alike', () => {
    const findings = checkFindings(RULE, two(marked('get_items'), marked('GET_ITEMS')));
    assert.deepEqual(
      findings.map((it) => it.message),
      ['get_items', 'GET_ITEMS'].map((it) => `Flow 'Ask for leave' writes the action 'Get_Items' as '${it}': write it as it is called.`),
    );
    assert.deepEqual(
      findings.map((it) => it.subject),
      ['Get_Items', 'Get_Items'],
    );
  });

  it('is off unless somebody asks, and nothing else is said of the name', () => {
    checkAll(two('get_items', 'get_items'));
  });

  it('looks at the trigger and at loops, and in the outputs of the definition', () => {
    checkFindings(
      RULE,
      from({ Each: { type: 'Foreach', foreach: '@triggerBody()', actions: { Text: text(`@items('${marked('each')}')`) } } }),
    );
    checkFindings(RULE, from({ Text: text(`@outputs('${marked('Manual')}')`) }));
    checkFindings(
      RULE,
      two('Get_Items').replace('"actions": {', `"outputs": { "a": { "value": "@outputs('${marked('get_items')}')" } }, "actions": {`),
    );
  });

  it('says nothing of other names, of variables, and of names that two actions have', () => {
    checkFindings(RULE, two('Get_Items'));
    checkFindings(RULE, from({ Text: text("@concat(variables('text'), 'TEXT', outputs('Tex'))") }));
    checkFindings(RULE, from({ A: text(1), Scope: { type: 'Scope', actions: { a: text(1) } }, B: text("@outputs('a')", 'A', 'Scope') }));
  });
});

describe(`the fix of ${RULE}`, () => {
  it('writes the name as the action has it, at this place', () => {
    checkFixes(RULE, two('get_items'), ["safe Write 'Get_Items' *"]);
    checkFix(RULE, two('get_items'), "Write 'Get_Items'", two('Get_Items'));
    checkFix(RULE, two('Get_Items', 'get_items'), "Write 'Get_Items'", two('Get_Items', 'Get_Items'));
    const named = (use: string): string => from({ [`It's_"A"`]: text(1), Text: text(`@outputs('${use}')`, `It's_"A"`) });
    checkFix(RULE, named(`it''s_"a"`), `Write 'It's_"A"'`, named(`It''s_"A"`));
  });
});
