import * as assert from 'node:assert/strict';
import { cursorIn, typedBefore } from '../../../server/src/core/expressions/cursor';
import { printed } from '../../../server/src/core/expressions/syntax';

/** What is known of the place of the `|`. */
function at(marked: string): unknown {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const cursor = cursorIn(text, offset);
  if (!cursor) return undefined;
  const { place, value, at: within, expression, toText } = cursor;
  assert.equal(toText(within), offset);
  const its = expression && value.slice(expression.start, expression.end);
  return [place.path.join('/'), place.isKey ? 'key' : 'value', `${value.slice(0, within)}|${value.slice(within)}`, its];
}

describe('the cursor in a string', () => {
  for (const [marked, expected] of [
    ['{ "a": "@b(|)" }', ['a', 'value', '@b(|)', 'b()']],
    ['{ "a": ["x", "@b(|"] }', ['a/1', 'value', '@b(|', 'b(']],
    ['{ "a": "@|" }', ['a', 'value', '@|', '']],
    ['{ "a": "|@" }', ['a', 'value', '|@', undefined]],
    ['{ "a": "x|" }', ['a', 'value', 'x|', undefined]],
    ['{ "a": "x @{b} @{c|}" }', ['a', 'value', 'x @{b} @{c|}', 'c']],
    ['{ "a": "x @{b}| @{c}" }', ['a', 'value', 'x @{b}| @{c}', undefined]],
    ['{ "a": "x @{b}" | }', undefined],
    ['{ "a": | }', ['a', 'value', '|', undefined]],
    ['{ "@{b|}": 1 }', ['@{b}', 'key', '@{b|}', 'b']],
    ['{ "a|": 1 }', ['a', 'key', 'a|', undefined]],
    ['{ | }', ['', 'key', '|', undefined]],
    ['{ "a": 1, | }', ['', 'key', '|', undefined]],
    ['{ "a": 1 | }', undefined],
    ['{ "a" | : 1 }', undefined],
    ['{ "a": "@b(\n|" }', undefined],
    ['{ "a": "@b(|\n}', ['a', 'value', '@b(|', 'b(']],
    ['{ "a": "@b(c|d, 1)\n}', ['a', 'value', '@b(c|d', 'b(cd']],
    ['{ "a": "@b(\\u0027c|\\u0027)" }', ['a', 'value', "@b('c|')", "b('c')"]],
    ['{ "a": "\\u0040b(\\"|" }', ['a', 'value', '@b("|', 'b("']],
    ['{ "a": "@b(\\u00|27)" }', undefined],
    ['{ "a": "@b(\\u002|', ['a', 'value', '@b(\ufffd|', 'b(\ufffd']],
    ['{ "a": "@b(\\u002\n|', undefined],
    ['|', undefined],
  ] as const)
    it(`is found in ${JSON.stringify(marked)}`, () => assert.deepEqual(at(marked), expected));

  it('has the tree of what stands before it', () => {
    const before = (marked: string): string | undefined => {
      const cursor = cursorIn(marked.replace('|', ''), marked.indexOf('|'));
      const root = cursor && typedBefore(cursor);
      return root && printed(root);
    };
    assert.equal(before(`{ "a": "x @{b('c', d|(1))['e']}" }`), "b('c',d())");
    assert.equal(before(`{ "a": "@b('c|', 1)" }`), "b('c')");
    assert.equal(before('{ "a": "@|b()" }'), undefined);
    assert.equal(before('{ "a": "b|()" }'), undefined);
  });

  it('makes the rest of the file readable', () => {
    const mended = (marked: string): unknown => {
      const text = cursorIn(marked.replace('|', ''), marked.indexOf('|'))?.place.mended;
      return text && JSON.parse(text.replace(/,(\s*})/g, '$1'));
    };
    assert.deepEqual(mended('{ "a": "@b(|\n, "c": 1 }'), { a: '@b(', c: 1 });
    assert.deepEqual(mended('{ "a": { "b|\n}, "c": 1 }'), { a: { b: 0 }, c: 1 });
    assert.deepEqual(mended('{ "a": { "b|"\n "d": 2 }, "c": 1 }'), { a: { b: 0, d: 2 }, c: 1 });
    assert.deepEqual(mended('{ "a": { | }, "c": 1 }'), { a: { '': 0 }, c: 1 });
    assert.deepEqual(mended('{ "a": { "b|": 2 }, "c": 1 }'), { a: { b: 2 }, c: 1 });
  });
});
