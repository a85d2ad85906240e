import { asOne } from '../edits';
import { Refusal, type Scene } from '../fix';
import type { ConnectionReference } from '../model';
import { withoutDashes } from '../naming';
import type { Refactoring } from './refactoring';
import { renameDisplayName, renameLogicalName } from './rename';

export interface NewNames {
  readonly logicalName?: string | undefined;
  readonly displayName?: string | undefined;
}

/** Gives a reference another logical name, another display name, or both at once. Throws `Refusal`. */
export function renameReference(reference: ConnectionReference, { logicalName, displayName }: NewNames, scene: Scene): Refactoring {
  return together([
    ...(logicalName === undefined ? [] : [renameLogicalName(reference.logicalName.value, logicalName, scene)]),
    ...(displayName === undefined ? [] : [renameDisplayName(reference, displayName, scene)]),
  ]);
}

export interface NewDisplayName {
  readonly reference: ConnectionReference;
  readonly name: string;
}

/** Gives several references other display names, at once. Throws `Refusal`, also when two of one solution would have the same. */
export function renameDisplayNames(names: readonly NewDisplayName[], scene: Scene): Refactoring {
  for (const [index, { reference, name }] of names.entries()) {
    const isSame = (it: NewDisplayName): boolean =>
      it.reference.solution === reference.solution && withoutDashes(it.name) === withoutDashes(name);
    if (names.slice(0, index).some(isSame)) throw new Refusal(`Two of them would be called '${name}': give each a name of its own.`);
  }
  return together(names.map(({ reference, name }) => renameDisplayName(reference, name, scene)));
}

/** Changes of one state of the files as one change; what they want of one file does not overlap. */
function together(parts: readonly Refactoring[]): Refactoring {
  return { edits: asOne(parts.flatMap((it) => it.edits)), notes: parts.flatMap((it) => it.notes) };
}
