import type { Facts } from '../facts/index';
import type { Fault } from '../faults';
import { basename } from '../files';
import type { Rule } from '../rule';

export const invalidXml: Rule = {
  id: 'invalid-xml',
  severity: 'error',
  summary: 'A file is not valid XML.',

  *check(solution) {
    for (const { file, facts } of solution.entries.values()) {
      for (const { kind, span, reason } of faultsOf(facts)) {
        yield { at: { uri: file.uri, span }, message: messageOf(kind, basename(file.uri), reason), subject: basename(file.uri) };
      }
    }
  },
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

function messageOf(kind: Fault['kind'], name: string, reason: string): string {
  if (kind === 'merge-markers') return `'${name}' was committed in the middle of a merge: ${reason}. Resolve the conflict.`;
  return `'${name}' is no valid XML: ${reason}.`;
}
