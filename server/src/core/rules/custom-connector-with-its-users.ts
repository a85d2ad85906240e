import { customConnectorOf } from '../connector-identity';
import type { Rule } from '../rule';

export const customConnectorWithItsUsers: Rule = {
  id: 'custom-connector-with-its-users',
  severity: 'info',
  summary: 'A custom connector is in the same solution as flows that use it.',

  *check(frame, neighbours) {
    for (const reference of frame.references) {
      const connector = customConnectorOf(reference, neighbours);
      if (!connector || !frame.connectors.some((it) => it.uri === connector.uri && it.id === connector.id)) continue;
      const user = neighbours.users(reference.logicalName.value).find((it) => it.kind === 'flow' && it.solution === frame.root);
      if (!user) continue;
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: `Flow '${user.name}' goes through '${reference.label}' to the custom connector ${connector.displayName}, which comes in the same solution: no connection can be made before that import, so ship the connector first, in a solution of its own.`,
        subject: reference.logicalName.value,
        related: [{ uri: connector.uri, span: { start: 0, end: 1 }, message: 'The custom connector' }],
      };
    }
  },
};
