import { commands, window, type ExtensionContext } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Refactored } from '../../server/src/protocol';
import { mergeReferences } from './merge-references';
import { withoutLinks } from './plain';
import { renameByScheme } from './rename-by-scheme';
import { renameReference } from './rename-reference';
import { replaceDirectConnections } from './replace-direct-connections';
import type { Server } from './requests';
import { hasSolution, whenSolution } from './solutions';

/** Undefined until the workspace has a solution: before that the extension costs a search for a file name. */
let client: Promise<LanguageClient> | undefined;

export function activate(context: ExtensionContext): void {
  const output = window.createOutputChannel('Keyhook', { log: true });

  const load = (): Promise<LanguageClient> => (client ??= import('./server.js').then(({ createClient }) => createClient(context, output)));
  const start = async (): Promise<void> => (await load()).start();
  const restart = async (): Promise<void> => (await load()).restart();

  /** What the work gives is a change to make, or in words why there is none. */
  const run = async (work: (server: Server) => Promise<Refactored | string | undefined>): Promise<void> => {
    if (!client && !(await hasSolution())) {
      void window.showInformationMessage('This workspace has no Power Platform solution. Open a folder with one, unpacked.');
      return;
    }
    const { apply, refusalIn, serverBehind } = await import('./requests.js');
    try {
      await start();
      const its = await load();
      const result = await work(serverBehind(its));
      if (typeof result === 'string') void window.showInformationMessage(result);
      else if (result) await apply(result, its);
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal !== undefined) return void window.showWarningMessage(withoutLinks(refusal));
      output.error(error instanceof Error ? error : String(error));
      void window.showErrorMessage('Keyhook could not do this. Its output says why.');
    }
  };

  context.subscriptions.push(
    output,
    commands.registerCommand('keyhook.renameByScheme', () => run(renameByScheme)),
    commands.registerCommand('keyhook.renameReference', () => run(renameReference)),
    commands.registerCommand('keyhook.mergeReferences', () => run(mergeReferences)),
    commands.registerCommand('keyhook.replaceDirectConnections', () => run(replaceDirectConnections)),
    commands.registerCommand('keyhook.restartServer', restart),
    commands.registerCommand('keyhook.showOutput', () => output.show()),
    whenSolution(() => {
      void commands.executeCommand('setContext', 'keyhook.hasSolution', true);
      void start().catch((error: unknown) => output.error(String(error)));
    }),
  );
}

export const deactivate = async (): Promise<void> => (await client)?.stop();
