import { randomBytes } from 'node:crypto';
import { readdirSync, statSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

const TEMPORARY = /^\.keyhook-(\d+)-[0-9a-f]{16}\.tmp$/;

/** Younger ones may be a living run's, in a container that has this folder too and counts processes by itself. */
const OLD_MS = 60_000;

/** A new name beside a file for what is to take its place, that says which process it is of. Short, for the file's own name may be as long as is allowed. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.keyhook-${process.pid}-${randomBytes(8).toString('hex')}.tmp`);
}

/** Takes away what a run that was killed in the middle of writing has left in these folders. What cannot be taken away stays. */
export function sweep(folders: Iterable<string>): void {
  for (const folder of folders)
    for (const name of quietly(() => readdirSync(folder)) ?? []) {
      const owner = TEMPORARY.exec(name)?.[1];
      const path = join(folder, name);
      if (owner !== undefined && !isRunning(Number(owner)) && quietly(() => isOld(path))) quietly(() => unlinkSync(path));
    }
}

function isOld(path: string): boolean {
  return Date.now() - statSync(path).mtimeMs > OLD_MS;
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0); // sends nothing, only looks
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function quietly<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
