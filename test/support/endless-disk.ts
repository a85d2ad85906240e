import type { Uri } from '../../server/src/core';
import type { Disk } from '../../server/src/lsp/disks/disk';
import { ownDisk } from '../../server/src/lsp/disks/own';
import { turn } from '../../server/src/lsp/turns';

/** The disk of this machine, on which whoever reads all of a folder finds files that are gone again, and nothing else, until `release`. */
export function endlessDisk(folder: Uri): { readonly disk: Disk; readonly release: () => void } {
  let isReleased = false;
  const find: Disk['find'] = function* (uri, onUnread) {
    for (let i = 0; uri === folder && !isReleased; i++) yield `${uri}/gone/Workflows/Gone${i}.json`;
    yield* ownDisk.find(uri, onUnread);
  };
  return { disk: { ...ownDisk, find }, release: () => void (isReleased = true) };
}

/** The same, where it takes until `release` to learn what files there are. */
export function slowDisk(folder: Uri): ReturnType<typeof endlessDisk> {
  let isReleased = false;
  const refresh: Disk['refresh'] = async (paths, _, between) => {
    for (const isWhole = [...paths].includes(folder); isWhole && !isReleased; await turn()) await between?.();
    return false;
  };
  return { disk: { ...ownDisk, refresh }, release: () => void (isReleased = true) };
}
