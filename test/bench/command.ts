import { resolve, sep } from 'node:path';
import { runNode, type Run } from './child';
import { percentile, type FigureId } from './figures';
import type { Measurements } from './measurements';
import type { Place } from './place';

/** Times the built command, and the least that it has to do beside it. */

export const COMMAND = resolve('dist/cli.js');
const FLOOR = resolve(__dirname, 'programs', 'floor.js');
const RUNS = 3;
/** What takes longer is run once. */
const LONG_MS = 5_000;
/** The ends of a linter that has done its work: 1 says that something was found. */
const LINTED = [0, 1];

export async function measureCommand({ folder, into }: Place): Promise<void> {
  const { limitMs } = into;
  await take(into, 'floor-time', 'floor-memory', () => runNode(FLOOR, [folder], { limitMs }), [0]);
  let warm = into.freshHome();
  await take(into, 'check', 'check-memory', () => {
    warm = into.freshHome();
    return runNode(COMMAND, ['check', folder], { limitMs, environment: warm });
  });
  await take(into, 'check-again', 'check-again-memory', () => runNode(COMMAND, ['check', folder], { limitMs, environment: warm }));
  let path = folder;
  await take(into, 'check-otherwise', undefined, () => runNode(COMMAND, ['check', (path += sep)], { limitMs, environment: warm }));
  await take(into, 'fix', undefined, () =>
    runNode(COMMAND, ['fix', '--unsafe', '--dry-run', folder], { limitMs, environment: into.freshHome() }),
  );
}

/** Runs it a few times, and takes the median of its times and of its peaks of memory. */
export function take(
  into: Measurements,
  time: FigureId,
  memory: FigureId | undefined,
  run: () => Promise<Run>,
  ends: readonly number[] = LINTED,
): Promise<void> {
  return into.take(memory === undefined ? [time] : [time, memory], async () => {
    const runs: Run[] = [];
    do {
      const its = await run();
      if (!ends.includes(its.code)) throw new Error(`ended with ${its.code}: ${its.out.trim().split('\n').at(-1) ?? ''}`);
      runs.push(its);
    } while (runs.length < RUNS && runs[0]!.ms < LONG_MS);
    const mib = runs.flatMap((it) => it.mib ?? []);
    const peak = mib.length === 0 ? undefined : percentile(mib, 0.5);
    const times = runs.map((it) => it.ms);
    return [percentile(times, 0.5), ...(memory === undefined ? [] : [peak])];
  });
}
