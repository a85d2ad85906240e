import type { Uri } from '../core';
import type { Disk } from './disks/disk';
import { isBelow } from './places';

const AGAIN_MS = 500;
const QUIET_LOOKS = 3;

/**
 * Editors' watchers miss what is written into a folder before they have begun to watch it, and a clone or a branch switch
 * writes for seconds. So a new folder is looked at again until it has been the same for several looks.
 * Takes folders that have just come, and leaves aside those that the client reads for us; `onGrown` gets those in which something was different.
 */
export function newcomers(disk: Disk, onGrown: (folders: readonly Uri[]) => void): (folders: readonly Uri[]) => void {
  const looks = new Map<Uri, { readonly state: string | undefined; readonly quiet: number }>();
  let timer: NodeJS.Timeout | undefined;

  const look = (): void => {
    const grown: Uri[] = [];
    for (const [uri, { state, quiet }] of looks) {
      const now = disk.stateOf(uri);
      if (now !== state) grown.push(uri);
      if (now === state && quiet + 1 === QUIET_LOOKS) looks.delete(uri);
      else looks.set(uri, { state: now, quiet: now === state ? quiet + 1 : 0 });
    }
    if (grown.length > 0) onGrown(grown);
    timer = looks.size > 0 ? setTimeout(look, AGAIN_MS).unref() : undefined;
  };

  return (folders) => {
    for (const it of folders.filter((it) => !disk.isCopied(it)))
      if (!isBelow(it, new Set(looks.keys()))) looks.set(it, { state: undefined, quiet: 0 });
    if (looks.size > 0) timer ??= setTimeout(look, AGAIN_MS).unref();
  };
}
