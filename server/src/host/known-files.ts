import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { placeOf, type Facts, type Uri } from '../core';
import { isOfFlow } from './batches';
import { readingTold, statsOf, type FileStats, type Reading } from './disk';
import { cacheFolder, Memory } from './memory';
import { isYoung } from './sight';
import type { Found } from './walk';

/** What tells two states of a file apart, one that was put in its place with its time and size too. */
type State = readonly [mtimeMs: number, ctimeMs: number, size: number, ino: number];

/** A file as it was when it was read, and what it said. */
interface Known {
  readonly state: State;
  readonly facts: Facts;
}

/** Little is gained by more, and it takes longer than reading would. */
const LEVEL = 1;

/**
 * What flows and their metadata said when they were read last, kept from run to run by the solution that they are in: a file that is
 * as it was then need not be read again. To be made anew for each reading of many files.
 */
export class KnownFiles {
  readonly #begun = Date.now();
  /** Of the solution that was asked for last: whoever reads takes one after the other. */
  #recalled: { readonly root: Uri; readonly files: ReadonlyMap<Uri, Known> } | undefined;
  /** What was not known, by solution. */
  readonly #fresh = new Map<Uri, Map<Uri, Known>>();

  /** `build` is another text for each program that reads otherwise. */
  constructor(
    private readonly memory: Memory,
    private readonly build: string,
  ) {}

  /** Undefined where the file was another, or is not known. */
  recall(uri: Uri, stats: FileStats): Facts | undefined {
    const root = rootOf(uri);
    if (root === undefined) return undefined;
    if (this.#recalled?.root !== root) this.#recalled = { root, files: this.#read(root) };
    const known = this.#recalled.files.get(uri);
    return known && isSame(known.state, stateOf(stats)) ? known.facts : undefined;
  }

  /** Takes what a file says, and how it was just before it was read. */
  note(uri: Uri, stats: FileStats, facts: Facts): void {
    const root = rootOf(uri);
    if (root === undefined || facts.kind === 'unread' || isYoung(stats, this.#begun)) return;
    const its = this.#fresh.get(root) ?? new Map<Uri, Known>();
    this.#fresh.set(root, its.set(uri, { state: stateOf(stats), facts }));
  }

  /** Keeps what was noted, one solution a step; `isThere` says whether a file is still on the disk. */
  *keep(isThere: (uri: Uri) => boolean): Generator<void> {
    this.#recalled = undefined;
    for (const [root, its] of this.#fresh) {
      const before = [...this.#read(root)].filter(([uri]) => !its.has(uri) && isThere(uri));
      const content = Buffer.from(JSON.stringify([...before, ...its]));
      this.memory.put(this.#keyOf(root), deflateRawSync(content, { level: LEVEL }));
      yield;
    }
    if (this.#fresh.size > 0) this.memory.tidy();
    this.#fresh.clear();
  }

  #read(root: Uri): ReadonlyMap<Uri, Known> {
    const content = this.memory.recall(this.#keyOf(root));
    return new Map(content && (JSON.parse(inflateRawSync(content).toString()) as [Uri, Known][]));
  }

  #keyOf(root: Uri): string {
    return JSON.stringify([this.build, root]);
  }
}

/** Tells a built program from others. There is none where it runs as it was compiled, and may be another in a minute. */
declare const KEYHOOK_BUILD: string | undefined;

/** What this program knows of the files that it has read before; undefined where nothing can be kept. */
export function knownFiles(environment: Parameters<typeof cacheFolder>[0]): KnownFiles | undefined {
  const folder = cacheFolder(environment);
  const build = typeof KEYHOOK_BUILD === 'string' ? KEYHOOK_BUILD : undefined;
  return folder === undefined || build === undefined ? undefined : new KnownFiles(new Memory(folder, 'facts'), build);
}

/** What would come of reading a file now, where that is known; undefined where it must be read. */
export function recalled(file: Found, known: KnownFiles): Reading | undefined {
  const stats = rootOf(file.uri) === undefined ? undefined : statsOf(file.path);
  const facts = stats?.isFile() ? known.recall(file.uri, stats) : undefined;
  return facts && readingTold(file, { facts, stats: stats! });
}

/** Takes what came of reading a file. */
export function note({ change, stats }: Reading, known: KnownFiles): void {
  if (stats && change.entry) known.note(change.uri, stats, change.entry.facts);
}

function rootOf(uri: Uri): Uri | undefined {
  return isOfFlow({ uri }) ? placeOf(uri)?.root : undefined;
}

function stateOf({ mtimeMs, ctimeMs, size, ino }: FileStats): State {
  return [mtimeMs, ctimeMs, size, ino];
}

function isSame(before: State, now: State): boolean {
  return before.every((it, index) => it === now[index]);
}
