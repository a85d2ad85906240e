import * as assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Steps } from './growing';
import { CHOSEN, faulty, large, NEAR } from './large';

const SIZES = [100, 200];
/** Twice as much of everything may cost so much more: quadratic work costs four times as much. */
const MOST = 2.6;

/** Fewer steps than these say nothing. */
const LEAST = 1_000;

describe('twice as much, counted in steps of our code', function () {
  this.timeout(0);
  let steps: Readonly<Record<string, readonly [Steps, Steps]>>;

  before(async () => {
    const worker = new Worker(join(__dirname, 'growing.js'), { workerData: { sizes: SIZES } });
    [steps] = (await once(worker, 'message')) as [typeof steps];
  });

  for (const what of Object.keys({ ...large, ...faulty }))
    it(`costs twice as much: ${what}`, () => {
      const [one, two] = steps[what]!;
      const asking = Object.keys(one.asking).map((it) => [it, two.asking[it]! / Math.max(one.asking[it]!, LEAST)] as const);
      const growth = {
        ...Object.fromEntries(asking),
        reading: two.reading / one.reading,
        checking: NEAR.includes(what) ? 1 : two.checking / one.checking,
        naming: CHOSEN.includes(what) || one.naming === 0 ? 1 : two.naming / one.naming,
        changing: one.changing === 0 ? 1 : two.changing / one.changing,
      };
      const tooMuch = Object.entries(growth).filter(([, it]) => it >= MOST);
      assert.deepEqual(tooMuch, [], JSON.stringify({ one, two }));
    });
});
