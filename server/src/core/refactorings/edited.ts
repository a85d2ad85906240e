import { EditSet } from '../edit-set';
import type { FileEdit } from '../edits';
import type { Scene } from '../fix';

/** What a change of any files does to them. */
export function edited(scene: Scene, change: (edits: EditSet) => void): readonly FileEdit[] {
  const edits = new EditSet(scene);
  change(edits);
  return edits.build();
}
