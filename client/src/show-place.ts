import { Range, Selection, TextEditorRevealType, Uri, window, type TextEditor } from 'vscode';
import type { RowPlace } from '../../server/src/protocol';

/** The view keeps the focus, for a key is meant for its row then; who opens what is in front already wants to go there. */
export async function showPlace(place: RowPlace): Promise<void> {
  const isThere = isAt(window.activeTextEditor, place);
  const editor = await window.showTextDocument(Uri.parse(place.uri), { preview: !isThere, preserveFocus: !isThere });
  const range = rangeOf(place);
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

export function isAt(editor: TextEditor | undefined, place: RowPlace): boolean {
  return editor?.document.uri.toString() === Uri.parse(place.uri).toString() && editor.selection.isEqual(rangeOf(place));
}

/** The server's places are no objects of the editor's. */
export function rangeOf({ range: { start, end } }: RowPlace): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
