import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
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
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOf } from '../../server/src/host/disk';
import type { InitializationOptions, Notifications, Status } from '../../server/src/protocol';
import { memoryOf, within } from './child';

/** What VS Code says that it can take. */
const capabilities: ClientCapabilities = {
  window: { workDoneProgress: true },
  workspace: { workspaceFolders: true, symbol: { resolveSupport: { properties: ['location.range'] } } },
  textDocument: {
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    completion: { completionItem: { labelDetailsSupport: true } },
    diagnostic: { dynamicRegistration: false },
  },
};

const BETWEEN_KEYS_MS = 30;
const LATER_MS = 5_000;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A place in an open file where every letter that is typed makes other findings. */
export interface Spot {
  readonly document: TextDocument;
  readonly offset: number;
}

/** A language server in a process of its own, and an editor that talks to it. */
export class Session {
  readonly #gone: Promise<void>;

  /** Fails when the server has ended. */
  readonly ended: Promise<never>;

  readonly #versions = new Map<string, number>();
  #status: Status | undefined;
  #onStatus: () => void = () => {};
  #onPublished: (uri: string, version: number) => void = () => {};
  #onFindings: () => void = () => {};

  /** Done when the server has told of something that is wrong. */
  readonly hasFindings = new Promise<void>((resolve) => (this.#onFindings = resolve));

  private constructor(
    private readonly child: ChildProcess,
    private readonly connection: ProtocolConnection,
  ) {
    this.#gone = new Promise((resolve) => child.once('exit', () => resolve()));
    this.ended = this.#gone.then(() => {
      throw new Error(`the server ended with ${child.exitCode ?? child.signalCode}`);
    });
    this.ended.catch(() => {}); // as it does in the end
    child.stdin?.on('error', () => {}); // it has ended, and that is seen
    connection.onNotification('keyhook/status' satisfies keyof Notifications, (it: Status) => {
      this.#status = it;
      this.#onStatus();
    });
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
      if (diagnostics.length > 0) this.#onFindings();
      this.#onPublished(uri, version ?? 0);
    });
    connection.onRequest(RegistrationRequest.type, () => {});
    connection.onRequest(WorkDoneProgressCreateRequest.type, () => {});
  }

  /** Starts a server that is a program for Node; done when it has answered `initialize`, which must be within the limit. It is killed soon after it may no longer stay. */
  static async start(
    program: string,
    folder: string,
    environment: Readonly<Record<string, string>>,
    limitMs: number,
    stayMs = limitMs,
  ): Promise<Session> {
    const child = spawn(process.execPath, [program, '--stdio'], {
      stdio: 'pipe',
      env: { ...process.env, ...environment },
      timeout: stayMs + LATER_MS,
      killSignal: 'SIGKILL',
    });
    child.stderr.resume();
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    const session = new Session(child, connection);
    connection.listen();
    const answered = connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: uriOf(folder), name: basename(folder) }],
      capabilities,
      initializationOptions: { hasCommands: true } satisfies InitializationOptions,
    });
    try {
      await within(limitMs, Promise.race([answered, session.ended]));
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    await connection.sendNotification(InitializedNotification.type, {});
    return session;
  }

  /** The memory of the server's process now, in MiB. */
  get memory(): number | undefined {
    return memoryOf(this.child.pid, 'VmRSS');
  }

  /** Waits until everything has been read and checked, after this call. */
  async checked(): Promise<Status> {
    for (;;) {
      await new Promise<void>((resolve) => (this.#onStatus = resolve));
      if (this.#status && !this.#status.busy) return this.#status;
    }
  }

  open(path: string): TextDocument {
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    const document = TextDocument.create(uriOf(path), path.endsWith('.json') ? 'json' : 'xml', 1, text);
    const { uri, languageId, version } = document;
    this.#versions.set(uri, version);
    sent(this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId, version, text } }));
    return document;
  }

  close({ uri }: TextDocument): void {
    sent(this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } }));
  }

  /**
   * Types letter after letter over each other as long as it is wanted, and takes the last one back. Each is timed until findings are
   * published of it or of a later one, or else until the server has answered what is asked after it.
   */
  async type({ document, offset }: Spot, goesOn: (typed: number) => boolean, ask?: () => Promise<unknown>): Promise<readonly number[]> {
    const { uri } = document;
    const start = document.positionAt(offset);
    const end = { line: start.line, character: start.character + 1 };
    const change = (from: typeof start, to: typeof end, text: string): number => {
      const version = this.#versions.get(uri)! + 1;
      this.#versions.set(uri, version);
      const contentChanges = [{ range: { start: from, end: to }, text }];
      sent(this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges }));
      return version;
    };
    const waiting = new Map<number, () => void>();
    this.#onPublished = (its, version) => {
      if (its === uri) for (const [wanted, done] of waiting) if (wanted <= version) done();
    };
    const times: Promise<number>[] = [];
    for (let typed = 0; goesOn(typed); typed++) {
      const began = performance.now();
      const version = change(start, typed === 0 ? start : end, LETTERS[typed % LETTERS.length]!);
      const answered = ask
        ? ask()
        : new Promise<void>((resolve) => {
            waiting.set(version, () => {
              waiting.delete(version);
              resolve();
            });
          });
      const took = answered.then(() => performance.now() - began);
      took.catch(() => {}); // the first that fails is seen below
      times.push(took);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_KEYS_MS));
    }
    const taken = await Promise.all(times);
    change(start, end, '');
    return taken;
  }

  ask<Result>(method: string, params: object): Promise<Result> {
    return this.connection.sendRequest(method, params);
  }

  /** Ends the server; one that does not answer is killed. */
  async stop(): Promise<void> {
    const last = setTimeout(() => this.child.kill('SIGKILL'), 1_000);
    await Promise.race([this.connection.sendRequest(ShutdownRequest.type).catch(() => {}), this.#gone]);
    if (this.child.exitCode === null) await this.connection.sendNotification(ExitNotification.type).catch(() => {});
    await this.#gone;
    clearTimeout(last);
    this.connection.dispose();
  }
}

/** What cannot be sent was for a server that has ended, and that is seen elsewhere. */
function sent(notification: Promise<void>): void {
  notification.catch(() => {});
}
