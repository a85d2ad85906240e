import type { Uri } from '../../core';
import type { Disk } from './disk';

/** Two disks: one for `file:`, and one for all else, which a workspace may be on that is on no disk of this machine. */
export function disksApart(own: Disk, other: Disk): Disk {
  let isOtherUsed = false;
  const isOwn = (uri: Uri): boolean => uri.startsWith('file:');
  const diskOf = (uri: Uri): Disk => {
    if (isOwn(uri)) return own;
    isOtherUsed = true;
    return other;
  };
  return {
    async refresh(paths, onRead, between) {
      const all = [...paths];
      await own.refresh(all.filter(isOwn), onRead, between);
      const theirs = all.filter((it) => !isOwn(it));
      return isOtherUsed || theirs.length > 0 ? (other.refresh(theirs, onRead) ?? false) : false;
    },
    arrival: (uri) => diskOf(uri).arrival?.(uri),
    isCopied: (uri) => diskOf(uri).isCopied(uri),
    keep: (folders) => other.keep(folders),
    ignoresCase: (uri) => (isOwn(uri) ? own : other).ignoresCase(uri),
    itemsIn: (folder) => diskOf(folder).itemsIn(folder),
    isFile: (uri) => diskOf(uri).isFile(uri),
    isFolder: (uri) => diskOf(uri).isFolder(uri),
    isBuilt: (uri) => diskOf(uri).isBuilt(uri),
    hasManifest: (root) => diskOf(root).hasManifest(root),
    find: (folder, onUnread) => diskOf(folder).find(folder, onUnread),
    read: (uri, onUnread) => diskOf(uri).read(uri, onUnread),
    isAsRead: (file) => diskOf(file.uri).isAsRead(file),
    settled: () => own.settled?.() ?? [],
    stateOf: (folder) => diskOf(folder).stateOf(folder),
  };
}
