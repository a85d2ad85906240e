import { comparablePath, haveOwnIds, placeOf, unreadEntry, type Extent, type FileChange, type Uri } from '../core';
import type { Disk } from './disks/disk';
import { foldersAbove, isBelow } from './places';

/** Where what is read ahead goes to, and what is asked there. */
export interface Site {
  readonly disk: Disk;
  /** The files that the editor has open. */
  open(): readonly Uri[];
  isKnown(uri: Uri): boolean;
  belongs(uri: Uri): boolean;
  /** The file as it is now. */
  now(uri: Uri): FileChange;
  take(change: FileChange): void;
  /** Puts what was taken into the workspace. */
  apply(): void;
  /** Brings the configurations that hold in a folder, wherever they are; whether all are there. */
  configures(root: Uri): boolean;
  /** Lets others go first when a slice of time is used up; whether it was. */
  pause(): Promise<boolean>;
  /** Done when it was told what has become certain. */
  told(): Promise<void>;
}

/** A solution that is being read before all others. */
interface Begun {
  /** What is still to be read of it: metadata of flows, then flows. Undefined as long as that is not known. */
  readonly left: readonly Uri[] | undefined;
  /** What lies beside its flows, in a form to be compared. */
  readonly metadata: ReadonlySet<string>;
  /** Whether what is in the flows that are left says nothing of those that are open. */
  readonly isApart: boolean;
  /** Whether anything else that is still to be read may decide what it is, or what is wrong in it. */
  readonly isDoubtful: boolean;
}

const FLOWS: readonly string[] = ['flow', 'yaml-flow', 'package-flow'];
/** They may speak for many solutions, and are read with the rest. */
const ANYWHERE: readonly string[] = ['deployment-settings', 'configuration', 'baseline'];

/** Reads the solutions of open documents before all others, and in them what is open before the flows that are not. */
export class Ahead {
  readonly #begun = new Map<Uri, Begun>();
  readonly #read = new Set<Uri>();

  constructor(private readonly site: Site) {}

