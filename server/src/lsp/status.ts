import { summaryOf, type Severity } from '../core';
import type { Status } from '../protocol';
import type { Desk } from './desk';

/** What there is, and how much is wrong with it. */
export function statusOf({ scene: { snapshot }, linting }: Pick<Desk, 'scene' | 'linting'>, busy: boolean): Status {
  const { solutions } = snapshot;
  const numbers = { error: 0, warning: 0, info: 0 } satisfies Partial<Record<Severity, number>>;
  for (const it of solutions) for (const { severity } of linting?.linter.findings(it, snapshot) ?? []) numbers[severity]++;
  const summaries = solutions.map(summaryOf);
  return {
    busy,
    solutions: solutions.length,
    references: summaries.reduce((sum, it) => sum + it.references, 0),
    directConnections: summaries.reduce((sum, it) => sum + it.directConnections, 0),
    canMerge: summaries.some((it) => it.canMerge),
    errors: numbers.error,
    warnings: numbers.warning,
    infos: numbers.info,
  };
}
