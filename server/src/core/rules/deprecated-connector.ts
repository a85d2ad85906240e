import { connectorInfo, connectorKey, connectorName } from '../connectors';
import type { Rule } from '../rule';

export const deprecatedConnector: Rule = {
  id: 'deprecated-connector',
  severity: 'warning',
  summary: 'A connection reference is for a deprecated connector.',
  tag: 'deprecated',
  options: { allow: "Ids of connectors that the team keeps for now, 'shared_dynamicscrmonline' for instance." },

  *check(frame, _, { words }) {
    const allowed = words('allow').map(connectorKey);
    for (const reference of frame.references) {
      const info = connectorInfo(reference.connector);
      if (!info?.deprecated || allowed.includes(connectorKey(reference.connector))) continue;
      const next = info.replacedBy && connectorName(info.replacedBy);
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: `The connection reference '${reference.label}' goes to ${info.name}, a connector that is deprecated: ${next ? `move its flows to ${next}` : 'move its flows to another connector'}.`,
        subject: reference.logicalName.value,
      };
    }
  },
};
