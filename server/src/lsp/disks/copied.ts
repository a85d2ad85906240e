import { basename, dirname, entryOf, isForeignFolder, placeOf, unreadEntry, type FileChange, type SourceFile, type Uri } from '../../core';
import { decode, LARGEST, TOO_LARGE, type Unread } from '../../host/content';
import { canonical, pathOf } from '../../host/uris';
import type { FolderItem, Looked } from '../../protocol';
import { isBelow } from '../places';
import type { Disk } from './disk';
import { asking, type Look } from './looking';

type Kind = FolderItem['kind'] | 'none';
type Children = ReadonlyMap<Uri, Kind>;

/** A file as it was when it was last looked at. */
type Content =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly stamp: string }
  /** A JSON file that holds no deployment settings: it need not be kept. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'unread'; readonly message: string };

/**
 * A copy of files that only the client can read. `refresh` brings it up to date, and between two of those it stays as it is: who
 * asks for what is not known hears what is said of a file that is not there, and the next `refresh` looks for it.
 */
export class CopiedDisk implements Disk {
  /** What is in the folders that were looked into. */
  readonly #folders = new Map<Uri, Map<Uri, Kind>>();
  /** What was looked at alone, and lies in none of those. */
  readonly #kinds = new Map<Uri, Kind>();
  readonly #contents = new Map<Uri, Content>();
  /** Why folders could not be looked into. */
  readonly #closed = new Map<Uri, string>();
  readonly #wanted = new Set<Uri>();
  readonly #look: (uri: Uri) => Promise<Looked>;
  #stamps = 0;

  constructor(
    look: Look,
    private readonly isCaseless = false,
  ) {
    const ask = asking(look);
    this.#look = (uri) => ask({ uri, ...(placeOf(uri) ? { most: LARGEST } : {}) });
  }

