import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import { dirname, sep } from 'node:path';
import { entryOf, isForeignFolder, placeOf, unreadEntry, type FileChange, type SourceFile, type Uri } from '../core';
import { decode, encodingOf, LARGEST, TOO_LARGE, type Unread } from './content';
import { namesIn } from './folders';
import { pathOf, uriOf } from './uris';

export { decode, type Unread } from './content';
export { pathOf, uriOf } from './uris';

type OnUnread = (unread: Unread) => void;

/** Told of each file whose content is taken, and how the file was just before. */
export type OnRead = (path: string, stats: Stats) => void;

/** The folder that a zip stands for: its files are named `Solution.zip!/Workflows/….json`. */
export function folderOfZip(path: string): string {
  return `${path}!`;
}

/**
 * Reads every file of ours below a folder, one change at a time, so that the caller can stop or breathe between two.
 * What cannot be read is handed to `onUnread`, once, and the rest goes on. Links are followed; one that leads back is named.
 */
export function* load(folder: string, onUnread: OnUnread, onRead: OnRead = () => {}): Generator<FileChange> {
  for (const { path, uri } of found(folder, onUnread)) {
    const change = readAs(uri, path, onUnread, onRead);
    if (change?.entry) yield change; // a JSON file that holds no deployment settings has none
  }
}

/** Reads one file; undefined when it is none of ours, a change without an entry when it is gone. */
export function read(path: string, onUnread: OnUnread): FileChange | undefined {
  const uri = uriOf(path);
  return placeOf(uri) && readAs(uri, path, onUnread);
}

function readAs(uri: Uri, path: string, onUnread: OnUnread, onRead?: OnRead): FileChange {
  try {
    const { text, stamp } = contentOf(path, onRead);
    return { uri, entry: entryOf(new FileOnDisk(uri, stamp), text) };
  } catch (error) {
    if (error instanceof TooLarge && placeOf(uri)?.kind === 'deployment-settings') return { uri, entry: undefined }; // any JSON file may be one, none of that size is
    if (error instanceof Endless || isGone(error, path)) return { uri, entry: undefined };
    onUnread({ path, message: reasonOf(error, path) });
    return { uri, entry: unreadEntry(new FileOnDisk(uri, UNREAD)) };
  }
}

/** Every file of ours below a folder that is on the disk now. */
export function* find(folder: string, onUnread: OnUnread): Generator<Uri> {
  for (const { uri } of found(folder, onUnread)) yield uri;
}

/** As `find`, by their paths, in the order in which `load` reads. */
export function* pathsIn(folder: string, onUnread: OnUnread): Generator<string> {
  for (const { path } of found(folder, onUnread)) yield path;
}

/** Tells two states of what is ours below a folder apart, without reading it. */
export function stateOf(folder: string): string {
  return Array.from(
    found(folder, () => {}),
    ({ path }) => `${path} ${timeAndSizeOf(path)}`,
  ).join('\n');
}

