import { availableParallelism } from 'node:os';
import { placeOf } from '../core';
import { ReadingThread, type Program } from './threads';
import type { Found } from './walk';

/** How many threads help. */
export interface Limits {
  /** With fewer flows than these for each, threads are not worth their start. */
  readonly flowsEach: number;
  /** Each takes memory of its own. */
  readonly most: number;
}

export const MOST_THREADS = Math.min(availableParallelism() - 1, 5);

/** These take some ten milliseconds. */
const BATCH = 32;

export type Batch = readonly Found[];

export function batchesOf(files: readonly Found[]): Batch[] {
  return Array.from({ length: Math.ceil(files.length / BATCH) }, (_, i) => files.slice(i * BATCH, (i + 1) * BATCH));
}

/** Whether a file is one of the many, whose facts are the same after they were JSON: other threads may read it, and an earlier run may have. */
export function isOfFlow({ uri }: Pick<Found, 'uri'>): boolean {
  const kind = placeOf(uri)?.kind;
  return kind === 'flow' || kind === 'flow-metadata';
}

/** One more thread, unless none can be started. */
export function started(program: Program): readonly ReadingThread[] {
  try {
    return [new ReadingThread(program)];
  } catch {
    return [];
  }
}
