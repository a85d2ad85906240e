const CAPACITY = 50_000;
const known = new Map<string, string>();

/**
 * A copy of `text` that owns its characters, the same object for equal texts.
 * A slice of a file's text keeps the whole file in memory for as long as it lives, and facts live long.
 */
export function own(text: string): string {
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size >= CAPACITY) known.clear();
  const copy = copyOf(text);
  known.set(copy, copy);
  return copy;
}

/** The same, a new object for each. */
export function copyOf(text: string): string {
  return (' ' + text).slice(1);
}

/** `a`, `a and b`, `a, b and c`. */
export function inOneBreath(parts: readonly string[], word: 'and' | 'or' = 'and'): string {
  const last = parts.at(-1) ?? '';
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} ${word} ${last}` : last;
}
