import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes, fixesIn } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import { crlf, flow, ID, metadata, solution } from '../support/solution';

const RULE = 'broken-run-after';
const marked = (name: string): string => `{|${RULE}:${name}|}`;
const after = (names: readonly string[]): object => Object.fromEntries(names.map((it) => [it, ['Succeeded']]));
const text = (...names: string[]): object => ({ type: 'Compose', inputs: 1, runAfter: after(names) });
const when = (name: string, ...statuses: string[]): object => ({ type: 'Compose', inputs: 1, runAfter: { [name]: statuses } });
const scope = (actions: object, ...names: string[]): object => ({ type: 'Scope', actions, runAfter: after(names) });
const from = (actions: object): string => solution({ flows: [ID] }) + metadata() + flow({ actions });

/** What is said of the one place that is marked, behind who says it. */
function said(actions: object): string {
  const findings = checkFindings(RULE, from(actions));
  assert.equal(findings.length, 1);
  return findings[0]!.message.replace(/^The action '\w+' of flow 'Ask for leave' is to run after /, '');
}

describe(RULE, () => {
  it('is the only thing said of the order', () => {
    checkAll(from({ A: text(), B: text(marked('Gone')) }));
  });

  it('is about the action whose runAfter it is', () => {
    const [finding] = checkFindings(RULE, from({ A: text(), B: text('A', marked('Gone')) }));
    assert.equal(
      finding?.message,
      "The action 'B' of flow 'Ask for leave' is to run after 'Gone', which the flow does not have: name an action beside it.",
    );
    assert.equal(finding.subject, 'B');
  });

  it('says where the action stands that is not beside it', () => {
    assert.equal(
      said({ Get_items: text(), B: text(marked('Get items')) }),
      "'Get items', which the flow does not have; did you mean 'Get_items'?",
    );
    assert.equal(said({ A: text(marked('manual')) }), "the trigger 'manual', as all actions do: leave that out.");
    assert.equal(
      said({ Scope: scope({ Inner: scope({ Deep: text() }) }), B: text(marked('Deep')) }),
      "'Deep', which stands inside of 'Scope': let it run after that.",
    );
    assert.equal(said({ Scope: scope({ Deep: text() }, marked('Deep')) }), "'Deep', which stands inside of it: leave that out.");
    assert.equal(
      said({ Scope: scope({ Deep: text(marked('Scope')) }) }),
      "'Scope', in which it stands: leave that out, for it starts with that.",
    );
    assert.equal(
      said({ Get: text(), Scope: scope({ Inner: scope({ Deep: text(marked('Get')) }) }) }),
      "'Get', which stands outside of 'Scope': let 'Scope' run after that.",
    );
    assert.equal(
      said({ If: { type: 'If', expression: true, actions: { A: text() }, else: { actions: { B: text(marked('A')) } } } }),
      "'A', which does not stand beside it: name an action that does.",
    );
  });

  it('finds what waits for itself', () => {
    assert.equal(said({ A: text(marked('a')) }), 'itself, so it never starts: let it run after another action, or after none.');
  });

  it('finds each circle once, at what keeps an action from its start', () => {
    const findings = checkFindings(RULE, from({ S: text(), A: text('S', marked('C')), B: text('A'), C: text('B'), D: text('C') }));
    assert.deepEqual(
      findings.map((it) => [it.message, it.related?.map(({ message }) => message)]),
      [
        [
          "The action 'A' of flow 'Ask for leave' is to run after 'C', which itself waits for 'A', so that none of these 3 actions ever starts: let one of them not wait for the other.",
          ["'B' runs after 'A'", "'C' runs after 'B'"],
        ],
      ],
    );
    assert.equal(
      said({ S: text(), A: text(marked('b')), B: text('a') }),
      "'B', which itself waits for 'A', so that neither ever starts: let one of them not wait for the other.".replace('B', 'b'),
    );
    checkFindings(RULE, from({ S: text(), A: text(marked('B')), B: text('A'), C: text(marked('D')), D: text('C') }));
  });

  it('says when nothing starts at all', () => {
    assert.equal(
      said({ A: text(marked('B')), B: text('A') }),
      "'B', which itself waits for 'A', so that nothing in the flow ever starts: let one of them not wait for the other.",
    );
    assert.match(said({ Scope: scope({ A: text(marked('B')), B: text('A'), C: text('B') }) }), / so that nothing in 'Scope' ever starts: /);
  });

  it('knows the states of an action, in any letter case', () => {
    checkFindings(RULE, from({ A: text(), B: when('A', 'Succeeded', 'FAILED', 'skipped', 'TIMEDOUT') }));
    assert.equal(
      said({ A: text(), B: when('A', 'Succeeded', marked('Timed Out')) }),
      "'A' when that is 'Timed Out', which no action ever is; did you mean 'TimedOut'?",
    );
    assert.equal(
      said({ A: text(), B: when('A', marked('Cancelled')) }),
      "'A' when that is 'Cancelled', which no action ever is: write Succeeded, Failed, Skipped or TimedOut.",
    );
    assert.equal(said({ A: text(), B: when(marked('A')) }), "'A' in no case at all: say in which, Succeeded, Failed, Skipped or TimedOut.");
  });

  it('looks into every block', () => {
    const one = { A: text(), B: text(marked('Gone')) };
    checkFindings(
      RULE,
      from({
        If: { type: 'If', expression: true, actions: { C: text(marked('Gone')) }, else: { actions: one } },
        Switch: {
          type: 'Switch',
          expression: 1,
          cases: { K: { case: 1, actions: { D: text(marked('If')) } } },
          default: { actions: { E: text(marked('E')) } },
        },
        Each: { type: 'Foreach', foreach: '@triggerBody()', actions: { F: text(marked('A')) } },
      }),
    );
  });

  it('takes siblings in any letter case, several, and none', () => {
    checkFindings(RULE, from({ C: text('a', 'B'), A: { type: 'Compose', inputs: 1 }, B: text('A'), Scope: scope({}, 'C') }));
  });

  it('is silent where the file is broken', () => {
    checkFindings(RULE, flow({ actions: { A: text('Gone') } }).replace('"schemaVersion"', '"a": ?, "schemaVersion"'));
  });

  it('reads CRLF and minified text', () => {
    checkFindings(RULE, crlf(from({ A: text(marked('Gone')) })));
    checkFindings(RULE, flow({ actions: { A: text(marked('Gone')) }, indent: 0 }));
  });
});

