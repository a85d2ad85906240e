import { applyEdits, type FileEdit } from './edits';
import type { TextEdit, Uri } from './text';

/** A run of characters: of the first text, beginning at `from`, or put in since. */
interface Piece {
  readonly text: string;
  readonly from: number | undefined;
}

/**
 * A file that is edited again and again, and what leads from its first state straight to its last. A text is undefined where there
 * is no file.
 */
export class Revision {
  #pieces: readonly Piece[];
  #text: string | undefined;

  constructor(readonly before: string | undefined) {
    this.#pieces = before === undefined ? [] : [{ text: before, from: 0 }];
    this.#text = before;
  }

  get after(): string | undefined {
    return this.#text;
  }

  /** Throws when there is a file. */
  create(text: string): void {
    if (this.#text !== undefined) throw new Error('a file is made that is there');
    this.#pieces = [{ text, from: undefined }];
    this.#text = text;
  }

  remove(): void {
    this.#pieces = [];
    this.#text = undefined;
  }

  /** Edits of the text as it is now, in order. Throws when there is no file. */
  apply(edits: readonly TextEdit[]): void {
    if (this.#text === undefined) throw new Error('a file is changed that is not there');
    const pieces: Piece[] = [];
    let offset = 0;
    let next = 0;
    let cut = 0; // what lies before is replaced by an edit that has begun
    for (const piece of this.#pieces) {
      const end = offset + piece.text.length;
      let at = offset;
      for (let edit = edits[next]; edit && edit.span.start < end; edit = edits[++next]) {
        for (const it of part(piece, Math.max(at, cut) - offset, edit.span.start - offset)) pieces.push(it);
        pieces.push({ text: edit.text, from: undefined });
        at = cut = edit.span.end;
      }
      for (const it of part(piece, Math.max(at, cut) - offset, piece.text.length)) pieces.push(it);
      offset = end;
    }
    for (const { text } of edits.slice(next)) pieces.push({ text, from: undefined });
    this.#pieces = pieces;
    this.#text = applyEdits(this.#text, edits);
  }

  /** What makes the last state of the first, for a file of this name; undefined when there is no difference. */
  editOf(uri: Uri): FileEdit | undefined {
    const { before, after } = this;
    if (before === after) return undefined;
    if (after === undefined) return { kind: 'delete', uri };
    return before === undefined ? { kind: 'create', uri, text: after } : { kind: 'change', uri, edits: this.#edits(before) };
  }

  /** Edits of the first text that give the last, in order. */
  #edits(before: string): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    let at = 0;
    let text = '';
    const close = (to: number): void => {
      if (at < to || text !== '') edits.push({ span: { start: at, end: to }, text });
      text = '';
    };
    for (const piece of this.#pieces) {
      if (piece.from === undefined) text += piece.text;
      else {
        close(piece.from);
        at = piece.from + piece.text.length;
      }
    }
    close(before.length);
    return edits.filter(({ span, text: its }) => before.slice(span.start, span.end) !== its);
  }
}

function part({ text, from }: Piece, start: number, end: number): Piece[] {
  return start < end ? [{ text: text.slice(start, end), from: from === undefined ? undefined : from + start }] : [];
}
