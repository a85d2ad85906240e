import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { flow, ID, metadata, solution } from '../support/solution';

const RULE = 'misplaced-action';
const marked = (name: string): string => `{|${RULE}:${name}|}`;
const STOP = { type: 'Terminate', inputs: { runStatus: 'Succeeded' } };
const ANSWER = { type: 'Response', kind: 'Http', inputs: { statusCode: 200 } };
const each = (actions: object): object => ({ type: 'Foreach', foreach: '@triggerBody()', actions });
const until = (actions: object): object => ({ type: 'Until', expression: '@true', limit: { count: 5 }, actions });
const from = (actions: object): string => solution({ flows: [ID] }) + metadata() + flow({ actions });

describe(RULE, () => {
  it('is the only thing said of the action', () => {
    checkAll(from({ Each: each({ [marked('Stop')]: STOP, [marked('Answer')]: ANSWER }) }));
  });

  it('says what the action does, and in which loop', () => {
    const findings = checkFindings(
      RULE,
      from({ Each: each({ Do: until({ [marked('Stop')]: STOP }) }), Do_2: until({ [marked('Answer')]: ANSWER }) }),
    );
    assert.deepEqual(
      findings.map((it) => it.message),
      [
        "The action 'Stop' of flow 'Ask for leave' ends the run from inside the loop 'Do', which Power Automate does not take: put it behind the loop.",
        "The action 'Answer' of flow 'Ask for leave' answers whoever runs the flow from inside the loop 'Do_2', which Power Automate does not take: put it behind the loop.",
      ],
    );
    assert.deepEqual(
      findings.map((it) => it.subject),
      ['Stop', 'Answer'],
    );
  });

  it('looks at any depth, and at types in any letter case', () => {
    const actions = { [marked('Stop')]: { ...STOP, type: 'terminate' } };
    checkFindings(
      RULE,
      from({
        Each: {
          ...each({ Scope: { type: 'Scope', actions: { If: { type: 'If', expression: true, actions: {}, else: { actions } } } } }),
          type: 'foreach',
        },
      }),
    );
  });

  it('says nothing of them elsewhere, nor of other actions in loops', () => {
    checkFindings(RULE, from({ If: { type: 'If', expression: true, actions: { Stop: STOP }, else: { actions: { Answer: ANSWER } } } }));
    checkFindings(RULE, from({ Each: each({ Text: { type: 'Compose', inputs: 'Terminate' } }), Stop: STOP }));
  });

  it('is silent where the file is broken, for an end may be missing', () => {
    checkFindings(RULE, flow({ actions: { Each: each({ Stop: STOP }) } }).replace('"schemaVersion"', '"a": ?, "schemaVersion"'));
  });
});
