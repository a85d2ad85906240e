import { createHash } from 'node:crypto';
import { pathsIn, statsOf, type FileStats, type OnRead } from './disk';

/** Where somebody has looked, in this order: through whole folders, and for single files. */
export interface Places {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** A file that was changed so lately may change again without its time telling: some disks count in steps of two seconds. */
const YOUNG_MS = 2_500;

/** Whether a file was changed so shortly before this time, or after it. */
export function isYoung({ mtimeMs, ctimeMs }: FileStats, time: number): boolean {
  return Math.max(mtimeMs, ctimeMs) > time - YOUNG_MS;
}

/** What a reading sees of the disk: enough to tell later, without reading, that another one would see the same. */
export class Sight implements Places {
  readonly folders: string[] = [];
  readonly files: string[] = [];
  readonly #inFolders = new Notes();
  readonly #ofFiles = new Notes();
  readonly #begun = Date.now();
  #isClear = true;

  /** To be told of each file that is read in a folder, before another folder is asked for. */
  ofFolder(folder: string): OnRead {
    this.folders.push(folder);
    return (path, stats) => this.#note(this.#inFolders, path, stats);
  }

  /** A single file that is looked for, be it there or not; to be called before it is read. */
  ofFile(path: string): void {
    this.files.push(path);
    this.#note(this.#ofFiles, path, statsOf(path));
  }

  /** Something was not seen as it is. */
  blur(): void {
    this.#isClear = false;
  }

  /** As `stateAt` gives it for as long as everything stays; undefined when nothing could be told by it. */
  get state(): string | undefined {
    return this.#isClear ? this.#inFolders.digest + this.#ofFiles.digest : undefined;
  }

  #note(notes: Notes, path: string, stats: FileStats | undefined): void {
    notes.add(path, stats);
    if (stats && isYoung(stats, this.#begun)) this.blur();
  }
}

/** Tells two states of what is in these places apart; undefined when not all of it can be looked at. */
export function stateAt({ folders, files }: Places): string | undefined {
  const [inFolders, ofFiles] = [new Notes(), new Notes()];
  let isClear = true;
  for (const folder of folders) for (const path of pathsIn(folder, () => (isClear = false))) inFolders.add(path, statsOf(path));
  for (const path of files) ofFiles.add(path, statsOf(path));
  return isClear ? inFolders.digest + ofFiles.digest : undefined;
}

/** Files, and what tells two states of each apart, one that was put in its place with its time and size too. */
class Notes {
  readonly #paths: string[] = [];
  readonly #numbers: number[] = []; // in words they would take longer than all the rest

  add(path: string, { mtimeMs, ctimeMs, size, ino }: FileStats = GONE): void {
    this.#paths.push(path);
    this.#numbers.push(mtimeMs, ctimeMs, size, ino);
  }

  get digest(): string {
    return createHash('sha256').update(this.#paths.join('\0')).update(Float64Array.from(this.#numbers)).digest('hex');
  }
}

const GONE = { mtimeMs: -1, ctimeMs: -1, size: -1, ino: -1 };
