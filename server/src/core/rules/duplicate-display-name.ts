import type { ConnectionReference } from '../model';
import { folded } from '../naming';
import { renamesByScheme } from '../refactorings/rename-by-scheme';
import type { Rule } from '../rule';

export const duplicateDisplayName: Rule = {
  id: 'duplicate-display-name',
  severity: 'warning',
  summary: 'Two connection references of a solution have the same display name.',

  *check(frame) {
    const first = new Map<string, ConnectionReference>();
    for (const reference of frame.references) {
      const { displayName, logicalName, uri } = reference;
      const name = folded(displayName?.value ?? '');
      if (!displayName || name === '') continue;
      const earlier = first.get(name);
      if (!earlier) {
        first.set(name, reference);
        continue;
      }
      yield {
        at: { uri, span: displayName.span },
        message: `Two connection references are called '${displayName.value}' ('${earlier.logicalName.value}' and '${logicalName.value}'), and nobody can tell them apart at import: give each a name of its own.`,
        subject: logicalName.value,
        related: [{ uri: earlier.uri, span: (earlier.displayName ?? earlier.logicalName).span, message: 'The first of that name' }],
        fixes: (scene) => renamesByScheme(reference, frame, scene),
      };
    }
  },
};
