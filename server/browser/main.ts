import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser';
import { CopiedDisk } from '../src/lsp/disks/copied';
import { lookingThrough } from '../src/lsp/disks/looking';
import { serve } from '../src/lsp/server';

declare const self: DedicatedWorkerGlobalScope;

const connection = createConnection(ProposedFeatures.all, new BrowserMessageReader(self), new BrowserMessageWriter(self));
self.addEventListener('unhandledrejection', ({ reason }) =>
  connection.console.error(`Keyhook: ${reason instanceof Error ? reason.stack : String(reason)}`),
);
serve(connection, new CopiedDisk(lookingThrough(connection)));
