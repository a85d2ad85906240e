import { Configurations } from './configurations';
import { readFlow, type FlowFacts } from './facts/flow';
import { isFlowKind, readFacts, type Facts } from './facts/index';
import { KeptFlow } from './facts/kept-flow';
import { KeptWorkflow } from './facts/kept-workflow';
import type { SourceFile } from './files';
import { Folders, type Replaced } from './folders';
import { keepInside } from './inside';
import { placeOf } from './layout';
import { findsIn } from './looks';
import { matches, type Glob } from './globs';
import { Layered } from './layered';
import { link, linkFlows } from './link';
import { LinkedFlow } from './linked-flow';
import type { Entry, Solution } from './model';
import { Neighbourhood, UnreadNeighbourhood, type Extent } from './neighbours';
import type { Uri } from './text';

/** A file that is new or different (with its entry), or gone (without). */
export interface FileChange {
  readonly uri: Uri;
  readonly entry: Entry | undefined;
  /** Of a configuration that lies outside of what is read: it says what holds inside, and nothing is found in it or changed. */
  readonly isOutside?: true;
}

/** The workspace at one moment. */
export interface Snapshot {
  readonly id: number;
  readonly folders: Folders;
  /** Those of the folders, in the order of their paths. */
  readonly solutions: readonly Solution[];
  readonly others: readonly Solution[];
  readonly neighbourhood: Neighbourhood;
  readonly configurations: Configurations;
}

/** The folders in which something may be found. */
export function checkedIn({ folders }: Snapshot): readonly Solution[] {
  return folders.lists.checked;
}

/**
 * The same moment for who checks a folder that has been read so far, while others are still to be read: what a linter finds in it
 * then it finds in the end, too. Its configurations must be known, those in it, above it and what they extend; of flows that are
 * still to be read there must be an `unreadEntry`, and each flow of it an id of its own (`haveOwnIds`).
 */
export function whileReading(snapshot: Snapshot, extent: Extent): Snapshot {
  return { ...snapshot, neighbourhood: unread[extent] };
}

const unread: Readonly<Record<Extent, Neighbourhood>> = {
  folder: new UnreadNeighbourhood('folder'),
  'some flows': new UnreadNeighbourhood('some flows'),
};

/** Reads one file; undefined for a file that is none of ours. Never throws, whatever the text. */
export function entryOf(file: SourceFile, text: string): Entry | undefined {
  const place = placeOf(file.uri);
  if (!place) return undefined;
  const { kind } = place;
  const facts = isFlowKind(kind) ? flowFactsOf(file, text) : readFacts(kind, text);
  return facts && { file, kind, facts: kept(facts, file.uri) };
}

/** The same with facts of such a file that were made elsewhere, and have come as JSON. */
export function entryWith(file: SourceFile, facts: Facts): Entry | undefined {
  const kind = placeOf(file.uri)?.kind;
  return kind && { file, kind, facts: facts.kind === 'flow' ? new KeptFlow(facts, facts.finds) : kept(facts, file.uri) };
}

function kept(facts: Facts, uri: Uri): Facts {
  if (facts.kind !== 'flow-metadata') return facts;
  const { kind, faults, workflow } = facts;
  return { kind, faults: faults.length > 0 ? faults : NONE, workflow: workflow && new KeptWorkflow(workflow, uri) };
}

const NONE: readonly never[] = [];

