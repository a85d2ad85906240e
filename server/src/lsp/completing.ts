import {
  CompletionItemKind,
  CompletionItemTag,
  InsertTextFormat,
  MarkupKind,
  type Command,
  type CompletionItem,
  type CompletionList,
  type Range,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import { completionCard, completions, type Completion, type Uri } from '../core';
import type { Desk } from './desk';
import { placeIn } from './navigating';

const kinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  reference: CompletionItemKind.Reference,
  variable: CompletionItemKind.Variable,
  key: CompletionItemKind.Property,
  connector: CompletionItemKind.Module,
  flow: CompletionItemKind.Function,
  function: CompletionItemKind.Function,
  action: CompletionItemKind.Method,
  'flow-variable': CompletionItemKind.Variable,
  parameter: CompletionItemKind.Constant,
  property: CompletionItemKind.Field,
  status: CompletionItemKind.EnumMember,
  type: CompletionItemKind.Class,
};

/** VS Code's own: what can stand in the quotes that were just written, and what the arguments are. */
const SUGGEST: Command = { title: 'Suggest', command: 'editor.action.triggerSuggest' };
const HINT: Command = { title: 'Show Parameters', command: 'editor.action.triggerParameterHints' };

/** Nobody reads more names of the whole workspace than these, and each has to be made, sent and sorted. */
const MOST = 50;

const ofWorkspace: ReadonlySet<Completion['kind']> = new Set(['reference', 'variable', 'key', 'connector', 'flow']);

/** By what the documentation of an item is found, when somebody looks at it. */
interface ItemData {
  readonly uri: Uri;
  readonly kind: Completion['kind'];
  readonly id: string;
}

export function completionsAt(params: TextDocumentPositionParams, desk: Desk): CompletionList | null {
  const at = placeIn(params, desk);
  if (!at) return null;
  const offered = completions(at.uri, at.offset, desk.scene, MOST);
  if (!offered[0] || ofWorkspace.has(offered[0].kind)) desk.needsAll();
  if (!offered[0]) return null;
  const range = desk.documents.rangeOf({ uri: at.uri, span: offered[0].span }); // one place for all
  const items = offered.map((it) => itemFor(it, at.uri, range, desk));
  return { isIncomplete: items.length >= MOST && ofWorkspace.has(offered[0].kind), items }; // then an editor asks again as more is typed
}

function itemFor(offered: Completion, uri: Uri, range: Range, { abilities, hasCommands }: Desk): CompletionItem {
  const { label, detail, kind, filter, rank, id, isDeprecated } = offered;
  const snippet = abilities.takesSnippets ? offered.snippet : undefined;
  const showsDetail = kind === 'function' || !abilities.labelsDetails; // a signature is too long to stand beside a label
  return {
    label,
    kind: kinds[kind],
    ...(detail === '' ? {} : showsDetail ? { detail } : { labelDetails: { description: detail } }),
    ...(isDeprecated && abilities.tagsCompletions ? { tags: [CompletionItemTag.Deprecated] } : {}),
    filterText: filter,
    sortText: `${String(rank).padStart(3, '0')} ${label}`,
    textEdit: { range, newText: snippet ?? offered.text },
    ...(snippet === undefined ? {} : { insertTextFormat: InsertTextFormat.Snippet }),
    ...(snippet !== undefined && hasCommands ? { command: snippet.includes("'") ? SUGGEST : HINT } : {}),
    data: { uri, kind, id } satisfies ItemData,
  };
}

export function resolveCompletion(item: CompletionItem, { scene }: Desk): CompletionItem {
  const { uri, kind, id } = item.data as ItemData;
  const card = completionCard(uri, kind, id, scene);
  return card === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value: card } };
}
