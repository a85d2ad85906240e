import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes, fixesIn } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import { ID, flow, metadata, solution } from '../support/solution';

const RULE = 'nested-initialize-variable';
const START = `{|${RULE}:Start|}`;

const after = (...names: readonly string[]): object => Object.fromEntries(names.map((it) => [it, ['Succeeded']]));
const start = (value?: unknown, runAfter: object = {}): object => ({
  type: 'InitializeVariable',
  inputs: { variables: [{ name: 'total', type: 'integer', value }] },
  runAfter,
});
const READ = { type: 'Compose', inputs: "@variables('total')", runAfter: after('Start') };
const scope = (actions: object, runAfter: object = {}): object => ({ type: 'Scope', actions, runAfter });
const loop = (actions: object, runAfter: object = {}): object => ({ type: 'Foreach', foreach: '@triggerBody()', actions, runAfter });
const from = (actions: object): string => solution() + flow({ actions });

describe(RULE, () => {
  it('is the only thing said of the action', () => {
    checkAll(solution({ flows: [ID] }) + metadata() + flow({ actions: { S: scope({ [START]: start(), Read: READ }) } }));
  });

  it('looks into everything that holds actions, and leaves the top of the flow', () => {
    const actions = { [START]: start() };
    checkFindings(RULE, from({ Start: start(), A: scope({ B: loop(actions) }) }));
    checkFindings(RULE, from({ A: { type: 'If', expression: {}, actions, else: { actions: { [`{|${RULE}:Other|}`]: start() } } } }));
    checkFindings(RULE, from({ A: { type: 'Switch', expression: '', cases: { c: { case: 1, actions } } } }));
    checkFindings(RULE, from({ A: { type: 'Until', expression: '', actions: { [START]: { type: 'initializevariable' } } } }));
  });

  it('says where it stands', () => {
    const [finding] = checkFindings(RULE, from({ A: scope({ B: loop({ [START]: start() }) }) }));
    assert.equal(
      finding!.message,
      "The action 'Start' of flow 'Askforleave' initializes a variable inside 'B', which the platform takes at the top of a flow only: move it there.",
    );
    assert.equal(finding!.subject, 'Start');
  });
});

describe(`the fix of ${RULE}`, () => {
  it('moves the action before all that holds it', () => {
    checkFix(
      RULE,
      from({
        First: { type: 'Compose', inputs: 1, runAfter: {} },
        S: scope(
          { C: scope({ X: { type: 'Compose', inputs: 2 }, Start: start("@outputs('First')", after('X')), Read: READ }) },
          after('First'),
        ),
      }),
      "Move 'Start' to the top of the flow, before 'S'",
      flow({
        actions: {
          First: { type: 'Compose', inputs: 1, runAfter: {} },
          Start: start("@outputs('First')", after('First')),
          S: scope({ C: scope({ X: { type: 'Compose', inputs: 2 }, Read: { ...READ, runAfter: after('X') } }) }, after('Start')),
        },
      }),
    );
  });

  it('says that a loop does not begin anew', () => {
    const files = readFixture(from({ L: loop({ Start: start() }), M: scope({ Other: start() }) })).files;
    assert.deepEqual(
      fixesIn(RULE, files).map(({ fix }) => fix.notes?.()),
      [["The variable gets its first value once then, and not anew in each round of 'L': set it there if need be."], []],
    );
  });

  it('is not there when the first value is made from what is inside', () => {
    const other = { type: 'InitializeVariable', inputs: { variables: [{ name: 'other', type: 'integer' }] }, runAfter: {} };
    const X = { type: 'Compose', inputs: 1 };
    for (const value of ["@outputs('X')", '@item()', "@items('L')", "@variables('other')"])
      checkFixes(RULE, from({ Other: other, L: loop({ X, Start: start(value, after('X')) }) }), []);
    const fix = "review Move 'Start' to the top of the flow, before 'L' *";
    checkFixes(RULE, from({ Other: other, L: loop({ Start: start("@variables('other')") }, after('Other')) }), [fix]);
    checkFixes(RULE, from({ L: loop({ Start: start("@parameters('p')") }) }), [fix]);
    checkFixes(RULE, from({ L: loop({ Start: start('@triggerBody()') }) }), [fix]);
  });

  it('is not there for a file that does not parse', () => {
    checkFixes(RULE, from({ L: scope({ Start: start() }) }).replace(/\}\n$/, '\n'), []);
  });
});
