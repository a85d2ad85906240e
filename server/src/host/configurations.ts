import type { FileChange, Uri, Workspace } from '../core';
import { canonical } from './uris';

/** The names of what speaks for a folder and all below it. */
const NAMES = ['keyhook.json', 'keyhook-baseline.json'];

/** What is known of files, wherever they are. */
export interface Outside {
  /** Whether a file is read anyway. */
  isInside(uri: Uri): boolean;
  isFile(uri: Uri): boolean;
  fileNow(uri: Uri): FileChange | undefined;
}

/**
 * Brings what lies outside of the folders that are read and holds inside of them into the workspace: configurations and baselines
 * above, and what is extended, wherever it is. Gives those that are there.
 */
export function readOutside(workspace: Workspace, folders: Iterable<Uri>, { isInside, isFile, fileNow }: Outside): ReadonlySet<Uri> {
  const found = new Set<Uri>();
  const tried = new Set<Uri>();
  const take = (uris: readonly Uri[]): void => {
    const fresh = uris.filter((it) => tried.size < tried.add(it).size && !isInside(it) && isFile(it));
    const changes = fresh.flatMap((it) => fileNow(it) ?? []).filter((it) => it.entry);
    for (const { uri } of changes) found.add(uri);
    workspace.apply(changes.map((it) => ({ ...it, isOutside: true })));
  };
  take([...folders].flatMap((it) => [...above(it)]));
  const extended = (): readonly Uri[] => workspace.snapshot.configurations.extended.map(canonical).filter((it) => !tried.has(it));
  for (let its = extended(); its.length > 0; its = extended()) take(its);
  return found;
}

/** Where paths begin: `file://`, `file:///c%3A`, `vscode-vfs://github`. */
const BEGINNING = /^[^:/]+:(?:\/\/[^/]*(?:\/[a-z]%3A)?)?$/i;

function* above(folder: Uri): Iterable<Uri> {
  if (BEGINNING.test(folder)) return;
  const next = folder.slice(0, folder.lastIndexOf('/'));
  for (const name of NAMES) yield `${next}/${name}`;
  yield* above(next);
}
