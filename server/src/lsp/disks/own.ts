import { placeOf, type FileChange, type Uri } from '../../core';
import type { Unread } from '../../host/content';
import { find, isAsRead, isFile, isFolder, itemsIn, read, readFound, stateOf } from '../../host/disk';
import { hasManifest, ignoresCase, isBuilt } from '../../host/folders';
import { note, recalled, type KnownFiles } from '../../host/known-files';
import type { ReadAhead } from '../../host/read-ahead';
import { pathOf } from '../../host/uris';
import { found, type Found } from '../../host/walk';
import { isBelow } from '../places';
import { breather } from '../turns';
import type { Disk } from './disk';

/** The disk of the machine that we run on. */
export const ownDisk: Disk = {
  refresh: () => undefined,
  isCopied: () => false,
  keep: () => {},
  ignoresCase: () => ignoresCase(),
  itemsIn,
  isFile: (uri) => isFile(pathOf(uri)),
  isFolder: (uri) => isFolder(pathOf(uri)),
  isBuilt: (uri) => isBuilt(pathOf(uri)),
  hasManifest: (root) => hasManifest(pathOf(root)),
  find: (folder, onUnread) => find(pathOf(folder), onUnread),
  read: (uri, onUnread) => read(pathOf(uri), onUnread),
  isAsRead,
  stateOf: (folder) => stateOf(pathOf(folder)),
};

/** The same, where threads read ahead what is many, and nobody reads what an earlier run has read when whole folders are asked for. */
export function readAhead(ahead: ReadAhead, knownFiles: () => KnownFiles | undefined = () => undefined): Disk {
  let known: KnownFiles | undefined;
  let begun: ReadonlySet<Uri> = new Set();
  let isLooking = false;
  return {
    ...ownDisk,
    async refresh(paths, _, between) {
      const all = [...paths];
      if (isLooking || (all.every((it) => isBelow(it, begun)) && ahead.isGoing)) return false; // what is wanted first is read by whoever wants it
      if (!all.every(placeOf)) known ??= knownFiles(); // whole folders
      isLooking = true;
      try {
        ahead.begin(await filesAt(all, between), known);
      } finally {
        isLooking = false;
      }
      begun = new Set(all);
      return false;
    },
    arrival: (uri) => ahead.arrival(uri),
    read: (uri, onUnread) => ahead.take(uri) ?? (known && placeOf(uri) ? readKnown(uri, known, onUnread) : ownDisk.read(uri, onUnread)),
    *settled() {
      ahead.end();
      const its = known;
      known = undefined;
      if (its) yield* its.keep((it) => isFile(pathOf(it)));
    },
  };
}

function readKnown(uri: Uri, known: KnownFiles, onUnread: (unread: Unread) => void): FileChange {
  const file = { uri, path: pathOf(uri) };
  const before = recalled(file, known);
  if (before) return before.change;
  const reading = readFound(file);
  note(reading, known);
  if (reading.unread) onUnread(reading.unread);
  return reading.change;
}

/** In slices: there may be very many. */
async function filesAt(paths: Iterable<Uri>, between: () => Promise<void> = () => Promise.resolve()): Promise<readonly Found[]> {
  const breathe = breather();
  const files: Found[] = [];
  for (const uri of paths) {
    const path = pathOf(uri);
    for (const it of placeOf(uri) ? [{ path, uri }] : ownDisk.isFolder(uri) ? found(path, () => {}) : []) {
      files.push(it);
      const rest = breathe();
      await rest;
      if (rest) await between();
    }
  }
  return files;
}
