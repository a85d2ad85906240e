import { parentPort } from 'node:worker_threads';
import { tell } from './disk';
import { isSameProgram, type Program } from './threads';

/** Reads for the thread that has started this one, for as long as that asks. Another version might read otherwise, and does nothing: so the thread ends. */
export function readForOther(program: Program): void {
  if (!isSameProgram(program)) return;
  parentPort?.on('message', (paths: readonly string[] | undefined) => {
    if (paths) parentPort?.postMessage(JSON.stringify(paths.map(tell)));
    else parentPort?.close();
  });
}
