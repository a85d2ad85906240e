import type { Facts } from '../facts/index';
import type { Fault } from '../faults';
import type { Rule } from '../rule';
import { syntaxFaults } from '../syntax';

export const invalidXml: Rule = {
  id: 'invalid-xml',
  severity: 'error',
  summary: 'A file is not valid XML.',

  check: (frame) => syntaxFaults(frame, 'XML', faultsOf),
};

const xml: ReadonlySet<Facts['kind']> = new Set<Facts['kind']>([
  'flow-metadata',
  'customizations',
  'solution',
  'canvas-app',
  'bot',
  'connector',
  'environment-variable',
]);

function faultsOf(facts: Facts): readonly Fault[] {
  return xml.has(facts.kind) ? facts.faults : [];
}
