import {
  CodeActionRequest,
  CodeActionResolveRequest,
  ResponseError,
  type CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  type Position,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOf } from '../../server/src/host/disk';
import type { Requests } from '../../server/src/protocol';
import type { Client } from '../support/client';

const literals = { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } };

/** What VS Code can take. */
export const able: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'], changeAnnotationSupport: {} } },
  textDocument: {
    codeAction: { ...literals, disabledSupport: true, dataSupport: true, resolveSupport: { properties: ['edit'] } },
    rename: { prepareSupport: true, honorsChangeAnnotations: true },
  },
};

/** An editor that wants each action whole. */
export const eager: ClientCapabilities = { ...able, textDocument: { codeAction: { ...literals, disabledSupport: true } } };

/** An editor that knows actions, and nothing else that is asked of it. */
export const modest: ClientCapabilities = { textDocument: { codeAction: literals } };

/** What a request failed with. */
export async function failureOf(asking: Promise<unknown>): Promise<{ code: number; message: string }> {
  const error: unknown = await asking.then(
    (answer) => new Error(`there was an answer: ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ResponseError)) throw error;
  return { code: error.code, message: error.message };
}

/** The range of a text in a file as the user sees it. */
export function rangeOf(client: Client, path: string, text: string, uri = uriOf(path)): Range {
  const document = TextDocument.create(uri, '', 0, client.textOf(path, uri));
  const start = document.getText().indexOf(text);
  if (start < 0) throw new Error(`'${text}' is not in ${path}`);
  return { start: document.positionAt(start), end: document.positionAt(start + text.length) };
}

export function actionsAt(
  client: Client,
  path: string,
  at: Range | Position,
  { only, uri = uriOf(path), token }: { only?: string[]; uri?: string; token?: CancellationToken } = {},
): Promise<CodeAction[]> {
  const range = 'start' in at ? at : { start: at, end: at };
  const context = { diagnostics: [], ...(only ? { only } : {}) };
  return client.ask(CodeActionRequest.method, { textDocument: { uri }, range, context }, token);
}

/** Those that mend what is found, without what else can be done with what stands there. */
export async function fixesAt(...asked: Parameters<typeof actionsAt>): Promise<CodeAction[]> {
  return (await actionsAt(...asked)).filter((it) => !it.kind?.startsWith('refactor.'));
}

export async function editOf(client: Client, action: CodeAction): Promise<WorkspaceEdit> {
  return (await client.ask<CodeAction>(CodeActionResolveRequest.method, action)).edit!;
}

/** Chooses an action, as a user does. */
export async function choose(client: Client, actions: readonly CodeAction[], title: string): Promise<WorkspaceEdit> {
  const action = actions.find((it) => it.title === title);
  if (!action) throw new Error(`no action '${title}'; there are: ${actions.map((it) => `'${it.title}'`).join(', ')}`);
  const edit = action.edit ?? (await editOf(client, action));
  client.apply(edit);
  return edit;
}

export function own<Method extends keyof Requests>(
  client: Client,
  method: Method,
  params: Requests[Method]['params'],
): Promise<Requests[Method]['result']> {
  return client.ask(method, params);
}

/** The files that an edit touches, each with its version, and how many edits there are. */
export function touched({ documentChanges = [] }: WorkspaceEdit): [uri: string, version: number | null, edits: number][] {
  return documentChanges.flatMap((it): [string, number | null, number][] =>
    'edits' in it ? [[it.textDocument.uri, it.textDocument.version, it.edits.length]] : [],
  );
}
