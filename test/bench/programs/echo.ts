import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** The least that a language server in Node has to do: keep the text of what is open, and answer every edit with no findings. */

const connection = createProtocolConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
const open = new Map<string, TextDocument>();

connection.onRequest(InitializeRequest.type, (): InitializeResult => ({
  capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental },
}));
connection.onNotification(DidOpenTextDocumentNotification.type, ({ textDocument: { uri, languageId, version, text } }) => {
  open.set(uri, TextDocument.create(uri, languageId, version, text));
});
connection.onNotification(DidChangeTextDocumentNotification.type, ({ textDocument: { uri, version }, contentChanges }) => {
  open.set(uri, TextDocument.update(open.get(uri)!, contentChanges, version));
  void connection.sendNotification(PublishDiagnosticsNotification.type, { uri, version, diagnostics: [] });
});
connection.onRequest(ShutdownRequest.type, () => {});
connection.onNotification(ExitNotification.type, () => process.exit());
connection.onRequest(HoverRequest.type, () => null);
connection.listen();
