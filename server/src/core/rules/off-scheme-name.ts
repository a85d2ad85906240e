import { preferredIfOnly } from '../fix';
import { canOffer, formatName, isDefaultName, partsOf } from '../naming';
import { renamesByScheme, renameTo } from '../refactorings/rename-by-scheme';
import type { Rule } from '../rule';

export const offSchemeName: Rule = {
  id: 'off-scheme-name',
  severity: 'info',
  summary: "A connection reference's display name does not follow the naming scheme.",

  *check(frame, neighbours, { naming }) {
    for (const reference of frame.references) {
      const { displayName, logicalName, label, uri } = reference;
      if (isDefaultName(reference)) continue;
      const parts = partsOf(reference, neighbours, naming);
      if (parts && formatName(parts, naming) === displayName?.value) continue;
      yield {
        at: { uri, span: displayName?.value ? displayName.span : logicalName.span },
        message: parts
          ? `The name of the connection reference '${label}' differs from the scheme ${naming.scheme} only in its dashes or spaces: write '${formatName(parts, naming)}'.`
          : `The name of the connection reference '${label}' is not of the scheme ${naming.scheme}: rename it.`,
        subject: logicalName.value,
        fixes: (scene) => {
          const tidied = parts && formatName(parts, naming);
          return tidied !== undefined && canOffer(tidied, frame, reference)
            ? preferredIfOnly([renameTo(tidied, 'safe', reference, scene)])
            : renamesByScheme(reference, frame, scene);
        },
      };
    }
  },
};
