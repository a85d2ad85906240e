import { applyEdits } from './edits';
import type { TextEdit } from './text';

/** A run of characters: of the first text, beginning at `from`, or put in since. */
interface Piece {
  readonly text: string;
  readonly from: number | undefined;
}

/** A text that is edited again and again, and the edits that lead from its first state straight to its last. */
export class Revision {
  #pieces: readonly Piece[];
  #text: string;

  constructor(readonly before: string) {
    this.#pieces = [{ text: before, from: 0 }];
    this.#text = before;
  }

  get after(): string {
    return this.#text;
  }

  /** Edits of the text as it is now, in order. */
  apply(edits: readonly TextEdit[]): void {
    const pieces: Piece[] = [];
    let offset = 0;
    let next = 0;
    let cut = 0; // what lies before is replaced by an edit that has begun
    for (const piece of this.#pieces) {
      const end = offset + piece.text.length;
      let at = offset;
      for (let edit = edits[next]; edit && edit.span.start < end; edit = edits[++next]) {
        pieces.push(...part(piece, Math.max(at, cut) - offset, edit.span.start - offset), { text: edit.text, from: undefined });
        at = cut = edit.span.end;
      }
      pieces.push(...part(piece, Math.max(at, cut) - offset, piece.text.length));
      offset = end;
    }
    for (const { text } of edits.slice(next)) pieces.push({ text, from: undefined });
    this.#pieces = pieces;
    this.#text = applyEdits(this.#text, edits);
  }

  /** Edits of the first text that give the last, in order. */
  get edits(): readonly TextEdit[] {
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
    close(this.before.length);
    return edits.filter(({ span, text: its }) => this.before.slice(span.start, span.end) !== its);
  }
}

function part({ text, from }: Piece, start: number, end: number): Piece[] {
  return start < end ? [{ text: text.slice(start, end), from: from === undefined ? undefined : from + start }] : [];
}
