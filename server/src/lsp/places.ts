import { normalize } from 'node:path';
import { placeOf, type Uri } from '../core';
import { hasManifest, pathOf, uriOf } from '../host/disk';

/** Editors spell a URI in several ways (`C:` or `c%3A`, brackets bare or escaped, a detour by `..`); we know each file by one. What is no URI stays as it is. */
export function canonical(uri: string): Uri {
  const ours = spelt(uri) ?? uri;
  return ours.endsWith('/') ? ours.slice(0, -1) : ours;
}

/** Whether an editor means a path on the disk. It may say anything: a URI of another scheme, or what is no URI at all. */
export function isOnDisk(uri: unknown): boolean {
  return typeof uri === 'string' && uri.startsWith('file:') && !uri.includes('%00') && spelt(uri) !== undefined;
}

function spelt(uri: string): Uri | undefined {
  try {
    return uriOf(normalize(pathOf(uri)));
  } catch {
    return undefined;
  }
}

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
export function* rootsOf(documents: Iterable<Uri>): Generator<Uri> {
  for (const uri of documents) {
    const place = placeOf(uri);
    if (!place || place.kind === 'deployment-settings') continue; // any JSON file may be one
    const { root, kind } = place;
    const isAbove = kind === 'configuration' || kind === 'baseline'; // of what is below, which may be a whole disk
    if (isAbove && !hasManifest(pathOf(root))) continue;
    yield hasManifest(pathOf(root)) ? root : uri.slice(0, uri.lastIndexOf('/'));
  }
}
