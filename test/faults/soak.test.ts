import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '../cli/run';

const STEPS = Number(process.env['KEYHOOK_RUNS'] ?? 1_500);

describe('the server, after hours of work', function () {
  this.timeout(120_000 + STEPS * 60);

  it(`has the memory it had, and shows what a fresh one shows (${STEPS.toLocaleString('en')} steps)`, async () => {
    const soak = join(REPOSITORY, 'out/test/faults/soak.js');
    const { stdout } = await promisify(execFile)(process.execPath, [soak, String(STEPS)]);
    assert.match(stdout, /^Nothing is left over\.$/m);
  });
});
