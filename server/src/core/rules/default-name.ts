import { isDefaultName } from '../naming';
import { renamesByScheme } from '../refactorings/rename-by-scheme';
import type { Rule } from '../rule';

export const defaultName: Rule = {
  id: 'default-name',
  severity: 'warning',
  summary: 'A connection reference still has the display name that the maker portal gave it.',

  *check(frame, _neighbours, { naming }) {
    for (const reference of frame.references) {
      const { displayName, logicalName, uri } = reference;
      if (!displayName || !isDefaultName(reference)) continue;
      yield {
        at: { uri, span: displayName.span },
        message: `The connection reference '${displayName.value}' still has the name the maker portal gave it: call it by the scheme ${naming.scheme}.`,
        subject: logicalName.value,
        fixes: (scene) => renamesByScheme(reference, frame, scene),
      };
    }
  },
};
