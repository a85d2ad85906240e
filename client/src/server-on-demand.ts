import { commands, EventEmitter, l10n, window, type Disposable, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Notifications, Refactored, Requests, Status } from '../../server/src/protocol';
import type { CreateClient } from './client';
import { withoutLinks } from './plain';
import type { Server } from './requests';
import { hasSolution } from './solutions';
import type { StatusView } from './status';

/** What a person asks for: a change to make, or in words why there is none. */
export type Work = (server: Server) => Promise<Refactored | string | undefined>;

/** Loaded and started by the first who wants something of it: before that the extension costs a search for a file name. */
export class ServerOnDemand implements Server, Disposable {
  readonly #told = new EventEmitter<Status>();
  readonly #rowsChanged = new EventEmitter<void>();
  /** Which rows the views show, as the server counts; undefined when nobody can say. */
  #revision: number | undefined;
  #client: Promise<BaseLanguageClient> | undefined;

  /** Whenever the server tells of itself. */
  readonly onStatus = this.#told.event;
  /** Whenever the rows of the views may be others. */
  readonly onRowsChanged = this.#rowsChanged.event;

  constructor(
    private readonly context: ExtensionContext,
    private readonly output: LogOutputChannel,
    private readonly status: StatusView,
    /** What makes the client, loaded when it is needed. */
    private readonly load: () => Promise<CreateClient>,
  ) {}

  async start(): Promise<BaseLanguageClient> {
    const client = await this.#load();
    await client.start();
    return client;
  }

  async restart(): Promise<void> {
    const client = await this.#load();
    if (client.isRunning()) await client.stop();
    await client.start();
  }

  async stop(): Promise<void> {
    await (await this.#client)?.stop();
  }

  dispose(): void {
    this.#told.dispose();
    this.#rowsChanged.dispose();
  }

  async ask<Method extends keyof Requests>(method: Method, params: Requests[Method]['params']): Promise<Requests[Method]['result']> {
    const { serverBehind } = await import('./requests.js');
    return serverBehind(await this.start()).ask(method, params);
  }

  /** Undefined as long as nothing has started it, and when it has no answer: for what is asked again soon anyway. */
  async askQuietly<Method extends keyof Requests>(
    method: Method,
    params: Requests[Method]['params'],
  ): Promise<Requests[Method]['result'] | undefined> {
    try {
      const client = await this.#client;
      if (!client?.needsStop()) return undefined;
      await client.start();
      return await client.sendRequest<Requests[Method]['result']>(method, params);
    } catch (error) {
      this.#revision = undefined;
      this.output.debug(`${method}: ${String(error)}`);
      return undefined;
    }
  }

  /** Does the work, makes the change that it gives, and says what has come of it. */
  async run(work: Work): Promise<void> {
    const { apply, refusalIn } = await import('./requests.js');
    try {
      if (!this.#client && !(await hasSolution())) {
        void window.showInformationMessage(l10n.t('This workspace has no Power Platform solution. Open a folder with one, unpacked.'));
        return;
      }
      const client = await this.start();
      const result = await work(this);
      if (typeof result === 'string') void window.showInformationMessage(withoutLinks(result));
      else if (result) await apply(result, client);
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal !== undefined) return void window.showWarningMessage(withoutLinks(refusal));
      this.output.error(error instanceof Error ? error : String(error));
      const show = l10n.t('Show Output');
      const said = l10n.t('Keyhook could not do this. Its output says why.');
      if ((await window.showErrorMessage(said, show)) === show) await commands.executeCommand('keyhook.showOutput');
    }
  }

  #load(): Promise<BaseLanguageClient> {
    return (this.#client ??= this.#create());
  }

  async #create(): Promise<BaseLanguageClient> {
    const [{ clientOptions, serveServer }, create] = await Promise.all([import('./client.js'), this.load()]);
    const client = create(this.context, clientOptions(this.context, this.output));
    serveServer(client);
    return this.#listeningTo(client);
  }

  #listeningTo(client: BaseLanguageClient): BaseLanguageClient {
    client.onNotification('keyhook/status' satisfies keyof Notifications, (status: Status) => {
      this.status.show(status);
      this.#told.fire(status);
      if (status.busy || status.revision === this.#revision) return;
      this.#revision = status.revision;
      this.#rowsChanged.fire();
    });
    client.onDidChangeState(() => {
      if (client.isRunning()) return; // then it tells of itself
      this.#revision = undefined;
      if (client.needsStop()) this.status.starting();
      else this.status.stopped();
    });
    return client;
  }
}
