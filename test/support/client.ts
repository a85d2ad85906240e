import * as assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import {
  CodeLensRefreshRequest,
  createConnection,
  createProtocolConnection,
  ConfigurationRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  FileChangeType,
  InitializedNotification,
  InitializeRequest,
  InlayHintRefreshRequest,
  LogMessageNotification,
  ProposedFeatures,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowMessageNotification,
  StreamMessageReader,
  StreamMessageWriter,
  WorkDoneProgress,
  WorkDoneProgressCreateRequest,
  type CancellationToken,
  type ClientCapabilities,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Registration,
  type TextDocumentContentChangeEvent,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { uriOf } from '../../server/src/host/disk';
import { CopiedDisk } from '../../server/src/lsp/disks/copied';
import type { Disk } from '../../server/src/lsp/disks/disk';
import { lookingThrough } from '../../server/src/lsp/disks/looking';
import { ownDisk } from '../../server/src/lsp/disks/own';
import { serve } from '../../server/src/lsp/server';
import type { ClientRequests, Looked, LookParams, Notifications, Status } from '../../server/src/protocol';
import { Documents } from './documents';
import { look } from './look';
import { isProbe, PROBE, probeIn } from './probe';

const LIMIT_MS = 5_000;

export interface Setup {
  /** Paths; none at all when the client knows no workspace folders. */
  readonly folders?: readonly string[];
  readonly rootPath?: string;
  readonly capabilities?: ClientCapabilities;
  readonly options?: unknown;
  /** What the client says when it is asked for the section `keyhook`. */
  readonly configuration?: () => unknown;
  /** A server that runs elsewhere; one in this process when not given. */
  readonly server?: Streams;
  /** Whether that reads the disk itself, or has what it reads from the client, as in a browser. */
  readonly disk?: 'own' | 'copied' | Disk;
}

/** How a server is talked to. */
export interface Streams {
  readonly up: Writable;
  readonly down: Readable;
}

/** `KEYHOOK_DISK=copied` runs every test as if the server were in a browser. */
const usualDisk = process.env['KEYHOOK_DISK'] === 'copied' ? 'copied' : 'own';

type Progress = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

/** A language client in this process, over real JSON-RPC. It remembers what it is told. */
export class Client {
  /** Every publication, in order. Tests empty it to look at what comes next. */
  published: PublishDiagnosticsParams[] = [];
  readonly shown: string[] = [];
  readonly logged: string[] = [];
  readonly progress: Progress[] = [];
  readonly registered: Registration[] = [];
  readonly statuses: Status[] = [];
  /** What it is told to ask for again. */
  readonly refreshed: string[] = [];
  readonly #current = new Map<string, readonly Diagnostic[]>();
  readonly #documents = new Documents();
  #wake: () => void = () => {};
  #probes = 0;

  private constructor(
    private readonly connection: ProtocolConnection,
    readonly answer: InitializeResult,
  ) {
    connection.onNotification(PublishDiagnosticsNotification.type, (it) => {
      this.published.push(it);
      if (it.diagnostics.length > 0) this.#current.set(it.uri, it.diagnostics);
      else assert.ok(this.#current.delete(it.uri), `${it.uri} was cleared and had nothing`);
      this.#wake();
    });
    connection.onNotification(ShowMessageNotification.type, (it) => this.#remember(this.shown, it.message));
    connection.onNotification(LogMessageNotification.type, (it) => this.#remember(this.logged, it.message));
    connection.onNotification('keyhook/status' satisfies keyof Notifications, (it: Status) => this.#remember(this.statuses, it));
    for (const { method } of [CodeLensRefreshRequest, InlayHintRefreshRequest])
      connection.onRequest(method, () => this.#remember(this.refreshed, method));
    connection.onRequest(RegistrationRequest.type, (it) => it.registrations.forEach((one) => this.#remember(this.registered, one)));
    connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
      connection.onProgress(WorkDoneProgress.type, token, (it) => this.#remember(this.progress, it));
    });
  }

  static async start({ folders, rootPath, capabilities = {}, options, configuration, server, disk = usualDisk }: Setup): Promise<Client> {
    const { up, down } = server ?? served(disk);
    const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    connection.onRequest<Looked, unknown>('keyhook/look' satisfies keyof ClientRequests, (it: LookParams) => look(it));
    if (configuration)
      connection.onRequest(ConfigurationRequest.type, ({ items }) =>
        items.map((it) => (it.section === 'keyhook' ? configuration() : null)),
      );
    connection.listen();
    const answer = await connection.sendRequest(InitializeRequest.type, {
      processId: null,
      rootUri: null,
      ...(rootPath === undefined ? {} : { rootPath }),
      ...(folders ? { workspaceFolders: folders.map(toFolder) } : {}),
      capabilities: {
        ...capabilities,
        workspace: { ...capabilities.workspace, workspaceFolders: folders !== undefined, configuration: configuration !== undefined },
      },
      initializationOptions: options,
    });
    const client = new Client(connection, answer);
    await connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  /** What the editor shows now: for each path below the folder, `rule line:column`, 1-based. */
  shows(folder: string): Record<string, string[]> {
    const root = `${uriOf(folder)}/`;
    const files = [...this.#current].filter(([uri]) => uri.startsWith(root) && !isProbe(uri));
    return Object.fromEntries(files.map(([uri, its]) => [decodeURIComponent(uri.slice(root.length)), its.map(inWords)]).sort());
  }

  /** Forgets what it was told, but for what it shows. */
  forget(): void {
    for (const list of [this.published, this.shown, this.logged, this.progress, this.statuses, this.refreshed]) list.length = 0;
  }

  get diagnostics(): ReadonlyMap<string, readonly Diagnostic[]> {
    return this.#current;
  }

  /** Waits for a condition of what it was told. */
  async until(description: string, isReady: () => boolean): Promise<void> {
    const limit = performance.now() + LIMIT_MS;
    while (!isReady()) {
      const left = limit - performance.now();
      if (left <= 0)
        assert.fail(
          `waited in vain for ${description}; what there is: ${JSON.stringify(Object.fromEntries([...this.#current].map(([uri, its]) => [uri, its.map(inWords)])), undefined, 1)}`,
        );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  async untilShown(folder: string, expected: Record<string, readonly string[]>): Promise<void> {
    const wanted = JSON.stringify(Object.entries(expected).sort());
    await this.until(`exactly ${wanted}`, () => JSON.stringify(Object.entries(this.shows(folder))) === wanted);
  }

  /**
   * Waits until everything that was said before has had its effect, so that a test can say that nothing came of it. An
   * edit in one solution changes what is found in the last of all, and that is told when all others have been looked at.
   */
  async settled(folder: string): Promise<void> {
    const probe = probeIn(folder);
    const isUndefined = (): boolean => this.#current.get(uriOf(probe.caller))?.some((it) => it.code === PROBE) ?? false;
    const version = ++this.#probes;
    if (version === 1) {
      probe.write();
      this.diskCreated(dirname(dirname(probe.caller)));
      await this.until('the probe', isUndefined);
      this.open(probe.called, probe.text(version), version);
    } else this.change(probe.called, version, { text: probe.text(version) });
    await this.until('the probe', () => isUndefined() === (version % 2 === 0));
    this.published = this.published.filter((it) => !isProbe(it.uri));
  }

  open(path: string, text: string, version = 1, uri = uriOf(path)): void {
    this.#documents.open(uri, text, version);
    void this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'json', version, text },
    });
  }

  change(path: string, version: number, ...contentChanges: TextDocumentContentChangeEvent[]): void {
    const uri = uriOf(path);
    this.#documents.change(uri, version, contentChanges);
    void this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  close(path: string, uri = uriOf(path)): void {
    this.#documents.close(uri);
    void this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Tells that files or folders were written; whether they are there now is for the server to see. */
  diskChanged(...paths: readonly string[]): void {
    this.#watched(paths, FileChangeType.Changed);
  }

  diskCreated(...paths: readonly string[]): void {
    this.#watched(paths, FileChangeType.Created);
  }

  diskDeleted(...paths: readonly string[]): void {
    this.#watched(paths, FileChangeType.Deleted);
  }

  foldersChanged(added: readonly string[], removed: readonly string[]): void {
    const event = { added: added.map(toFolder), removed: removed.map(toFolder) };
    void this.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
  }

  configurationChanged(settings: unknown = null): void {
    void this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });
  }

  /** Asks, and fails with a `ResponseError` when the server does not answer. */
  ask<Result>(method: string, params: object, token?: CancellationToken): Promise<Result> {
    return token ? this.connection.sendRequest(method, params, token) : this.connection.sendRequest(method, params);
  }

  /** The text of a file as the user sees it. */
  textOf(path: string, uri = uriOf(path)): string {
    return this.#documents.textOf(uri);
  }

  /** Makes an edit as an editor does, in open documents and in files, and tells of it. */
  apply(edit: WorkspaceEdit): void {
    for (const it of this.#documents.apply(edit)) {
      if ('path' in it) this.diskChanged(it.path);
      else {
        const { uri, version, contentChanges } = it;
        void this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges });
      }
    }
  }

  /** Says what no sane client says. */
  say(method: string, params: object): void {
    void this.connection.sendNotification(method, params);
  }

  stop(): void {
    this.connection.dispose();
  }

  #watched(paths: readonly string[], type: FileChangeType): void {
    void this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: paths.map((it) => ({ uri: uriOf(it), type })),
    });
  }

  #remember<Item>(list: Item[], item: Item): void {
    list.push(item);
    this.#wake();
  }
}

function served(disk: 'own' | 'copied' | Disk): Streams {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(ProposedFeatures.all, up, down);
  serve(connection, disk === 'own' ? ownDisk : disk === 'copied' ? new CopiedDisk(lookingThrough(connection)) : disk);
  return { up, down };
}

function inWords({ code, range: { start } }: Diagnostic): string {
  return `${code} ${start.line + 1}:${start.character + 1}`;
}

function toFolder(path: string): { uri: string; name: string } {
  return { uri: uriOf(path), name: path };
}
