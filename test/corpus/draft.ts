import type { Location, Uri } from '../../server/src/core';

/** Marks inside an edit: what stands between them is what a finding must cover. Real files do not hold these characters. */
const OPEN = '\uE000';
const CLOSE = '\uE001';

export const marked = (text: string): string => OPEN + text + CLOSE;

/** Files with a fault to be planted: edits by offset, and the place where the finding must stand. */
export class Draft {
  readonly #files: Map<Uri, string>;
  readonly #edits = new Map<Uri, { start: number; end: number; text: string }[]>();

  constructor(files: ReadonlyMap<Uri, string>) {
    this.#files = new Map(files);
  }

  /** A file as it was before the edits. */
  text(uri: Uri): string {
    const text = this.#files.get(uri);
    if (text === undefined) throw new Error(`there is no ${uri}`);
    return text;
  }

  replace(uri: Uri, start: number, end: number, text: string): this {
    const edits = this.#edits.get(uri) ?? [];
    this.#edits.set(uri, [...edits, { start, end, text }]);
    return this;
  }

  insert(uri: Uri, at: number, text: string): this {
    return this.replace(uri, at, at, text);
  }

  mark(uri: Uri, start: number, end: number): this {
    return this.insert(uri, start, OPEN).insert(uri, end, CLOSE);
  }

  add(uri: Uri, text: string): this {
    this.#files.set(uri, text);
    return this;
  }

  remove(uri: Uri): this {
    this.#files.delete(uri);
    return this;
  }

  rename(uri: Uri, to: Uri): this {
    return this.add(to, this.text(uri)).remove(uri);
  }

  /** The files with all edits made, and the marks taken out of them. */
  build(): { readonly files: ReadonlyMap<Uri, string>; readonly marks: readonly Location[] } {
    const files = new Map<Uri, string>();
    const marks: Location[] = [];
    for (const [uri, before] of this.#files) {
      let text = before;
      const edits = this.#edits.get(uri) ?? [];
      for (const { start, end, text: by } of edits.map((it, i) => ({ ...it, i })).sort((a, b) => b.start - a.start || b.i - a.i))
        text = text.slice(0, start) + by + text.slice(end);
      for (let start = text.indexOf(OPEN); start >= 0; start = text.indexOf(OPEN)) {
        text = text.slice(0, start) + text.slice(start + 1);
        const end = text.indexOf(CLOSE, start);
        text = text.slice(0, end) + text.slice(end + 1);
        marks.push({ uri, span: { start, end } });
      }
      files.set(uri, text);
    }
    return { files, marks };
  }
}
