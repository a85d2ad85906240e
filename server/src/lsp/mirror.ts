import { TextDocument } from 'vscode-languageserver-textdocument';
import { entryOf, isForeignFolder, placeOf, Workspace, type FileChange, type SourceFile, type Uri } from '../core';
import { readOutside } from '../host/configurations';
import type { Unread } from '../host/content';
import { canonical } from '../host/uris';
import type { Disk } from './disks/disk';
import { foldersAbove, isBelow, rootsOf } from './places';
import { keysOn, Spellings, twins } from './spellings';
import { breather } from './turns';

/** Fewer files than this are not worth linking a solution for. */
const BATCH = 64;

/** Told how a reading goes. */
export interface Reader {
  /** Whole folders are read, which may take a while; called again with a growing count. */
  reading(files: number): void;
  done(): void;
  unread(unread: readonly Unread[]): void;
}

/**
 * Keeps one workspace equal to what the editor holds, else what the disk holds, below the folders that are open.
 * What changes on the disk is only noted, and `read` then looks at what is there now: so no event needs to be believed.
 */
export class Mirror {
  readonly workspace = new Workspace();
  readonly #open = new Map<Uri, TextDocument>();
  /** What we know the open documents by. */
  readonly #opened = new Map<TextDocument['uri'], Uri>();
  readonly #spellings: Spellings;
  readonly #edited = new Set<Uri>();
  readonly #changed = new Set<Uri>();
  /** Read, and not yet in the workspace. */
  readonly #batch = new Map<Uri, FileChange>();
  /** As the editor says them. */
  #folders: readonly Uri[] = [];
  #roots: ReadonlySet<Uri> = new Set();
  /** Configurations that hold in them and lie elsewhere. */
  #outside: ReadonlySet<Uri> = new Set();
  #unread: Unread[] = [];
  #reading: Promise<void> | undefined;

  constructor(
    private readonly disk: Disk,
    private readonly reader: Reader,
  ) {
    this.#spellings = new Spellings(disk);
  }

  /** Whether the workspace is what editor and disk hold, as far as we were told. */
  get settled(): boolean {
    return this.#changed.size === 0 && !this.#reading;
  }

  get folders(): readonly Uri[] {
    return this.#folders.length > 0 ? [...this.#roots] : [];
  }

