import * as assert from 'node:assert/strict';
import { checkFindings } from '../support/check';
import { checkFixes } from '../support/check-fix';
import { flow, metadata, ID, solution } from '../support/solution';

const RULE = 'wrong-argument-count';
const compose = (inputs: unknown): string =>
  solution({ flows: [ID] }) + metadata() + flow({ actions: { Compose: { type: 'Compose', inputs } } });

/** What is said of a call with this function at fault. */
function said(name: string, args: string): string | undefined {
  const [finding] = checkFindings(RULE, compose(`@{|${RULE}:${name}|}(${args})`));
  const [, what] = /^The action 'Compose' of flow 'Ask for leave' calls (.*)\.$/.exec(finding?.message ?? '') ?? [];
  return what;
}

describe(RULE, () => {
  it('says how many the function takes, and how many it has', () => {
    assert.equal(said('equals', '1, 2, 3'), "'equals', which takes 2 arguments and has 3: take out what is too much");
    assert.equal(said('equals', '1'), "'equals', which takes 2 arguments and has 1: add what is missing");
    assert.equal(said('trim', ''), "'trim', which takes 1 argument and has none: add what is missing");
    assert.equal(said('guid', "'N', 1"), "'guid', which takes at most 1 argument and has 2: take out what is too much");
    assert.equal(said('item', '1'), "'item', which takes no argument and has 1: take out what is too much");
    assert.equal(said('concat', ''), "'concat', which takes 1 argument or more and has none: add what is missing");
    assert.equal(said('substring', "'abc'"), "'substring', which takes 2 or 3 arguments and has 1: add what is missing");
    assert.equal(
      said('formatDateTime', "'a', 'b', 'c', 'd'"),
      "'formatDateTime', which takes 1 to 3 arguments and has 4: take out what is too much",
    );
  });

  it('has the name of the function as its subject, as the table has it', () => {
    const source = compose(`@{|${RULE}:EQUALS|}(1)`);
    assert.deepEqual(
      checkFindings(RULE, source).map((it) => it.subject),
      ['equals'],
    );
    checkFixes(RULE, source, []);
  });

  it('counts the operands of a condition in its object form', () => {
    const condition = (expression: object): string =>
      solution({ flows: [ID] }) + metadata() + flow({ actions: { If: { type: 'If', expression, actions: {} } } });
    checkFindings(
      RULE,
      condition({ and: [{ equals: [1, 1] }, { not: { [`{|${RULE}:contains|}`]: ['a'] } }, { or: [{ equals: [1, 2] }] }] }),
    );
    checkFindings(RULE, condition({ not: { equals: [1, 2] } }));
    checkFindings(RULE, condition({ not: [{ equals: [1, 2] }] }));
  });

  it('says nothing of a call that cannot be read or of a function that is not known', () => {
    checkFindings(RULE, compose('@equals(1'));
    checkFindings(RULE, compose('@equals(1,)'));
    checkFindings(RULE, compose('@frobnicate()'));
  });
});
