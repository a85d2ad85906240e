/** Finds places in a JSON text by its own means, so that what a test expects does not come from the parser under test. */

/** A member of an object: its key without quotes, its value with everything. */
export interface Member {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly start: number;
  readonly end: number;
}

/** The members of the object that begins at `brace`. */
export function membersAt(text: string, brace: number): Member[] {
  const members: Member[] = [];
  let at = skip(text, brace + 1);
  while (text[at] === '"') {
    const keyEnd = endOf(text, at);
    const start = skip(text, skip(text, keyEnd) + 1);
    const end = endOf(text, start);
    members.push({ key: JSON.parse(text.slice(at, keyEnd)) as string, keyStart: at + 1, keyEnd: keyEnd - 1, start, end });
    at = skip(text, end);
    if (text[at] === ',') at = skip(text, at + 1);
  }
  return members;
}

/** The member at the end of a path from the top of the text. */
export function memberAt(text: string, ...path: readonly string[]): Member | undefined {
  return memberIn(text, skip(text, 0), ...path);
}

/** The member at the end of a path from an object. */
export function memberIn(text: string, brace: number, ...path: readonly string[]): Member | undefined {
  let found: Member | undefined;
  for (const name of path) {
    const from = found ? found.start : brace;
    found = text[from] === '{' ? membersAt(text, from).find((it) => it.key === name) : undefined;
    if (!found) return undefined;
  }
  return found;
}

/** Whether an object has no members. */
export function isEmpty(text: string, brace: number): boolean {
  return text[skip(text, brace + 1)] === '}';
}

function skip(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at++;
  return at;
}

/** Behind the value that begins at `start`. */
function endOf(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const c = text[at];
    if (c === '"') {
      while (text[++at] !== '"') if (text[at] === '\\') at++;
      if (depth === 0) return at + 1;
    } else if (c === '{' || c === '[') depth++;
    else if (c === '}' || c === ']') {
      if (--depth === 0) return at + 1;
      if (depth < 0) return at;
    } else if (depth === 0 && (c === ',' || /\s/.test(c!))) return at;
  }
  return text.length;
}
