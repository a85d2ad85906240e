import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Layered } from '../../server/src/core/layered';

interface Pair {
  readonly ours: Layered<number, string>;
  readonly plain: Map<number, string>;
}

const key = fc.nat(30);
const step = fc.oneof(
  fc.record({ does: fc.constant('set' as const), at: fc.nat(3), key, value: fc.string() }),
  fc.record({ does: fc.constant('delete' as const), at: fc.nat(3), key }),
  fc.record({ does: fc.constant('copy' as const), at: fc.nat(3), to: fc.nat(3) }),
  fc.record({ does: fc.constant('settle' as const), at: fc.nat(3) }),
);

function same({ ours, plain }: Pair): void {
  const keys = [...ours.keys()];
  assert.deepEqual(
    keys.toSorted((a, b) => a - b),
    [...plain.keys()].toSorted((a, b) => a - b),
  );
  assert.deepEqual(
    [...ours.values()],
    keys.map((it) => plain.get(it)),
  );
  for (let i = 0; i <= 30; i++) assert.equal(ours.get(i), plain.get(i));
}

describe('a map in layers', () => {
  it('says what a map says, and so do its copies, whatever becomes of each', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const pairs: Pair[] = Array.from({ length: 4 }, () => ({ ours: new Layered(), plain: new Map() }));
        for (const it of steps) {
          const { ours, plain } = pairs[it.at]!;
          if (it.does === 'copy') pairs[it.to] = { ours: ours.copy(), plain: new Map(plain) };
          else if (it.does === 'settle') ours.settle();
          else if (it.does === 'delete') {
            ours.delete(it.key);
            plain.delete(it.key);
          } else {
            ours.set(it.key, it.value);
            plain.set(it.key, it.value);
          }
        }
        pairs.forEach(same);
      }),
      { seed: 1 },
    );
  });
});
