import { placeOf, type FileChange } from '../core';
import { batchesOf, isOfFlow, MOST_THREADS, started, type Batch, type Limits } from './batches';
import { isFile, pathOf, readFound, readingTold, type OnRead, type Reading, type Told } from './disk';
import { note, recalled, type KnownFiles } from './known-files';
import type { Program, ReadingThread } from './threads';
import { found, type Found, type OnUnread } from './walk';

/** Whoever waits for the end gains from a thread only where there is much to read. */
const USUAL: Limits = { flowsEach: 2_000, most: MOST_THREADS };

/** A thread has so many batches at hand, and need not wait for the next. */
const AHEAD = 2;

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
      else if (program && placeOf(it.uri)?.kind === 'flow' && ++flows % flowsEach === 0 && threads.length < most)
        for (const it of started(program)) threads.push(it);
    }
    const unknown = files.filter((it) => !readings.has(it));
    await readShared(unknown, threads, readings, telling);
    if (known) {
      for (const it of unknown) note(readings.get(it)!, known);
      for (const _ of known.keep((it) => isFile(pathOf(it))));
    }
    return files.flatMap((it) => told(it, readings.get(it)!, telling));
  } finally {
    for (const it of threads) it.end();
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

/** Each is given to whoever asks first. */
function* taken(batches: Batch[]): Iterable<Batch> {
  for (let it = batches.shift(); it; it = batches.shift()) yield it;
}

function turn(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}
