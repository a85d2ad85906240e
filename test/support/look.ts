import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, pathOf } from '../../server/src/host/disk';
import type { FolderItem, Looked, LookParams } from '../../server/src/protocol';

/** What a client that reads files for the server says of a path: what is on the disk now. */
export function look({ uri, most }: LookParams, at = pathOf(uri)): Looked {
  try {
    const its = statSync(at);
    if (its.isDirectory())
      return {
        kind: 'folder',
        items: readdirSync(at).map((name) => ({ name, kind: kindOf(join(at, name)) })),
      };
    if (most === undefined) return { kind: 'file' };
    return its.size > most ? { kind: 'large' } : { kind: 'file', bytes: readFileSync(at, 'latin1') };
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return { kind: 'none' };
    return { kind: 'unread', isDenied: codeOf(error) === 'EACCES', message: String(error) };
  }
}

function kindOf(path: string): FolderItem['kind'] {
  const its = statSync(path, { throwIfNoEntry: false });
  if (!its) return 'link to nowhere';
  if (!its.isDirectory()) return 'file';
  return lstatSync(path).isSymbolicLink() ? 'link to a folder' : 'folder';
}
