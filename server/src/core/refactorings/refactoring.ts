import type { FileEdit } from '../edits';

/** A change of the files that somebody asked for, complete: it is made whole or not at all. */
export interface Refactoring {
  readonly edits: readonly FileEdit[];
  /** What the reader should know of it, in sentences: what was left as it is, for instance. */
  readonly notes: readonly string[];
}
