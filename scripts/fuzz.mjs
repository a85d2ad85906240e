/** `npm run fuzz`: the fuzz tests for as long as somebody wants, each time with another seed. Arguments are for mocha. */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

const { KEYHOOK_FUZZ_SEED = String(randomInt(2 ** 31)), KEYHOOK_FUZZ_RUNS = '20' } = process.env;
const mocha = ['node_modules/mocha/bin/mocha.js', 'out/test/fuzz/*.test.js', ...process.argv.slice(2)];
const env = { ...process.env, KEYHOOK_FUZZ_SEED, KEYHOOK_FUZZ_RUNS };
process.exit(spawnSync(process.execPath, mocha, { stdio: 'inherit', env }).status ?? 1);
