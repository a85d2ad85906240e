import { placeOf, type Uri } from '../core';
import type { Disk } from './disks/disk';

/** Whether a path is one of these or lies somewhere below one. */
export function isBelow(uri: Uri, folders: ReadonlySet<Uri>): boolean {
  if (folders.has(uri)) return true;
  for (const it of foldersAbove(uri)) if (folders.has(it)) return true;
  return false;
}

/** The folders a path lies in, the nearest first. */
export function* foldersAbove(uri: Uri): Generator<Uri> {
  for (let end = uri.lastIndexOf('/'); end > 0; end = uri.lastIndexOf('/', end - 1)) yield uri.slice(0, end);
}

/**
 * What to read when documents are open and no folder is: their solutions. Without a manifest only the folder the
 * document lies in, for what is above it may be anything, a home directory for instance.
 */
export function* rootsOf(documents: Iterable<Uri>, disk: Pick<Disk, 'hasManifest'>): Generator<Uri> {
  for (const uri of documents) {
    const place = placeOf(uri);
    if (!place || place.kind === 'deployment-settings') continue; // any JSON file may be one
    const { root, kind } = place;
    const isAbove = kind === 'configuration' || kind === 'baseline'; // of what is below, which may be a whole disk
    if (isAbove && !disk.hasManifest(root)) continue;
    yield disk.hasManifest(root) ? root : uri.slice(0, uri.lastIndexOf('/'));
  }
}
