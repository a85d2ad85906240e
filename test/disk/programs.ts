import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programIn, type Program } from '../../server/src/host/threads';
import { folderWith, write } from '../cli/run';

const [READING, THREADS] = ['reading-thread', 'threads'].map((it) => JSON.stringify(require.resolve(`../../server/src/host/${it}`)));
/** What a program of ours does in such a thread. */
export const READS = `require(${READING}).readForOther(require(${THREADS}).programIn(__filename));`;

/** A program of threads: what they say is counted in a file beside it. */
export function programOf(script: string): Program & { readonly answers: () => number } {
  const folder = folderWith();
  const log = JSON.stringify(join(folder, 'log'));
  write(
    folder,
    'program.js',
    `const { parentPort } = require('node:worker_threads');
    const post = parentPort.postMessage.bind(parentPort);
    parentPort.postMessage = (answer) => (require('node:fs').appendFileSync(${log}, '.'), post(answer));
    ${script}`,
  );
  const answers = (): number => (existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log')).length : 0);
  return { ...programIn(join(folder, 'program.js')), answers };
}
