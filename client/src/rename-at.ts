import { commands, Position as Place, Uri, type Position } from 'vscode';

/** Opens the box for another name of what stands at a place: of what has just been made, say. */
export async function renameAt(uri: string, { line, character }: Pick<Position, 'line' | 'character'>): Promise<void> {
  await commands.executeCommand('editor.action.rename', [Uri.parse(uri), new Place(line, character)]);
}
