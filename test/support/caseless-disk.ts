import { basename, entryOf, isForeignFolder, placeOf, type Uri } from '../../server/src/core';
import type { Disk } from '../../server/src/lsp/disks/disk';

/** A disk in memory that finds a file in whatever letter case it is asked for, as those of Windows and macOS do, and answers in the one it was asked in. */
export class CaselessDisk implements Disk {
  readonly #files = new Map<Uri, { readonly text: string; readonly stamp: string }>();
  #stamps = 0;

  /** Puts a file where one is already, which keeps its spelling, or where none is. */
  write(uri: Uri, text: string): void {
    this.#files.set(this.#file(uri) ?? uri, { text, stamp: String(++this.#stamps) });
  }

  /** Spells a file or folder anew, and what is in it with it; takes what is there now by the old spelling. */
  rename(from: Uri, to: Uri): void {
    for (const [uri, it] of [...this.#files])
      if (isAt(uri, from)) {
        this.#files.delete(uri);
        this.#files.set(to + uri.slice(from.length), it);
      }
  }

  remove(at: Uri): void {
    for (const uri of [...this.#files.keys()]) if (isAt(uri, at)) this.#files.delete(uri);
  }

  textOf(uri: Uri): string {
    return this.#files.get(this.#file(uri)!)!.text;
  }

  refresh(): undefined {}

  isCopied(): boolean {
    return false;
  }

  keep(): void {}

  ignoresCase(): boolean {
    return true;
  }

  itemsIn(folder: Uri): readonly Uri[] {
    const names = [...this.#files.keys()].filter((it) => isAt(it, folder)).map((it) => it.slice(folder.length + 1).split('/')[0]!);
    return [...new Set(names)].sort().map((it) => `${folder}/${it}`);
  }

  isFile(uri: Uri): boolean {
    return this.#file(uri) !== undefined;
  }

  isFolder(uri: Uri): boolean {
    return !this.isFile(uri) && this.itemsIn(uri).length > 0;
  }

  isBuilt(): boolean {
    return false;
  }

  hasManifest(root: Uri): boolean {
    return this.isFile(`${root}/other/solution.xml`) || this.isFile(`${root}/solution.xml`);
  }

  *find(folder: Uri): Generator<Uri> {
    for (const it of this.itemsIn(folder))
      if (!this.isFile(it)) yield* isForeignFolder(basename(it)) ? [] : this.find(it);
      else if (placeOf(it)) yield it;
  }

  read(uri: Uri): ReturnType<Disk['read']> {
    const its = this.#files.get(this.#file(uri) ?? '');
    if (!placeOf(uri) || !its) return placeOf(uri) && { uri, entry: undefined };
    return { uri, entry: entryOf({ uri, version: undefined, stamp: its.stamp, text: () => this.#textOf(uri, its.stamp) }, its.text) };
  }

  isAsRead({ uri, stamp }: { readonly uri: Uri; readonly stamp: string }): boolean {
    return this.#textOf(uri, stamp) !== undefined;
  }

  stateOf(folder: Uri): string {
    return [...this.find(folder)].join('\n');
  }

  #textOf(uri: Uri, stamp: string): string | undefined {
    const its = this.#files.get(this.#file(uri) ?? '');
    return its?.stamp === stamp ? its.text : undefined;
  }

  #file(uri: Uri): Uri | undefined {
    return [...this.#files.keys()].find((it) => it.toLowerCase() === uri.toLowerCase());
  }
}

/** Whether a path is this one or lies below it, letter case aside. */
function isAt(uri: Uri, folder: Uri): boolean {
  return `${uri}/`.toLowerCase().startsWith(`${folder}/`.toLowerCase());
}
