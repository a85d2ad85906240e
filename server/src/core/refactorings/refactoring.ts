import type { FileEdit } from '../edits';
import type { Fix } from '../fix';

/** A change of the files that somebody asked for, complete: it is made whole or not at all. */
export interface Refactoring {
  readonly edits: readonly FileEdit[];
  /** What the reader should know of it, in sentences: what was left as it is, for instance. */
  readonly notes: readonly string[];
}

/** Something that can be done at a place, whether or not anything is wrong there. */
export interface Offered extends Omit<Fix, 'preferred'> {
  readonly kind: 'rewrite' | 'extract';
  /** What it is about, in words that survive edits elsewhere. */
  readonly subject: string;
  /** The name of an action that it makes, which the reader may want to change. */
  readonly names?: string;
}
