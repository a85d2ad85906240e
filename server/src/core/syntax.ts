import type { Facts } from './facts/index';
import type { Fault } from './faults';
import { basename } from './files';
import type { Frame } from './model';
import type { Draft } from './rule';
import type { Uri } from './text';

/** Reports the faults that `faultsOf` picks from what each file says that is no flow's, and how `mendedBy` mends them. Files of desktop flows are none of ours. */
export function* syntaxFaults(
  { rest, otherWorkflows }: Frame,
  language: 'JSON' | 'XML',
  faultsOf: (facts: Facts) => readonly Fault[],
  mendedBy: (uri: Uri, facts: Facts) => (fault: Fault) => Pick<Draft, 'fixes'> = () => () => ({}),
): Iterable<Draft> {
  for (const { file, facts } of rest.values()) {
    if (otherWorkflows.has(file.uri)) continue;
    const mended = mendedBy(file.uri, facts);
    for (const fault of faultsOf(facts)) yield { ...faultDraft(file.uri, fault, language), ...mended(fault) };
  }
}

/** A fault of a file, as it is reported. */
export function faultDraft(uri: Uri, { kind, span, reason }: Fault, language: 'JSON' | 'XML'): Draft {
  const name = basename(uri);
  return { at: { uri, span }, message: `'${name}' ${clauseOf(kind, reason, language)}`, subject: name };
}

function clauseOf(kind: Fault['kind'], reason: string, language: string): string {
  if (kind === 'merge-markers') return `was committed in the middle of a merge: ${reason}. Resolve the conflict.`;
  if (kind === 'duplicate-key') return `is ambiguous: ${reason}, and only the last counts. Remove one of the two.`;
  return `is no valid ${language}: ${reason}.`;
}
