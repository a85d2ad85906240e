import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  WorkDoneProgressCreateRequest,
  type ClientCapabilities,
  type ProtocolConnection,
  type Range,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOf } from '../../server/src/host/disk';
import type { InitializationOptions, Notifications, Status } from '../../server/src/protocol';

/** What VS Code says that it can take. */
const capabilities: ClientCapabilities = {
  window: { workDoneProgress: true },
  workspace: { workspaceFolders: true, symbol: { resolveSupport: { properties: ['location.range'] } } },
  textDocument: {
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    completion: { completionItem: { labelDetailsSupport: true } },
  },
};

/** The built server in a process of its own, and an editor that talks to it. */
export class Session {
  readonly #documents = new Map<string, TextDocument>();
  #status: Status | undefined;
  #onStatus: () => void = () => {};
  #onPublished: (version: number | undefined, uri: string) => void = () => {};

  private constructor(private readonly connection: ProtocolConnection) {
    connection.onNotification('keyhook/status' satisfies keyof Notifications, (it: Status) => {
      this.#status = it;
      this.#onStatus();
    });
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version }) => this.#onPublished(version, uri));
    connection.onRequest(RegistrationRequest.type, () => {});
    connection.onRequest(WorkDoneProgressCreateRequest.type, () => {});
  }

  static async start(server: string, folder: string): Promise<Session> {
    const { stdin, stdout, stderr } = spawn(process.execPath, [server, '--stdio'], { stdio: 'pipe' });
    stderr.pipe(process.stderr);
    const connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    const session = new Session(connection);
    connection.listen();
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: uriOf(folder), name: 'bench' }],
      capabilities,
      initializationOptions: { hasCommands: true } satisfies InitializationOptions,
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return session;
  }

  /** Waits until everything has been read and checked, after this call. */
  async checked(): Promise<Status> {
    for (;;) {
      await new Promise<void>((resolve) => (this.#onStatus = resolve));
      if (this.#status && !this.#status.busy) return this.#status;
    }
  }

  open(path: string): TextDocument {
    const document = TextDocument.create(
      uriOf(path),
      path.endsWith('.json') ? 'json' : 'xml',
      1,
      readFileSync(path, 'utf8').replace(/^\uFEFF/, ''),
    );
    this.#documents.set(document.uri, document);
    const { uri, languageId, version } = document;
    void this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version, text: document.getText() },
    });
    return document;
  }

  /** Types a blank at the very beginning, or takes it back. */
  type({ uri }: TextDocument): void {
    const document = this.#documents.get(uri)!;
    const [start, character, text] = document.getText().startsWith(' ')
      ? ([{ line: 0, character: 0 }, 1, ''] as const)
      : ([{ line: 0, character: 0 }, 0, ' '] as const);
    this.#change(document, { range: { start, end: { line: 0, character } }, text });
  }

  /** Puts a text in the place of another that stands in the document, and waits for the findings of what it is then; they must be other ones. */
  async replace({ uri }: TextDocument, from: string, to: string): Promise<void> {
    const document = this.#documents.get(uri)!;
    const offset = document.getText().indexOf(from);
    if (offset < 0) throw new Error(`'${from}' is not in ${uri}`);
    const range = { start: document.positionAt(offset), end: document.positionAt(offset + from.length) };
    const wanted = document.version + 1;
    const published = new Promise<void>((resolve) => {
      this.#onPublished = (version, its) => {
        if (its === uri && version === wanted) resolve();
      };
    });
    this.#change(document, { range, text: to });
    await published;
  }

  #change(document: TextDocument, change: { readonly range: Range; readonly text: string }): void {
    TextDocument.update(document, [change], document.version + 1);
    void this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: [change],
    });
  }

  ask<Result>(method: string, params: object): Promise<Result> {
    return this.connection.sendRequest(method, params);
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    this.connection.dispose();
  }
}
