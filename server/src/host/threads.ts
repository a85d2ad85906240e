import { statSync } from 'node:fs';
import { Worker, workerData } from 'node:worker_threads';

/** A file that runs. Another version may come in its place meanwhile. */
export interface Program {
  readonly file: string;
  /** Of the file when it began to run. */
  readonly state: string;
}

export function programIn(file: string): Program {
  const { mtimeMs, size } = statSync(file);
  return { file, state: `${mtimeMs} ${size}` };
}

/** Whether this thread is there to read for another, and not to be the program that it runs. */
export function isReadingThread(): boolean {
  return (workerData as Orders | null)?.task === TASK;
}

/** Whether it runs the same as the thread that it reads for. */
export function isSameProgram({ state }: Program): boolean {
  return (workerData as Orders).state === state;
}

const TASK = 'keyhook reads';

interface Orders {
  readonly task: typeof TASK;
  readonly state: string;
}

/** What a thread leaves behind soon, for texts are read one after the other: it needs no room for much of it. */
const YOUNG_MB = 4;

/** A thread that reads for this one. */
export class ReadingThread {
  readonly #worker: Worker;
  readonly #waiting: { readonly resume: (answer: string) => void; readonly fail: () => void }[] = [];
  #hasEnded = false;

  /** `program` must become a reading thread where it is run as one. Throws when no thread can be started. */
  constructor({ file, state }: Program) {
    this.#worker = new Worker(file, {
      workerData: { task: TASK, state } satisfies Orders,
      argv: ['reading'],
      stdout: true,
      stderr: true,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on('message', (answer: string) => this.#waiting.shift()?.resume(answer));
    this.#worker.on('error', () => {}); // it exits then
    this.#worker.on('exit', () => {
      this.#hasEnded = true;
      for (const { fail } of this.#waiting.splice(0)) fail();
    });
  }

  /** Has files read; fails when the thread ends before it answers. */
  ask(paths: readonly string[]): Promise<string> {
    return new Promise((resume, fail) => {
      if (this.#hasEnded) return fail();
      this.#waiting.push({ resume, fail });
      this.#worker.postMessage(paths);
    });
  }

  /** Nobody waits for it any more. */
  end(): void {
    this.#worker.postMessage(undefined);
    this.#worker.unref();
  }
}
