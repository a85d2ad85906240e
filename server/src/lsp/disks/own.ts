import { find, isAsRead, isFile, isFolder, itemsIn, read, stateOf } from '../../host/disk';
import { hasManifest, ignoresCase, isBuilt } from '../../host/folders';
import { pathOf } from '../../host/uris';
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
