import { CodeActionRequest, CompletionRequest, WorkspaceSymbolRequest, type CodeAction, type Connection } from 'vscode-languageserver';
import { join } from 'node:path';
import { uriOf } from '../../server/src/host/disk';
import { answerRequests, type Office } from '../../server/src/lsp/handlers';
import type { DirectConnectionItem, RefactorParams, TreePath, TreeRow } from '../../server/src/protocol';
import { DIRECT, root, WORKSPACE } from '../lsp/commands';
import { rangeOf } from '../lsp/asking';
import { FLOW, idOf } from '../lsp/setup';
import type { Client } from '../support/client';
import { binding, flow, flowPath, settings } from '../support/solution';

const SITE = 'https://contoso.example/api/leave';

/** A workspace in which every request has something to answer. */
export const WORLD =
  WORKSPACE +
  DIRECT +
  flow({ root: 'a', name: 'Call', id: idOf(9), actions: { Call: { type: 'Http', inputs: { method: 'GET', uri: SITE } } } }) +
  settings('a/settings.dev.json', { references: [binding('con_teams'), binding('con_gone')] }) +
  '--- keyhook.json\n{ "ignore": [] }\n';

/** Every request that the server answers. */
export const methods: readonly string[] = requestsOf((connection) => answerRequests(connection, {} as Office));

function requestsOf(register: (connection: Connection) => void): string[] {
  const found: string[] = [];
  register({ onRequest: (method: string) => void found.push(method) } as unknown as Connection);
  return found;
}

/** What may be asked of this folder, by request: each has an answer. */
export async function questionsIn(folder: string, client: Client): Promise<ReadonlyMap<string, readonly object[]>> {
  const uri = uriOf(`${folder}/${FLOW}`);
  const position = { line: 8, character: 48 };
  const range = { start: { line: 0, character: 0 }, end: { line: 30, character: 0 } };
  const view = { groupBy: 'connector', filter: 'all' };
  const here = {
    textDocument: { uri },
    position,
    range,
    positions: [position],
    context: { diagnostics: [], includeDeclaration: true },
    newName: 'con_new',
    query: 'a',
  };
  const xml = { ...here, textDocument: { uri: uriOf(`${folder}/a/Other/Customizations.xml`) }, position: { line: 2, character: 70 } };
  const path = await deepestIn(client, view);
  const [direct] = await client.ask<DirectConnectionItem[]>('keyhook/directConnections', {});
  const connections = [{ uri: direct!.uri, id: direct!.id }];
  const of = { solution: root(folder), logicalName: 'con_teams' };
  const call = join(folder, flowPath({ root: 'a', name: 'Call', id: idOf(9) }));
  const literal = { uri: uriOf(call), position: rangeOf(client, call, SITE).start, value: SITE };
  const refactorings: readonly RefactorParams[] = [
    { kind: 'rename', ...of, newLogicalName: 'con_new', newDisplayName: 'New' },
    { kind: 'renameAll', names: [{ ...of, newDisplayName: 'New' }] },
    { kind: 'merge', solution: root(folder), into: 'con_teams', from: ['con_chat'] },
    { kind: 'remove', ...of, logicalName: 'con_chat' },
    { kind: 'repoint', flow: uri, from: 'con_teams', to: { ...of, logicalName: 'con_chat' } },
    { kind: 'replaceDirect', connections, with: { type: 'User', area: 'Absence' } },
    { kind: 'syncSettings', files: [uriOf(`${folder}/a/settings.dev.json`)], removeStale: true },
    { kind: 'createSettings', solutions: [root(folder)], environment: 'test', uri: uriOf(`${folder}/a/settings.test.json`) },
    {
      kind: 'ignore',
      uri: uriOf(`${folder}/a/Other/Customizations.xml`),
      rule: 'unused-connection-reference',
      subject: 'con_leave',
      reason: 'why',
      until: '2030-01-01',
    },
    { kind: 'extractVariable', ...literal, displayName: 'A', schemaName: 'con_A', extent: 'flow' },
    { kind: 'createConfiguration', folder: uriOf(`${folder}/b`) },
  ] as readonly RefactorParams[];
  const resolvable = async <Answer>(method: string, its: (answer: Answer) => readonly object[]): Promise<readonly object[]> =>
    its(await client.ask<Answer>(method, here));
  const own: Readonly<Record<string, readonly object[]>> = {
    'keyhook/tree': [
      { ...view, parent: [] },
      { ...view, parent: path },
    ],
    'keyhook/treePath': [{ ...view, uri, position }],
    'keyhook/treePlace': [{ ...view, path }],
    'keyhook/treeTip': [{ ...view, path }],
    'keyhook/treeMarkdown': [{ ...view, path }],
    'keyhook/readiness': [{ parent: [] }],
    'keyhook/readinessPlace': [{ path: ['dev', root(folder)] }],
    'keyhook/readinessTip': [{ path: ['dev', root(folder)] }],
    'keyhook/readinessMarkdown': [{ path: [] }],
    'keyhook/runbook': [{ solution: root(folder) }],
    'keyhook/diagram': [{ uri }],
    'keyhook/diagramText': [{ uri, format: 'svg' }],
    'keyhook/settingsPath': [{ solutions: [root(folder)], environment: 'test', path: 'a/x.json' }],
    'keyhook/candidates': [{ connections }],
    'keyhook/schemeName': [{ of, area: 'A', type: 'User' }, { of: connections[0] }],
    'keyhook/checkName': [{ ...of, kind: 'logical', to: 'con_new' }],
    'keyhook/checkDay': [{ day: '2030-01-01' }],
    'keyhook/variableNames': [{ ...literal, displayName: 'A', schemaName: 'con_A' }],
    'keyhook/refactor': refactorings,
    'codeAction/resolve': await resolvable(CodeActionRequest.method, (it: CodeAction[]) => it.slice(0, 3)),
    'completionItem/resolve': await resolvable(CompletionRequest.method, ({ items }: { items: object[] }) => items.slice(0, 2)),
    'workspaceSymbol/resolve': await resolvable(WorkspaceSymbolRequest.method, (it: object[]) => it.slice(0, 2)),
  };
  return new Map(methods.map((method) => [method, own[method] ?? (method.startsWith('keyhook/') ? [{}] : [here, xml])]));
}

async function deepestIn(client: Client, view: object): Promise<TreePath> {
  let path: TreePath = [];
  for (;;) {
    const [row] = await client.ask<TreeRow[]>('keyhook/tree', { ...view, parent: path });
    if (!row) return path;
    path = row.path;
  }
}
