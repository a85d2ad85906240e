import { commands, l10n, Uri, window, workspace, type Diagnostic, type ExtensionContext, type LogOutputChannel } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  RevealOutputChannelOn,
  ShowMessageNotification,
  type BaseLanguageClient,
  type CloseHandlerResult,
  type ErrorHandler,
  type LanguageClientOptions,
} from 'vscode-languageclient';
import type { ClientRequests, InitializationOptions } from '../../server/src/protocol';
import { look } from './look';
import { isOutdated } from './outdated';
import { withoutLinks } from './plain';
import { tickingAll } from './preview';
import { linkTo } from './rule-page';

const maxRestarts = 4;
const withinMilliseconds = 3 * 60 * 1000;

/** What the server may have to read; which of these belong to a solution it knows itself. Braces inside braces match nothing. */
const readable = ['**/*.{json,xml,yml}', '**/botcomponents/*/data'];

/** Makes the client of one server for all folders of the workspace, for a reference may be defined in one and used in another. */
export type CreateClient = (context: ExtensionContext, options: LanguageClientOptions) => BaseLanguageClient;

export function clientOptions({ extensionUri }: ExtensionContext, output: LogOutputChannel): LanguageClientOptions {
  const schemes = [...new Set(['file', ...(workspace.workspaceFolders ?? []).map((it) => it.uri.scheme)])];
  const initializationOptions: InitializationOptions = {
    rulePages: `${Uri.joinPath(extensionUri, 'docs', 'rules').toString()}/`,
    hasCommands: true,
    schemes,
  };
  return {
    documentSelector: schemes.flatMap((scheme) => readable.map((pattern) => ({ scheme, pattern }))),
    initializationOptions,
    outputChannel: output,
    // the server itself tells the person why it refuses: that a request has failed is for the output only
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // what it says holds names from files: none of them may become a command
    markdown: { isTrusted: false, supportHtml: false },
    middleware: {
      sendRequest: async (type, params, token, next) => tickingAll(upToDate(await next(type, params, token))),
      handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(explained)),
    },
    errorHandler: restarting(),
  };
}

/** Does what the server asks of us. */
export function serveServer(client: BaseLanguageClient): void {
  client.onRequest('keyhook/look' satisfies keyof ClientRequests, look);
  client.onNotification(ShowMessageNotification.type, ({ type, message }) => {
    const show = type === MessageType.Info ? window.showInformationMessage : window.showWarningMessage; // it sends no others
    void show(withoutLinks(message));
  });
}

/** With a link that shows the page of its rule as it reads: the server's own leads to the text of the page. */
function explained(diagnostic: Diagnostic): Diagnostic {
  const { code } = diagnostic;
  if (typeof code === 'object') diagnostic.code = { ...code, target: linkTo(String(code.value)) };
  return diagnostic;
}

function upToDate<Answer>(answer: Answer): Answer {
  const versionOf = (uri: string): number | undefined => workspace.textDocuments.find((it) => it.uri.toString() === uri)?.version;
  if (isOutdated(answer, versionOf)) throw new ResponseError(LSPErrorCodes.ContentModified, 'A document was changed meanwhile.');
  return answer;
}

/** A server that stops is started again and the user is told, unless it does nothing but stop. */
function restarting(): ErrorHandler {
  const stops: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed(): CloseHandlerResult {
      const now = Date.now();
      stops.push(now);
      const recent = stops.filter((it) => now - it < withinMilliseconds).length;
      if (recent > maxRestarts) {
        void sayStopped();
        return { action: CloseAction.DoNotRestart, handled: true };
      }
      void window.showWarningMessage(l10n.t('The Keyhook server stopped and was started again.'));
      return { action: CloseAction.Restart, handled: true };
    },
  };
}

async function sayStopped(): Promise<void> {
  const show = l10n.t('Show Output');
  const said = l10n.t('The Keyhook server keeps stopping and was not started again. Its output says why.');
  if ((await window.showErrorMessage(said, show)) === show) await commands.executeCommand('keyhook.showOutput');
}