  /** How much is there of each solution in which something is certain. */
  get extents(): readonly (readonly [root: Uri, Extent])[] {
    return [...this.#begun].flatMap(([root, begun]) => {
      const extent = this.#extentOf(root, begun);
      return extent ? [[root, extent] as const] : [];
    });
  }

  hasRead(uri: Uri): boolean {
    return this.#read.has(uri);
  }

  /** Reads what is open in folders that are read for the first time. */
  async read(folders: ReadonlySet<Uri>): Promise<void> {
    for (;;) {
      const root = this.#next(folders);
      const [half] = [...this.#begun].flatMap(([its, { left = [] }]) => (left.length > 0 ? [[its, left] as const] : []));
      if (root !== undefined) await this.#begin(root);
      else if (half) await this.#goOn(...half, folders);
      else return;
    }
  }

  /** A file is open now: what is left of it and speaks of it is read at once. */
  opened(uri: Uri): void {
    const root = placeOf(uri)?.root ?? '';
    const begun = this.#begun.get(root);
    const beside = metadataOf(uri);
    const its = begun?.left?.filter((it) => it === uri || comparablePath(it) === beside) ?? [];
    if (!begun || its.length === 0) return;
    this.#begun.set(root, { ...begun, left: begun.left!.filter((it) => !its.includes(it)) });
    for (const it of its) this.site.take(this.#now(it));
    this.site.apply();
  }

  /** Something has changed that may mean anything: what is found is certain again when everything has been read. */
  doubt(): void {
    for (const [root, it] of this.#begun) this.#begun.set(root, { ...it, isDoubtful: true });
  }

  /** Everything has been read. */
  end(): void {
    this.#begun.clear();
    this.#read.clear();
  }

  #extentOf(root: Uri, { left, metadata, isApart, isDoubtful }: Begun): Extent | undefined {
    if (!left || isDoubtful) return undefined;
    if (left.length === 0) return 'folder';
    // metadata that is left may speak of a flow that has none beside it
    const isOwn = left.every(isFlow) || this.#openFlows(root).every((it) => metadata.has(metadataOf(it)));
    return isApart && isOwn ? 'some flows' : undefined;
  }

  #openFlows(root: Uri): readonly Uri[] {
    return this.site.open().filter((it) => isFlow(it) && placeOf(it)?.root === root);
  }

  /** A solution that is not begun, and holds an open file. */
  #next(folders: ReadonlySet<Uri>): Uri | undefined {
    for (const uri of this.site.open()) {
      const place = placeOf(uri);
      if (!place || ANYWHERE.includes(place.kind) || this.#begun.has(place.root)) continue;
      if (isBelow(uri, folders) && this.site.belongs(uri)) return place.root;
    }
    return undefined;
  }

  /** Reads all but flows that are not open, and what speaks of those: of them it is said that they are there. */
  async #begin(root: Uri): Promise<void> {
    const { site } = this;
    this.#begun.set(root, { left: undefined, metadata: new Set(), isApart: false, isDoubtful: false });
    await site.disk.refresh([root]);
    const found: Uri[] = [];
    for (const uri of site.disk.find(root, () => {})) {
      if (placeOf(uri)?.root === root) found.push(uri);
      await site.pause();
    }
    const fresh = found.filter((it) => !site.isKnown(it));
    const open = this.#openFlows(root);
    const beside = new Set(open.map(metadataOf));
    const flows = fresh.filter((it) => isFlow(it) && !open.includes(it));
    const metadata = fresh.filter((it) => isMetadata(it) && !beside.has(comparablePath(it)));
    const left = new Set([...metadata, ...flows]);
    for (const uri of left) site.take(toBeRead(uri));
    for (const uri of new Set([...open, ...fresh])) {
      if (left.has(uri)) continue;
      site.take(this.#now(uri));
      await site.pause();
    }
    site.apply();
    const isCertain = await this.#isCertain(root);
    const isMixed = found.some((it) => isFlow(it) && !fresh.includes(it) && !open.includes(it));
    const { isDoubtful } = this.#begun.get(root)!;
    this.#begun.set(root, {
      left: [...left],
      metadata: new Set(found.filter(isMetadata).map(comparablePath)),
      isApart: !isMixed && haveOwnIds([...new Set([...open, ...found.filter(isFlow)])]),
      isDoubtful: isDoubtful || !isCertain,
    });
    for (const it of site.open()) this.opened(it); // meanwhile
    await site.told();
  }

  /** Reads what nobody looks at, as long as nobody looks at another solution. */
  async #goOn(root: Uri, left: readonly Uri[], folders: ReadonlySet<Uri>): Promise<void> {
    const { site } = this;
    for (const [i, uri] of left.entries()) {
      site.take(this.#now(uri));
      const isLast = i === left.length - 1;
      if ((await site.pause()) && !isLast && this.#next(folders) !== undefined) return this.#setLeft(root, left.slice(i + 1));
    }
    site.apply();
    this.#setLeft(root, []);
    await site.told();
  }

  #setLeft(root: Uri, left: readonly Uri[]): void {
    this.#begun.set(root, { ...this.#begun.get(root)!, left });
  }

  /** Whether what it is and what its team has decided is known. A folder of flows in a solution is no part of it, and nothing is found there. */
  async #isCertain(root: Uri): Promise<boolean> {
    const { site } = this;
    let isCertain: boolean;
    do {
      const isInside = [...foldersAbove(root)].some((it) => site.belongs(it) && site.disk.hasManifest(it));
      isCertain = site.configures(root) && !isInside;
    } while (await site.disk.refresh([]));
    return isCertain;
  }

  #now(uri: Uri): FileChange {
    this.#read.add(uri);
    return this.site.now(uri);
  }
}

function isFlow(uri: Uri): boolean {
  return FLOWS.includes(placeOf(uri)?.kind ?? '');
}

function isMetadata(uri: Uri): boolean {
  return placeOf(uri)?.kind === 'flow-metadata';
}

/** What the packager puts beside a flow, in a form to be compared. */
function metadataOf(flow: Uri): string {
  return `${comparablePath(flow)}.data.xml`;
}

function toBeRead(uri: Uri): FileChange {
  return { uri, entry: unreadEntry({ uri, version: undefined, stamp: '', text: () => undefined }) };
}
