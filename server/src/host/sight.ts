import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { stateOf, stateOfFile, statsOf, type OnRead } from './disk';

/** Where somebody has looked, in this order: through whole folders, and for single files. */
export interface Places {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** A file that was changed so lately may change again without its time telling: some disks count in steps of two seconds. */
const YOUNG_MS = 2_500;

/** What a reading sees of the disk: enough to tell later, without reading, that another one would see the same. */
export class Sight implements Places {
  readonly folders: string[] = [];
  readonly files: string[] = [];
  readonly #inFolders: string[][] = [];
  readonly #ofFiles: string[] = [];
  readonly #trusted = Date.now() - YOUNG_MS;
  #isClear = true;

  /** To be told of each file that is read in a folder. */
  ofFolder(folder: string): OnRead {
    const lines: string[] = [];
    this.folders.push(folder);
    this.#inFolders.push(lines);
    return (path, stats) => {
      lines.push(stateOfFile(path, stats));
      this.#doubt(stats);
    };
  }

  /** A single file that is looked for, be it there or not; to be called before it is read. */
  ofFile(path: string): void {
    const stats = statsOf(path);
    this.files.push(path);
    this.#ofFiles.push(stateOfFile(path, stats));
    if (stats) this.#doubt(stats);
  }

  /** Something was not seen as it is. */
  blur(): void {
    this.#isClear = false;
  }

  /** As `stateAt` gives it for as long as everything stays; undefined when nothing could be told by it. */
  get state(): string | undefined {
    return this.#isClear ? digest([...this.#inFolders.map((it) => it.join('\n')), ...this.#ofFiles]) : undefined;
  }

  #doubt({ mtimeMs, ctimeMs }: Stats): void {
    if (Math.max(mtimeMs, ctimeMs) > this.#trusted) this.blur();
  }
}

/** Tells two states of what is in these places apart; undefined when not all of it can be looked at. */
export function stateAt({ folders, files }: Places): string | undefined {
  let isClear = true;
  const states = folders.map((it) => stateOf(it, () => (isClear = false)));
  return isClear ? digest([...states, ...files.map((it) => stateOfFile(it, statsOf(it)))]) : undefined;
}

function digest(states: readonly string[]): string {
  return createHash('sha256').update(states.join('\n\n')).digest('hex');
}
