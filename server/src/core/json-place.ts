import { getLocation } from 'jsonc-parser';
import { withoutMergeMarkers } from './faults';
import { isClosed } from './json';
import type { Span } from './text';

/** Where somebody is typing a value, or the name of a member. */
export interface JsonPlace {
  /** The names of members and the numbers of items that lead from the root to the value, or to the member that is being named. */
  readonly path: readonly (string | number)[];
  /** Whether it is the name of a member. */
  readonly isKey: boolean;
  /** The value as far as it is there: what stands between the quotes, in a string that is not closed up to the end of the word; a word without quotes; or nothing. */
  readonly span: Span;
  /** Whether a quote stands before it. */
  readonly isQuoted: boolean;
  /** The text with what is missing around the value, its quotes and the colon of a name, so that more of what stands behind it can be read. */
  readonly mended: string;
  /** Where the value begins in that text. */
  readonly start: number;
}

/** The value that an offset is in, or where one is missing: behind a colon, or as an item. The text may be broken, for only what stands before the offset counts. */
export function placeInJson(source: string, offset: number): JsonPlace | undefined {
  const place = placeOrKeyInJson(source, offset);
  return place?.isKey ? undefined : place;
}

/** The same, and the name of a member, or where one is missing: behind a brace or a comma. */
export function placeOrKeyInJson(source: string, offset: number): JsonPlace | undefined {
  const { text } = withoutMergeMarkers(source);
  const found = locate(text, offset);
  if (!found) return undefined;
  const { path, isKey, literal } = found;
  if (!literal) {
    const span = { start: wordStart(text, offset), end: wordEnd(text, offset) };
    const before = text.slice(0, span.start).trimEnd().at(-1) ?? '';
    const behind = text.slice(span.end);
    const isMissing = isKey ? /[{,]/.test(before) && MISSING_KEY.test(behind) : /[:[,]/.test(before) && MISSING_VALUE.test(behind);
    const after = isKey ? `"${VALUE}` : '"';
    return isMissing
      ? { path, isKey, span, isQuoted: false, mended: withQuotes(text, span, '"', after), start: span.start + 1 }
      : undefined;
  }
  const { start, end } = literal;
  const hasEnd = isClosed(text, start, end);
  if (offset <= start || text[start] !== '"' || (hasEnd && offset === end)) return undefined;
  // a quote with no comma or the like behind it begins the next string: this one is still open
  const closed = hasEnd && /^\s*(?:[,}\]:"/]|$)/.test(text.slice(end));
  const span = { start: start + 1, end: closed ? end - 1 : wordEnd(text, offset) };
  const value = isKey && !/^"?\s*:/.test(text.slice(span.end)) ? VALUE : '';
  const mended = closed ? withQuotes(text, { start: end, end }, value, '') : withQuotes(text, span, '', `"${value}`);
  return { path, isKey, span, isQuoted: true, mended, start: span.start };
}

/** What can stand behind a value that is missing, and behind a name. */
const MISSING_VALUE = /^[^\S\n]*(?:[\n,}\]/]|$)/;
const MISSING_KEY = /^[^\S\n]*(?:[\n}"/]|$)/;

/** Makes a member of a name that stands alone, so that those behind it can be read. */
const VALUE = ':0,';

interface Located {
  readonly path: JsonPlace['path'];
  readonly isKey: boolean;
  readonly literal: Span | undefined;
}

function locate(text: string, offset: number): Located | undefined {
  try {
    const { path, previousNode: node, isAtPropertyKey } = getLocation(text, offset);
    const isKey = node?.type === 'property' || (isAtPropertyKey && typeof path.at(-1) !== 'number');
    const isBehind = node !== undefined && node.offset + node.length < offset;
    return isBehind ? undefined : { path, isKey, literal: node && { start: node.offset, end: node.offset + node.length } };
  } catch (error) {
    if (error instanceof RangeError) return undefined; // nested too deeply
    throw error;
  }
}

function withQuotes(text: string, { start, end }: Span, before: string, after: string): string {
  if (before === '' && after === '') return text; // the very same is compared with it at no cost
  return text.slice(0, start) + before + text.slice(start, end) + after + text.slice(end);
}

/** Names, and ids that are paths. */
const WORD = /[\w./-]/;

function wordStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && WORD.test(text[start - 1]!)) start--;
  return start;
}

function wordEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && WORD.test(text[end]!)) end++;
  return end;
}
