import type { Position, Range, TextDocument } from 'vscode-languageserver-textdocument';
import type { Requests, TreeRow, TreeView } from '../../server/src/protocol';
import type { Session } from './session';

/** Something that an editor asks. */
export interface Question {
  readonly name: string;
  ask(): Promise<unknown>;
}

const VIEW: TreeView = { groupBy: 'connector', filter: 'all' };
const FILTERS = ['problems', 'unused', 'duplicates', 'off-scheme'] as const;

/** What stands in a flow or in Customizations.xml that can be asked about; the place is at the end of what is matched. */
const IN_FLOW = {
  'a logical name': /"connectionReferenceLogicalName": ?"\w+/,
  'a key': /"connectionName": ?"\w+/,
  'a connector': /"apiId": ?"\/providers/,
  'a child flow': /"workflowReferenceName": ?"[0-9a-f]+/,
  'an action': /(?:outputs|body)\('\w+/,
  'a function': /@(?:concat|formatNumber|length|toUpper|coalesce|div)\b/,
  'an argument': /@(?:concat|formatNumber|length|toUpper|coalesce|div)\(/,
} as const;
type Spot = keyof typeof IN_FLOW;
const DEFINITION = /connectionreferencelogicalname="\w+/;

/** What the main table times; without those for which there is nothing in the flow. */
export function mainQuestions(session: Session, flow: TextDocument, solution: TreeRow | undefined): ReadonlyMap<string, Question> {
  const questions: Question[] = [
    ...about(session, flow, 'hover', 'textDocument/hover', 'a logical name'),
    ...about(session, flow, 'definition', 'textDocument/definition', 'a logical name'),
    ...about(session, flow, 'completion', 'textDocument/completion', 'a logical name'),
    ...(solution ? [{ name: 'tree', ask: () => rows(session, solution) }] : []),
    { name: 'fix-on-save', ask: () => fixesOnSave(session, flow) },
  ];
  return new Map(questions.map((it) => [it.name, it]));
}

/** All that an editor and the tree ask of a flow and of its solution. */
export async function allQuestions(
  session: Session,
  flow: TextDocument,
  customizations: TextDocument | undefined,
  solution: TreeRow | undefined,
): Promise<readonly Question[]> {
  const of = (name: string, method: string, spot: Spot, more?: object): readonly Question[] =>
    about(session, flow, `${name}: ${spot}`, `textDocument/${method}`, spot, more);
  const whole = (document: TextDocument, name: string, method: string, more?: object): Question => ({
    name,
    ask: () => session.ask(`textDocument/${method}`, { textDocument: { uri: document.uri }, ...more }),
  });
  const range: Range = { start: { line: 0, character: 0 }, end: flow.positionAt(flow.getText().length) };
  const called = placeOf(flow, IN_FLOW['a function']);
  return [
    ...(await treeQuestions(session, flow, solution)),
    ...(['a logical name', 'a key', 'a child flow', 'an action', 'a function'] as const).flatMap((it) => of('hover', 'hover', it)),
    ...(['a logical name', 'a key', 'a child flow', 'an action'] as const).flatMap((it) => of('definition', 'definition', it)),
    ...of('highlights', 'documentHighlight', 'a key'),
    ...(['a logical name', 'a key', 'a connector', 'an action'] as const).flatMap((it) => of('completion', 'completion', it)),
    ...of('signature help', 'signatureHelp', 'an argument'),
    ...of('rename', 'rename', 'an action', { newName: 'Renamed' }),
    whole(flow, 'semantic tokens', 'semanticTokens/full'),
    ...(called ? [whole(flow, 'light bulb', 'codeAction', { range: { start: called, end: called }, context: { diagnostics: [] } })] : []),
    whole(flow, 'code lenses', 'codeLens'),
    whole(flow, 'inlay hints', 'inlayHint', { range }),
    whole(flow, 'document symbols', 'documentSymbol'),
    whole(flow, 'document links', 'documentLink'),
    { name: 'diagram', ask: () => own(session, 'keyhook/diagram', { uri: flow.uri }) },
    ...(customizations ? xmlQuestions(customizations, whole) : []),
    { name: 'workspace symbols: all', ask: () => session.ask('workspace/symbol', { query: '' }) },
    { name: 'workspace symbols: some', ask: () => session.ask('workspace/symbol', { query: 'requ' }) },
  ];
}

/** The row of the solution that a flow belongs to. */
export async function solutionRowOf(session: Session, flow: TextDocument): Promise<TreeRow | undefined> {
  return (await pathTo(session, flow))[0];
}

function pathTo(session: Session, flow: TextDocument): Promise<readonly TreeRow[]> {
  const position = placeOf(flow, IN_FLOW['a key']);
  return position
    ? own(session, 'keyhook/treePath', { ...VIEW, uri: flow.uri, position } as Requests['keyhook/treePath']['params'])
    : Promise.resolve([]);
}

async function treeQuestions(session: Session, flow: TextDocument, solution: TreeRow | undefined): Promise<readonly Question[]> {
  const opened = (await pathTo(session, flow)).filter((it) => it.hasChildren);
  const reference = opened.find((it) => it.kind === 'reference');
  const its = reference && { ...VIEW, path: reference.path };
  return [
    { name: 'tree: solutions', ask: () => rows(session, undefined) },
    ...FILTERS.map((filter) => ({ name: `tree: solutions, ${filter}`, ask: () => rows(session, undefined, { ...VIEW, filter }) })),
    ...opened.map((it) => ({ name: `tree: a ${it.kind} opened`, ask: () => rows(session, it) })),
    ...(solution ? [{ name: 'tree: a solution opened, by flow', ask: () => rows(session, solution, { ...VIEW, groupBy: 'flow' }) }] : []),
    { name: 'tree: the way to an action', ask: () => pathTo(session, flow) },
    ...(its ? [{ name: 'tree: the tip of a reference', ask: () => own(session, 'keyhook/treeTip', its) }] : []),
    ...(its ? [{ name: 'tree: a reference as Markdown', ask: () => own(session, 'keyhook/treeMarkdown', its) }] : []),
  ];
}

function xmlQuestions(
  document: TextDocument,
  whole: (document: TextDocument, name: string, method: string, more?: object) => Question,
): readonly Question[] {
  const position = placeOf(document, DEFINITION);
  return [
    ...(position ? [whole(document, 'hover: a definition', 'hover', { position })] : []),
    ...(position ? [whole(document, 'references', 'references', { position, context: { includeDeclaration: true } })] : []),
    ...(position ? [whole(document, 'selection', 'selectionRange', { positions: [position] })] : []),
    whole(document, 'code lenses: Customizations.xml', 'codeLens'),
    whole(document, 'document symbols: Customizations.xml', 'documentSymbol'),
    whole(document, 'folding: Customizations.xml', 'foldingRange'),
  ];
}

function about(session: Session, document: TextDocument, name: string, method: string, spot: Spot, more?: object): readonly Question[] {
  const position = placeOf(document, IN_FLOW[spot]);
  return position ? [{ name, ask: () => session.ask(method, { textDocument: { uri: document.uri }, position, ...more }) }] : [];
}

function fixesOnSave(session: Session, document: TextDocument): Promise<unknown> {
  const range = { start: { line: 0, character: 0 }, end: document.positionAt(document.getText().length) };
  const context = { diagnostics: [], only: ['source.fixAll.keyhook'], triggerKind: 2 };
  return session.ask('textDocument/codeAction', { textDocument: { uri: document.uri }, range, context });
}

function rows(session: Session, parent: TreeRow | undefined, view = VIEW): Promise<readonly TreeRow[]> {
  return own(session, 'keyhook/tree', { ...view, parent: parent?.path ?? [] });
}

function own<Method extends keyof Requests>(
  session: Session,
  method: Method,
  params: Requests[Method]['params'],
): Promise<Requests[Method]['result']> {
  return session.ask(method, params);
}

function placeOf(document: TextDocument, spot: RegExp): Position | undefined {
  const match = spot.exec(document.getText());
  return match ? document.positionAt(match.index + match[0].length) : undefined;
}
