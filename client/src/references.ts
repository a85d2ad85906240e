import { QuickPickItemKind, Range, Uri, window, type TextDocument } from 'vscode';
import type { DirectConnectionItem, ReferenceItem } from '../../server/src/protocol';
import type { Choice } from './dialogue';

/** Where there is none to choose from. */
export const noReference = 'No connection reference here can be renamed: there is none, or only managed solutions define them.';

export const nameOf = ({ displayName, logicalName }: ReferenceItem): string => displayName || logicalName;

export const rowOf = (reference: ReferenceItem): Choice<ReferenceItem> => ({
  label: nameOf(reference),
  description: reference.displayName ? reference.logicalName : '',
  detail: [reference.solutionName, reference.connectorName, reference.users].filter(Boolean).join(' · '),
  value: reference,
});

/** The references that are meant where the cursor stands: the one defined there, else those of the name written there. */
export function referencesAtCursor(references: readonly ReferenceItem[]): readonly ReferenceItem[] {
  const editor = window.activeTextEditor;
  if (!editor) return [];
  const { document, selection } = editor;
  const defined = references.filter((it) => isAtCursor(it));
  if (defined.length > 0) return defined;
  const range = document.getWordRangeAtPosition(selection.active, /[\w.-]+/);
  const name = range && document.getText(range).toLowerCase();
  const named = references.filter((it) => it.logicalName.toLowerCase() === name);
  const own = named.filter((it) => isIn(document, it));
  return own.length > 0 ? own : named;
}

/** Whether the cursor stands in it, in the editor in front. */
export function isAtCursor({ uri, range: { start, end } }: Pick<ReferenceItem, 'uri' | 'range'>): boolean {
  const editor = window.activeTextEditor;
  if (editor?.document.uri.toString() !== Uri.parse(uri).toString()) return false;
  return new Range(start.line, start.character, end.line, end.character).contains(editor.selection.active);
}

/** Whether the editor in front shows a file of the solution. */
export function isInFront(item: { readonly solution: string }): boolean {
  const editor = window.activeTextEditor;
  return editor !== undefined && isIn(editor.document, item);
}

function isIn({ uri }: TextDocument, { solution }: { readonly solution: string }): boolean {
  return uri.path.startsWith(`${Uri.parse(solution).path.replace(/\/$/, '')}/`);
}

/** Rows under headings, in the order in which the headings first come; without, where there is only one. */
export function under<Item, Value>(
  heading: (item: Item) => string,
  items: readonly Item[],
  rows: (items: readonly Item[]) => readonly Choice<Value>[],
): readonly Choice<Value>[] {
  const groups = grouped(items, heading);
  if (groups.length === 1) return rows(items);
  return groups.flatMap((group) => [{ label: heading(group[0]!), kind: QuickPickItemKind.Separator }, ...rows(group)]);
}

/** Items of one solution and connector together. */
export function byConnector<Item extends ReferenceItem | DirectConnectionItem>(items: readonly Item[]): readonly (readonly Item[])[] {
  return grouped(items, ({ solution, connector }) => `${solution} ${connector}`);
}

function grouped<Item>(items: readonly Item[], key: (item: Item) => string): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
}
