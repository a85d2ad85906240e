import type { TextDocument } from 'vscode-languageserver-textdocument';
import { entryOf, type Entry, type SourceFile, type Uri } from '../core';

/** What the editor has open, by the URIs that we know it by. */
export class OpenFiles {
  readonly #documents = new Map<Uri, TextDocument>();
  /** What we know the documents by. */
  readonly #uris = new Map<TextDocument['uri'], Uri>();
  /** Opened, typed in or closed, and not yet taken. */
  readonly #edited = new Set<Uri>();

  uris(): readonly Uri[] {
    return [...this.#documents.keys()];
  }

  has(uri: Uri): boolean {
    return this.#documents.has(uri);
  }

  get(uri: Uri): TextDocument | undefined {
    return this.#documents.get(uri);
  }

  /** What the file says now, when it is open: it goes on being edited. */
  now(uri: Uri): { readonly entry: Entry | undefined } | undefined {
    const document = this.#documents.get(uri);
    return document && { entry: entryOf(fileOf(uri, document), document.getText()) };
  }

  /** As the editor spells it. */
  spelling(uri: Uri): string {
    return this.#documents.get(uri)?.uri ?? uri;
  }

  openedAs(spelling: string): Uri | undefined {
    return this.#uris.get(spelling);
  }

  /** A document that was opened or edited; false when it was open before. */
  take(uri: Uri, document: TextDocument): boolean {
    const isNew = !this.#documents.has(uri);
    this.#documents.set(uri, document);
    this.#uris.set(document.uri, uri);
    this.#edited.add(uri);
    return isNew;
  }

  /** False when the editor has it open in another spelling, too. */
  close(uri: Uri, document: TextDocument): boolean {
    this.#uris.delete(document.uri);
    return this.#documents.get(uri) === document && this.#documents.delete(uri);
  }

  edited(uri: Uri): void {
    this.#edited.add(uri);
  }

  rename(old: Uri, now: Uri): void {
    this.#edited.delete(old);
    const document = this.#documents.get(old);
    if (!document) return;
    this.#documents.delete(old);
    if (!this.#documents.has(now)) this.#documents.set(now, document);
    this.#uris.set(document.uri, now);
    this.#edited.add(now);
  }

  takeEdited(): readonly Uri[] {
    const edited = [...this.#edited];
    this.#edited.clear();
    return edited;
  }
}

function fileOf(uri: Uri, document: TextDocument): SourceFile {
  const { version } = document;
  return { uri, version, stamp: '', text: () => (document.version === version ? document.getText() : undefined) };
}
