import type { Uri } from './text';

/**
 * One file at one moment: who it is, not what it says. Never mutated, so the object itself can key a cache.
 * A closed file keeps its facts and this identity; its text is asked for again when it is needed.
 */
export interface SourceFile {
  readonly uri: Uri;
  /** The editor's version while the file is open; undefined when the text came from disk. */
  readonly version: number | undefined;
  /** Tells two states of a closed file apart; made by the host (time and size). */
  readonly stamp: string;
  /** Its text, which the host holds or reads again; undefined when the file is no longer what it was. */
  text(): string | undefined;
}

/** A file whose text is kept. */
export function inMemory(uri: Uri, text: string): SourceFile {
  return { uri, version: undefined, stamp: '', text: () => text };
}

/** Gives a file's text as it was read, or undefined when the file is no longer the same or we do not know it. */
export type TextOf = (uri: Uri) => string | undefined;

/** The folder of a file or folder, without a slash at its end. */
export function dirname(uri: Uri): Uri {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

/** The last part of a path, decoded: what a person sees as the file's name. */
export function basename(uri: Uri): string {
  return decoded(uri.slice(uri.lastIndexOf('/') + 1));
}

/** A name for a new file that Windows can have too, where `CON`, `aux.json` and the like are devices, whatever their letter case. */
export function fileNameFrom(name: string): string {
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i.test(name) ? `_${name}` : name;
}

/** A URI as a file's metadata would write its path, for comparing: decoded, without letter case, composed as macOS would not. */
export function comparablePath(uri: Uri): string {
  return comparable(decoded(uri));
}

/** A path or a name as it stands in a file, for comparing with others. */
export function comparable(path: string): string {
  return (ASCII.test(path) ? path : path.normalize()).toLowerCase();
}

const ASCII = /^[\0-\x7f]*$/;

/** A path as people write it. */
export function decodedPath(uri: Uri): string {
  return decoded(uri);
}

/** How many folders two paths have in common, from the root down. */
export function sharedFolders(a: Uri, b: Uri): number {
  const [one, other] = [a.split('/'), b.split('/')];
  const index = one.findIndex((it, i) => it !== other[i]);
  return index < 0 ? one.length : index;
}

/** Whether a file or folder is this folder, or lies in it. */
export function isIn(uri: Uri, folder: Uri): boolean {
  return uri === folder || uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** A name as the host spells it in a URI: all but letters, digits and `-._~` escaped. A half of a surrogate pair has no spelling there. */
export function encoded(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decoded(uri: Uri): string {
  if (!uri.includes('%')) return uri;
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri; // a stray `%`
  }
}
