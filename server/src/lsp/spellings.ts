import { comparablePath, dirname, type Uri } from '../core';
import type { Disk } from './disks/disk';
import { foldersAbove, isBelow } from './places';

type Listing = Pick<Disk, 'ignoresCase' | 'itemsIn'>;

/** A URI begins with so many parts that name no folder: its scheme and its computer. */
const BEGINNING = 3;

/**
 * One spelling for each path on disks that ignore letter case: below the folders that are open that of the disk, and above and up to
 * them as they were first said. Elsewhere every path has but one.
 */
export class Spellings {
  /** The open folders and those above them, by their keys. */
  #folders: ReadonlyMap<string, Uri> = new Map();

  constructor(private readonly disk: Listing) {}

  /** Takes the folders that are open, as they are said; gives each by its spelling. */
  open(said: readonly Uri[]): ReadonlySet<Uri> {
    const folders = new Map<string, Uri>();
    const opened = new Set<Uri>();
    this.#folders = folders;
    const key = keysOn(this.disk);
    const outerFirst = said.filter((it) => this.disk.ignoresCase(it)).sort((a, b) => partsOf(a).length - partsOf(b).length);
    for (const uri of outerFirst) {
      const known = this.#nearest(uri);
      const its = isBelow(known, opened) ? this.spell()(uri) : [known, ...partsOf(uri).slice(partsOf(known).length)].join('/');
      opened.add(its);
      for (const it of [its, ...foldersAbove(its)]) folders.set(key(it), it);
    }
    return new Set(said.map((it) => folders.get(key(it)) ?? it));
  }

  /** Gives paths by their spellings. What is not there stays as it is said. Looks into each folder once, so it is good for one moment. */
  spell(): (uri: Uri) => Uri {
    const items = new Map<Uri, Uri[]>();
    const itemsIn = (folder: Uri): readonly Uri[] => items.get(folder) ?? kept(items, folder, [...this.disk.itemsIn(folder)]);
    return (uri) => {
      if (!this.disk.ignoresCase(uri)) return uri;
      const known = this.#nearest(uri);
      const rest = partsOf(uri).slice(partsOf(known).length);
      return rest.reduce((folder, name) => likeIn(itemsIn(folder), `${folder}/${name}`), known);
    };
  }

  /** The nearest folder above a path that has a spelling, or the path itself. */
  #nearest(uri: Uri): Uri {
    const path = comparablePath(uri);
    for (const it of [path, ...foldersAbove(path)]) {
      const known = this.#folders.get(it);
      if (known !== undefined) return known;
    }
    return partsOf(uri).slice(0, BEGINNING).join('/');
  }
}

/** Gives the same for every spelling of a path. */
export function keysOn(disk: Pick<Disk, 'ignoresCase'>): (uri: Uri) => string {
  const folders = new Map<Uri, string>();
  return (uri) => {
    if (!disk.ignoresCase(uri)) return uri;
    const folder = dirname(uri);
    const above = folders.get(folder) ?? kept(folders, folder, comparablePath(folder));
    return `${above}/${comparablePath(uri.slice(folder.length + 1))}`;
  };
}

/** The files that go by another spelling among these new ones: each with its new one. */
export function* twins(files: Iterable<Uri>, fresh: ReadonlySet<Uri>, key: (uri: Uri) => string): Generator<readonly [old: Uri, now: Uri]> {
  const others = [...files].filter((it) => !fresh.has(it));
  if (fresh.size === 0 || others.length === 0) return;
  const byKey = new Map(Array.from(fresh, (it) => [key(it), it]));
  for (const it of others) {
    const now = byKey.get(key(it));
    if (now !== undefined) yield [it, now];
  }
}

function likeIn(items: readonly Uri[], wanted: Uri): Uri {
  if (items.includes(wanted)) return wanted;
  const path = comparablePath(wanted);
  return items.find((it) => comparablePath(it) === path) ?? wanted;
}

function partsOf(uri: Uri): readonly string[] {
  return uri.split('/');
}

function kept<Key, Value>(values: Map<Key, Value>, key: Key, value: Value): Value {
  values.set(key, value);
  return value;
}
