import type { Facts } from '../facts/index';
import type { Fault } from '../faults';
import { basename } from '../files';
import type { Rule } from '../rule';

export const invalidJson: Rule = {
  id: 'invalid-json',
  severity: 'error',
  summary: 'A file is not valid JSON.',

  *check(solution) {
    for (const { file, facts } of solution.entries.values()) {
      if (solution.otherWorkflows.has(file.uri)) continue;
      for (const { kind, span, reason } of faultsOf(facts)) {
        yield { at: { uri: file.uri, span }, message: messageOf(kind, basename(file.uri), reason), subject: basename(file.uri) };
      }
    }
  },
};

const json: ReadonlySet<Facts['kind']> = new Set<Facts['kind']>(['flow', 'environment-variable-value']);

/** Faults of JSON files, and of the JSON that stands inside an app's XML. */
function faultsOf(facts: Facts): readonly Fault[] {
  if (facts.kind === 'canvas-app') return facts.app?.faults ?? [];
  if (facts.kind === 'customizations') return facts.apps.flatMap((it) => it.faults);
  return json.has(facts.kind) ? facts.faults : [];
}

function messageOf(kind: Fault['kind'], name: string, reason: string): string {
  if (kind === 'merge-markers') return `'${name}' was committed in the middle of a merge: ${reason}. Resolve the conflict.`;
  if (kind === 'duplicate-key') return `'${name}' is ambiguous: ${reason}, and only the last counts. Remove one of the two.`;
  return `'${name}' is no valid JSON: ${reason}.`;
}
