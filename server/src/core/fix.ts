import type { FileEdit } from './edits';
import { placeOf } from './layout';
import type { Naming } from './naming';
import type { Solution } from './model';
import type { Neighbours } from './neighbours';
import type { Uri } from './text';
import type { Snapshot } from './workspace';

/** What a change of the files is computed from: the workspace as it is now, and its texts. */
export interface Scene {
  readonly snapshot: Snapshot;
  /** What whoever asks has settled of the naming; `namingIn` gives all of it. */
  readonly naming: Partial<Naming>;
  /** A file's text as its facts were taken from it. Throws `FileChanged` when that is no longer at hand. */
  text(uri: Uri): string;
}

export interface Fix {
  /** An order to the reader: capital letter, no full stop. */
  readonly title: string;
  /** Safe fixes keep what every flow does and may be applied unseen; the others are shown first. */
  readonly safety: 'safe' | 'review';
  /** Whether it is the one sensible answer to its finding. */
  readonly preferred: boolean;
  /** What else the reader should know before agreeing, in sentences: what is left as it is, for instance. Computed when somebody asks. */
  notes?(): readonly string[];
  /** Computed only when the fix is shown or applied. Throws `Refusal` when it cannot be done, and `FileChanged`. */
  edits(): readonly FileEdit[];
}

/** Asked for something that cannot be done; the message says why, to the person who asked. */
export class Refusal extends Error {}

/** A file is no longer what it was when it was read: read it again, and ask again. */
export class FileChanged extends Error {
  constructor(readonly uri: Uri) {
    super(`${uri} has changed since it was read`);
  }
}

/** Marks the only answer as preferred: with two there is no telling which is wanted, nor with one that something was guessed for. */
export function preferredIfOnly(fixes: readonly Omit<Fix, 'preferred'>[], isSettled = true): readonly Fix[] {
  return fixes.map((it) => ({ ...it, preferred: isSettled && fixes.length === 1 }));
}

/** How connection references of a solution are named: as it is configured, but for what has been settled. */
export function namingIn({ root }: Pick<Solution, 'root'>, { snapshot, naming }: Scene): Naming {
  return { ...snapshot.configurations.of(root).naming, ...naming };
}

/** The workspace as a solution sees it, outside of linting: nothing is remembered. */
export function neighboursOf({ root }: Pick<Solution, 'root'>, { snapshot }: Scene): Neighbours {
  return snapshot.neighbourhood.seenFrom(root);
}

/** A folder as it is now. What a rule has seen of it may be older by an edit of some flow. */
export function folderIn({ snapshot }: Scene, { root }: Pick<Solution, 'root'>): Solution {
  const found = snapshot.folders.at(root);
  if (!found) throw new FileChanged(root);
  return found;
}

/** Every folder that has a word to say of connection references, solutions first. */
export function* foldersOf({ solutions, others }: Snapshot): Iterable<Solution> {
  yield* solutions;
  yield* others;
}

/** Whether a file must not be changed here. A configuration beside a managed solution is no part of it. */
export function isMadeElsewhere(uri: Uri, folder: Solution): boolean {
  return isManagedOnly(folder) && placeOf(uri)?.kind !== 'configuration';
}

/** Whether a solution is kept in managed form only. Its source is elsewhere, so it is never changed here. */
export function isManagedOnly({ manifest }: Pick<Solution, 'manifest'>): boolean {
  return manifest?.managed === '1';
}
