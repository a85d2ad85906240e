import type { TreeRow } from '../../server/src/protocol';

/** One and the same as long as the thing is. */
export const idOf = ({ path }: TreeRow): string => JSON.stringify(path);

/** What can be done with a row: the menus ask for these words. */
type Flag = 'named' | 'changeable' | 'repointable' | 'direct' | 'drawable' | 'copyable';

/** A row of a connection reference, not one of something below it. */
export type ReferenceRow = TreeRow & { readonly reference: NonNullable<TreeRow['reference']> };

export function isReference(row: TreeRow): row is ReferenceRow {
  return row.reference !== undefined && ['reference', 'connection', 'external'].includes(row.kind);
}

export function flagsOf(row: TreeRow): readonly Flag[] {
  const { kind, direct, flow } = row;
  const isNamed = isReference(row);
  return [
    ...(isNamed ? (['named'] as const) : []),
    ...(isNamed && kind !== 'external' && !row.reference.isFixed ? (['changeable'] as const) : []),
    ...(flow !== undefined && row.reference && (kind === 'flow' || kind === 'connection') ? (['repointable'] as const) : []),
    ...(direct ? (['direct'] as const) : []),
    ...(flow !== undefined && kind === 'flow' ? (['drawable'] as const) : []),
    ...(kind === 'solution' || kind === 'reference' ? (['copyable'] as const) : []),
  ];
}
