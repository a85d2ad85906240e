import type { TreeRow } from '../../server/src/protocol';
import type { ReferenceRow } from '../../client/src/row';

/** A row that says no more of itself than a test wants. */
export function row(kind: TreeRow['kind'], more: Partial<TreeRow> = {}): TreeRow {
  const label = more.label ?? kind;
  return { path: ['solution', label], kind, label, description: '', spoken: label, hasChildren: false, isOpen: false, ...more };
}

type Given = Partial<ReferenceRow['reference']>;

/** Labelled by its name. */
export function referenceRow(logicalName: string, given: Given = {}): ReferenceRow {
  const reference = { solution: 'file:///solution', logicalName, connector: 'mail', isFixed: false, ...given };
  return { ...row('reference', { label: logicalName, path: [reference.solution, logicalName] }), reference };
}
