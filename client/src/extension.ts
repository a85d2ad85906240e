import { commands, window, type ExtensionContext } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { whenSolution } from './solutions';

/** Undefined until the workspace has a solution: before that the extension costs a search for a file name. */
let client: Promise<LanguageClient> | undefined;

export function activate(context: ExtensionContext): void {
  const output = window.createOutputChannel('Keyhook', { log: true });

  const load = (): Promise<LanguageClient> => (client ??= import('./server.js').then(({ createClient }) => createClient(context, output)));
  const start = async (): Promise<void> => (await load()).start();
  const restart = async (): Promise<void> => (await load()).restart();

  context.subscriptions.push(
    output,
    commands.registerCommand('keyhook.restartServer', restart),
    commands.registerCommand('keyhook.showOutput', () => output.show()),
    whenSolution(() => void start().catch((error: unknown) => output.error(String(error)))),
  );
}

export const deactivate = async (): Promise<void> => (await client)?.stop();
