import type { Span, TextEdit, Uri } from './text';

/** What is to change in one file: edits of the text as it was read, in order, none touching another's characters. */
export interface FileEdit {
  readonly uri: Uri;
  readonly edits: readonly TextEdit[];
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
