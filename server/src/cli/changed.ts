import { placeOf, type Finding, type Uri } from '../core';
import { pathOf, uriOf } from '../host/disk';
import { changesSince } from '../host/git';
import { BadUsage, relativePath, type Reading } from './read';

/** Whether a finding is of what differs from a git reference; asked after the solutions were read. */
export type IsChanged = (finding: Finding, folder: Uri) => boolean;

/**
 * A finding is of what has changed when its place or a related one is in a changed file, or when a file of its solution is gone:
 * what that one leaves behind is found anywhere. Throws `GitError`, and `BadUsage` for solutions outside of the repository.
 */
export async function changedSince(ref: string | undefined, cwd: string): Promise<(reading: Reading) => IsChanged> {
  const { root, changed, deleted } = await changesSince(ref, cwd);
  const changedUris = new Set(changed.map(uriOf));
  const shrunk = new Set(deleted.flatMap((it) => placeOf(uriOf(it))?.root ?? []));
  const isChanged = (uri: Uri): boolean => selfAndFolders(uri).some((it) => changedUris.has(it));
  return ({ workspace }) => {
    const top = uriOf(root);
    const outside = workspace.snapshot.solutions.find((it) => !selfAndFolders(it.root).includes(top));
    if (outside)
      throw new BadUsage(
        `'${relativePath(cwd, pathOf(outside.root))}' is outside of the git repository '${relativePath(cwd, root)}', so nothing tells what has changed there.`,
      );
    return ({ at, related = [] }, folder) => shrunk.has(folder) || [at, ...related].some(({ uri }) => isChanged(uri));
  };
}

/** A file in a zip (`a.zip!/b`, as a URI `a.zip%21/b`) has that among its folders. */
function selfAndFolders(uri: Uri): readonly Uri[] {
  return [...uri.matchAll(/\/|$/g)].map((it) => uri.slice(0, it.index)).flatMap((it) => (it.endsWith('%21') ? [it, it.slice(0, -3)] : it));
}
