import { type Fix, namingIn, neighboursOf, preferredIfOnly, type Scene } from '../fix';
import type { ConnectionReference, Frame } from '../model';
import { areaFor, isTypeSettled, namesByScheme, typesFor, writtenConnector } from '../naming';
import { renameDisplayName } from './rename';

/** The names by the scheme that a reference can get, one for each type: no file tells the type, so it is never chosen for the reader. */
function schemeNames(reference: ConnectionReference, solution: Frame, scene: Scene): readonly string[] {
  const naming = namingIn(solution, scene);
  const neighbours = neighboursOf(solution, scene);
  const parts = {
    area: areaFor(reference, solution, neighbours, naming),
    connector: writtenConnector(reference, neighbours, naming),
  };
  const names = namesByScheme(parts, typesFor(reference, naming), solution, naming, reference).map((it) => it.name);
  return names.filter((it) => it !== reference.displayName?.value);
}

/** One fix for each name that the scheme offers. */
export function renamesByScheme(reference: ConnectionReference, solution: Frame, scene: Scene): readonly Fix[] {
  const fixes = schemeNames(reference, solution, scene).map((name) => renameTo(name, 'review', reference, scene));
  return preferredIfOnly(fixes, isTypeSettled(reference, namingIn(solution, scene)));
}

/** Gives the reference another display name. */
export function renameTo(name: string, safety: Fix['safety'], reference: ConnectionReference, scene: Scene): Omit<Fix, 'preferred'> {
  return { title: `Rename to '${name}'`, safety, edits: () => renameDisplayName(reference, name, scene).edits };
}
