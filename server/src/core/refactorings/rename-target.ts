import type { Scene } from '../fix';
import type { ConnectionReference } from '../model';
import { occurrenceAt, occurrencesOf } from '../occurrences';
import type { Location, Uri } from '../text';

/** A name at a place in a file that can be given another. */
export type RenameTarget =
  | { readonly kind: 'logical'; readonly at: Location; /** As its definition writes it, if there is one. */ readonly name: string }
  | { readonly kind: 'display'; readonly at: Location; readonly name: string; readonly reference: ConnectionReference };

/** What is to be renamed when somebody asks for it here: a logical name wherever it is written, a display name in its definition. */
export function renameTargetAt(uri: Uri, offset: number, { snapshot }: Scene): RenameTarget | undefined {
  const occurrence = occurrenceAt(uri, offset, snapshot);
  if (occurrence) {
    const definitions = occurrencesOf(occurrence.name.value, snapshot).filter((it) => it.role === 'definition');
    const definition = definitions.find((it) => it.folder === occurrence.folder) ?? definitions[0];
    return { kind: 'logical', at: { uri, span: occurrence.name.span }, name: (definition ?? occurrence).name.value };
  }
  for (const { references, repeated } of snapshot.solutions)
    for (const reference of [...references, ...repeated]) {
      const { displayName } = reference;
      if (reference.uri === uri && displayName && displayName.span.start <= offset && offset <= displayName.span.end)
        return { kind: 'display', at: { uri, span: displayName.span }, name: displayName.value, reference };
    }
  return undefined;
}
