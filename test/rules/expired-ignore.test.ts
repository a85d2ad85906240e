import * as assert from 'node:assert/strict';
import { createLinter, rules } from '../../server/src/core';
import { checkFindings } from '../support/check';
import { checkFixes } from '../support/check-fix';
import { readFixture, snapshotOf, TODAY } from '../support/fixture';

const RULE = 'expired-ignore';
const expired = (text: string): string => `{|${RULE}:${text}|}`;
const until = (day: string): string => `{ "rule": "default-name", "reason": "x", "until": "${day}" }`;
const file = (...entries: string[]): string => `--- keyhook.json\n{ "ignore": [${entries.join(', ')}] }\n`;

describe(RULE, () => {
  it('reports an entry from the day after its last', () => {
    const [finding] = checkFindings(
      RULE,
      file(expired(until('2026-11-20')), until(TODAY), until('2026-11-22'), '{ "rule": "default-name", "reason": "x" }'),
    );
    assert.equal(
      finding?.message,
      "This entry ignored 'default-name' until 2026-11-20, and that day is over: mend what is found and remove the entry, or give it a later day.",
    );
  });

  it('reports nothing of a file that nobody uses, nor where nobody knows the day', () => {
    checkFindings(RULE, file(until('2020-01-01')).replace('keyhook.json', 'keyhook-team.json'));
    const linter = createLinter({ rules, onCrash: (_, error) => assert.fail(String(error)) });
    const snapshot = snapshotOf(readFixture(file(until('2020-01-01'))).files);
    assert.deepEqual(
      [...linter.run(snapshot)].flatMap((it) => it.findings).filter((it) => it.rule.id === RULE),
      [],
    );
  });

  it('is for review: somebody should look at what is found again', () => {
    checkFixes(RULE, file(until('2026-11-20')), ["review Remove the entry from 'ignore' *"]);
  });
});
