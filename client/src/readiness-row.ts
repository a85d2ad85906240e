import type { ReadinessRow, ReasonKind } from '../../server/src/protocol';

/** What can be done with a row of the readiness: the menus ask for these words. */
type Flag = 'settings' | 'reportable' | 'entry';

/** Reasons that are mended where they are decided, in an entry of a settings file. */
const inEntries: readonly ReasonKind[] = ['unbound-reference', 'wrong-connector', 'missing-value'];

export function readinessFlags({ kind, reason, settings }: ReadinessRow): readonly Flag[] {
  const isWhole = kind === 'environment' || kind === 'solution';
  return [
    ...(isWhole && settings.length > 0 ? (['settings'] as const) : []),
    ...(isWhole ? (['reportable'] as const) : []),
    ...(reason && inEntries.includes(reason) && settings.length > 0 ? (['entry'] as const) : []),
  ];
}

export function isReadinessRow(row: unknown): row is ReadinessRow {
  return typeof row === 'object' && row !== null && 'path' in row && 'settings' in row && 'solutions' in row;
}
