import { readFacts } from './facts/index';
import { dirname, type SourceFile } from './files';
import { placeOf } from './layout';
import { link } from './link';
import type { Entry, Solution } from './model';
import { Neighbourhood } from './neighbours';
import type { Uri } from './text';

/** A file that is new or different (with its entry), or gone (without). */
export interface FileChange {
  readonly uri: Uri;
  readonly entry: Entry | undefined;
}

/** The workspace at one moment. */
export interface Snapshot {
  readonly id: number;
  /** By root, in the order of their paths. Folders that are no solution are not among them. */
  readonly solutions: readonly Solution[];
  readonly neighbourhood: Neighbourhood;
}

/** Reads one file; undefined for a file that is none of ours. Never throws, whatever the text. */
export function entryOf(file: SourceFile, text: string): Entry | undefined {
  const place = placeOf(file.uri);
  return place && { file, kind: place.kind, facts: readFacts(place.kind, text) };
}

/** Stands for a file of ours that is there and cannot be read; undefined for a file that is none of ours. */
export function unreadEntry(file: SourceFile): Entry | undefined {
  const place = placeOf(file.uri);
  return place && { file, kind: place.kind, facts: { kind: 'unread', faults: [] } };
}

/**
 * The one mutable thing: every file we know, kept by the folder that is or may be a solution.
 * A change relinks the folders it is in and walks no other; a folder nothing has changed in keeps its `Solution` object.
 */
export class Workspace {
  readonly #folders = new Map<Uri, Solution>();
  readonly #neighbourhood = new Neighbourhood();
  #snapshot: Snapshot = { id: 0, solutions: [], neighbourhood: this.#neighbourhood };

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Takes files that were opened, edited, closed, changed or deleted, all as one step. */
  apply(changes: readonly FileChange[]): Snapshot {
    const touched = new Map<Uri, Map<Uri, Entry>>();
    for (const { uri, entry } of changes) {
      const root = placeOf(uri)?.root;
      if (root === undefined) continue;
      const known = touched.get(root) ?? this.#folders.get(root)?.entries;
      if (!entry && !known?.has(uri)) continue;
      const entries = touched.get(root) ?? new Map(known);
      if (entry) entries.set(uri, entry);
      else entries.delete(uri);
      touched.set(root, entries);
    }
    if (touched.size === 0) return this.#snapshot;
    const before = new Map([...touched.keys()].map((root) => [root, this.#folders.get(root)]));
    for (const [root, entries] of touched) this.#relink(root, entries);
    return (this.#snapshot = { id: this.#snapshot.id + 1, solutions: this.#solutions(before), neighbourhood: this.#neighbourhood });
  }

  /** The file as it was last read; undefined when we do not know it. */
  entry(uri: Uri): Entry | undefined {
    const root = placeOf(uri)?.root;
    return root === undefined ? undefined : this.#folders.get(root)?.entries.get(uri);
  }

  /** Every file we know, in no particular order. */
  *uris(): Iterable<Uri> {
    for (const { entries } of this.#folders.values()) yield* entries.keys();
  }

  #relink(root: Uri, entries: ReadonlyMap<Uri, Entry>): void {
    const before = this.#folders.get(root);
    const after = entries.size > 0 ? link(root, inOrder(entries, before?.entries)) : undefined;
    if (after) this.#folders.set(root, after);
    else this.#folders.delete(root);
    this.#neighbourhood.replace(root, before, after);
  }

  /** The solutions in the order of their paths; looked for again only when a folder came, went or became another thing. */
  #solutions(before: ReadonlyMap<Uri, Solution | undefined>): readonly Solution[] {
    const same = [...before].every(([root, old]) => old?.layout === this.#folders.get(root)?.layout);
    if (same) return this.#snapshot.solutions.map(({ root }) => this.#folders.get(root)!);
    const found = [...this.#folders.values()].filter((it) => it.layout !== 'none' && !(it.layout === 'loose' && this.#isInside(it.root)));
    return found.sort((a, b) => (a.root < b.root ? -1 : 1));
  }

  /** Whether a folder lies in a solution. Flows are loose only under no root; elsewhere such a folder is no part of the solution. */
  #isInside(root: Uri): boolean {
    for (let above = dirname(root); above !== ''; above = dirname(above))
      if (['packager', 'raw', 'yaml'].includes(this.#folders.get(above)?.layout ?? '')) return true;
    return false;
  }
}

/** Files in the order of their paths, so that nothing depends on the order they were read in. An edit adds none, and the order stands. */
function inOrder(entries: ReadonlyMap<Uri, Entry>, before: ReadonlyMap<Uri, Entry> | undefined): ReadonlyMap<Uri, Entry> {
  if (before && [...entries.keys()].every((it) => before.has(it))) return entries;
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
