import picomatch from 'picomatch/posix';
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
  try {
    picomatch.makeRe(plainly(pattern), { dot: true, strictBrackets: true });
    return undefined;
  } catch {
    return `'${pattern}' cannot be understood: close every bracket, or write '?' for a letter that is a bracket.`;
  }
}

/** A glob that means exactly this path. */
export function globOf(path: string): string {
  return globFault(path) === undefined ? path : path.replace(/[\\()[\]{}]|^!/g, '?');
}

function plainly(pattern: string): string {
  return pattern.replace(/^\.\//, '').replace(/\/+$/, '').normalize();
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
  const isMatch = /[^\w/. -]/.test(pattern) ? picomatch([pattern, `${below}**`], { dot: true }) : () => false;
  return (path) => path === pattern || path.startsWith(below) || isMatch(path);
}
