import type { Facts } from '../facts/index';
import type { Fault } from '../faults';
import type { Rule } from '../rule';
import { syntaxFaults } from '../syntax';

export const invalidJson: Rule = {
  id: 'invalid-json',
  severity: 'error',
  summary: 'A file is not valid JSON.',

  check: (solution) => syntaxFaults(solution, 'JSON', faultsOf),
};

const json: ReadonlySet<Facts['kind']> = new Set<Facts['kind']>(['flow', 'environment-variable-value', 'deployment-settings']);

/** Faults of JSON files, and of the JSON that stands inside an app's XML. */
function faultsOf(facts: Facts): readonly Fault[] {
  if (facts.kind === 'canvas-app') return facts.app?.faults ?? [];
  if (facts.kind === 'customizations') return facts.apps.flatMap((it) => it.faults);
  return json.has(facts.kind) ? facts.faults : [];
}
