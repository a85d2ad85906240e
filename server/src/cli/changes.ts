import {
  changeText,
  Draft,
  textAfter,
  type AppliedChange,
  type ChangeReport,
  type FileEdit,
  type LeftConnection,
  type Locator,
  type Refactoring,
  type Scene,
} from '../core';
import { carryOut, type Output } from './carry-out';
import type { Reading } from './read';
import type { Terminal } from './terminal';

/** A change, and what the report calls it. */
export interface Change extends Refactoring {
  readonly title: string;
}

/** What one command is to change, gathered change upon change. On the disk nothing is different until it is carried out. */
export class Changes {
  readonly #draft: Draft;
  readonly #applied: AppliedChange[] = [];

  constructor(
    private readonly reading: Reading,
    naming = reading.scene.naming,
  ) {
    this.#draft = new Draft(reading.workspace, naming, (uri) => reading.scene.text(uri));
  }

  /** What the next change is computed from. */
  get scene(): Scene {
    return this.#draft.scene;
  }

  /** Gives lines and columns as they will be. */
  get locator(): Locator {
    return this.reading.locator.after(this.#draft.files);
  }

  /** Makes changes of the present state that are of different files; one that would leave everything as it is counts for nothing. */
  apply(changes: readonly Change[]): void {
    const { text } = this.scene;
    const isReal = (it: FileEdit): boolean => it.kind !== 'change' || textAfter(it, text) !== text(it.uri);
    const real = changes.map((it) => ({ ...it, edits: it.edits.filter(isReal) })).filter((it) => it.edits.length > 0);
    this.#draft.apply(real.flatMap((it) => it.edits));
    for (const { title, edits, notes } of real)
      this.#applied.push({ title, files: edits.map((it) => this.reading.locator.pathOf(it.uri)).sort(), notes });
  }

  /** Writes what is different, or prints it, and says what was done. */
  carryOut(left: readonly LeftConnection[], output: Output, cwd: string, terminal: Terminal): void {
    const { locator, problems } = this.reading;
    const { files } = this.#draft;
    const paths = [...files.keys()].map(locator.pathOf).sort();
    const report = (written: boolean): ChangeReport => ({ version: 1, applied: this.#applied, left, files: paths, written, problems });
    carryOut(files, output, report, changeText, cwd, terminal);
  }
}
