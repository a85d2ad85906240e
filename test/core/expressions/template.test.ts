import * as assert from 'node:assert/strict';
import { templateOf } from '../../../server/src/core/expressions/template';

/** The expressions that a string holds, behind what it is; `…` behind the last one means that its end is missing. */
function split(value: string): readonly string[] {
  const { kind, expressions, open } = templateOf(value);
  if (open !== undefined) {
    assert.equal(value.slice(open, open + 2), '@{');
    assert.equal(expressions.at(-1)!.start, open + 2);
    assert.equal(expressions.at(-1)!.end, value.length);
  }
  const all = expressions.map(({ start, end }) => value.slice(start, end));
  return [kind, ...all, ...(open === undefined ? [] : ['…'])];
}

describe('templateOf', () => {
  it('takes what does not begin with an at-sign and has no braces for text', () => {
    for (const text of ['', 'x', '@', 'a@b.com', ' @concat()', '\n@x', 'see @outputs(1)', '{x}', "@ {x}'".slice(1), 'a @ {b}', 'x@'])
      assert.deepEqual(split(text), ['literal'], text);
  });

  it('takes what begins with two at-signs for text, braces and all', () => {
    for (const text of ['@@', '@@x', '@@odata.type', "@@{'abc'}@{'def'}", '@@@{x}']) assert.deepEqual(split(text), ['literal'], text);
  });

  it('takes what begins with one at-sign for one expression, to its end', () => {
    assert.deepEqual(split('@x'), ['whole', 'x']);
    assert.deepEqual(split('@ '), ['whole', ' ']);
    assert.deepEqual(split("@concat('@{x}') and more }"), ['whole', "concat('@{x}') and more }"]);
    assert.deepEqual(split('@\u00a0null'), ['whole', '\u00a0null']);
  });

  it('takes what stands in braces for expressions, and the rest for text', () => {
    assert.deepEqual(split('@{x}'), ['mixed', 'x']);
    assert.deepEqual(split('@{}'), ['mixed', '']);
    assert.deepEqual(split('a @{x} b @{ y }'), ['mixed', 'x', ' y ']);
    assert.deepEqual(split('@{x}@{y}'), ['mixed', 'x', 'y']);
    assert.deepEqual(split('@{x} @y'), ['mixed', 'x']);
    assert.deepEqual(split('}{@{x}}'), ['mixed', 'x']);
  });

  it('takes two at-signs before a brace for one at-sign of the text', () => {
    assert.deepEqual(split('My age is @@{x}'), ['literal']);
    assert.deepEqual(split('a @@{x} @{y}'), ['mixed', 'y']);
    assert.deepEqual(split('a @@@{x}'), ['literal']);
    assert.deepEqual(split('a @@{@{y}'), ['mixed', 'y']);
    assert.deepEqual(split('@{x}@@{y}'), ['mixed', 'x']);
  });

  it('does not see a brace in quotes', () => {
    assert.deepEqual(split("@{concat('}', '@{')}"), ['mixed', "concat('}', '@{')"]);
    assert.deepEqual(split("@{concat('it''s }')} '}' @{'}'}"), ['mixed', "concat('it''s }')", "'}'"]);
    assert.deepEqual(split("'@{x}'"), ['mixed', 'x']);
  });

  it('says where the braces open that do not close', () => {
    assert.deepEqual(split('@{'), ['mixed', '', '…']);
    assert.deepEqual(split('a @{x} b @{y'), ['mixed', 'x', 'y', '…']);
    assert.deepEqual(split("@{concat('a)} @{y}"), ['mixed', "concat('a)} @{y}", '…']);
    assert.deepEqual(split('@{json("it\'s")} b'), ['mixed', 'json("it\'s")} b', '…']);
  });
});
