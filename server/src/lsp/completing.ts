import {
  CompletionItemKind,
  MarkupKind,
  type CompletionItem,
  type CompletionList,
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
};

/** By what the documentation of an item is found, when somebody looks at it. */
interface ItemData {
  readonly uri: Uri;
  readonly kind: Completion['kind'];
  readonly id: string;
}

export function completionsAt(params: TextDocumentPositionParams, desk: Desk): CompletionList | null {
  const at = placeIn(params, desk);
  if (!at) return null;
  const offered = completions(at.uri, at.offset, desk.scene);
  if (!offered[0]) return null;
  const range = desk.documents.rangeOf({ uri: at.uri, span: offered[0].span }); // one place for all
  const items = offered.map(({ text, label, detail, kind, filter, rank, id }): CompletionItem => ({
    label,
    kind: kinds[kind],
    ...(desk.abilities.labelsDetails ? { labelDetails: { description: detail } } : { detail }),
    filterText: filter,
    sortText: `${String(rank).padStart(2, '0')} ${label}`,
    textEdit: { range, newText: text },
    data: { uri: at.uri, kind, id } satisfies ItemData,
  }));
  return { isIncomplete: false, items };
}

export function resolveCompletion(item: CompletionItem, { scene }: Desk): CompletionItem {
  const { uri, kind, id } = item.data as ItemData;
  const card = completionCard(uri, kind, id, scene);
  return card === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value: card } };
}
