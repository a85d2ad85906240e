/** The texts that were met last, by their marks: there are a few hundred that stand in each file. */
const known: string[] = new Array<string>(1 << 14).fill('');
const LONGEST_KNOWN = 200;

/**
 * A copy of `text` that owns its characters, mostly the same object for equal texts.
 * A slice of a file's text keeps the whole file in memory for as long as it lives, and facts live long.
 */
export function own(text: string): string {
  if (text.length > LONGEST_KNOWN) return copyOf(text);
  const slot = markOf(text) & (known.length - 1);
  const last = known[slot]!;
  return last === text ? last : (known[slot] = copyOf(text));
}

/** The same, a new object for each. Whatever is made by cutting still hangs on what it was cut from. */
export function copyOf(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}

const CAPACITY = 50_000;
const values = new Map<string, object>();

/** The same object for equal ones, of plain data that many files say again. */
export function shared<Value extends object>(value: Value): Value {
  const key = JSON.stringify(value);
  const found = values.get(key);
  if (found) return found as Value;
  if (values.size >= CAPACITY) values.clear();
  values.set(key, value);
  return value;
}

/** A number of 32 bits for a text, from its length and a few of its characters: another one for most others. */
export function markOf(text: string): number {
  const { length } = text;
  if (length === 0) return 0;
  let mark = Math.imul(length, 31) + text.charCodeAt(0);
  mark = Math.imul(mark, 31) + text.charCodeAt(length >> 2);
  mark = Math.imul(mark, 31) + text.charCodeAt(length >> 1);
  mark = Math.imul(mark, 31) + text.charCodeAt(length - (length >> 2) - 1);
  mark = Math.imul(mark, 31) + text.charCodeAt(length - 1);
  return mark ^ (mark >>> 15);
}

/** `a`, `a and b`, `a, b and c`. */
export function inOneBreath(parts: readonly string[], word: 'and' | 'or' = 'and'): string {
  const last = parts.at(-1) ?? '';
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} ${word} ${last}` : last;
}
