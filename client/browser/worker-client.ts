import { Uri } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import type { CreateClient } from '../src/client';

/** The server is a worker of its own, a new one with every start. */
export const createClient: CreateClient = ({ extensionUri }, options) => {
  const address = Uri.joinPath(extensionUri, 'dist', 'server.web.js').toString(true);
  let worker: Worker | undefined;
  const connect = async (): Promise<{ reader: BrowserMessageReader; writer: BrowserMessageWriter }> => {
    worker?.terminate();
    worker = new Worker(address);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return new LanguageClient('keyhook', 'Keyhook', connect, options);
};
