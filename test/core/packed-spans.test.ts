import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { packSpans, unpackSpans } from '../../server/src/core/packed-spans';

describe('packed spans', () => {
  it('are the same when they are unpacked', () => {
    const span = fc.tuple(fc.nat(2 ** 30), fc.nat(2 ** 20)).map(([start, length]) => ({ start, end: start + length }));
    fc.assert(
      fc.property(fc.array(span), (spans) => {
        const next = unpackSpans(packSpans(spans));
        assert.deepEqual(spans.map(next), spans);
      }),
    );
  });

  it('may be more than a call takes arguments', () => {
    const spans = Array.from({ length: 200_000 }, (_, start) => ({ start, end: start + 1 }));
    assert.deepEqual(spans.map(unpackSpans(packSpans(spans))), spans);
  });

  it('take a character for each small number', () => {
    assert.equal(packSpans([{ start: 0, end: 127 }]).length, 2);
    assert.equal(packSpans([{ start: 128, end: 129 }]).length, 3);
  });
});