function timeAndSizeOf(path: string): string {
  const stats = statsOf(path);
  return stats ? `${stats.mtimeMs} ${stats.size}` : 'gone';
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

/** What is in a folder, as the disk spells it; nothing when it cannot be looked into. */
export function itemsIn(folder: Uri): readonly Uri[] {
  return namesIn(pathOf(`${folder}/`)).map((it) => joined(folder, '/', inUri(it)));
}

/** A file as it was when it was read. */
class FileOnDisk implements SourceFile {
  readonly #time: number;
  readonly #size: number;

  constructor(
    readonly uri: Uri,
    { time, size }: Stamp,
  ) {
    this.#time = time;
    this.#size = size;
  }

  get version(): undefined {
    return undefined;
  }

  get stamp(): string {
    return this.#size < 0 ? '' : `${this.#time} ${this.#size}`;
  }

  text(): string | undefined {
    try {
      const { text, stamp } = contentOf(pathOf(this.uri));
      return stamp.time === this.#time && stamp.size === this.#size ? text : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Whether a file is still what was read, as far as its time and size tell. */
export function isAsRead({ uri, stamp }: SourceFile): boolean {
  const stats = statsOf(pathOf(uri));
  return stats !== undefined && stamp === `${stats.mtimeMs} ${stats.size}`;
}

/** Tells two states of a file apart: two numbers, for a text of them is kept of every file. */
interface Stamp {
  readonly time: number;
  readonly size: number;
}

/** Of a file that could not be read. */
const UNREAD: Stamp = { time: 0, size: -1 };

function stampOf({ mtimeMs, size }: Stats): Stamp {
  return { time: mtimeMs, size };
}

/** What a link below a folder must not lead back to, for it would be walked again. */
function foldersAbove(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder || !isFolder(above) ? [] : [...foldersAbove(above), realpathSync(above)];
}

class TooLarge extends Error {}
/** A pipe or a device. */
class Endless extends Error {}

/** Opening a pipe would wait for somebody to write into it; Windows has no such files and no such flag. */
const AT_ONCE = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

/** Nearly every file fits, and none is kept in it. */
const shared = Buffer.allocUnsafeSlow(1024 * 1024);

function contentOf(path: string, onRead: OnRead = () => {}): { text: string; stamp: Stamp } {
  const file = openSync(path, AT_ONCE);
  try {
    const stats = fstatSync(file);
    const { size } = stats;
    if (!stats.isFile() && !stats.isDirectory()) throw new Endless();
    onRead(path, stats);
    if (size > LARGEST) throw new TooLarge();
    return { text: decode(size === 0 ? readFileSync(file) : bytesOf(file, size)), stamp: stampOf(stats) };
  } finally {
    closeSync(file);
  }
}

/** To be used before the next file is read. Fewer than were wanted when the file has been cut short since. */
function bytesOf(file: number, size: number): Uint8Array {
  const bytes = size <= shared.length ? shared : Buffer.allocUnsafeSlow(size);
  let length = 0;
  for (let read = -1; read !== 0 && length < size; length += read) read = readSync(file, bytes, length, size - length, null);
  return bytes.subarray(0, length);
}

/** How a file is written: whether in UTF-16, and the byte order mark that its first line begins with in UTF-8, if any. */
export function writingOf(path: string): { readonly isUtf16: boolean; readonly mark: string } {
  const bytes = readFileSync(path);
  return { isUtf16: encodingOf(bytes) !== 'utf-8', mark: bytes.subarray(0, 3).toString() === '\uFEFF' ? '\uFEFF' : '' };
}

/** A file or folder below a folder that is walked. */
interface Found {
  readonly path: string;
  readonly uri: Uri;
}

/** Every file of ours below a folder, which must be there; what goes meanwhile is no longer below it. */
function* found(folder: string, onUnread: OnUnread): Generator<Found> {
  if (!statsOf(folder)) onUnread({ path: folder, message: reasons['ENOENT']! });
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

function joined(folder: string, separator: string, name: string): string {
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

/** A name as `uriOf` spells it. */
function inUri(name: string): string {
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

/** Whether there is nothing at a path any more, or what cannot be opened by it: a socket. */
function isGone(error: unknown, path: string): boolean {
  const code = codeOf(error);
  return code === 'ENXIO' || (code === 'ENOENT' && !isUndecoded(path));
}

/** Node gives such a name for bytes that are no UTF-8, and cannot find the file by it. */
function isUndecoded(path: string): boolean {
  return path.includes('\uFFFD');
}

/** What Node calls an error. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  ELOOP: 'is a link that leads back to itself',
  ENOENT: 'is not there',
  ENAMETOOLONG: 'cannot be read: its path is too long',
  EISDIR: 'is a folder, where its name says that it is a file',
  ENOTDIR: 'is a file, where its name says that it is a folder',
};

/** Why a file cannot be read, in words that go after its path. */
export function reasonOf(error: unknown, path = ''): string {
  if (error instanceof TooLarge) return TOO_LARGE;
  if (codeOf(error) === 'ENOENT' && isUndecoded(path)) return 'cannot be read: its name is not valid UTF-8';
  return reasons[codeOf(error) ?? ''] ?? `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
