import { readdirSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';
import { dirname, sep } from 'node:path';
import { isForeignFolder, placeOf, type Uri } from '../core';
import type { Unread } from './content';
import { codeOf, isGone, reasonOf } from './reasons';
import { uriOf } from './uris';

export type OnUnread = (unread: Unread) => void;

/** A file or folder below a folder that is walked. */
export interface Found {
  readonly path: string;
  readonly uri: Uri;
}

/** Every file of ours below a folder, which must be there; what goes meanwhile is no longer below it. */
export function* found(folder: string, onUnread: OnUnread): Generator<Found> {
  if (!statsOf(folder)) onUnread({ path: folder, message: 'is not there' });
  yield* walk({ path: folder, uri: uriOf(folder) }, undefined, foldersAbove(folder), onUnread);
}

/** `real` is where the folder is when no link led to it. */
function* walk(folder: Found, real: string | undefined, above: readonly string[], onUnread: OnUnread): Generator<Found> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder.path, { withFileTypes: true });
    real ??= realpathSync(folder.path);
  } catch (error) {
    if (!isGone(error, folder.path)) onUnread({ path: folder.path, message: reasonOf(error, folder.path) });
    return;
  }
  if (above.includes(real)) {
    onUnread({ path: folder.path, message: 'is a link that leads back to a folder it lies in' });
    return;
  }
  // `dotnet build` of a .cdsproj leaves copies of the solution in these
  const built = entries.some((it) => it.name.endsWith('.cdsproj')) ? new Set(['bin', 'obj']) : undefined;
  const aboveThose = [...above, real];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { name } = entry;
    if ((!entry.isFile() && isForeignFolder(name)) || built?.has(name)) continue;
    const its = { path: joined(folder.path, sep, name), uri: joined(folder.uri, '/', inUri(name)) };
    const isLink = entry.isSymbolicLink();
    const kind = isLink ? target(its, onUnread) : entry;
    if (kind?.isDirectory()) yield* walk(its, isLink ? undefined : joined(real, sep, name), aboveThose, onUnread);
    else if (kind?.isFile() && placeOf(its.uri)) yield its;
  }
}

export function joined(folder: string, separator: string, name: string): string {
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

/** A name as `uriOf` spells it. */
export function inUri(name: string): string {
  return /^[\w.~-]+$/.test(name) ? name : uriOf(`/in/${name}`).slice('file:///in/'.length);
}

/** What a link leads to. A dangling one is named, unless its name says that it is none of ours. */
function target({ path, uri }: Found, onUnread: OnUnread): { isDirectory(): boolean; isFile(): boolean } | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if (placeOf(uri) || !/\.\w+$/.test(path))
      onUnread({ path, message: codeOf(error) === 'ENOENT' ? 'is a link that leads nowhere' : reasonOf(error) });
    return undefined;
  }
}

/** What a link below a folder must not lead back to, for it would be walked again. */
function foldersAbove(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder || !isFolder(above) ? [] : [...foldersAbove(above), realpathSync(above)];
}

/** Undefined for what is not there, or cannot be looked at. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

export function isFile(path: string): boolean {
  return statsOf(path)?.isFile() ?? false;
}

export function isFolder(path: string): boolean {
  return statsOf(path)?.isDirectory() ?? false;
}
