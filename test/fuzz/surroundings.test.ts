import * as assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Waiting } from './surrounded';

const SIZES = [20, 400];
/** For what is rounded up: a list of folders that is copied costs no step of ours. */
const MOST = 1.02;

describe('twenty times as many solutions around, counted in steps of our code', function () {
  this.timeout(0);
  let few: Waiting;
  let many: Waiting;

  before(async () => {
    const worker = new Worker(join(__dirname, 'surrounded.js'), { workerData: { sizes: SIZES } });
    [[few, many]] = (await once(worker, 'message')) as [[Waiting, Waiting]];
  });

  for (const what of ['key', 'hover', 'definition', 'completion', 'tree', 'fixesOnSave', 'settings'] as const)
    it(`costs the same: ${what}`, () => {
      assert.ok(few[what] > 0 && many[what] <= few[what] * MOST, `${few[what]} steps, and ${many[what]} with more solutions`);
    });

  it('costs a small part of all of it where each solution is asked whether it is as it was: readiness', () => {
    assert.ok(many.readiness > 0 && many.readiness <= many.readinessAnew / 10, `${many.readiness} steps, and ${many.readinessAnew} anew`);
  });
});
