import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, type Stats } from 'node:fs';
import { entryOf, entryWith, placeOf, unreadEntry, type Facts, type FileChange, type SourceFile, type Uri } from '../core';
import { decode, encodingOf, LARGEST, type Unread } from './content';
import { namesIn } from './folders';
import { isGone, reasonOf, TooLarge } from './reasons';
import { pathOf, uriOf } from './uris';
import { found, inUri, joined, statsOf, type Found, type OnUnread } from './walk';

export { decode, type Unread } from './content';
export { codeOf, reasonOf } from './reasons';
export { pathOf, uriOf } from './uris';
export { isFile, isFolder, statsOf } from './walk';

/** Of a file's state what is worth noting. */
export type FileStats = Pick<Stats, 'mtimeMs' | 'ctimeMs' | 'size' | 'ino'>;

/** Told of each file whose content is taken, and how the file was just before. */
export type OnRead = (path: string, stats: FileStats) => void;

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

/** What came of reading a file. */
export interface Reading {
  readonly change: FileChange;
  /** How it was just before; undefined when it could not be opened. */
  readonly stats: FileStats | undefined;
  readonly unread: Unread | undefined;
}

/** The same, told by another thread as JSON. */
export interface Told extends Partial<Pick<Reading, 'stats' | 'unread'>> {
  readonly facts?: Facts;
}

export function readFound({ path, uri }: Found): Reading {
  let stats: FileStats | undefined;
  let unread: Unread | undefined;
  const onRead: OnRead = (_, { mtimeMs, ctimeMs, size, ino }) => (stats = { mtimeMs, ctimeMs, size, ino });
  return { change: readAs(uri, path, (it) => (unread = it), onRead), stats, unread };
}

/** Reads a file for another thread. */
export function tell(path: string): Told {
  const { change, stats, unread } = readFound({ path, uri: uriOf(path) });
  return { ...(change.entry && { facts: change.entry.facts }), ...(stats && { stats }), ...(unread && { unread }) };
}

export function readingTold({ uri }: Found, { facts, stats, unread }: Told): Reading {
  const file = new FileOnDisk(uri, stats && !unread ? stampOf(stats) : UNREAD);
  return { change: { uri, entry: facts && entryWith(file, facts) }, stats, unread };
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

function stampOf({ mtimeMs, size }: FileStats): Stamp {
  return { time: mtimeMs, size };
}

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
