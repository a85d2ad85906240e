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
  /** By root, in the order of their paths. */
  readonly solutions: readonly Solution[];
  /** Folders that are no solution and hold files that name connection references: deployment settings, package manifests. */
  readonly others: readonly Solution[];
  readonly neighbourhood: Neighbourhood;
}

/** Reads one file; undefined for a file that is none of ours. Never throws, whatever the text. */
export function entryOf(file: SourceFile, text: string): Entry | undefined {
  const place = placeOf(file.uri);
  const facts = place && readFacts(place.kind, text);
  return place && facts && { file, kind: place.kind, facts };
}

/** Stands for a file of ours that is there and cannot be read; undefined for a file that is none of ours, as far as its path tells. */
export function unreadEntry(file: SourceFile): Entry | undefined {
  const place = placeOf(file.uri);
  return place && place.kind !== 'deployment-settings' ? { file, kind: place.kind, facts: { kind: 'unread', faults: [] } } : undefined;
}

/**
 * The one mutable thing: every file we know, kept by the folder that is or may be a solution.
 * A change relinks the folders it is in and walks no other; a folder nothing has changed in keeps its `Solution` object.
 */
export class Workspace {
  readonly #folders = new Map<Uri, Solution>();
  #neighbourhood = new Neighbourhood();
  #snapshot: Snapshot = { id: 0, solutions: [], others: [], neighbourhood: this.#neighbourhood };

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
    return (this.#snapshot = { id: this.#snapshot.id + 1, ...this.#sorted(before), neighbourhood: this.#neighbourhood });
  }

  /** A workspace of its own in the same state: what is tried there changes nothing here. */
  fork(): Workspace {
    const fork = new Workspace();
    for (const [root, folder] of this.#folders) fork.#folders.set(root, folder);
    fork.#neighbourhood = this.#neighbourhood.fork();
    fork.#snapshot = { ...this.#snapshot, neighbourhood: fork.#neighbourhood };
    return fork;
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
    const after = entries.size > 0 ? link(root, inOrder(entries, before?.entries), before) : undefined;
    if (after) this.#folders.set(root, after);
    else this.#folders.delete(root);
    this.#neighbourhood.replace(root, before, after);
  }

  /** The solutions and the other folders in the order of their paths; sorted again only when a folder came, went or became another thing. */
  #sorted(before: ReadonlyMap<Uri, Solution | undefined>): Pick<Snapshot, 'solutions' | 'others'> {
    const same = [...before].every(([root, old]) => old?.layout === this.#folders.get(root)?.layout);
    const now = ({ root }: Solution): Solution => this.#folders.get(root)!;
    if (same) return { solutions: this.#snapshot.solutions.map(now), others: this.#snapshot.others.map(now) };
    const isSolution = ({ layout, root }: Solution): boolean => layout !== 'none' && !(layout === 'loose' && this.#isInside(root));
    const all = [...this.#folders.values()].sort((a, b) => (a.root < b.root ? -1 : 1));
    return { solutions: all.filter(isSolution), others: all.filter((it) => !isSolution(it)) };
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
