import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { CreateClient } from './client';

/** The server is a process of its own. */
export const createClient: CreateClient = (context, options) =>
  new LanguageClient('keyhook', 'Keyhook', { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc }, options);
