import { connectorInfo, connectorName } from '../connectors';
import { folded, partsOf } from '../naming';
import { renamesByScheme } from '../refactorings/rename-by-scheme';
import type { Rule } from '../rule';

export const misleadingType: Rule = {
  id: 'misleading-type',
  severity: 'warning',
  summary: "A connection reference's name promises a service principal, but its connector cannot use one.",

  *check(frame, neighbours, { naming }) {
    for (const reference of frame.references) {
      const { displayName, connector, logicalName, uri } = reference;
      if (!displayName || connectorInfo(connector)?.servicePrincipal !== false) continue;
      if (folded(partsOf(reference, neighbours, naming)?.type ?? '') !== 'service principal') continue;
      yield {
        at: { uri, span: displayName.span },
        message: `The connection reference '${displayName.value}' promises a service principal, but ${connectorName(connector)} takes no service principal: name the type of connection it really has.`,
        subject: logicalName.value,
        fixes: (scene) => renamesByScheme(reference, frame, scene),
      };
    }
  },
};
