import { countBelow } from './search';
import type { Position, Span } from './text';

/** Turns offsets of one text into lines and columns and back. Lines end at `\n`, so CRLF needs no care. */
export class Lines {
  readonly #starts: number[] = [0];

  constructor(readonly text: string) {
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) this.#starts.push(i + 1);
  }

  /** The 0-based line and UTF-16 column of an offset; one past the end of the text counts as its end. */
  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    const line = countBelow(this.#starts.length, (index) => this.#starts[index]! <= at) - 1;
    return { line, character: at - this.#starts[line]! };
  }

  rangeOf(span: Span): { start: Position; end: Position } {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }
}
