import { parseTree, ParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { scanJson } from './json-scan';
import { hasTwins, TapeValue } from './json-tape';
import { withoutMergeMarkers, type Fault } from './faults';
import { countBelow } from './search';
import { own } from './strings';
import type { Span, Word } from './text';

/**
 * A value in a JSON text, as readers see it. Only this module knows which parser stands behind it.
 * Values live as long as the reading; facts keep strings and spans, never a value.
 */
export interface JsonValue {
  readonly kind: 'object' | 'array' | 'string' | 'other';
  /** The whole value, a string with its quotes. */
  readonly span: Span;
  /** What stands between the quotes of a string: what a squiggle or a rename should cover. */
  readonly inner: Span;
  /** The value of a string, undefined for anything else. The string owns its characters. */
  readonly string: string | undefined;
  /** The same to be looked at and not kept: it may hold on to the whole text. */
  readonly characters: string | undefined;
  /** The value of a number, undefined for anything else. */
  readonly number: number | undefined;
  /** Of an object, in document order; nothing for anything else. */
  members(): Iterable<JsonMember>;
  /** Every string in it, and every key, that has an `@`: no other can be an expression. In any order. */
  stringsWithAt(): Iterable<JsonString>;
  /** Of an array; nothing for anything else. */
  items(): Iterable<JsonValue>;
  /** Follows member names from here. Of two equal names the last counts, as it does for the platform. */
  get(...path: readonly string[]): JsonValue | undefined;
}

/** A value as JSON knows them. The members of an object are written in the order in which JavaScript lists them. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What stands between the quotes of a JSON string: what must be escaped is, lone surrogates too; every other letter stays. */
export function jsonString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

export interface JsonString {
  /** To be looked at and not kept. */
  readonly characters: string;
  readonly inner: Span;
}

export interface JsonMember {
  readonly key: string;
  /** Without the quotes. */
  readonly keySpan: Span;
  readonly value: JsonValue;
}

export interface JsonDocument {
  readonly root: JsonValue | undefined;
  /** The first thing that is wrong, if any, and every key that stands twice in one object. */
  readonly faults: readonly Fault[];
}

/** Never throws: a broken text gives whatever could be read, and what is wrong with it. */
export function parseJson(text: string, options: JsonOptions = {}): JsonDocument {
  const tape = scanJson(text);
  if (tape === 'too deep') return tooDeep(withoutMergeMarkers(text));
  return tape === 'not strict' || hasTwins(tape, text) ? parseForgiving(text, options) : { root: new TapeValue(tape, text, 0), faults: [] };
}

export interface JsonOptions {
  /** Whether comments, and a comma behind the last item, are no fault. */
  readonly comments?: boolean;
}

/** The same for any text, and of one that can be scanned the very same; it takes several times as long. */
export function parseForgiving(source: string, { comments = false }: JsonOptions = {}): JsonDocument {
  const { text, fault } = withoutMergeMarkers(source);
  const errors: ParseError[] = [];
  try {
    const node = parseTree(text, errors, { disallowComments: !comments, allowTrailingComma: comments });
    const syntax = errors[0] && {
      kind: 'syntax' as const,
      span: faultSpan(text, errors[0]),
      reason: reasons[errors[0].error as ParseErrorCode] ?? 'it is not JSON',
    };
    const first = fault ?? syntax;
    return { root: node && new Value(node, text), faults: [...(first ? [first] : []), ...(node ? duplicateKeys(node, text) : [])] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // the parser recurses: a text nested too deeply ends the stack
    return tooDeep({ text, fault });
  }
}

function tooDeep({ text, fault }: ReturnType<typeof withoutMergeMarkers>): JsonDocument {
  const span = { start: 0, end: Math.min(1, text.length) };
  return { root: undefined, faults: [fault ?? { kind: 'syntax', span, reason: 'it is nested too deeply' }] };
}

/** A string value as a word with its place. */
export function wordOf(value: JsonValue | undefined): Word | undefined {
  const text = value?.string;
  return text === undefined ? undefined : { value: text, span: value!.inner };
}

/**
 * Where the decoded characters of a string stand in the text, escapes counted. Takes what stands between the quotes and what that
 * means; gives a function from an offset of the one to an offset of the other.
 */
export function placesInString(text: string, { start, end }: Span, decoded: string): (offset: number) => number {
  if (decoded.length === end - start) return (offset) => start + offset;
  let escapes: readonly Escape[] | undefined; // of most strings no place is asked
  return (offset) => {
    const its = (escapes ??= escapesIn(text, start, end));
    const last = its[countBelow(its.length, (index) => its[index]!.offset <= offset) - 1] ?? { offset: 0, place: start };
    return Math.min(end, last.place + offset - last.offset);
  };
}

/** What stands behind an escape: as an offset of the decoded string, and in the text. */
interface Escape {
  readonly offset: number;
  readonly place: number;
}

function escapesIn(text: string, start: number, end: number): readonly Escape[] {
  const found: Escape[] = [];
  let surplus = start;
  for (let at = text.indexOf('\\', start); at >= 0 && at < end; at = text.indexOf('\\', at)) {
    const length = text[at + 1] === 'u' ? 6 : 2;
    at += length;
    surplus += length - 1;
    found.push({ offset: at - surplus, place: at });
  }
  return found;
}

class Value implements JsonValue {
  constructor(
    private readonly node: Node,
    private readonly text: string,
  ) {}

  get kind(): JsonValue['kind'] {
    const { type } = this.node;
    return type === 'object' || type === 'array' || type === 'string' ? type : 'other';
  }

  get span(): Span {
    return { start: this.node.offset, end: Math.min(this.text.length, this.node.offset + this.node.length) };
  }

  get inner(): Span {
    const { start, end } = this.span;
    return { start: start + 1, end: Math.max(start + 1, isClosed(this.text, start, end) ? end - 1 : end) };
  }

  get string(): string | undefined {
    return this.node.type === 'string' ? own(this.node.value as string) : undefined;
  }

  get characters(): string | undefined {
    return this.node.type === 'string' ? (this.node.value as string) : undefined;
  }

  get number(): number | undefined {
    return this.node.type === 'number' ? (this.node.value as number) : undefined;
  }

  *members(): Iterable<JsonMember> {
    if (this.node.type !== 'object') return;
    for (const property of this.node.children ?? []) {
      const [key, value] = property.children ?? [];
      if (key && value)
        yield { key: own(key.value as string), keySpan: new Value(key, this.text).inner, value: new Value(value, this.text) };
    }
  }

  *stringsWithAt(): Iterable<JsonString> {
    const open: JsonValue[] = [this];
    for (let next = open.pop(); next; next = open.pop()) {
      const { characters, inner } = next;
      if (characters?.includes('@')) yield { characters, inner };
      for (const { key, keySpan, value } of next.members()) {
        if (key.includes('@')) yield { characters: key, inner: keySpan };
        open.push(value);
      }
      for (const item of next.items()) open.push(item);
    }
  }

  *items(): Iterable<JsonValue> {
    if (this.node.type !== 'array') return;
    for (const item of this.node.children ?? []) yield new Value(item, this.text);
  }

  get(...path: readonly string[]): JsonValue | undefined {
    let node: Node | undefined = this.node;
    for (const name of path) {
      if (node?.type !== 'object') return undefined;
      node = node.children?.findLast((property) => property.children?.[0]?.value === name)?.children?.[1];
    }
    return node && new Value(node, this.text);
  }
}

/** Whether a string literal ends in a quote of its own: one that is not closed ends with its line. */
export function isClosed(text: string, start: number, end: number): boolean {
  if (end - start < 2 || text[end - 1] !== '"') return false;
  let escapes = 0;
  while (text[end - 2 - escapes] === '\\') escapes++;
  return escapes % 2 === 0;
}

function duplicateKeys(root: Node, text: string): Fault[] {
  const faults: Fault[] = [];
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const children = node.children ?? [];
    if (node.type === 'object' && children.length > 1) {
      const seen = new Set<string>();
      for (const { children: [key] = [] } of children) {
        if (!key) continue;
        const name = key.value as string;
        if (seen.has(name))
          faults.push({
            kind: 'duplicate-key',
            span: new Value(key, text).inner,
            reason: `the key '${own(name)}' stands twice in one object`,
          });
        seen.add(name);
      }
    }
    for (const child of children) open.push(child); // not spread: a list may be longer than a call can take
  }
  return faults.sort((a, b) => a.span.start - b.span.start);
}

/** An error at the end of the text has no character of its own: the last one stands for it. */
function faultSpan(text: string, { offset }: ParseError): Span {
  const start = Math.max(0, Math.min(offset, text.length - 1));
  return { start, end: Math.min(text.length, start + 1) };
}

const reasons: Partial<Record<ParseErrorCode, string>> = {
  [ParseErrorCode.InvalidSymbol]: 'something stands here that is no JSON value',
  [ParseErrorCode.InvalidNumberFormat]: 'a number is malformed',
  [ParseErrorCode.PropertyNameExpected]: 'a key in quotes is expected here',
  [ParseErrorCode.ValueExpected]: 'a value is expected here',
  [ParseErrorCode.ColonExpected]: 'a colon is expected here',
  [ParseErrorCode.CommaExpected]: 'a comma is expected here',
  [ParseErrorCode.CloseBraceExpected]: "a closing '}' is missing",
  [ParseErrorCode.CloseBracketExpected]: "a closing ']' is missing",
  [ParseErrorCode.EndOfFileExpected]: 'the file goes on after its end',
  [ParseErrorCode.InvalidCommentToken]: 'JSON has no comments',
  [ParseErrorCode.UnexpectedEndOfComment]: 'a comment does not end',
  [ParseErrorCode.UnexpectedEndOfString]: 'a string does not end',
  [ParseErrorCode.UnexpectedEndOfNumber]: 'a number does not end',
  [ParseErrorCode.InvalidUnicode]: 'an escape \\u needs four hexadecimal digits',
  [ParseErrorCode.InvalidEscapeCharacter]: 'an escape is malformed',
  [ParseErrorCode.InvalidCharacter]: 'a control character stands in a string',
};
