import { EditSet } from '../edit-set';
import type { FileEdit } from '../edits';
import type { Scene } from '../fix';
import type { ConnectionReference } from '../model';
import type { XmlElement } from '../xml';
import type { NewElement, XmlEditor } from '../xml-edits';

/** The element that defines a reference, in an editor of the text the reference was read from. */
export function definitionIn(editor: XmlEditor, { span, logicalName }: ConnectionReference): XmlElement {
  const element = editor.elementAt(span.start);
  if (element?.name !== 'connectionreference') throw new Error(`${logicalName.value} is not defined at ${span.start}`);
  return element;
}

/** What a change of one definition does to its file. */
export function changeDefinition(
  reference: ConnectionReference,
  scene: Scene,
  change: (editor: XmlEditor, definition: XmlElement) => void,
): readonly FileEdit[] {
  const set = new EditSet(scene);
  const editor = set.xml(reference.uri);
  change(editor, definitionIn(editor, reference));
  return set.build();
}

/** Gives a definition's child this content. A new child stands where the platform puts it, which goes by the alphabet. */
export function setChild(editor: XmlEditor, definition: XmlElement, name: string, content: string | readonly NewElement[]): void {
  const child = definition.child(name);
  if (child && typeof content === 'string') editor.setText(child, content);
  else
    editor.insert(
      definition,
      { name, content },
      definition.children.find((it) => it.name > name),
    );
}
