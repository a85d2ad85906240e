import { availableParallelism } from 'node:os';
import { placeOf, type FileChange } from '../core';
import { readFound, readingTold, type OnRead, type Reading, type Told } from './disk';
import { ReadingThread, type Program } from './threads';
import { found, type Found, type OnUnread } from './walk';

/** How many threads help. */
export interface Limits {
  /** With fewer flows than these for each, threads are not worth their start. */
  readonly flowsEach: number;
  /** Each takes memory of its own. */
  readonly most: number;
}

const USUAL: Limits = { flowsEach: 300, most: Math.min(availableParallelism() - 1, 5) };

/** These take some ten milliseconds. */
const BATCH = 32;
/** A thread has so many batches at hand, and need not wait for the next. */
const AHEAD = 2;

type Batch = readonly Found[];

interface Telling {
  readonly onUnread: OnUnread;
  readonly onRead?: OnRead;
  /** How many files have been read. */
  readonly onCount?: (files: number) => void;
}

/**
 * As `load`, all at once and in the same order. Where there are many flows, threads that run `program` help; what one leaves behind
 * that ends early is read here.
 */
export async function loadShared(
  folder: string,
  program: Program | undefined,
  telling: Telling,
  { flowsEach, most }: Limits = USUAL,
): Promise<readonly FileChange[]> {
  const threads: ReadingThread[] = [];
  try {
    const files: Found[] = [];
    let flows = 0;
    for (const it of found(folder, telling.onUnread)) {
      files.push(it);
      if (program && placeOf(it.uri)?.kind === 'flow' && ++flows % flowsEach === 0 && threads.length < most) start(program, threads);
    }
    const readings = await readShared(files, threads, telling);
    return files.flatMap((it) => told(it, readings.get(it)!, telling));
  } finally {
    for (const it of threads) it.end();
  }
}

function start(program: Program, threads: ReadingThread[]): void {
  try {
    threads.push(new ReadingThread(program));
  } catch {
    // then those that there are read the more
  }
}

function told({ path }: Found, { change, stats, unread }: Reading, { onRead, onUnread }: Telling): FileChange | [] {
  if (stats) onRead?.(path, stats);
  if (unread) onUnread(unread);
  return change.entry ? change : []; // a JSON file that holds no deployment settings has none
}

async function readShared(
  files: readonly Found[],
  threads: readonly ReadingThread[],
  { onCount }: Telling,
): Promise<ReadonlyMap<Found, Reading>> {
  const readings = new Map<Found, Reading>();
  const take = (batch: Batch, read: (it: Found, index: number) => Reading): void => {
    for (const [index, it] of batch.entries()) readings.set(it, read(it, index));
    onCount?.(readings.size);
  };
  const readHere = async (batches: Batch[]): Promise<void> => {
    for (const batch of taken(batches)) {
      take(batch, readFound);
      if (threads.length > 0) await turn();
    }
  };
  const readThere = async (thread: ReadingThread, batches: Batch[]): Promise<void> => {
    for (const batch of taken(batches))
      try {
        const told = JSON.parse(await thread.ask(batch.map((it) => it.path))) as readonly Told[];
        take(batch, (it, index) => readingTold(it, told[index]!));
      } catch {
        batches.push(batch);
        return;
      }
  };
  const ofFlows = batchesOf(files.filter(isOfFlow));
  const readingThere = threads.flatMap((it) => Array.from({ length: AHEAD }, () => readThere(it, ofFlows)));
  await readHere(batchesOf(files.filter((it) => !isOfFlow(it))));
  await readHere(ofFlows);
  await Promise.all(readingThere);
  await readHere(ofFlows);
  return readings;
}

/** Whether other threads may read it: nearly every file is such, and their facts are the same after they were JSON. */
function isOfFlow({ uri }: Found): boolean {
  const kind = placeOf(uri)?.kind;
  return kind === 'flow' || kind === 'flow-metadata';
}

function batchesOf(files: readonly Found[]): Batch[] {
  return Array.from({ length: Math.ceil(files.length / BATCH) }, (_, i) => files.slice(i * BATCH, (i + 1) * BATCH));
}

/** Each is given to whoever asks first. */
function* taken(batches: Batch[]): Iterable<Batch> {
  for (let it = batches.shift(); it; it = batches.shift()) yield it;
}

function turn(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}
