import * as assert from 'node:assert/strict';
import { checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { flow, metadata, ID, solution } from '../support/solution';

const RULE = 'invalid-expression';
const FIX = 'Write it in single quotes';

/** A flow with one action that has this as its inputs, as JSON with marks. */
function compose(inputs: string): string {
  const text = flow({ actions: { Compose: { type: 'Compose', inputs: '?' } } });
  return solution({ flows: [ID] }) + metadata() + text.replace('"?"', inputs);
}

const messages = (inputs: string): string[] => checkFindings(RULE, compose(inputs)).map((it) => it.message);
const said = (clause: string): string => `The action 'Compose' of flow 'Ask for leave' has an expression that ${clause}.`;
const unread = (reason: string): string => said(`cannot be read: ${reason}`);

describe(RULE, () => {
  it('says what is not expected, at the character', () => {
    assert.deepEqual(messages(`"@json({|${RULE}:@|}{body('x')})"`), [
      unread("'@' is not expected here: inside an expression, functions stand without it"),
    ]);
    assert.deepEqual(messages(`"@concat('it'{|${RULE}:s|} me')"`), [
      unread("'s' is not expected here: a quote inside a string is written ''"),
    ]);
    assert.deepEqual(messages(`"@concat('a')\\u200b{|${RULE}:x|}"`.replace(`\\u200b{|${RULE}:x|}`, `{|${RULE}:\\u200b|}x`)), [
      unread('the character U+200B, which cannot be seen, is not expected here'),
    ]);
  });

  it('says what is missing', () => {
    assert.deepEqual(messages(`"@{|${RULE}:concat|}('a'"`), [unread("the ')' of 'concat' is missing")]);
    assert.deepEqual(messages(`"Hello {|${RULE}:@{|}concat('a')"`), [unread("the '}' of this '@{' is missing")]);
    assert.deepEqual(messages(`"Hello {|${RULE}:@{}|}"`), [unread('the expression is empty')]);
    assert.deepEqual(messages(`"@concat('a'{|${RULE}:,|},'b')"`.replace(`{|${RULE}:,|},`, `,{|${RULE}:,|}`)), [
      unread('an argument is missing here'),
    ]);
  });

  it('says what is wrong with the quotes where those hide the brace', () => {
    assert.deepEqual(messages(`"Hello @{concat({|${RULE}:'a)} and more|}"`), [unread("the string has no closing '")]);
    assert.deepEqual(messages(`"Hello @{concat('it'{|${RULE}:s|} me', 'x')} and more"`), [
      unread("'s' is not expected here: a quote inside a string is written ''"),
    ]);
    assert.deepEqual(messages(`"Hello {|${RULE}:@{|}body('x') and it's more"`), [unread("the '}' of this '@{' is missing")]);
  });

  it('reports each broken expression of a string, and one thing of each', () => {
    checkFindings(
      RULE,
      compose(
        `"a @{body('x')} b @{|${RULE}:{}|} c @{f({|${RULE}:=|} + "} d"`
          .replace(`@{|${RULE}:{}|}`, `{|${RULE}:@{}|}`)
          .replace(' + "}', ' + }'),
      ),
    );
  });

  it('has its name as the subject, and so has a trigger', () => {
    const triggers = {
      Every_day: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 }, conditions: [{ expression: `@{|${RULE}:)|}` }] },
    };
    const [finding] = checkFindings(RULE, solution({ flows: [ID] }) + metadata() + flow({ triggers }));
    assert.equal(finding?.subject, 'Every_day');
    assert.equal(
      finding.message,
      "The trigger 'Every_day' of flow 'Ask for leave' has an expression that cannot be read: ')' is not expected here.",
    );
    assert.deepEqual(
      checkFindings(RULE, compose(`"@{|${RULE}:)|}"`)).map((it) => it.subject),
      ['Compose'],
    );
  });

  it('takes 8,192 characters and no more, without what stands around them', () => {
    const long = (length: number): string => `concat('${'x'.repeat(length - "concat('')".length)}')`;
    assert.deepEqual(messages(`"@${long(8192)}"`), []);
    assert.deepEqual(messages(`"a @{${long(8192)}} b @{${long(8192)}}"`), []);
    assert.deepEqual(messages(`"@{|${RULE}:${long(8193)}|}"`), [
      said('is 8,193 characters long, and 8,192 is the most: let several actions do parts of it'),
    ]);
    assert.equal(messages(`"a @{${`{|${RULE}:${long(9000)}|}`}}"`).length, 1);
  });

  it('counts characters as they are meant, not as they are escaped', () => {
    checkFindings(RULE, compose(`"@concat('${'\\"'.repeat(4100)}')"`));
  });

  it('says nothing of text that is no expression', () => {
    for (const text of ['@', '@@{', '@@concat(', 'a@b.com', ' @concat(', 'a @@{concat(', '@@odata.type'])
      checkFindings(RULE, compose(JSON.stringify(text)));
  });

  describe('on double quotes', () => {
    const quoted = `{|${RULE}:\\"204\\"|}`;

    it('has words of its own, and marks each string with its quotes', () => {
      assert.deepEqual(messages(`"@equals(outputs('x'),${quoted})"`), [said('has a string in double quotes: write it in single quotes')]);
      assert.equal(messages(`"@concat(${quoted}, ${quoted})"`).length, 2);
    });

    it('puts single ones in their place', () => {
      checkFix(RULE, compose(`"@equals(outputs('x'), ${quoted})"`), FIX, compose(`"@equals(outputs('x'), '204')"`));
      checkFix(RULE, compose(`"a @{concat(\\u0022x\\u0022)} b"`), FIX, compose(`"a @{concat('x')} b"`));
      checkFixes(RULE, compose(`"@concat(${quoted}, ${quoted})"`), [`safe ${FIX} *`, `safe ${FIX} *`]);
    });

    it('doubles the quotes inside, and leaves every other character as it is written', () => {
      checkFix(
        RULE,
        compose(`"@concat(\\"it's \\u0027\\u003c\\\\ 😀\\n\\")"`),
        FIX,
        compose(`"@concat('it''s \\u0027\\u0027\\u003c\\\\ 😀\\n')"`),
      );
    });

    it('has no fix where that would not be all', () => {
      for (const inputs of [`"@json({|${RULE}:\\"{\\"|}a\\": 1}\\")"`, `"@concat({|${RULE}:\\"a\\"|}"`, `"@concat({|${RULE}:\\"a)|}"`]) {
        assert.deepEqual(messages(inputs), [unread('strings stand in single quotes')]);
        checkFixes(RULE, compose(inputs), []);
      }
    });

    it('has no fix in a solution that is kept managed only', () => {
      const source = compose(`"@concat(${quoted})"`).replace('<Managed>0', '<Managed>1');
      checkFixes(RULE, source, []);
    });
  });
});
