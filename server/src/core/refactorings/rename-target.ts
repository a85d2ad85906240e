import type { Scene } from '../fix';
import type { Step } from '../facts/steps';
import { namesIn } from '../flow-names';
import { insideOf } from '../inside';
import type { ConnectionReference, Flow } from '../model';
import { folderOf, occurrenceAt, occurrencesOf } from '../occurrences';
import { runOrderOf } from '../run-order';
import type { Location, Uri } from '../text';
import type { Snapshot } from '../workspace';
import { definedAs } from './rename-variable';

/** A name at a place in a file that can be given another. */
export type RenameTarget =
  | { readonly kind: 'logical'; readonly at: Location; /** As its definition writes it, if there is one. */ readonly name: string }
  | { readonly kind: 'display'; readonly at: Location; readonly name: string; readonly reference: ConnectionReference }
  | { readonly kind: 'action'; readonly at: Location; readonly name: string; readonly flow: Flow; readonly step: Step }
  | { readonly kind: 'variable'; readonly at: Location; readonly name: string; readonly flow: Flow };

/** What is to be renamed when somebody asks for it here: a logical name, an action and a variable wherever they are written, a display name in its definition. */
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
  return nameTargetAt(uri, offset, snapshot);
}

/** What a flow calls by a name inside itself; undefined where it has nothing of that name. */
function nameTargetAt(uri: Uri, offset: number, snapshot: Snapshot): RenameTarget | undefined {
  const flow = folderOf(uri, snapshot)?.flows.find((it) => it.uri === uri);
  const found = flow && namesIn(flow).find(({ name: { span } }) => span.start <= offset && offset <= span.end);
  if (!found || found.kind === 'parameter') return undefined;
  const { kind, name, role, step: at } = found;
  const place = { uri, span: name.span };
  if (kind === 'variable') return { kind, at: place, name: definedAs(name.value, flow), flow };
  const step = role === 'definition' ? at : runOrderOf(insideOf(flow)).named(name.value)[0];
  return step && { kind, at: place, name: step.name.value, flow, step };
}
