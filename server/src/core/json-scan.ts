/**
 * What stands in a JSON text, four numbers a token: what it is, where it starts and ends in the text, and where on the tape the next one
 * stands that is not inside of it. A key is followed by its value, a container by what it holds.
 */
export type Tape = Int32Array;

export const TOKEN = 4;
export const START = 1;
export const END = 2;
/** Of a key it is another number: the same for keys that are written alike, and seldom for others. */
export const NEXT = 3;

/** What a token is. */
export const OBJECT = 0;
export const ARRAY = 1;
export const STRING = 2;
export const NUMBER = 3;
/** `true`, `false` or `null`. */
const WORD = 4;
const KEY = 5;
/** Is added to a string or a key in which something is escaped. */
export const ESCAPED = 8;
/** Is added where an `@` stands, or may stand in an escape. */
export const WITH_AT = 16;
/** What a token is without those two. */
export const TOKEN_BITS = 7;

/** Why there is no tape of a text. */
export type Unscanned = 'not strict' | 'too deep';

/** So deep may a text be nested. jsonc-parser, which calls itself, ends the stack a little deeper; no platform reads a tenth of it. */
const DEEPEST = 3000;
const open = new Int32Array(DEEPEST);

/** Written over by each text; what a larger one needed is let go. */
const KEPT = 1 << 18;
let bytes = new Uint8Array(KEPT);
let tape: Tape = new Int32Array(KEPT);

/** Scans a text that is JSON to the letter (RFC 8259). All else, comments and faults above all, is for a parser that forgives. */
export function scanJson(text: string): Tape | Unscanned {
  const length = encode(text);
  const scanned = scan(length);
  const result = typeof scanned === 'number' ? tape.slice(0, scanned) : scanned;
  if (bytes.length > KEPT) bytes = new Uint8Array(KEPT);
  if (tape.length > KEPT) tape = new Int32Array(KEPT);
  return result;
}

/** Of the Web and of Node; the core has the types of neither. */
declare const TextEncoder: new () => { encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number } };
const encoder = new TextEncoder();

/**
 * Puts a text into `bytes` as UTF-8, with a zero behind it at which all scanning ends, and gives their number. Bytes in an array cost half
 * of what the characters of a string cost, one by one.
 */
