import { connectorLabel, connectorOfEntry, sameConnector, type ConnectorName } from '../connector-identity';
import type { Connection } from '../facts/flow';
import { usedKeys, type ConnectionReference } from '../model';
import { partsOf, tellApart } from '../naming';
import type { Rule } from '../rule';

export const severalReferencesForConnector: Rule = {
  id: 'several-references-for-connector',
  severity: 'info',
  summary: 'One flow reaches the same connector through different connection references.',

  *check(solution, neighbours, { naming }) {
    for (const flow of solution.flows) {
      if (flow.legacy) continue;
      const used = usedKeys(flow);
      const seen: Entry[] = [];
      for (const connection of flow.connections) {
        const connector = connectorOfEntry(connection);
        if (!connector || !connection.logicalName || !used.has(connection.key.value)) continue;
        const [definition] = neighbours.definers(connection.logicalName.value);
        if (!definition) continue;
        const entry = { connection, connector, reference: definition.reference };
        const others = seen.filter((it) => sameConnector(it.connector, connector));
        if (others.some((it) => sameName(it.reference, entry.reference))) continue;
        seen.push(entry);
        const first = others.find(
          (it) => !tellApart(partsOf(it.reference, neighbours, naming), partsOf(entry.reference, neighbours, naming)),
        );
        if (!first) continue;
        yield {
          at: { uri: flow.uri, span: connection.key.span },
          message: `Flow '${flow.name}' goes to ${connectorLabel(connector, neighbours)} through two connection references, '${first.reference.label}' and '${entry.reference.label}': use one, or name them by area and type.`,
          subject: connection.key.value,
          related: [{ uri: flow.uri, span: first.connection.key.span, message: `Goes through '${first.reference.label}'` }],
        };
      }
    }
  },
};

interface Entry {
  readonly connection: Connection;
  readonly connector: ConnectorName;
  readonly reference: ConnectionReference;
}

function sameName(a: ConnectionReference, b: ConnectionReference): boolean {
  return a.logicalName.value.toLowerCase() === b.logicalName.value.toLowerCase();
}
