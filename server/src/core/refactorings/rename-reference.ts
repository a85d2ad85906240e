import { inOrder, type FileEdit } from '../edits';
import type { Scene } from '../fix';
import type { ConnectionReference } from '../model';
import type { Uri } from '../text';
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

/** Changes of one state of the files as one change; what they want of one file does not overlap. */
function together(parts: readonly Refactoring[]): Refactoring {
  const files = new Map<Uri, FileEdit['edits']>();
  for (const { uri, edits } of parts.flatMap((it) => it.edits)) files.set(uri, inOrder([...(files.get(uri) ?? []), ...edits]));
  return { edits: [...files].map(([uri, edits]) => ({ uri, edits })), notes: parts.flatMap((it) => it.notes) };
}
