import type { Uri } from '../../server/src/core';
import type { Disk } from '../../server/src/lsp/disks/disk';
import { ownDisk } from '../../server/src/lsp/disks/own';

/** The disk of this machine, on which whoever reads all of a folder finds files that are gone again, and nothing else, until `release`. */
export function endlessDisk(folder: Uri): { readonly disk: Disk; readonly release: () => void } {
  let isReleased = false;
  const find: Disk['find'] = function* (uri, onUnread) {
    for (let i = 0; uri === folder && !isReleased; i++) yield `${uri}/gone/Workflows/Gone${i}.json`;
    yield* ownDisk.find(uri, onUnread);
  };
  return { disk: { ...ownDisk, find }, release: () => void (isReleased = true) };
}