function encode(text: string): number {
  if (bytes.length <= text.length) bytes = new Uint8Array(text.length + 1);
  let { read, written } = encoder.encodeInto(text, bytes);
  if (read < text.length || written === bytes.length) {
    bytes = new Uint8Array(3 * text.length + 1); // nothing needs more
    ({ read, written } = encoder.encodeInto(text, bytes));
  }
  bytes[written] = 0;
  return written;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const AT = 0x40;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;
/** What closes stands so far behind what opens. */
const CLOSING = 2;

/** What stands for itself in a string, is one byte, and nothing is to be said of. */
const PLAIN = Uint8Array.from({ length: 0x100 }, (_, it) => Number(it >= 0x20 && it < 0x80 && ![QUOTE, AT, BACKSLASH].includes(it)));

/** Gives the length of what is now on the tape. One function with all it needs in variables: parted, it takes half as long again. */
function scan(length: number): number | Unscanned {
  const source = bytes;
  const plain = PLAIN;
  let out = tape;
  let to = 0;
  let at = 0;
  let depth = 0;
  let isObject = false;
  let isKey = false;
  let more = (surplus = 0); // read here, it need not be looked up at each token
  for (;;) {
    at = behindBlanks(source, at);
    if (to + TOKEN > out.length) out = grow();
    const first = source[at]!;
    out[to + START] = at - more;
    if (first === QUOTE) {
      const start = at;
      do at++;
      while (plain[source[at]!] === 1);
      let kind = isKey ? KEY : STRING;
      if (source[at] !== QUOTE) {
        at = endOfString(source, at);
        if (at === 0) return 'not strict';
        kind |= met;
        more = surplus;
      }
      at++;
      out[to] = kind;
      out[to + END] = at - more;
      out[to + NEXT] = isKey ? sumOf(source, start, at) : to + TOKEN;
      to += TOKEN;
      if (isKey) {
        at = behindBlanks(source, at);
        if (source[at++] !== COLON) return 'not strict';
        isKey = false;
        continue;
      }
    } else if (isKey) {
      return 'not strict';
    } else if (first === BRACE || first === BRACKET) {
      if (depth === DEEPEST) return 'too deep';
      isObject = first === BRACE;
      out[to] = isObject ? OBJECT : ARRAY;
      open[depth++] = to;
      to += TOKEN;
      at = behindBlanks(source, at + 1);
      if (source[at] !== first + CLOSING) {
        isKey = isObject;
        continue;
      }
    } else {
      at = first < 0x60 ? endOfNumber(source, at) : endOfWord(source, at);
      if (at === 0) return 'not strict';
      out[to] = first < 0x60 ? NUMBER : WORD;
      out[to + END] = at - more;
      out[to + NEXT] = to + TOKEN;
      to += TOKEN;
    }
    for (;;) {
      at = behindBlanks(source, at);
      if (depth === 0) return at === length ? to : 'not strict';
      const next = source[at++];
      if (next === COMMA) break;
      if (next !== (isObject ? BRACE : BRACKET) + CLOSING) return 'not strict';
      const container = open[--depth]!;
      out[container + END] = at - more;
      out[container + NEXT] = to;
      isObject = depth > 0 && out[open[depth - 1]!] === OBJECT;
    }
    isKey = isObject;
  }
}

function sumOf(source: Uint8Array, start: number, end: number): number {
  return (end - start) * 0x10001 + source[end - 2]! * 0x101 + source[(start + end) >> 1]!;
}

function grow(): Tape {
  const larger = new Int32Array(2 * tape.length);
  larger.set(tape);
  return (tape = larger);
}

function behindBlanks(source: Uint8Array, at: number): number {
  let byte = source[at]!;
  while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = source[++at]!;
  return at;
}

/** So many more bytes have been looked at than the text has characters. */
let surplus = 0;
/** What is to be added to the last string that was not plain. */
let met = 0;

/** Where the closing quote of a string stands that is not plain to its end; 0 where it is malformed, or has none. */
function endOfString(source: Uint8Array, from: number): number {
  met = 0;
  for (let at = from; ;) {
    const byte = source[at]!;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) {
      const length = escapeAt(source, at + 1);
      if (length === 0) return 0;
      met |= length === 2 ? ESCAPED : ESCAPED | WITH_AT;
      at += length;
    } else if (byte < 0x20) return 0;
    else if (byte < 0x80) {
      if (byte === AT) met |= WITH_AT;
      at++;
    } else {
      const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      surplus += length === 2 ? 1 : 2; // four bytes are two characters
      at += length;
    }
  }
}

/** The length of an escape, whose backslash stands before it; 0 where it is none. */
function escapeAt(source: Uint8Array, at: number): number {
  const byte = source[at]!;
  if (byte !== 0x75) return ESCAPES[byte] === 1 ? 2 : 0;
  for (let i = at + 1; i <= at + 4; i++) if (HEX[source[i]!] !== 1) return 0;
  return 6;
}

const ESCAPES = among('"\\/bfnrt');
const HEX = among('0123456789abcdefABCDEF');

/** A one for each byte that is one of the characters. */
function among(characters: string): Uint8Array {
  return Uint8Array.from({ length: 0x100 }, (_, byte) => Number(characters.includes(String.fromCharCode(byte))));
}

/** Where a number ends; 0 where there is none. */
function endOfNumber(source: Uint8Array, from: number): number {
  const start = source[from] === 0x2d ? from + 1 : from;
  let at = source[start] === 0x30 ? start + 1 : behindDigits(source, start);
  if (at === start) return 0;
  if (source[at] === 0x2e) {
    const fraction = at + 1;
    at = behindDigits(source, fraction);
    if (at === fraction) return 0;
  }
  if (source[at] === 0x45 || source[at] === 0x65) {
    const exponent = source[at + 1] === 0x2b || source[at + 1] === 0x2d ? at + 2 : at + 1;
    at = behindDigits(source, exponent);
    if (at === exponent) return 0;
  }
  return at;
}

function behindDigits(source: Uint8Array, at: number): number {
  while (source[at]! >= 0x30 && source[at]! <= 0x39) at++;
  return at;
}

const bytesOf = (word: string): Uint8Array => Uint8Array.from(word, (it) => it.charCodeAt(0));
const TRUE = bytesOf('true');
const FALSE = bytesOf('false');
const NULL = bytesOf('null');

/** Where a word that is a value ends; 0 where there is none. */
function endOfWord(source: Uint8Array, from: number): number {
  const word = source[from] === TRUE[0] ? TRUE : source[from] === FALSE[0] ? FALSE : NULL;
  for (let i = 0; i < word.length; i++) if (source[from + i] !== word[i]) return 0;
  return from + word.length;
}
