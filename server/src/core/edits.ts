import type { Span, TextEdit, Uri } from './text';

/** What is to become of one file. */
export type FileEdit = TextChange | FileCreation | FileRemoval;

/** Edits of the text as it was read, in order, none touching another's characters. */
export interface TextChange {
  readonly kind: 'change';
  readonly uri: Uri;
  readonly edits: readonly TextEdit[];
}

/** A file where there is none, in UTF-8 without a byte order mark. */
export interface FileCreation {
  readonly kind: 'create';
  readonly uri: Uri;
  readonly text: string;
}

export interface FileRemoval {
  readonly kind: 'delete';
  readonly uri: Uri;
}

/** The file's text when the edit is made; undefined when it is gone then. `textOf` gives a text as it is now. */
export function textAfter(edit: FileEdit, textOf: (uri: Uri) => string): string | undefined {
  if (edit.kind === 'delete') return undefined;
  return edit.kind === 'create' ? edit.text : applyEdits(textOf(edit.uri), edit.edits);
}

/**
 * Edits of one state of the files as one edit for each file, by path. A file that is deleted gets no other edits. Throws when
 * one file is to become two different things, for that is a fault of ours.
 */
export function asOne(all: readonly FileEdit[]): readonly FileEdit[] {
  const byFile = new Map<Uri, FileEdit>();
  for (const edit of all) {
    const known = byFile.get(edit.uri);
    byFile.set(edit.uri, known ? both(known, edit) : edit);
  }
  return [...byFile.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

function both(a: FileEdit, b: FileEdit): FileEdit {
  if (a.kind === 'change' && b.kind === 'change') return { ...a, edits: inOrder([...a.edits, ...b.edits]) };
  if (a.kind === 'create' && b.kind === 'create' && a.text === b.text) return a;
  if (a.kind === 'create' || b.kind === 'create') throw new Error(`${a.uri} is to become two things`);
  return { kind: 'delete', uri: a.uri };
}

/** The text with all edits made at once. They are in order and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { span, text: replacement } of edits) {
    result += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return result + text.slice(at);
}

/** Edits in order. The same edit asked for twice is one; two that want different things of one character throw, for that is a fault of ours. */
export function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const result: TextEdit[] = [];
  for (const edit of sorted) {
    const before = result.at(-1);
    if (before && isSame(before, edit)) continue;
    if (before && edit.span.start < before.span.end) throw new Error(`edits overlap at ${edit.span.start}`);
    result.push(edit);
  }
  return result;
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.text === b.text && isEqual(a.span, b.span);
}

function isEqual(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}