  set folders(folders: readonly Uri[]) {
    this.#folders = folders;
    this.#focus();
    const spell = this.#spellings.spell();
    for (const uri of [...this.#open.keys()]) {
      const its = spell(uri);
      if (its !== uri) this.#rename(uri, its);
    }
  }

  opened(document: TextDocument): void {
    const uri = this.ours(document.uri);
    const isNew = !this.#open.has(uri);
    this.#open.set(uri, document);
    this.#opened.set(document.uri, uri);
    this.#edited.add(uri);
    if (!isNew) return;
    this.#focus();
    const isUnknown = this.disk.ignoresCase(uri) && this.#belongs(uri) && !this.workspace.entry(uri);
    if (isUnknown) this.#changed.add(uri); // or known by the spelling that it had before it was renamed
  }

  closed(document: TextDocument): void {
    const uri = this.ours(document.uri);
    this.#opened.delete(document.uri);
    if (this.#open.get(uri) !== document) return; // the editor has it open in another spelling, too
    this.#open.delete(uri);
    (this.disk.isCopied(uri) ? this.#changed : this.#edited).add(uri); // it may have been saved since it was copied
    this.#focus();
  }

  /** Takes note of files and folders that came, went or changed on the disk; gives those of them that can matter. */
  changed(paths: readonly Uri[]): readonly Uri[] {
    const spell = this.#spellings.spell();
    const key = keysOn(this.disk);
    const closed = paths
      .map((it) => this.#known(it, spell))
      .filter((it) => !it.split('/').some(isForeignFolder) && !this.#open.has(it) && this.#belongs(it));
    const emptied = new Set(this.#below(closed.filter((it) => !placeOf(it))).flatMap((it) => [...foldersAbove(key(it))]));
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
    const changes = [...this.#edited].map((it) => this.#now(it));
    this.#edited.clear();
    for (const { uri } of changes) this.#batch.delete(uri);
    this.#sayUnread();
    const before = this.workspace.snapshot;
    if (this.workspace.apply(changes) === before) return [];
    if (this.workspace.snapshot.configurations !== before.configurations) {
      this.#readOutside(); // another file may be extended
      for (const { uri } of changes) if (this.disk.isCopied(uri)) this.#changed.add(uri); // and has to be copied first
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
    const open = this.#open.get(uri);
    return !open || entryOf(opened(uri, open), open.getText()) !== undefined;
  }

  /** The URI by which we know what the editor means by one of its own. */
  ours(uri: string): Uri {
    return this.#opened.get(uri) ?? this.#known(canonical(uri), this.#spellings.spell());
  }

  /** As the editor spells it: for a document it has opened that may differ from ours. */
  spelling(uri: Uri): string {
    return this.#open.get(uri)?.uri ?? uri;
  }

  /** The file that the editor has open by this spelling. */
  openedAs(spelling: string): Uri | undefined {
    return this.#opened.get(spelling);
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
    const roots = this.#spellings.open(this.#folders.length > 0 ? this.#folders : [...rootsOf(this.#open.keys(), this.disk)]);
    for (const it of roots) if (!this.#roots.has(it)) this.#changed.add(it);
    const left = [...this.#roots].filter((it) => !roots.has(it));
    for (const it of left) this.#changed.add(it);
    this.#roots = roots;
    if (left.length > 0) this.disk.keep(roots);
  }

  #belongs(uri: Uri): boolean {
    return isBelow(uri, this.#roots) && !this.disk.isBuilt(uri);
  }

  async #read(): Promise<void> {
    do await this.#readChanged();
    while (await this.#knowsMore());
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
    const breathe = breather();
    let count = 0;
    while (this.#changed.size > 0) {
      const paths = new Set(this.#changed);
      this.#changed.clear();
      const whole = [...this.#roots].some((it) => paths.has(it));
      const ours = [...paths, ...this.#outside].filter((it) => this.#belongs(it) || this.#outside.has(it));
      await this.disk.refresh(ours, whole ? (files) => this.reader.reading(files) : undefined);
      let root: Uri | undefined;
      for (const uri of this.#concerned(paths)) {
        const its = placeOf(uri)?.root;
        if (this.#batch.size >= BATCH && its !== root) this.#apply();
        root = its;
        if (!this.#open.has(uri)) await this.disk.arrival?.(uri);
        this.#batch.set(uri, this.#now(uri));
        count++;
        const rest = breathe();
        if (rest && whole) this.reader.reading(count);
        await rest;
      }
      this.#apply();
    }
  }

  /** Configurations that hold in our folders and lie outside of them. Nobody tells when they change: they are looked at with the rest. */
  #readOutside(): void {
    const before = this.#outside;
    this.#outside = readOutside(this.workspace, this.#roots, {
      isInside: (uri) => this.#belongs(uri),
      isFile: (uri) => this.disk.isFile(uri),
      fileNow: (uri) => this.#asItIs(uri),
    });
    const gone = [...before].filter((it) => !this.#outside.has(it) && !this.#belongs(it));
    this.workspace.apply(gone.map((uri) => ({ uri, entry: undefined, isOutside: true })));
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
        if (this.disk.ignoresCase(uri) && (this.#open.has(uri) ? spell(uri) === uri : !this.workspace.entry(uri))) fresh.add(uri);
        yield uri;
      }
    }
    for (const [old, now] of this.#respelt(fresh)) {
      seen.add(old);
      this.#rename(old, now);
      if (this.#open.has(now)) yield now;
    }
    for (const uri of this.#below([...paths].filter((it) => !placeOf(it)))) if (!seen.has(uri)) yield uri;
  }

  /** What is known by a spelling that the disk has no more, with the one that it has. */
  #respelt(fresh: ReadonlySet<Uri>): readonly (readonly [old: Uri, now: Uri])[] {
    const spell = this.#spellings.spell();
    const known = fresh.size === 0 ? [] : [...this.workspace.uris(), ...[...this.#open.keys()].filter(placeOf)];
    return [...twins(known, fresh, keysOn(this.disk))].filter(([old]) => spell(old) !== old || !this.disk.isFile(old));
  }

  #rename(old: Uri, now: Uri): void {
    this.#batch.set(old, { uri: old, entry: undefined });
    this.#edited.delete(old);
    const document = this.#open.get(old);
    if (!document) return;
    this.#open.delete(old);
    if (!this.#open.has(now)) this.#open.set(now, document);
    this.#opened.set(document.uri, now);
    this.#edited.add(now);
  }

  /** A canonical URI by the spelling that we know it by. */
  #known(uri: Uri, spell: (uri: Uri) => Uri): Uri {
    if (!this.disk.ignoresCase(uri) || this.#open.has(uri) || this.workspace.entry(uri)) return uri;
    const its = spell(uri);
    const others = this.disk.isFile(its) ? this.#outside : new Set([...this.#open.keys(), ...this.#outside]);
    const [twin] = twins([its], others, keysOn(this.disk));
    return twin ? twin[1] : its;
  }

  /** The files in the workspace or the editor that lie below one of these folders. */
  #below(folders: readonly Uri[]): readonly Uri[] {
    if (folders.length === 0) return [];
    const key = keysOn(this.disk);
    const keys = new Set(folders.map(key));
    return [...this.workspace.uris(), ...this.#open.keys()].filter((it) => isBelow(key(it), keys));
  }

  /** The file as it is now. */
  #now(uri: Uri): FileChange {
    if (this.#belongs(uri)) return this.#asItIs(uri);
    return this.#outside.has(uri) ? { ...this.#asItIs(uri), isOutside: true } : { uri, entry: undefined };
  }

  #asItIs(uri: Uri): FileChange {
    const open = this.#open.get(uri);
    if (open) return { uri, entry: entryOf(opened(uri, open), open.getText()) };
    return this.disk.read(uri, this.#onUnread) ?? { uri, entry: undefined };
  }
}

/** A document as it is now: it goes on being edited. */
function opened(uri: Uri, document: TextDocument): SourceFile {
  const { version } = document;
  return { uri, version, stamp: '', text: () => (document.version === version ? document.getText() : undefined) };
}
