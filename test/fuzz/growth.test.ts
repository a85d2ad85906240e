import * as assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Steps } from './growing';
import { faulty, large } from './large';

const SIZES = [100, 200];
/** Twice as much of everything may cost so much more: quadratic work costs four times as much. */
const MOST = 2.6;

/** Names that might have been meant are looked for among all that there are. */
const NEAR: readonly string[] = ['broken-run-after', 'unknown-action', 'uninitialized-variable'];
/** What may be chosen for one finding is looked for among all that there is; somebody asks for one finding at a time. */
const CHOSEN: readonly string[] = [...NEAR, 'undeclared-connection-key', 'undefined-connection-reference'];

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
      const growth = {
        reading: two.reading / one.reading,
        checking: NEAR.includes(what) ? 1 : two.checking / one.checking,
        naming: CHOSEN.includes(what) || one.naming === 0 ? 1 : two.naming / one.naming,
        changing: one.changing === 0 ? 1 : two.changing / one.changing,
      };
      assert.ok(
        Object.values(growth).every((it) => it < MOST),
        JSON.stringify({ growth, one, two }),
      );
    });
});
