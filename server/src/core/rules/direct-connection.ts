import { connectorLabel, connectorOfEntry } from '../connector-identity';
import type { Rule } from '../rule';

export const directConnection: Rule = {
  id: 'direct-connection',
  severity: 'error',
  summary: 'A flow uses a connection of its own instead of a connection reference.',

  *check(solution, neighbours) {
    for (const flow of solution.flows) {
      if (flow.legacy) continue;
      const direct = flow.connections.filter((it) => !it.logicalName);
      for (const connection of direct) {
        const connector = connectorOfEntry(connection);
        const to = connector ? connectorLabel(connector, neighbours) : 'a connector';
        yield {
          at: { uri: flow.uri, span: connection.key.span },
          message: `Flow '${flow.name}' reaches ${to} by a direct connection, which no export carries along: use a connection reference instead.`,
          subject: connection.key.value,
        };
      }
      for (const { at, key, operation } of flow.literalConnections) {
        if (direct.some((it) => it.key.value === key)) continue;
        yield {
          at: { uri: flow.uri, span: at.span },
          message: `Flow '${flow.name}' has the id of a connection written into ${operation === undefined ? `the default of '${at.value}'` : `'${operation}'`}, and no other environment has that connection: use a connection reference instead.`,
          subject: operation ?? at.value,
        };
      }
    }
  },
};
