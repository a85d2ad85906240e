import * as fc from 'fast-check';

/** Draws others; a failure prints the seed and the path it was found with. `npm run fuzz` takes a new one each time. */
const SEED = Number(process.env['KEYHOOK_FUZZ_SEED'] ?? 20_260_101);
/** Multiplies how much is drawn. */
const TIMES = Number(process.env['KEYHOOK_FUZZ_RUNS'] ?? 1);
/** Runs one case again: the path that a failure prints beside the seed. */
const PATH = process.env['KEYHOOK_FUZZ_PATH'];

/** How often a property is tried that is tried `runs` times in CI; for the title of its test. */
export function tried(runs: number): string {
  return `(${runsOf(runs).toLocaleString('en')} with KEYHOOK_FUZZ_SEED=${SEED})`;
}

/** Tries a property on drawn values, always the same for the same seed, and shrinks what fails. */
export function forAll<Value>(values: fc.Arbitrary<Value>, runs: number, holds: (value: Value) => void): void {
  fc.assert(fc.property(values, holds), {
    seed: SEED,
    numRuns: runsOf(runs),
    ...(PATH === undefined ? {} : { path: PATH, endOnFailure: true }),
  });
}

function runsOf(runs: number): number {
  return Math.max(1, Math.round(runs * TIMES));
}
