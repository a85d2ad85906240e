import { placesInString } from '../json';
import { placeOrKeyInJson, type JsonPlace } from '../json-place';
import type { Span } from '../text';
import { parseExpression } from './parser';
import type { Expression } from './syntax';
import { templateOf } from './template';

/** Where somebody looks, or types, in a string of a JSON text: a value, or the name of a member. Either may be broken off. */
export interface Cursor {
  readonly place: JsonPlace;
  /** What the string means, without JSON's escapes. */
  readonly value: string;
  /** The cursor, as an offset of that. */
  readonly at: number;
  /** The expression that the cursor is in, as offsets of the value; undefined in plain text. */
  readonly expression: Span | undefined;
  /** Where an offset of the value stands in the text. */
  toText(offset: number): number;
}

/** The cursor at an offset of a text. Undefined outside of strings and of places for one, and within an escape. */
export function cursorIn(text: string, offset: number): Cursor | undefined {
  const place = placeOrKeyInJson(text, offset);
  if (!place) return undefined;
  const value = unescaped(text.slice(place.span.start, place.span.end));
  const toText = placesInString(text, place.span, value);
  const at = offsetIn(value, offset, place.span, toText);
  if (toText(at) !== offset) return undefined;
  const expressions = value === '@' ? [AFTER_AT] : templateOf(value).expressions;
  return { place, value, at, expression: expressions.find(({ start, end }) => start <= at && at <= end), toText };
}

/** A lone `@` is text, and the beginning of an expression for whoever types it. */
const AFTER_AT: Span = { start: 1, end: 1 };

/** The tree of what stands before the cursor: what somebody has typed so far, whatever follows. */
export function typedBefore({ value, expression, at }: Cursor): Expression | undefined {
  return expression && parseExpression(value, { start: expression.start, end: at }).root;
}

/** One character for each escape, also for those that are not finished. */
function unescaped(raw: string): string {
  return raw.includes('\\') ? raw.replace(/\\(?:u[^]{0,4}|[^]?)/g, meaning) : raw;
}

function meaning(escape: string): string {
  try {
    const value: unknown = JSON.parse(`"${escape}"`);
    return typeof value === 'string' && value.length === 1 ? value : UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

const UNKNOWN = '\ufffd';

function offsetIn(value: string, offset: number, span: Span, toText: Cursor['toText']): number {
  if (value.length === span.end - span.start) return offset - span.start;
  let at = 0;
  while (at < value.length && toText(at) < offset) at++;
  return at;
}
