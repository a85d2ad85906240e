import type { JsonMember, JsonString, JsonValue } from './json';
import { ARRAY, END, ESCAPED, NEXT, NUMBER, OBJECT, START, STRING, TOKEN, TOKEN_BITS, WITH_AT, type Tape } from './json-scan';
import { own } from './strings';
import type { Span } from './text';

/** A value of a scanned text: one token of its tape. */
export class TapeValue implements JsonValue {
  constructor(
    private readonly tape: Tape,
    private readonly text: string,
    private readonly at: number,
  ) {}

  get kind(): JsonValue['kind'] {
    const token = this.tape[this.at]! & TOKEN_BITS;
    return token === STRING ? 'string' : token === OBJECT ? 'object' : token === ARRAY ? 'array' : 'other';
  }

  get span(): Span {
    return { start: this.tape[this.at + START]!, end: this.tape[this.at + END]! };
  }

  get inner(): Span {
    const { start, end } = this.span;
    return { start: start + 1, end: Math.max(start + 1, this.kind === 'string' ? end - 1 : end) };
  }

  get string(): string | undefined {
    return this.kind === 'string' ? ownAt(this.tape, this.text, this.at) : undefined;
  }

  get characters(): string | undefined {
    return this.kind === 'string' ? charactersAt(this.tape, this.text, this.at) : undefined;
  }

  get number(): number | undefined {
    const { start, end } = this.span;
    return this.tape[this.at] === NUMBER ? Number(this.text.slice(start, end)) : undefined;
  }

  members(): readonly JsonMember[] {
    const { tape, text, at } = this;
    const members: JsonMember[] = [];
    if (tape[at] === OBJECT)
      for (let key = at + TOKEN; key < tape[at + NEXT]!; key = behind(tape, key)) members.push(new Member(tape, text, key));
    return members;
  }

  items(): readonly JsonValue[] {
    const { tape, text, at } = this;
    const items: JsonValue[] = [];
    if (tape[at] === ARRAY)
      for (let item = at + TOKEN; item < tape[at + NEXT]!; item = tape[item + NEXT]!) items.push(new TapeValue(tape, text, item));
    return items;
  }

  stringsWithAt(): readonly JsonString[] {
    const { tape, text, at } = this;
    const strings: JsonString[] = [];
    for (let next = at; next < tape[at + NEXT]!; next += TOKEN) {
      if ((tape[next]! & WITH_AT) === 0) continue;
      const characters = charactersAt(tape, text, next);
      if (characters.includes('@')) strings.push({ characters, inner: { start: tape[next + START]! + 1, end: tape[next + END]! - 1 } });
    }
    return strings;
  }

  get(...path: readonly string[]): JsonValue | undefined {
    let { at } = this;
    for (const name of path) {
      at = memberNamed(this.tape, this.text, at, name);
      if (at === 0) return undefined;
    }
    return new TapeValue(this.tape, this.text, at);
  }
}

/** Makes of a key and a value what is asked of them: most readers look at a few members only. */
class Member implements JsonMember {
  constructor(
    private readonly tape: Tape,
    private readonly text: string,
    private readonly at: number,
  ) {}

  get key(): string {
    return ownAt(this.tape, this.text, this.at);
  }

  get keySpan(): Span {
    return { start: this.tape[this.at + START]! + 1, end: this.tape[this.at + END]! - 1 };
  }

  get value(): JsonValue {
    return new TapeValue(this.tape, this.text, this.at + TOKEN);
  }
}

/** Whether a key stands twice in one object. */
export function hasTwins(tape: Tape, text: string): boolean {
  for (let at = 0; at < tape.length; at += TOKEN) if (tape[at] === OBJECT && hasTwinsIn(tape, text, at)) return true;
  return false;
}

/** In objects of so many keys, or with escapes in them, each is made a string; in others it is compared with those before it. */
const MANY = 16;

function hasTwinsIn(tape: Tape, text: string, object: number): boolean {
  const end = tape[object + NEXT]!;
  let count = 0;
  for (let key = object + TOKEN; key < end; key = behind(tape, key)) {
    if (++count > MANY || (tape[key]! & ESCAPED) !== 0) return hasTwinsAmongMany(tape, text, object);
    for (let other = object + TOKEN; other < key; other = behind(tape, other))
      if (tape[other + NEXT] === tape[key + NEXT] && isNamed(tape, text, other, ownAt(tape, text, key))) return true;
  }
  return false;
}

function hasTwinsAmongMany(tape: Tape, text: string, object: number): boolean {
  const seen = new Set<string>();
  let count = 0;
  for (let key = object + TOKEN; key < tape[object + NEXT]!; key = behind(tape, key)) {
    seen.add(charactersAt(tape, text, key));
    if (seen.size < ++count) return true;
  }
  return false;
}

/** The key behind a member, or whatever follows the object. */
function behind(tape: Tape, key: number): number {
  return tape[key + TOKEN + NEXT]!;
}

/** The value of a member; 0, which is always the root, where there is none. */
function memberNamed(tape: Tape, text: string, object: number, name: string): number {
  if (tape[object] !== OBJECT) return 0;
  const end = tape[object + NEXT]!;
  for (let key = object + TOKEN; key < end; key = behind(tape, key)) if (isNamed(tape, text, key, name)) return key + TOKEN;
  return 0;
}

function isNamed(tape: Tape, text: string, key: number, name: string): boolean {
  return (tape[key]! & ESCAPED) === 0
    ? isWrittenAt(text, tape[key + START]! + 1, tape[key + END]! - 1, name)
    : charactersAt(tape, text, key) === name;
}

/** Compares without making a string first. */
function isWrittenAt(text: string, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) if (text.charCodeAt(start + i) !== word.charCodeAt(i)) return false;
  return true;
}

/** What a string or a key means. */
function charactersAt(tape: Tape, text: string, at: number): string {
  const [start, end] = [tape[at + START]!, tape[at + END]!];
  return (tape[at]! & ESCAPED) === 0 ? text.slice(start + 1, end - 1) : (JSON.parse(text.slice(start, end)) as string);
}

/** The same, as a string that owns its characters. */
function ownAt(tape: Tape, text: string, at: number): string {
  return own(charactersAt(tape, text, at));
}
