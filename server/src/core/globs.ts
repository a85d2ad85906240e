import { decodedPath, isIn } from './files';
import type { Uri } from './text';

/** A glob, with the folder of the file that it is written in: what it is matched against begins there. */
export interface Glob {
  readonly base: Uri;
  readonly pattern: string;
}

/** Whether one of the globs means the file, or a folder that it lies in: `archive` means everything below it. A path as it is always means itself, whatever brackets stand in it. */
export function matches(uri: Uri, globs: readonly Glob[]): boolean {
  return globs.some(({ base, pattern }) => isIn(uri, base) && meaningOf(pattern)(pathFrom(base, uri).normalize()));
}

/** A path from a folder down, as people write it; the file must lie in the folder. */
export function pathFrom(base: Uri, uri: Uri): string {
  return decodedPath(uri.slice(base.length).replace(/^\//, ''));
}

/** What is wrong with a glob, as a sentence that says what to write; undefined for one that can be understood. */
export function globFault(pattern: string): string | undefined {
  if (pattern.trim() === '') return "A path is empty: name files or folders, 'archive' or '**/old-*' for instance.";
  if (/^\.?\/*$/.test(pattern)) return `'${pattern}' is this file's folder: write '**' for all that lies in it.`;
  if (pattern.includes('\\')) return `'${pattern}' has a '\\': write '/' between folders.`;
  if (/^(?:\/|[a-z]:)/i.test(pattern)) return `'${pattern}' is no path from this file's folder: write it without what stands before.`;
  if (/(?:^|\/)\.\.(?:\/|$)/.test(pattern))
    return `'${pattern}' leaves this file's folder: a path says what lies in it, so put it into a file above.`;
  if (pattern.startsWith('!')) return `'${pattern}' begins with '!': name the files and folders that are meant, not the others.`;
  const words = wordingsOf(plainly(pattern));
  if (!words) return `'${pattern}' cannot be understood: close every brace, or write '?' for a letter that is one.`;
  return words.length > MOST_WORDINGS
    ? `'${pattern}' has more than ${MOST_WORDINGS} meanings: write several paths, with fewer words in braces.`
    : undefined;
}

/** A glob that means exactly this path. */
export function globOf(path: string): string {
  return globFault(path) === undefined ? path : path.replace(/[\\()[\]{}]|^!/g, '?');
}

function plainly(pattern: string): string {
  return pattern
    .replace(/^\.\//, '')
    .replace(/(?<!\/)\/+$/, '')
    .normalize();
}

const CAPACITY = 1_000;
const meanings = new Map<string, (path: string) => boolean>();

/** Whether a pattern means a path; made once, for every file is asked of every pattern, and not kept for ever: one is typed letter by letter. */
function meaningOf(pattern: string): (path: string) => boolean {
  const known = meanings.get(pattern);
  if (known) return known;
  if (meanings.size >= CAPACITY) meanings.clear();
  const made = meaning(plainly(pattern));
  meanings.set(pattern, made);
  return made;
}

function meaning(pattern: string): (path: string) => boolean {
  const below = `${pattern}/`;
  const wordings = /[*?{}]/.test(pattern) ? (wordingsOf(pattern) ?? []).slice(0, MOST_WORDINGS) : [];
  const each = wordings.map((it) => [...it.split('/').map(segment), undefined]); // with whatever lies in it
  return (path) => path === pattern || path.startsWith(below) || each.some((it) => fits(path.split('/'), it));
}

/** So many words may a glob come to with its braces: they multiply. */
const MOST_WORDINGS = 100;

/** What a glob says with each of the words in its braces; undefined where one is not closed. Goes no further than where there are too many. */
function wordingsOf(pattern: string): readonly string[] | undefined {
  let all: readonly string[] = [''];
  const pieces = pattern.split(/([{}])/);
  for (let i = 0; i < pieces.length && all.length <= MOST_WORDINGS; i++) {
    if (pieces[i] === '}' || (pieces[i] === '{' && pieces[i + 2] !== '}')) return undefined;
    const words = pieces[i] === '{' ? pieces[i + 1]!.split(',') : [pieces[i]!];
    if (pieces[i] === '{') i += 2;
    all = all.flatMap((it) => words.slice(0, MOST_WORDINGS + 1).map((word) => it + word));
  }
  return all;
}

/** Says whether a name is meant; undefined for any number of folders. */
type Segment = ((name: string) => boolean) | undefined;

function segment(pattern: string): Segment {
  if (pattern === '**') return undefined;
  if (!/[*?]/.test(pattern)) return (name) => name === pattern;
  const letters = [...pattern].map((it) => (it === '*' ? undefined : (letter: string) => it === '?' || it === letter));
  return (name) => fits([...name], letters);
}

/**
 * Whether things are, one after the other, what the parts of a pattern mean, of which `undefined` means any number of things. To go back to
 * the last of these is enough, so that the time is the product of both lengths at most, which no regular expression would promise.
 */
function fits<Thing>(things: readonly Thing[], parts: readonly (((thing: Thing) => boolean) | undefined)[]): boolean {
  let [at, part] = [0, 0];
  let last: { readonly part: number; at: number } | undefined;
  while (at < things.length) {
    const its = parts[part];
    if (part < parts.length && !its) last = { part: part++, at };
    else if (its?.(things[at]!)) [at, part] = [at + 1, part + 1];
    else if (last) [at, part] = [++last.at, last.part + 1];
    else return false;
  }
  return parts.slice(part).every((it) => !it);
}