/** The first look at a flow, while all of it is at hand. */
function flowFactsOf(file: SourceFile, text: string): FlowFacts {
  const { facts, inside } = readFlow(text);
  keepInside(file, inside);
  const alone = new LinkedFlow(file, '', undefined, '', undefined, false, { ...facts, finds: [] });
  return new KeptFlow(facts, findsIn(alone, inside));
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
  #folders = new Layered<Uri, Solution>();
  /** Every file by its root; what is excluded is here and in no solution. */
  #files = new Layered<Uri, ReadonlyMap<Uri, Entry>>();
  /** Configurations that lie outside of what is read. */
  #outside = new Map<Uri, Entry>();
  #neighbourhood = new Neighbourhood();
  #snapshot: Snapshot = {
    id: 0,
    ...listed(Folders.of(this.#folders)),
    neighbourhood: this.#neighbourhood,
    configurations: new Configurations(),
  };

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Takes files that were opened, edited, closed, changed or deleted, all as one step. */
  apply(changes: readonly FileChange[]): Snapshot {
    const touched = new Map<Uri, Map<Uri, Entry | undefined>>();
    for (const { uri, entry, isOutside } of changes) {
      if (isOutside && entry) this.#outside.set(uri, entry);
      else this.#outside.delete(uri);
      const root = isOutside ? undefined : placeOf(uri)?.root;
      if (root === undefined || (!entry && !touched.get(root)?.has(uri) && !this.#files.get(root)?.has(uri))) continue;
      const its = touched.get(root);
      if (its) its.set(uri, entry);
      else touched.set(root, new Map([[uri, entry]]));
    }
    const configurations = this.#snapshot.configurations.with(changes);
    const isSame = configurations === this.#snapshot.configurations;
    if (touched.size === 0 && isSame) return this.#snapshot;
    const roots = new Set([...touched.keys(), ...this.#rootsExcludedOtherwise(configurations)]);
    const joined: Replaced[] = [];
    for (const root of roots) {
      const its = touched.get(root) ?? new Map<Uri, Entry>();
      const known = this.#files.get(root);
      const files = this.#take(root, its);
      const edited = isSame ? this.#afterEdits(root, its, known, files) : undefined;
      joined.push(this.#join(root, edited ?? this.#linked(root, files, configurations.of(root).exclude)));
    }
    if (joined.some((it) => !it.after)) for (const it of [this.#folders, this.#files]) it.settle(); // they may have held a lot
    return (this.#snapshot = {
      id: this.#snapshot.id + 1,
      ...listed(this.#snapshot.folders.with(joined) ?? Folders.of(this.#folders)),
      neighbourhood: this.#neighbourhood,
      configurations,
    });
  }

  /** A workspace of its own in the same state: what is tried there changes nothing here. */
  fork(): Workspace {
    const fork = new Workspace();
    fork.#folders = this.#folders.copy();
    fork.#files = this.#files.copy();
    fork.#outside = new Map(this.#outside);
    fork.#neighbourhood = this.#neighbourhood.fork();
    fork.#snapshot = { ...this.#snapshot, neighbourhood: fork.#neighbourhood };
    return fork;
  }

  /** The file as it was last read; undefined when we do not know it. */
  entry(uri: Uri): Entry | undefined {
    const root = placeOf(uri)?.root;
    return root === undefined ? undefined : (this.#files.get(root)?.get(uri) ?? this.#outside.get(uri));
  }

  /** The text of a file as it was last read; undefined when it is no longer that, or we do not know it. */
  text(uri: Uri): string | undefined {
    return this.entry(uri)?.file.text();
  }

  /** Every file we know, in no particular order. */
  *uris(): Iterable<Uri> {
    for (const files of this.#files.values()) yield* files.keys();
  }

  *#rootsExcludedOtherwise(configurations: Configurations): Iterable<Uri> {
    const { configurations: before } = this.#snapshot;
    if (configurations === before) return;
    for (const root of this.#files.keys())
      if (JSON.stringify(configurations.of(root).exclude) !== JSON.stringify(before.of(root).exclude)) yield root;
  }

  /** Puts changes into the files of a root; gives all of them. */
  #take(root: Uri, changes: ReadonlyMap<Uri, Entry | undefined>): ReadonlyMap<Uri, Entry> {
    const before = this.#files.get(root);
    const files = new Map(before);
    let isInOrder = true;
    for (const [uri, entry] of changes) {
      isInOrder &&= !entry || files.has(uri);
      if (entry) files.set(uri, entry);
      else files.delete(uri);
    }
    const sorted = isInOrder ? files : inOrder(files);
    if (sorted.size > 0) this.#files.set(root, sorted);
    else this.#files.delete(root);
    return sorted;
  }

  /** The folder, where nothing but flows of it was edited; `known` were its files, and `files` are now. What is excluded takes no part. */
  #afterEdits(
    root: Uri,
    changes: ReadonlyMap<Uri, Entry | undefined>,
    known: ReadonlyMap<Uri, Entry> | undefined,
    files: ReadonlyMap<Uri, Entry>,
  ): Solution | undefined {
    const before = this.#folders.get(root);
    if (!before || ![...changes].every(([uri, entry]) => entry && known?.has(uri))) return undefined;
    const changed = [...changes.values()].flatMap((it) => (it && before.entries.has(it.file.uri) ? it : []));
    if (before.entries === known) return linkFlows(before, files, changed);
    const entries = new Map(before.entries);
    for (const it of changed) entries.set(it.file.uri, it);
    return linkFlows(before, entries, changed);
  }

  #linked(root: Uri, files: ReadonlyMap<Uri, Entry>, exclude: readonly Glob[]): Solution | undefined {
    const its = remaining(files, exclude);
    return its.size > 0 ? link(root, its, this.#folders.get(root)) : undefined;
  }

  #join(root: Uri, after: Solution | undefined): Replaced {
    const before = this.#folders.get(root);
    if (after) this.#folders.set(root, after);
    else this.#folders.delete(root);
    this.#neighbourhood.replace(root, before, after);
    return { before, after };
  }
}

function listed(folders: Folders): Pick<Snapshot, 'folders' | 'solutions' | 'others'> {
  const { solutions, others } = folders.lists;
  return { folders, solutions, others };
}

/** What is not excluded. A configuration always counts: else nothing could bring back what it excludes. */
function remaining(files: ReadonlyMap<Uri, Entry>, exclude: readonly Glob[]): ReadonlyMap<Uri, Entry> {
  if (exclude.length === 0) return files;
  return new Map([...files].filter(([uri, { kind }]) => kind === 'configuration' || kind === 'baseline' || !matches(uri, exclude)));
}

/** Files in the order of their paths, so that nothing depends on the order they were read in. */
function inOrder(entries: ReadonlyMap<Uri, Entry>): ReadonlyMap<Uri, Entry> {
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
