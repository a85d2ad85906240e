/** A file's or folder's URI, spelt as the host spells it: one spelling a file. A path below a folder begins with the folder's, and `/`. */
export type Uri = string;

/** Half-open range of UTF-16 offsets, so `text.slice(span.start, span.end)` is always the covered text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Location {
  readonly uri: Uri;
  readonly span: Span;
}

/** 0-based, as the protocol counts; reports for people add one. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A word taken from a file together with the place it stands at. */
export interface Word {
  readonly value: string;
  readonly span: Span;
}

/** Puts `text` in the place of what the span covers. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}
