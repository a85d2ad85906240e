import { jsonString, type Json, type JsonValue } from './json';
import type { Span } from './text';

/** A member, from its key on, or an item, as it stands in the text. */
export interface Entry {
  readonly key: string | undefined;
  readonly value: JsonValue;
  readonly span: Span;
}

export interface NewEntry {
  readonly key: string | undefined;
  readonly value: NewJson;
}

/** A value to be written, which may hold values that stand elsewhere in the text. */
export type NewJson = Json | Moved | { readonly [key: string]: NewJson };

/** A value as it stands in a text, to be written as it is; `base` is what its closing bracket is indented by there. */
export class Moved {
  constructor(
    private readonly text: string,
    private readonly base: string,
  ) {}

  /** With its lines indented anew. A line end is `\n` here. */
  at(base: string): string {
    const [first, ...lines] = this.text.split(/\r?\n/);
    return [first, ...lines.map((it) => (it.startsWith(this.base) ? base + it.slice(this.base.length) : it))].join('\n');
  }
}

/** What an object or list holds, in document order. */
export function entriesOf(value: JsonValue): Entry[] {
  const members = [...value.members()].map(({ key, keySpan, value: it }) => ({ key, value: it, start: keySpan.start - 1 }));
  const items = [...value.items()].map((it) => ({ key: undefined, value: it, start: it.span.start }));
  return [...members, ...items].map((it) => ({ key: it.key, value: it.value, span: { start: it.start, end: it.value.span.end } }));
}

/** How the entries of an object or list are laid out. A line end is `\n` here, whatever the text has. */
export interface Layout {
  /** Where this was seen, if anywhere. */
  readonly example?: JsonValue | undefined;
  /** Whether each entry begins a line; `unit` is by what it is indented more than the brackets then. */
  readonly lines: boolean;
  readonly unit: string;
  /** Whether a closing bracket stands below the opening one, as in Windows PowerShell, or below the beginning of its line. */
  readonly aligned: boolean;
  /** What stands between a key and its value. */
  readonly colon: string;
  /** What stands inside the brackets and behind a comma where all is on one line. */
  readonly pad: string;
  readonly gap: string;
}

/** The layout inside the last of these values, each of which stands in the one before it. */
export function layoutWithin(text: string, path: readonly JsonValue[]): Layout {
  const colon = /^\S{3,}\s*$/.test(text) ? ':' : ': '; // {} alone says nothing about blanks
  const unseen: Layout = { lines: true, unit: '  ', aligned: false, colon, pad: '', gap: '' };
  return path.reduce((outer, it) => layoutOf(text, it, outer), unseen);
}

/** The layout of a new value: that of the first which is of its kind and holds anything, else the one around it. */
export function layoutFor(text: string, value: NewJson, beside: readonly (JsonValue | undefined)[], outer: Layout): Layout {
  const kind = Array.isArray(value) ? 'array' : 'object';
  const like = beside.find((it) => it?.kind === kind && entriesOf(it).length > 0);
  return like ? layoutOf(text, like, outer) : { ...outer, example: undefined };
}

/** What an object or list does not show is as it is around it. */
function layoutOf(text: string, value: JsonValue, outer: Layout): Layout {
  const colon = colonIn(text, value) ?? outer.colon;
  const aligned = isAligned(text, value) ?? (outer.aligned || colon === ':  ');
  const seen = { ...outer, example: value, colon, aligned };
  const entries = entriesOf(value);
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last) return { ...seen, lines: outer.lines || blanksBefore(text, value.span.end - 1).includes('\n') };
  const lead = blanksBefore(text, first.span.start);
  const gap = blanksBefore(text, last.span.start);
  if (gap.includes('\n')) {
    const indent = lastLine(gap);
    const base = baseOf(text, value, aligned);
    return { ...seen, lines: true, unit: indent.startsWith(base) ? indent.slice(base.length) : outer.unit };
  }
  return { ...seen, lines: false, pad: lead.includes('\n') ? '' : lead, gap: first !== last ? gap : /\s$/.test(colon) ? ' ' : '' };
}

