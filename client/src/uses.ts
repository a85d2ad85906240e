import { commands, Position as Place, Selection, Uri, window, type Location, type Position } from 'vscode';

/** Peeks at the uses of what stands at a place, as a code lens asks for them. */
export function showUses(uri: string, position: Pick<Position, 'line' | 'character'>): Promise<void> {
  return peek(Uri.parse(uri), placeOf(position));
}

/** Lists them in the view of references, which stays when the cursor moves on. */
export async function findUses(uri: Uri, position: Pick<Position, 'line' | 'character'>): Promise<void> {
  const place = placeOf(position);
  await window.showTextDocument(uri, { selection: new Selection(place, place) });
  try {
    await commands.executeCommand('references-view.findReferences');
  } catch {
    // somebody may have switched off the editor's own extension with that view
    await peek(uri, place);
  }
}

async function peek(uri: Uri, place: Place): Promise<void> {
  const all = await commands.executeCommand<readonly Location[]>('vscode.executeReferenceProvider', uri, place);
  const uses = all.filter((it) => it.uri.toString() !== uri.toString() || !it.range.contains(place)); // who asks sees that one already
  await commands.executeCommand('editor.action.showReferences', uri, place, uses);
}

/** The server's places are no objects of the editor's. */
const placeOf = ({ line, character }: Pick<Position, 'line' | 'character'>): Place => new Place(line, character);
