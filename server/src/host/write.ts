import { dirname } from 'node:path';
import { disk, Obstacle, reasonOf, type Files } from './files';
import { sweep } from './leftovers';
import { changing, creating, deleting, type Step } from './steps';

/** A file's text as it was read and as it is to be, without a byte order mark; undefined where there is no file. */
export interface Rewrite {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Says in words why nothing was written; or, where putting back failed too, what is left. */
export class WriteError extends Error {}

/** A step, and what is said when it fails: `'a.json' cannot be written`. */
interface Named extends Step {
  readonly name: string;
  readonly failed: string;
}

/**
 * Rewrites, makes and deletes files, all or none. Each file keeps its encoding; a new one is in UTF-8. At any moment each file is
 * wholly old or wholly new, also when the process is killed, and then the next run takes away what that one left; a signal that
 * asks it to end takes effect when all is written. Symbolic links are followed, but not deleted; other hard links keep the old
 * text. Throws `WriteError`, which names files as `display` does.
 */
export function writeFiles(rewrites: readonly Rewrite[], display: (path: string) => string, files: Files = disk): void {
  const steps = new Map<string, Named>();
  for (const rewrite of rewrites.filter((it) => it.before !== it.after)) {
    const name = `'${display(rewrite.path)}'`;
    const failed = `${name} cannot be ${rewrite.after === undefined ? 'deleted' : rewrite.before === undefined ? 'created' : 'written'}`;
    try {
      const step = { ...stepOf(rewrite, files), name, failed };
      const twin = steps.get(step.real) ?? step;
      if (!isSame(twin.after, step.after)) throw new Obstacle(`it is the same file as ${twin.name}, which is to change in another way`);
      steps.set(step.real, twin);
    } catch (error) {
      throw new WriteError(`${failed}: ${reasonOf(error)}. Nothing was written.`, { cause: error });
    }
  }
  sweep(new Set([...steps.values()].map((it) => dirname(it.real))));
  const inOrder = [...steps.values()].sort((a, b) => Number(a.after === undefined) - Number(b.after === undefined));
  holdingSignals(() => makeAll(inOrder));
}

function stepOf({ path, before, after }: Rewrite, files: Files): Step {
  if (after === undefined) return deleting(path, before!, files);
  return before === undefined ? creating(path, after, files) : changing(path, before, after, files);
}

function isSame(a: Buffer | undefined, b: Buffer | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.equals(b));
}

function makeAll(steps: readonly Named[]): void {
  const made: Named[] = [];
  for (const step of steps)
    try {
      step.make();
      made.unshift(step);
    } catch (error) {
      const left = made.flatMap(takenBack);
      const rest = made.length === 0 ? 'Nothing was written' : 'What had been written was put back';
      const except = left.length === 0 ? '' : `, except ${left.join(', ')}`;
      throw new WriteError(`${step.failed}: ${reasonOf(error)}. ${rest}${except}.`, { cause: error });
    }
  for (const it of made) it.finish?.();
}

/** What could not be put back, and why: nothing or one. */
function takenBack(step: Named): string[] {
  try {
    step.takeBack();
    return [];
  } catch (error) {
    return [`${step.name} (${reasonOf(error)})`];
  }
}

/** Does something that signals do not interrupt. One that came takes its effect soon after. */
function holdingSignals(act: () => void): void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let held: NodeJS.Signals | undefined;
  const hold = (signal: NodeJS.Signals): void => void (held ??= signal);
  for (const it of signals) process.on(it, hold);
  try {
    act();
  } finally {
    const release = (): void => {
      for (const it of signals) process.off(it, hold);
      if (held && process.listenerCount(held) === 0) process.kill(process.pid, held);
    };
    setImmediate(() => setImmediate(release)); // Node tells of a signal between the two, and forgets it when nobody listens
  }
}
