import { connectorLabel, connectorOfEntry, sameConnector, type ConnectorName } from '../connector-identity';
import { connectorOf } from '../connectors';
import type { Rule } from '../rule';

export const mismatchedConnector: Rule = {
  id: 'mismatched-connector',
  severity: 'error',
  summary: 'A connection in a flow, its connection reference and its operations do not agree on the connector.',

  *check(solution, neighbours) {
    for (const flow of solution.flows) {
      if (flow.legacy) continue;
      const goal = new Map<string, ConnectorName>();
      for (const connection of flow.connections) {
        const { key, logicalName } = connection;
        const declared = connectorOfEntry(connection);
        if (!logicalName || !declared) continue;
        const reference = neighbours.definers(logicalName.value)[0]?.reference;
        if (!reference || reference.connector === '' || sameConnector(declared, reference)) continue;
        goal.set(key.value, reference);
        yield {
          at: { uri: flow.uri, span: logicalName.span },
          message: `Flow '${flow.name}' wants ${connectorLabel(declared, neighbours)} from the connection reference '${reference.label}', which goes to ${connectorLabel(reference, neighbours)}: use one that goes there.`,
          subject: key.value,
          related: [{ uri: reference.uri, span: reference.logicalName.span, message: 'The connection reference' }],
        };
      }
      for (const { name, role, key, apiId } of flow.operations) {
        if (!apiId || isUntold(apiId.value)) continue;
        const connection = flow.connections.find((it) => it.key.value === key.value);
        const declared = connection && connectorOfEntry(connection);
        const called: ConnectorName = { connector: connectorOf(apiId.value) };
        if (!declared || sameConnector(called, declared)) continue;
        const bound = goal.get(key.value);
        if (bound && sameConnector(called, bound)) continue; // said once, at the entry
        yield {
          at: { uri: flow.uri, span: apiId.span },
          message: `The ${role} '${name}' of flow '${flow.name}' calls ${connectorLabel(called, neighbours)} through the connection '${key.value}', which goes to ${connectorLabel(declared, neighbours)}: use a connection that goes there.`,
          subject: name,
        };
      }
    }
  },
};

/** An operation need not name its connector: exports leave it empty for a custom one, and AI Builder goes through Dataverse. */
function isUntold(apiId: string): boolean {
  return apiId === '' || apiId.startsWith('@') || /\/operationGroups\/aibuilder$/i.test(apiId);
}