/** What stands around and between the entries of one object or list. */
export interface Blanks {
  readonly indent: string;
  readonly lead: string;
  readonly separator: string;
  readonly tail: string;
}

export function blanksOf({ lines, unit, pad, gap }: Layout, base: string): Blanks {
  const indent = base + unit;
  return lines
    ? { indent, lead: `\n${indent}`, separator: `\n${indent}`, tail: `\n${base}` }
    : { indent: base, lead: pad, separator: gap, tail: pad };
}

/** A member or item in something of the layout `outer`, laid out like the values beside it. */
export function writtenEntry(
  text: string,
  entry: NewEntry,
  outer: Layout,
  indent: string,
  beside: readonly (JsonValue | undefined)[],
): string {
  const { key, value } = entry;
  const layout = layoutFor(text, value, beside, outer);
  const name = key === undefined ? '' : `"${jsonString(key)}"${outer.colon}`;
  return name + written(text, value, layout, outer.lines && layout.aligned ? indent + ' '.repeat(name.length) : indent);
}

/** The value, its closing bracket indented by `base` where that begins a line. */
export function written(text: string, value: NewJson, layout: Layout, base: string): string {
  if (value instanceof Moved) return value.at(base);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const { example } = layout;
  const { indent, lead, separator, tail } = blanksOf(layout, base);
  const beside = example ? entriesOf(example).map((it) => it.value) : [];
  const isList = Array.isArray(value);
  const entries = Object.entries<NewJson>(value).map(([key, it]) =>
    writtenEntry(text, { key: isList ? undefined : key, value: it }, layout, indent, [example?.get(key), ...beside]),
  );
  const all = entries.length > 0 ? lead + entries.join(`,${separator}`) + tail : '';
  return isList ? `[${all}]` : `{${all}}`;
}

/** What stands between the key and the value of a member, if that is on one line; a list shows it in its items. */
function colonIn(text: string, value: JsonValue): string | undefined {
  for (const { keySpan, value: it } of value.members()) {
    const colon = text.slice(keySpan.end + 1, it.span.start);
    if (/^[ \t]*:[ \t]*$/.test(colon)) return colon;
  }
  for (const item of value.items()) {
    const colon = colonIn(text, item);
    if (colon !== undefined) return colon;
  }
  return undefined;
}

/** Undefined where the closing bracket does not begin a line, or the opening one does, which shows neither. */
function isAligned(text: string, { span }: JsonValue): boolean | undefined {
  const tail = blanksBefore(text, span.end - 1);
  if (!tail.includes('\n')) return undefined;
  const [line, bracket] = [indentAt(text, span.start, false), indentAt(text, span.start, true)];
  if (line !== bracket && lastLine(tail) === bracket) return true;
  return line !== bracket && lastLine(tail) === line ? false : undefined;
}

/** What the closing bracket is indented by, or would be on a line of its own. */
export function baseOf(text: string, { span }: JsonValue, aligned: boolean): string {
  const tail = blanksBefore(text, span.end - 1);
  return tail.includes('\n') ? lastLine(tail) : indentAt(text, span.start, aligned);
}

/** The blanks that the line of an offset begins with, filled up to the offset itself when aligned. */
export function indentAt(text: string, offset: number, aligned: boolean): string {
  const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset);
  const indent = /^[ \t]*/.exec(line)![0];
  return aligned ? indent.padEnd(line.length) : indent;
}

export function blanksBefore(text: string, offset: number): string {
  let start = offset;
  while (start > 0 && ' \t\r\n'.includes(text[start - 1]!)) start--;
  return text.slice(start, offset);
}

function lastLine(blanks: string): string {
  return blanks.slice(blanks.lastIndexOf('\n') + 1);
}

/** The line end nearest before an offset, else the first of the text. */
export function lineEndAt(text: string, offset: number): string {
  const before = text.lastIndexOf('\n', offset);
  return text[(before < 0 ? text.indexOf('\n') : before) - 1] === '\r' ? '\r\n' : '\n';
}
