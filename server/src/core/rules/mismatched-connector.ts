import { connectorLabel, connectorOfEntry, connectorOfOperation, sameConnector, type ConnectorName } from '../connector-identity';
import { EditSet } from '../edit-set';
import type { FileEdit } from '../edits';
import type { Operation } from '../facts/flow';
import { preferredIfOnly, type Fix, type Scene } from '../fix';
import { memo } from '../memo';
import type { Flow } from '../model';
import { referencesTo, using } from '../refactorings/candidates';
import { repointOperations } from '../refactorings/keys';
import type { Rule } from '../rule';
import type { Span } from '../text';

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
          fixes(scene) {
            // where an operation calls what the reference goes to, the entry's own word is wrong and not the name
            if (flow.operations.some((it) => it.key.value === key.value && isCalledBy(it, reference))) return [];
            return preferredIfOnly(using(referencesTo(declared, solution, scene), { uri: flow.uri, span: logicalName.span }, scene));
          },
        };
      }
      for (const { operation, at, called, declared } of mismatchesIn(flow)) {
        const { name, role, key } = operation;
        const bound = goal.get(key.value);
        if (bound && sameConnector(called, bound)) continue; // said once, at the entry
        yield {
          at: { uri: flow.uri, span: at },
          message: `The ${role} '${name}' of flow '${flow.name}' calls ${connectorLabel(called, neighbours)} through the connection '${key.value}', which goes to ${connectorLabel(declared, neighbours)}: use a connection that goes there.`,
          subject: name,
          fixes: (scene) => preferredIfOnly(rerouting(operation, called, flow, scene)),
        };
      }
    }
  },
};

/** A trigger or action that calls another connector than its connection's entry declares. */
interface Mismatch {
  readonly operation: Operation;
  readonly at: Span;
  readonly called: ConnectorName;
  readonly declared: ConnectorName;
}

/** Most operations are right, and with every key typed all of the solution are looked at. */
const mismatchesIn = memo((flow: Flow): readonly Mismatch[] => flow.operations.flatMap((it) => mismatchOf(it, flow) ?? []));

function mismatchOf(operation: Operation, { connections }: Flow): Mismatch | undefined {
  const { key, apiId } = operation;
  const called = connectorOfOperation(operation);
  const connection = connections.find((it) => it.key.value === key.value);
  const declared = connection && connectorOfEntry(connection);
  if (!apiId || !called || !declared || sameConnector(called, declared)) return undefined;
  return { operation, at: apiId.span, called, declared };
}

function isCalledBy(operation: Operation, connector: ConnectorName): boolean {
  const called = connectorOfOperation(operation);
  return called !== undefined && sameConnector(called, connector);
}

/** A fix for each key of the flow that goes to the connector. */
function rerouting(operation: Operation, called: ConnectorName, flow: Flow, scene: Scene): Omit<Fix, 'preferred'>[] {
  return flow.connections.flatMap((connection) => {
    const declared = connectorOfEntry(connection);
    if (!declared || !sameConnector(declared, called)) return [];
    const to = connection.key.value;
    const edits = (): readonly FileEdit[] => {
      const set = new EditSet(scene);
      repointOperations(flow, [operation], to, set);
      return set.build();
    };
    return [{ title: `Go through the connection '${to}'`, safety: 'review', edits }];
  });
}