  async refresh(paths: Iterable<Uri>, onRead: (files: number) => void = () => {}): Promise<boolean> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    let files = 0;
    await Promise.all([...paths].map((it) => this.#refresh(it, () => onRead(++files))));
    await Promise.all(wanted.map((it) => this.#glance(it)));
    return wanted.length > 0;
  }

  isCopied(): boolean {
    return true;
  }

  keep(folders: ReadonlySet<Uri>): void {
    for (const its of [this.#folders, this.#kinds, this.#contents, this.#closed])
      for (const uri of its.keys()) if (!isBelow(uri, folders)) its.delete(uri);
  }

  ignoresCase(): boolean {
    return this.isCaseless;
  }

  itemsIn(folder: Uri): readonly Uri[] {
    return this.#childrenOf(folder);
  }

  isFile(uri: Uri): boolean {
    const kind = this.#kindOf(uri);
    if (kind === undefined) this.#wanted.add(uri);
    return kind === 'file';
  }

  isFolder(uri: Uri): boolean {
    return this.#kindOf(uri) !== 'file'; // it may have come since its own folder was looked into
  }

  isBuilt(uri: Uri): boolean {
    for (let at = uri; /\/(?:bin|obj)(?:\/|$)/.test(at); at = dirname(at))
      if (isBuildFolder(at) && isProject(this.#folders.get(dirname(at)))) return true;
    return false;
  }

  hasManifest(root: Uri): boolean {
    const holds = (folder: Uri, name: string): boolean => this.#childrenOf(folder).some((it) => it.toLowerCase().endsWith(`/${name}`));
    return (
      holds(root, 'solution.xml') ||
      this.#childrenOf(root).some((it) => {
        if (/\/other$/i.test(it)) return holds(it, 'solution.xml');
        return /\/solutions$/i.test(it) && this.#childrenOf(it).some((its) => holds(its, 'solution.yml'));
      })
    );
  }

  *find(folder: Uri, onUnread: (unread: Unread) => void): Generator<Uri> {
    const message = this.#closed.get(folder);
    if (message !== undefined) onUnread({ path: pathOf(folder), message });
    for (const [uri, kind] of ours(this.#folders.get(folder)))
      if (kind === 'file') yield uri;
      else if (kind === 'folder') yield* this.find(uri, onUnread);
      else if (kind !== 'none') onUnread({ path: pathOf(uri), message: UNFOLLOWED[kind] });
  }

  read(uri: Uri, onUnread: (unread: Unread) => void): FileChange | undefined {
    const place = placeOf(uri);
    if (!place) return undefined;
    const content = this.#contents.get(uri);
    if (!content && this.#kindOf(uri) !== 'none') this.#wanted.add(uri);
    if (content?.kind === 'bytes') {
      const { bytes, stamp } = content;
      const text = (): string => decode(bytes);
      const entry = entryOf({ uri, version: undefined, stamp, text }, text());
      if (!entry) this.#contents.set(uri, { kind: 'foreign' });
      return { uri, entry };
    }
    if (content?.kind !== 'unread') return { uri, entry: undefined };
    if (place.kind === 'deployment-settings' && content.message === TOO_LARGE) return { uri, entry: undefined }; // any JSON file may be one, none of that size is
    onUnread({ path: pathOf(uri), message: content.message });
    return { uri, entry: unreadEntry({ uri, version: undefined, stamp: '', text: () => undefined }) };
  }

  isAsRead({ uri, stamp }: SourceFile): boolean {
    const content = this.#contents.get(uri);
    return content?.kind === 'bytes' && content.stamp === stamp;
  }

  /** Always the same: between two refreshes nothing comes. */
  stateOf(): string {
    return '';
  }

  #kindOf(uri: Uri): Kind | undefined {
    const beside = this.#folders.get(dirname(uri));
    return beside ? (beside.get(uri) ?? 'none') : this.#kinds.get(uri);
  }

  #childrenOf(folder: Uri): readonly Uri[] {
    const children = this.#folders.get(folder);
    const kind = this.#kindOf(folder);
    if (!children && (kind === 'folder' || kind === undefined)) this.#wanted.add(folder);
    return [...(children?.keys() ?? [])];
  }

  /** Looks at a path, and at all that is ours below it. */
  async #refresh(uri: Uri, onRead: () => void): Promise<void> {
    const children = await this.#glance(uri);
    const followed = children && ours(children).filter(([, kind]) => kind === 'file' || kind === 'folder');
    if (followed) await Promise.all(followed.map(([it]) => this.#refresh(it, onRead)));
    else onRead();
  }

  /** Looks at a path alone; gives what is in it when it is a folder. */
  async #glance(uri: Uri): Promise<Children | undefined> {
    const looked = await this.#look(uri);
    switch (looked.kind) {
      case 'folder':
        return this.#takeFolder(uri, looked.items);
      case 'file':
        this.#note(uri, 'file');
        if (looked.bytes !== undefined) this.#takeFile(uri, bytesOf(looked.bytes));
        return undefined;
      case 'large':
        this.#note(uri, 'file');
        this.#contents.set(uri, { kind: 'unread', message: TOO_LARGE });
        return undefined;
      case 'unread':
        return this.#takeUnread(uri, reasonOf(looked));
      case 'none':
        this.#note(uri, 'none');
        return undefined;
    }
  }

  #takeFolder(uri: Uri, items: readonly FolderItem[]): Children {
    this.#note(uri, 'folder');
    const children = new Map<Uri, Kind>();
    for (const { name, kind } of [...items].sort((a, b) => (a.name < b.name ? -1 : 1)))
      children.set(canonical(`${uri}/${encodeURIComponent(name)}`), kind);
    for (const it of this.#folders.get(uri)?.keys() ?? []) if (!children.has(it)) this.#forget(it);
    this.#folders.set(uri, children);
    return children;
  }

  #takeFile(uri: Uri, bytes: Uint8Array): void {
    const before = this.#contents.get(uri);
    if (before?.kind === 'bytes' && areEqual(before.bytes, bytes)) return;
    this.#contents.set(uri, { kind: 'bytes', bytes, stamp: String(++this.#stamps) });
  }

  #takeUnread(uri: Uri, message: string): undefined {
    const isFile = placeOf(uri) !== undefined;
    this.#note(uri, isFile ? 'file' : 'folder');
    if (isFile) this.#contents.set(uri, { kind: 'unread', message });
    else this.#closed.set(uri, message);
  }

  /** What is there now is no longer what was there. */
  #note(uri: Uri, kind: Kind): void {
    if (kind !== 'file') this.#contents.delete(uri);
    if (kind !== 'folder') for (const it of this.#folders.get(uri)?.keys() ?? []) this.#forget(it);
    if (kind !== 'folder') this.#folders.delete(uri);
    this.#closed.delete(uri);
    const beside = this.#folders.get(dirname(uri));
    if (!beside) this.#kinds.set(uri, kind);
    else if (kind === 'none') beside.delete(uri);
    else beside.set(uri, kind);
  }

  #forget(uri: Uri): void {
    for (const it of this.#folders.get(uri)?.keys() ?? []) this.#forget(it);
    for (const its of [this.#folders, this.#kinds, this.#contents, this.#closed]) its.delete(uri);
  }
}

const UNFOLLOWED = {
  'link to a folder': 'is a link to a folder, which Keyhook cannot follow here',
  'link to nowhere': 'is a link that leads nowhere',
};

/** What is read of a folder: neither what is foreign, nor what a build has left. */
function ours(children: Children = new Map()): readonly (readonly [uri: Uri, kind: Kind])[] {
  const isBuilding = isProject(children);
  return [...children].filter(([uri, kind]) => {
    if (kind === 'file') return placeOf(uri);
    if (kind === 'link to nowhere' && !placeOf(uri) && /\.\w+$/.test(uri)) return false; // its name says that it is none of ours
    return !isForeignFolder(basename(uri)) && !(isBuilding && isBuildFolder(uri));
  });
}

const isBuildFolder = (uri: Uri): boolean => /\/(?:bin|obj)$/.test(uri);

function isProject(children: Children | undefined): boolean {
  for (const it of children?.keys() ?? []) if (it.endsWith('.cdsproj')) return true;
  return false;
}

/** Of a string in which each character stands for a byte. */
function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((it, i) => it === b[i]);
}

/** In words that go after the path. */
function reasonOf({ isDenied, message }: Extract<Looked, { readonly kind: 'unread' }>): string {
  return `cannot be read: ${isDenied ? 'permission denied' : message}`;
}
