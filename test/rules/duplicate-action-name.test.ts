import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { flow, flowPath, ID, metadata, solution } from '../support/solution';

const RULE = 'duplicate-action-name';
const marked = (name: string): string => `{|${RULE}:${name}|}`;
const TEXT = { type: 'Compose', inputs: 1, runAfter: {} };
const scope = (actions: object): object => ({ type: 'Scope', actions, runAfter: {} });
const from = (actions: object, more: object = {}): string => solution({ flows: [ID] }) + metadata() + flow({ actions, ...more });

describe(RULE, () => {
  it('is the only thing said of the name', () => {
    checkAll(from({ Text: TEXT, Scope: scope({ [marked('Text')]: TEXT }) }));
  });

  it('reports each action after the first, and says where that stands', () => {
    const findings = checkFindings(
      RULE,
      from({ Scope: scope({ Text: TEXT }), Other: scope({ [marked('text')]: TEXT }), [marked('TEXT')]: TEXT }),
    );
    assert.deepEqual(
      findings.map(({ message, subject, related }) => [message, subject, related?.map((it) => it.message)]),
      ['text', 'TEXT'].map((name) => [
        `The action '${name}' of flow 'Ask for leave' is called like an action in 'Scope', and a name stands for one only: rename one of them.`,
        name,
        ['The action of the same name'],
      ]),
    );
    assert.equal(new Set(findings.flatMap((it) => it.related?.map(({ span }) => span.start))).size, 1);
    const [top] = checkFindings(RULE, from({ Text: TEXT, Scope: scope({ [marked('Text')]: TEXT }) }));
    assert.match(top?.message ?? '', / is called like an action at the top of the flow, /);
  });

  it('counts the trigger in, wherever it is written', () => {
    const [finding] = checkFindings(RULE, from({ Scope: scope({ [marked('Manual')]: TEXT }) }));
    assert.match(finding?.message ?? '', / is called like its trigger, /);
    checkFindings(
      RULE,
      `--- ${flowPath()}
{ "properties": { "definition": {
  "actions": { "${marked('manual')}": { "type": "Compose", "inputs": 1 } },
  "triggers": { "manual": { "type": "Request", "kind": "Button", "inputs": {} } } } } }
`,
    );
  });

  it('looks into every branch', () => {
    const twice = { [marked('Text')]: TEXT };
    checkFindings(
      RULE,
      from({
        Text: TEXT,
        If: { type: 'If', expression: true, actions: twice, else: { actions: twice } },
        Switch: { type: 'Switch', expression: 1, cases: { A: { case: 1, actions: twice } }, default: { actions: twice } },
      }),
    );
  });

  it('does not mind the keys of cases', () => {
    const cases = { Text: { case: 1, actions: {} }, Case: { case: 2, actions: {} } };
    checkFindings(RULE, from({ Text: TEXT, A: { type: 'Switch', expression: 1, cases }, B: { type: 'Switch', expression: 1, cases } }));
  });

  it('leaves a key that stands twice in one object to the rule for JSON', () => {
    const same = from({ Text: TEXT, Text2: TEXT }).replace('Text2', 'Text');
    checkFindings(RULE, same);
    checkFindings(RULE, from({ Text: TEXT, [marked('text')]: TEXT }));
    checkFindings(RULE, from({ Scope: scope({ Text: TEXT }), [marked('Text')]: TEXT, Text2: TEXT }).replace('Text2', 'Text'));
  });
});
