import { l10n, QuickPickItemKind, Range, Uri, window } from 'vscode';
import type { DirectConnectionItem, ReferenceId, ReferenceItem } from '../../server/src/protocol';
import type { Asked, Choice, Dialogue, Next } from './dialogue';

/** Where there is none to choose from. */
export const noReference = (): string =>
  l10n.t('No connection reference here can be changed: there is none, or only managed solutions define them.');

export const nameOf = ({ displayName, logicalName }: ReferenceItem): string => displayName || logicalName;

export const rowOf = (reference: ReferenceItem): Choice<ReferenceItem> => ({
  label: nameOf(reference),
  description: reference.displayName ? reference.logicalName : '',
  detail: [reference.solutionName, reference.connectorName, reference.users].filter(Boolean).join(' · '),
  value: reference,
});

/** The references that are named or, when none is, those that are meant where the cursor stands. */
export function meant(references: readonly ReferenceItem[], given: readonly ReferenceId[]): readonly ReferenceItem[] {
  if (given.length === 0) return referencesAtCursor(references);
  return references.filter((it) => given.some(({ solution, logicalName }) => it.solution === solution && it.logicalName === logicalName));
}

/** The one that is meant, or that is chosen from all; from those that are given, when there are several. */
export function askReference<Result>(
  dialogue: Dialogue,
  references: readonly ReferenceItem[],
  given: readonly ReferenceId[],
  placeholder: string,
  next: Next<ReferenceItem, Result>,
): Asked<Result> {
  const known = meant(references, given);
  const [only, ...others] = known;
  if (only && others.length === 0) return next(only);
  const choices = under(
    (it) => it.solutionName,
    given.length > 0 && only ? known : references,
    (items) => items.map(rowOf),
  );
  return dialogue.pickOne({ placeholder, choices, active: choices.find((it) => it.value === only) }, next);
}

/** The references that are meant where the cursor stands: the one defined there, else those of the name written there. */
export function referencesAtCursor(references: readonly ReferenceItem[]): readonly ReferenceItem[] {
  const editor = window.activeTextEditor;
  if (!editor) return [];
  const { document, selection } = editor;
  const defined = references.filter((it) => isAtCursor(it));
  if (defined.length > 0) return defined;
  // eslint-disable-next-line regexp/no-super-linear-move -- the editor looks for words, one behind the other
  const range = document.getWordRangeAtPosition(selection.active, /[\w.-]+/);
  const name = range && document.getText(range).toLowerCase();
  const named = references.filter((it) => it.logicalName.toLowerCase() === name);
  const own = named.filter((it) => contains(it, document.uri.toString()));
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
  return editor !== undefined && contains(item, editor.document.uri.toString());
}

/** Whether a file is one of the solution. */
export function contains({ solution }: { readonly solution: string }, uri: string): boolean {
  return Uri.parse(uri).path.startsWith(`${Uri.parse(solution).path.replace(/\/$/, '')}/`);
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
