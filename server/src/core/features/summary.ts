import { groupedByConnector } from '../connector-identity';
import { isManagedOnly } from '../fix';
import { memo } from '../memo';
import type { Solution } from '../model';
import { replaceableIn } from '../refactorings/named';

/** What can be done with a solution. */
export interface Summary {
  /** How many connection references may be changed. */
  readonly references: number;
  /** How many direct connections can be replaced. */
  readonly directConnections: number;
  /** Whether two of its references are of one connector. */
  readonly canMerge: boolean;
}

export const summaryOf = memo((solution: Solution): Summary => {
  if (isManagedOnly(solution)) return { references: 0, directConnections: 0, canMerge: false };
  const references = solution.references.filter((it) => it.connector !== '');
  return {
    references: solution.references.length,
    directConnections: replaceableIn(solution).length,
    canMerge: groupedByConnector(references, (it) => it).some((its) => its.length > 1),
  };
});
