import { TextDocument } from 'vscode-languageserver-textdocument';
import { isForeignFolder, placeOf, Workspace, type Extent, type FileChange, type Uri } from '../core';
import { readOutside } from '../host/configurations';
import type { Unread } from '../host/content';
import { Ahead } from './ahead';
import type { Disk } from './disks/disk';
import { Names } from './names';
import { OpenFiles } from './open-files';
import { foldersAbove, isBelow, rootsOf } from './places';
import { nobody, type Reader } from './reader';
import { keysOn, Spellings } from './spellings';
import { breather } from './turns';

/** Fewer files than this are not worth linking a solution for. */
const BATCH = 64;

/** Whoever types meanwhile waits for what is left of a slice. */
const SLICE_MS = 5;

/**
 * Keeps one workspace equal to what the editor holds, else what the disk holds, below the folders that are open.
 * What changes on the disk is only noted, and `read` then looks at what is there now: so no event needs to be believed.
 */
export class Mirror {
  readonly workspace = new Workspace();
  readonly #open = new OpenFiles();
  readonly #spellings: Spellings;
  readonly #names: Names;
  readonly #ahead: Ahead;
  readonly #changed = new Set<Uri>();
  /** Read, and not yet in the workspace. */
  readonly #batch = new Map<Uri, FileChange>();
  /** As the editor says them. */
  #folders: readonly Uri[] = [];
  #roots: ReadonlySet<Uri> = new Set();
  /** Those of them that are read for the first time. */
  readonly #newRoots = new Set<Uri>();
  /** Configurations that hold in them and lie elsewhere. */
  #outside: ReadonlySet<Uri> = new Set();
  #unread: Unread[] = [];
  #reading: Promise<void> | undefined;
  /** Lets others go first when a slice of time is used up; whether it was. */
  #pause = (): Promise<boolean> => Promise.resolve(false);

