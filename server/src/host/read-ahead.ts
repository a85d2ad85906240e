import type { FileChange, Uri } from '../core';
import { batchesOf, isOfFlow, MOST_THREADS, started, type Batch, type Limits } from './batches';
import { isAsRead, readingTold, type Reading, type Told } from './disk';
import { note, recalled, type KnownFiles } from './known-files';
import type { Program, ReadingThread } from './threads';
import type { Found } from './walk';

/** Whoever types meanwhile gains from a thread sooner: this one is free for him. */
const USUAL: Limits = { flowsEach: 500, most: MOST_THREADS };

/** So many batches a thread is ahead of whoever asks for files. */
const AHEAD = 3;

interface Asked {
  readonly arrival: Promise<void> | undefined;
  /** Undefined until it has come. */
  told: ReadonlyMap<Uri, FileChange> | undefined;
}

/**
 * Has threads read what will be asked for soon and is not known, in that order, and nothing too far ahead. What no thread has read is for
 * whoever asks.
 */
export class ReadAhead {
  readonly #numbers = new Map<Uri, number>();
  readonly #asked = new Map<number, Asked>();
  #threads: ReadingThread[] = [];
  #most = 0;
  #batches: readonly Batch[] = [];
  #known: KnownFiles | undefined;
  #next = 0;

  constructor(
    private readonly program: Program,
    private readonly limits: Limits = USUAL,
  ) {}

  /** Begins where there are flows enough, and forgets what was begun before. */
  begin(files: readonly Found[], known?: KnownFiles): void {
    this.end();
    const ofFlows = files.filter(isOfFlow);
    this.#known = known;
    this.#most = Math.min(Math.floor(ofFlows.length / 2 / this.limits.flowsEach), this.limits.most); // each flow has metadata beside it
    if (this.#most === 0) return;
    this.#batches = batchesOf(ofFlows);
    for (const [number, batch] of this.#batches.entries()) for (const { uri } of batch) this.#numbers.set(uri, number);
    this.#askFrom(0);
  }

  /** Whether threads still have something to read. */
  get isGoing(): boolean {
    return this.#threads.length > 0;
  }

  end(): void {
    this.#endThreads();
    [this.#batches, this.#next, this.#most] = [[], 0, 0];
    this.#numbers.clear();
    this.#asked.clear();
  }

  /** Until a thread has read the file; undefined when nobody needs to wait. Those of batches before it are not given any more. */
  arrival(uri: Uri): Promise<void> | undefined {
    const number = this.#numbers.get(uri);
    if (number === undefined) return undefined;
    for (const it of this.#asked.keys()) if (it < number) this.#asked.delete(it);
    this.#askFrom(number);
    const asked = this.#asked.get(number);
    return asked?.told ? undefined : asked?.arrival;
  }

  /** What a thread has read of a file, once, and only if the file is still that. */
  take(uri: Uri): FileChange | undefined {
    const change = this.#asked.get(this.#numbers.get(uri) ?? -1)?.told?.get(uri);
    this.#numbers.delete(uri);
    return change?.entry && isAsRead(change.entry.file) ? change : undefined;
  }

  #askFrom(number: number): void {
    this.#next = Math.max(this.#next, number);
    const end = Math.min(this.#batches.length, number + AHEAD * this.#most);
    for (; this.#next < end; this.#next++) this.#ask(this.#next);
  }

  #ask(number: number): void {
    const changes = new Map<Uri, FileChange>();
    const unknown = this.#batches[number]!.filter((it) => {
      const change = this.#known && recalled(it, this.#known)?.change;
      if (change) changes.set(it.uri, change);
      return !change;
    });
    const take = (answer: string): void => {
      for (const it of this.#readingsOf(unknown, JSON.parse(answer) as readonly Told[])) changes.set(it.change.uri, it.change);
    };
    const thread = unknown.length > 0 ? this.#thread(number) : undefined;
    const arrival = thread?.ask(unknown.map((it) => it.path)).then(take);
    const asked: Asked = {
      arrival: arrival?.catch(() => {}).then(() => this.#arrived(asked, changes)),
      told: arrival ? undefined : changes,
    };
    this.#asked.set(number, asked);
  }

  #arrived(asked: Asked, changes: ReadonlyMap<Uri, FileChange>): void {
    asked.told = changes;
    const isLast = this.#next === this.#batches.length && [...this.#asked.values()].every((it) => it.told);
    if (isLast) this.#endThreads();
  }

  #endThreads(): void {
    for (const it of this.#threads) it.end();
    this.#threads = [];
  }

  /** None are started before there is something to read. */
  #thread(number: number): ReadingThread | undefined {
    if (this.#threads.length < this.#most) this.#threads = [...this.#threads, ...started(this.program)];
    return this.#threads[number % this.#threads.length];
  }

  /** Of files that could be read; whoever asks for another looks for himself why it could not. */
  #readingsOf(batch: Batch, told: readonly Told[]): readonly Reading[] {
    const readings = batch.map((it, index) => readingTold(it, told[index]!)).filter((it) => !it.unread);
    if (this.#known) for (const it of readings) note(it, this.#known);
    return readings;
  }
}
