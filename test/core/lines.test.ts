import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Lines } from '../../server/src/core';

const SEED = Number(process.env['SEED'] ?? 1);

describe('Lines', () => {
  it('counts from 0, in UTF-16 units', () => {
    const lines = new Lines('ab\n😀c\r\n\r\nd');
    const at = (offset: number): string => Object.values(lines.positionAt(offset)).join(':');
    assert.deepEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(at), [
      '0:0',
      '0:1',
      '0:2',
      '1:0',
      '1:1',
      '1:2',
      '1:3',
      '1:4',
      '2:0',
      '2:1',
      '3:0',
    ]);
  });

  it('takes what lies outside the text for its beginning and end', () => {
    const lines = new Lines('ab\nc');
    assert.deepEqual(lines.positionAt(-1), { line: 0, character: 0 });
    assert.deepEqual(lines.positionAt(4), { line: 1, character: 1 });
    assert.deepEqual(lines.positionAt(99), { line: 1, character: 1 });
    assert.deepEqual(new Lines('').positionAt(3), { line: 0, character: 0 });
    assert.deepEqual(new Lines('a\n').positionAt(2), { line: 1, character: 0 });
  });

  it('gives both ends of a span', () =>
    assert.deepEqual(new Lines('ab\ncd').rangeOf({ start: 1, end: 4 }), {
      start: { line: 0, character: 1 },
      end: { line: 1, character: 1 },
    }));

  it('agrees with counting by hand, for any text', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '\r\n', '\r', 'ü', '😀', '\u2028')), fc.nat(40), (parts, offset) => {
        const text = parts.join('');
        const before = text.slice(0, offset).split('\n');
        assert.deepEqual(new Lines(text).positionAt(offset), { line: before.length - 1, character: before.at(-1)!.length });
      }),
      { seed: SEED },
    ));
});
