import {
  changeText,
  Draft,
  type AppliedChange,
  type ChangeReport,
  type LeftConnection,
  type Locator,
  type Refactoring,
  type Scene,
} from '../core';
import { carryOut, type Output } from './carry-out';
import type { Reading } from './read';
import type { Terminal } from './terminal';

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

  /** Makes a change; one that would leave everything as it is counts for nothing. */
  apply(title: string, { edits, notes }: Refactoring): void {
    const { text } = this.scene;
    const real = edits.filter(({ uri, edits: its }) => its.some(({ span, text: to }) => text(uri).slice(span.start, span.end) !== to));
    this.#draft.apply(real);
    const files = real.map((it) => this.reading.locator.pathOf(it.uri)).sort();
    if (files.length > 0) this.#applied.push({ title, files, notes });
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
