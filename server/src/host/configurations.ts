import { dirname, join } from 'node:path';
import type { FileChange, Uri, Workspace } from '../core';
import { isFile, pathOf, uriOf } from './disk';

/** The names of what speaks for a folder and all below it. */
const NAMES = ['keyhook.json', 'keyhook-baseline.json'];

/**
 * Brings what lies outside of the folders that are read and holds inside of them into the workspace: configurations and baselines
 * above, and what is extended, wherever it is. Gives those that are there. `fileNow` reads one, and `isInside` tells what is read anyway.
 */
export function readOutside(
  workspace: Workspace,
  folders: Iterable<Uri>,
  isInside: (uri: Uri) => boolean,
  fileNow: (uri: Uri) => FileChange | undefined,
): ReadonlySet<Uri> {
  const found = new Set<Uri>();
  const tried = new Set<Uri>();
  const take = (uris: readonly Uri[]): void => {
    const fresh = uris.filter((it) => tried.size < tried.add(it).size && !isInside(it) && isFile(pathOf(it)));
    const changes = fresh.flatMap((it) => fileNow(it) ?? []).filter((it) => it.entry);
    for (const { uri } of changes) found.add(uri);
    workspace.apply(changes.map((it) => ({ ...it, isOutside: true })));
  };
  take([...folders].flatMap((it) => [...above(pathOf(it))]));
  const extended = (): readonly Uri[] =>
    workspace.snapshot.configurations.extended.map((it) => uriOf(pathOf(it))).filter((it) => !tried.has(it));
  for (let its = extended(); its.length > 0; its = extended()) take(its);
  return found;
}

function* above(folder: string): Iterable<Uri> {
  const next = dirname(folder);
  if (next === folder) return;
  for (const name of NAMES) yield uriOf(join(next, name));
  yield* above(next);
}
