import { createContext, Script } from 'node:vm';

const LIMIT_MS = 1_000;
const room: { act: (() => unknown) | undefined } & Record<string, unknown> = { act: undefined };
const context = createContext(room);
const script = new Script('act()');

/**
 * Does something that must not take more than a second for each of so many files, and stops it when it does: the core is
 * synchronous, so that a test could not. It is a second of work; a machine that is busy with something else gets longer.
 */
export function inTime<Result>(what: () => string, files: number, act: () => Result): Result {
  const limit = LIMIT_MS * Math.max(1, Math.ceil(files));
  let timeout = limit;
  for (let tries = 1; ;) {
    const began = process.cpuUsage();
    try {
      room.act = act;
      return script.runInContext(context, { timeout, displayErrors: false }) as Result;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      const { user, system } = process.cpuUsage(began);
      if ((user + system) / 1_000 < limit) timeout *= 2;
      else if (++tries > 3) throw new Error(`${what()} takes more than ${limit} ms`, { cause: error });
    } finally {
      room.act = undefined;
    }
  }
}
