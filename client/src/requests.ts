import { l10n, ProgressLocation, Uri, window, workspace } from 'vscode';
import { LSPErrorCodes, ResponseError, type BaseLanguageClient } from 'vscode-languageclient';
import type { Refactored, Requests } from '../../server/src/protocol';
import { withoutLinks } from './plain';

/** The server, as far as the commands know it. */
export interface Server {
  ask<Method extends keyof Requests>(method: Method, params: Requests[Method]['params']): Promise<Requests[Method]['result']>;
}

export function serverBehind(client: BaseLanguageClient): Server {
  return {
    ask(method, params) {
      const send = (): Promise<Requests[typeof method]['result']> => client.sendRequest(method, params);
      const sendTwice = (): ReturnType<typeof send> =>
        send().catch((error: unknown) => {
          if (hasCode(error, LSPErrorCodes.ContentModified)) return send();
          throw error;
        });
      return Promise.resolve(window.withProgress({ location: ProgressLocation.Window, title: 'Keyhook' }, sendTwice));
    },
  };
}

/** Makes the change, after the preview where the server wants one, and says what there is to know of it. */
export async function apply({ edit, notes, shows }: Refactored, client: BaseLanguageClient): Promise<void> {
  const isAsked = Object.values(edit.changeAnnotations ?? {}).some((it) => it.needsConfirmation);
  const isDone = await workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit), { isRefactoring: true });
  if (isDone && shows !== undefined) await window.showTextDocument(Uri.parse(shows));
  if (isDone && notes.length > 0) void window.showInformationMessage(withoutLinks(notes.join(' ')));
  // where the editor asks, this is the answer no
  if (!isDone && !isAsked)
    void window.showWarningMessage(l10n.t('A file was changed meanwhile, so nothing was changed: run the command again.'));
}

/** What the server says to the person, when it could not do what was asked. */
export function refusalIn(error: unknown): string | undefined {
  if (hasCode(error, LSPErrorCodes.RequestFailed)) return error.message;
  return hasCode(error, LSPErrorCodes.ContentModified)
    ? l10n.t('The files kept changing while Keyhook read them, so nothing was changed: run the command again.')
    : undefined;
}

const hasCode = (error: unknown, code: number): error is ResponseError => error instanceof ResponseError && error.code === code;
