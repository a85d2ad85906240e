import type { FileType, Uri } from 'vscode';
import {
  commands,
  Disposable,
  EventEmitter,
  FileChangeType,
  FileSystemError,
  window,
  workspace,
  type ExtensionContext,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
} from 'vscode';

/**
 * An extension for the tests: a file system in the browser, as that of github.dev is one. What is in it the server of the tests keeps
 * on its disk. The preview of Markdown is not among what this VS Code has in the browser: it opens the text.
 */
export function activate({ extensionUri, subscriptions }: ExtensionContext): void {
  subscriptions.push(
    workspace.registerFileSystemProvider('keyhook-test', new Mount(extensionUri)),
    commands.registerCommand('markdown.showPreview', (page: Uri) => window.showTextDocument(page)),
  );
}

class Mount implements FileSystemProvider {
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(private readonly extension: Uri) {}

  watch(): Disposable {
    return new Disposable(() => {});
  }

  async stat(uri: Uri): Promise<FileStat> {
    return (await this.#ask(uri, 'stat')).json() as Promise<FileStat>;
  }

  async readDirectory(uri: Uri): Promise<[string, FileType][]> {
    return (await this.#ask(uri, 'list')).json() as Promise<[string, FileType][]>;
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#ask(uri, 'read')).arrayBuffer());
  }

  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const isThere = await this.stat(uri).then(
      () => true,
      () => false,
    );
    await this.#ask(uri, 'write', content.slice());
    this.#changed.fire([{ type: isThere ? FileChangeType.Changed : FileChangeType.Created, uri }]);
  }

  async delete(uri: Uri): Promise<void> {
    await this.#ask(uri, 'delete');
    this.#changed.fire([{ type: FileChangeType.Deleted, uri }]);
  }

  createDirectory(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(from: Uri): void {
    throw FileSystemError.NoPermissions(from);
  }

  async #ask(uri: Uri, what: string, body?: Uint8Array<ArrayBuffer>): Promise<Response> {
    const address = this.extension.with({ path: '/files', query: new URLSearchParams({ what, path: uri.path }).toString() });
    const answer = await fetch(address.toString(true), { method: 'POST', ...(body ? { body } : {}) });
    if (answer.status === 404) throw FileSystemError.FileNotFound(uri);
    if (!answer.ok) throw FileSystemError.Unavailable(await answer.text());
    return answer;
  }
}