describe(`the fix of ${RULE}`, () => {
  it('writes a near name, which is safe when it is the only one that can be meant', () => {
    const reads = (name: string): string => from({ Get_items: text(), B: text(), C: text('B', name) });
    checkFixes(RULE, reads('Get items'), ["safe Run after 'Get_items' *", "review Do not run after 'Get items'"]);
    checkFix(RULE, reads('Get items'), "Run after 'Get_items'", reads('Get_items'));
    checkFixes(RULE, from({ Get_1: text(), Get_2: text(), B: text('Get_3') }), [
      "review Run after 'Get_1'",
      "review Run after 'Get_2'",
      "review Do not run after 'Get_3'",
    ]);
  });

  it('offers no name that would close a circle, that is there already, or that is its own', () => {
    checkFixes(RULE, from({ Get_1: text('Get_2'), Get_2: text('Get_3') }), ["review Do not run after 'Get_3'"]);
    checkFixes(RULE, from({ Get_1: text(), Text: text('Get_1', 'Get_2') }), ["review Do not run after 'Get_2'"]);
  });

  it('lets it run after what holds the action', () => {
    const runs = (name: string): string => from({ Scope: scope({ Deep: text() }), B: text(name) });
    checkFixes(RULE, runs('Deep'), ["review Run after 'Scope'", "review Do not run after 'Deep'"]);
    checkFix(RULE, runs('Deep'), "Run after 'Scope'", runs('Scope'));
  });

  it('leaves the name out, and says so when none is left', () => {
    const runs = (...names: string[]): string => from({ A: text(), B: text(...names) });
    checkFix(RULE, runs('A', 'Gone'), "Do not run after 'Gone'", runs('A'));
    checkFix(RULE, runs('Gone'), "Do not run after 'Gone'", runs());
    checkFix(RULE, runs('manual'), "Do not run after 'manual'", runs());
    checkFix(RULE, runs('B'), "Do not run after 'B'", runs());
    checkFixes(RULE, runs('manual'), ["review Do not run after 'manual' *"]);
    checkFixes(RULE, runs('B'), ["review Do not run after 'B' *"]);
    const notes = (source: string): unknown => fixesIn(RULE, readFixture(source).files).map(({ fix }) => fix.notes?.());
    assert.deepEqual(notes(runs('A', 'Gone')), [[]]);
    assert.deepEqual(notes(runs('Gone')), [["'B' then runs after nothing: it starts with what holds it."]]);
  });

  it('leaves nothing out that an expression needs', () => {
    const reads = (inputs: unknown, ...names: string[]): string => from({ A: text(), B: { ...text(...names), inputs } });
    checkFixes(RULE, reads("@outputs('A')", 'Gone'), []);
    checkFixes(RULE, reads("@outputs('A')", 'A', 'Gone'), ["review Do not run after 'Gone'"]);
    checkFixes(RULE, from({ A: { ...text('B'), inputs: "@outputs('B')" }, B: text('A') }), []);
    checkFixes(RULE, from({ A: text('B'), B: { ...text('A'), inputs: "@outputs('A')" } }), ["review Do not run after 'B'"]);
    checkFixes(RULE, from({ A: text(), B: text('Gone'), C: scope({ D: { ...text(), inputs: "@outputs('A')" } }, 'B') }), []);
    const start = { type: 'InitializeVariable', inputs: { variables: [{ name: 'v', type: 'string' }] }, runAfter: {} };
    checkFixes(RULE, from({ V: start, B: { ...text('Gone'), inputs: "@variables('V')" } }), []);
    checkFixes(RULE, from({ V: start, B: { type: 'SetVariable', inputs: { name: 'v', value: 1 }, runAfter: { Gone: ['Failed'] } } }), []);
    checkFixes(RULE, from({ V: start, B: { ...text('V', 'Gone'), inputs: "@variables('V')" } }), ["review Do not run after 'Gone'"]);
  });

  it('opens a circle', () => {
    const runs = (...names: string[]): string => from({ S: text(), A: text('S', ...names), B: text('A') });
    checkFixes(RULE, runs('B'), ["review Do not run after 'B'"]);
    checkFix(RULE, runs('B'), "Do not run after 'B'", runs());
  });

  it('mends states', () => {
    const runs = (...statuses: string[]): string => from({ A: text(), B: when('A', ...statuses) });
    checkFixes(RULE, runs('Succeded', 'Failed'), ["safe Write 'Succeeded' *"]);
    checkFix(RULE, runs('Succeded', 'Failed'), "Write 'Succeeded'", runs('Succeeded', 'Failed'));
    checkFixes(RULE, runs('Cancelled', 'Failed'), ["review Leave 'Cancelled' out *"]);
    checkFix(RULE, runs('Failed', 'Cancelled'), "Leave 'Cancelled' out", runs('Failed'));
    checkFix(RULE, runs('Succeded', 'Succeeded'), "Leave 'Succeded' out", runs('Succeeded'));
    for (const statuses of [[], ['Cancelled']])
      checkFixes(RULE, runs(...statuses), ["review Run after 'A' has succeeded", "review Do not run after 'A'"]);
    checkFix(RULE, runs('Cancelled'), "Run after 'A' has succeeded", runs('Succeeded'));
    checkFix(RULE, runs(), "Run after 'A' has succeeded", runs('Succeeded'));
  });

  it('mends the states of just the entry they stand in', () => {
    const twice = (first: string, second: string): string =>
      from({ A: text(), B: { type: 'Compose', inputs: 1, runAfter: 'twice' } }).replace('"twice"', `{ "A": ${first}, "A": ${second} }`);
    checkFix(RULE, twice('["Failed", "Gone"]', '["Succeeded"]'), "Leave 'Gone' out", twice('["Failed"]', '["Succeeded"]'));
    checkFix(RULE, twice('["Gone"]', '["Failed"]'), "Run after 'A' has succeeded", twice('["Succeeded"]', '["Failed"]'));
  });
});