  constructor(
    private readonly disk: Disk,
    private readonly reader: Reader,
    private readonly front = nobody,
  ) {
    this.#spellings = new Spellings(disk);
    this.#names = new Names(disk, this.workspace, this.#open, this.#spellings, () => this.#outside);
    this.#ahead = new Ahead({
      disk,
      open: () => this.#open.uris(),
      isKnown: (uri) => this.#batch.has(uri) || this.workspace.entry(uri) !== undefined,
      belongs: (uri) => this.#belongs(uri),
      now: (uri) => this.#now(uri),
      take: (change) => this.#batch.set(change.uri, change),
      apply: () => this.#apply(),
      configures: (root) => this.#configures(root),
      pause: () => this.#pause(),
      told: () => front.told(),
    });
  }

  /** Whether the workspace is what editor and disk hold, as far as we were told. */
  get settled(): boolean {
    return this.#changed.size === 0 && !this.#reading;
  }

  /** How much is there, while it is not settled, of the solutions in which something is certain all the same. */
  get ahead(): readonly (readonly [root: Uri, Extent])[] {
    return this.#ahead.extents;
  }

  /** Whether the solution of a document is among those. */
  isAhead(document: string): boolean {
    const root = placeOf(this.ours(document))?.root;
    return this.ahead.some(([its]) => its === root);
  }

  get folders(): readonly Uri[] {
    return this.#folders.length > 0 ? [...this.#roots] : [];
  }

  set folders(folders: readonly Uri[]) {
    this.#folders = folders;
    this.#focus();
    const spell = this.#spellings.spell();
    for (const uri of this.#open.uris()) {
      const its = spell(uri);
      if (its !== uri) this.#rename(uri, its);
    }
  }

  opened(document: TextDocument): void {
    const uri = this.ours(document.uri);
    if (!this.#open.take(uri, document)) return;
    this.#ahead.opened(uri);
    this.#focus();
    const isUnknown = this.disk.ignoresCase(uri) && this.#belongs(uri) && !this.workspace.entry(uri);
    if (isUnknown) this.#changed.add(uri); // or known by the spelling that it had before it was renamed
  }

  closed(document: TextDocument): void {
    const uri = this.ours(document.uri);
    if (!this.#open.close(uri, document)) return; // the editor has it open in another spelling, too
    if (this.disk.isCopied(uri))
      this.#changed.add(uri); // it may have been saved since it was copied
    else this.#open.edited(uri);
    this.#focus();
  }

  /** Takes note of files and folders that came, went or changed on the disk; gives those of them that can matter. */
  changed(paths: readonly Uri[]): readonly Uri[] {
    const spell = this.#spellings.spell();
    const key = keysOn(this.disk);
    const closed = paths
      .map((it) => this.#names.called(it, spell))
      .filter((it) => !it.split('/').some(isForeignFolder) && !this.#open.has(it) && this.#belongs(it));
    const emptied = new Set(this.#names.below(closed.filter((it) => !placeOf(it))).flatMap((it) => [...foldersAbove(key(it))]));
    const ours = closed.filter((it) => placeOf(it) || emptied.has(key(it)) || this.disk.isFolder(it));
    for (const it of ours) this.#changed.add(it);
    return ours;
  }

  /** Looks at every closed file, whatever was told of it, and takes note of those that changed since they were read; gives whether there are any. */
  hasMoved(): boolean {
    for (const uri of this.workspace.uris()) {
      const file = this.workspace.entry(uri)?.file;
      if (file && file.version === undefined && file.stamp !== '' && !this.disk.isAsRead(file)) this.#changed.add(uri);
    }
    return !this.settled;
  }

  /** Puts what was typed, opened and closed into the workspace; gives the solutions it is in. */
  takeEdits(): readonly Uri[] {
    const changes = this.#open.takeEdited().map((it) => this.#now(it));
    for (const { uri } of changes) this.#batch.delete(uri);
    this.#sayUnread();
    const before = this.workspace.snapshot;
    if (this.workspace.apply(changes) === before) return [];
    if (this.workspace.snapshot.configurations !== before.configurations) {
      this.#readOutside(); // another file may be extended
      for (const { uri } of changes) if (this.disk.isCopied(uri)) this.#changed.add(uri); // and has to be copied first
      this.#ahead.doubt(); // or is still to be read
    }
    return changes.flatMap(({ uri }) => placeOf(uri)?.root ?? []);
  }

  /** Reads what has changed, in slices; what changes meanwhile is read before it ends. */
  read(): Promise<void> {
    return (this.#reading ??= this.#read().finally(() => (this.#reading = undefined)));
  }

  /** Whether a document may be a file of ours, whatever is still to be read. Most JSON files are none, and nobody who edits them should wait for us. */
  mayBeOurs(document: string): boolean {
    const uri = this.ours(document);
    const kind = placeOf(uri)?.kind;
    if (kind !== 'deployment-settings') return kind !== undefined;
    const open = this.#open.now(uri);
    return !open || open.entry !== undefined;
  }

  /** The URI by which we know what the editor means by one of its own. */
  ours(uri: string): Uri {
    return this.#names.ours(uri);
  }

  /** As the editor spells it: for a document it has opened that may differ from ours. */
  spelling(uri: Uri): string {
    return this.#open.spelling(uri);
  }

  /** The file that the editor has open by this spelling. */
  openedAs(spelling: string): Uri | undefined {
    return this.#open.openedAs(spelling);
  }

  isOpen(uri: Uri): boolean {
    return this.#open.has(uri);
  }

  /** The text that the file's facts were taken from; undefined when it is no longer at hand: a newer one is about to be read. */
  document(uri: Uri): TextDocument | undefined {
    const file = this.workspace.entry(uri)?.file;
    const open = this.#open.get(uri);
    if (!file || open) return open?.version === file?.version ? open : undefined;
    const text = file.text();
    if (text === undefined) this.#changed.add(uri);
    return text === undefined ? undefined : TextDocument.create(uri, '', 0, text);
  }

  /** Without a folder, the solutions of the open documents are what is looked at. */
  #focus(): void {
    const roots = this.#spellings.open(this.#folders.length > 0 ? this.#folders : [...rootsOf(this.#open.uris(), this.disk)]);
    for (const it of roots) if (!this.#roots.has(it)) for (const its of [this.#changed, this.#newRoots]) its.add(it);
    const left = [...this.#roots].filter((it) => !roots.has(it));
    for (const it of left) this.#changed.add(it);
    this.#roots = roots;
    if (left.length === 0) return;
    this.disk.keep(roots);
    this.#ahead.doubt();
  }

  #belongs(uri: Uri): boolean {
    return isBelow(uri, this.#roots) && !this.disk.isBuilt(uri);
  }

  async #read(): Promise<void> {
    do await this.#readChanged();
    while (await this.#knowsMore());
    this.#newRoots.clear();
    this.#ahead.end();
    this.reader.done();
    this.#sayUnread();
  }

  /** Whether the disk knows more now of what it was asked for in vain; then there may be more to read. */
  async #knowsMore(): Promise<boolean> {
    this.#readOutside();
    if (!(await this.disk.refresh([]))) return false;
    this.#focus();
    return true;
  }

  async #readChanged(): Promise<void> {
    const breathe = breather(SLICE_MS);
    let count = 0;
    while (this.#changed.size > 0) {
      const paths = new Set(this.#changed);
      this.#changed.clear();
      const whole = [...this.#roots].some((it) => paths.has(it));
      this.#pause = async () => {
        count++;
        const rest = breathe();
        if (rest && whole) this.reader.reading(count);
        await rest;
        if (rest) await this.front.first();
        return rest !== undefined;
      };
      await this.#ahead.read(this.#newRoots);
      const ours = [...paths, ...this.#outside].filter((it) => this.#belongs(it) || this.#outside.has(it));
      const between = async (): Promise<void> => {
        await this.#ahead.read(this.#newRoots);
        await this.front.first();
      };
      await this.disk.refresh(ours, whole ? (files) => this.reader.reading(files) : undefined, between);
      let root: Uri | undefined;
      for (const uri of this.#concerned(paths)) {
        if (this.#ahead.hasRead(uri) && !this.disk.isCopied(uri) && this.#belongs(uri)) continue;
        const its = placeOf(uri)?.root;
        if (this.#batch.size >= BATCH && its !== root) this.#apply();
        root = its;
        if (!this.#open.has(uri)) await this.disk.arrival?.(uri);
        this.#batch.set(uri, this.#now(uri));
        if (await this.#pause()) await this.#ahead.read(this.#newRoots);
      }
      this.#apply();
    }
  }

  /** Configurations that hold in our folders and lie outside of them. Nobody tells when they change: they are looked at with the rest. */
  #readOutside(): void {
    const before = this.#outside;
    this.#outside = this.#configurationsOf(this.#roots, (uri) => this.#belongs(uri));
    const gone = [...before].filter((it) => !this.#outside.has(it) && !this.#belongs(it));
    this.workspace.apply(gone.map((uri) => ({ uri, entry: undefined, isOutside: true })));
  }

  /** Brings the configurations that hold in a folder, wherever they are, before the rest of what is there is read; whether all are there. */
  #configures(root: Uri): boolean {
    const found = this.#configurationsOf([root], (uri) => this.workspace.entry(uri) !== undefined);
    this.#outside = new Set([...this.#outside, ...[...found].filter((it) => !this.#belongs(it))]);
    return this.workspace.snapshot.configurations.extended.every((it) => this.workspace.entry(it));
  }

  #configurationsOf(folders: Iterable<Uri>, isInside: (uri: Uri) => boolean): ReadonlySet<Uri> {
    const [isFile, fileNow] = [(uri: Uri): boolean => this.disk.isFile(uri), (uri: Uri): FileChange | undefined => this.#asItIs(uri)];
    return readOutside(this.workspace, folders, { isInside, isFile, fileNow });
  }

  #apply(): void {
    this.workspace.apply([...this.#batch.values()]);
    this.#batch.clear();
  }

  #sayUnread(): void {
    if (this.#unread.length > 0) this.reader.unread(this.#unread);
    this.#unread = [];
  }

  readonly #onUnread = (unread: Unread): void => void this.#unread.push(unread);

  /** Every file that may be different when these paths are: what is there now, and what was there. */
  *#concerned(paths: ReadonlySet<Uri>): Generator<Uri> {
    const seen = new Set<Uri>();
    const fresh = new Set<Uri>();
    const spell = this.#spellings.spell();
    for (const path of paths) {
      const isFile = placeOf(path) !== undefined;
      const below = isFile ? [path] : this.#belongs(path) && this.disk.isFolder(path) ? this.disk.find(path, this.#onUnread) : [];
      for (const uri of below) {
        if (seen.size === seen.add(uri).size) continue;
        if (this.disk.ignoresCase(uri) && (this.#open.has(uri) ? spell(uri) === uri : this.#isNew(uri))) fresh.add(uri);
        yield uri;
      }
    }
    for (const [old, now] of this.#names.respelt(fresh)) {
      seen.add(old);
      this.#rename(old, now);
      if (this.#open.has(now)) yield now;
    }
    for (const uri of this.#names.below([...paths].filter((it) => !placeOf(it)))) if (!seen.has(uri)) yield uri;
  }

  #isNew(uri: Uri): boolean {
    return !this.workspace.entry(uri) || this.#ahead.hasRead(uri);
  }

  #rename(old: Uri, now: Uri): void {
    this.#batch.set(old, { uri: old, entry: undefined });
    this.#open.rename(old, now);
  }

  /** The file as it is now. */
  #now(uri: Uri): FileChange {
    if (this.#belongs(uri)) return this.#asItIs(uri);
    return this.#outside.has(uri) ? { ...this.#asItIs(uri), isOutside: true } : { uri, entry: undefined };
  }

  #asItIs(uri: Uri): FileChange {
    const open = this.#open.now(uri);
    return open ? { uri, ...open } : (this.disk.read(uri, this.#onUnread) ?? { uri, entry: undefined });
  }
}
