import { availableParallelism } from 'node:os';
import { placeOf, type FileChange } from '../core';
import { isFile, pathOf, readFound, readingTold, statsOf, type OnRead, type Reading, type Told } from './disk';
import type { KnownFiles } from './known-files';
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

/** Who and what helps. */
export interface Helpers {
  /** What threads run. */
  readonly program?: Program | undefined;
  /** What need not be read, for it was read before. */
  readonly known?: KnownFiles | undefined;
}

/**
 * As `load`, all at once and in the same order. Where there are many flows, threads that run `program` help; what one leaves behind
 * that ends early is read here.
 */
export async function loadShared(
  folder: string,
  { program, known }: Helpers,
  telling: Telling,
  { flowsEach, most }: Limits = USUAL,
): Promise<readonly FileChange[]> {
  const threads: ReadingThread[] = [];
  try {
    const files: Found[] = [];
    const readings = new Map<Found, Reading>();
    let flows = 0;
    for (const it of found(folder, telling.onUnread)) {
      files.push(it);
      const reading = known && recalled(it, known);
      if (reading) readings.set(it, reading);
      else if (program && placeOf(it.uri)?.kind === 'flow' && ++flows % flowsEach === 0 && threads.length < most) start(program, threads);
    }
    const unknown = files.filter((it) => !readings.has(it));
    await readShared(unknown, threads, readings, telling);
    if (known) keep(unknown, readings, known);
    return files.flatMap((it) => told(it, readings.get(it)!, telling));
  } finally {
    for (const it of threads) it.end();
  }
}

function recalled(file: Found, known: KnownFiles): Reading | undefined {
  const stats = isOfFlow(file) ? statsOf(file.path) : undefined;
  const facts = stats?.isFile() ? known.recall(file.uri, stats) : undefined;
  return facts && readingTold(file, { facts, stats: stats! });
}

function keep(files: readonly Found[], readings: ReadonlyMap<Found, Reading>, known: KnownFiles): void {
  for (const it of files) {
    const { change, stats } = readings.get(it)!;
    if (stats && change.entry) known.note(it.uri, stats, change.entry.facts);
  }
  for (const _ of known.keep((it) => isFile(pathOf(it))));
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
  readings: Map<Found, Reading>,
  { onCount }: Telling,
): Promise<void> {
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
