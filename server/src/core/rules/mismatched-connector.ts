import { connectorLabel, connectorOfEntry, connectorOfOperation, sameConnector, type ConnectorName } from '../connector-identity';
import { EditSet } from '../edit-set';
import type { FileEdit } from '../edits';
import type { Connection, Operation } from '../facts/flow';
import { preferredIfOnly, type Fix, type Scene } from '../fix';
import { entriesByKey, entriesTo, operationsOfKey } from '../flow-entries';
import { lookInside } from '../looks';
import type { ConnectionReference, Flow } from '../model';
import type { Neighbours } from '../neighbours';
import { referencesTo, using } from '../refactorings/candidates';
import { repointOperations } from '../refactorings/keys';
import type { Rule } from '../rule';
import type { Span, Word } from '../text';

export const mismatchedConnector: Rule = {
  id: 'mismatched-connector',
  severity: 'error',
  summary: 'A connection in a flow, its connection reference and its operations do not agree on the connector.',

  *checkFlow(flow, frame, neighbours) {
    if (flow.legacy) return;
    for (const connection of flow.connections) {
      const wrong = wrongReferenceOf(connection, neighbours);
      if (!wrong) continue;
      const { key } = connection;
      const { logicalName, declared, reference } = wrong;
      yield {
        at: { uri: flow.uri, span: logicalName.span },
        message: `Flow '${flow.name}' wants ${connectorLabel(declared, neighbours)} from the connection reference '${reference.label}', which goes to ${connectorLabel(reference, neighbours)}: use one that goes there.`,
        subject: key.value,
        related: [{ uri: reference.uri, span: reference.logicalName.span, message: 'The connection reference' }],
        fixes(scene) {
          // where an operation calls what the reference goes to, the entry's own word is wrong and not the name
          if (operationsOfKey(key.value, flow).some((it) => isCalledBy(it, reference))) return [];
          return preferredIfOnly(using(referencesTo(declared, frame, scene), { uri: flow.uri, span: logicalName.span }, scene));
        },
      };
    }
    const mismatches = mismatchesIn(flow);
    if (mismatches.length === 0) return;
    const entries = entriesByKey(flow);
    for (const { operation, at, called, declared } of mismatches) {
      const { name, role, key } = operation;
      const entry = entries.get(key.value);
      const wrong = entry && wrongReferenceOf(entry, neighbours);
      if (wrong && sameConnector(called, wrong.reference)) continue; // said once, at the entry
      yield {
        at: { uri: flow.uri, span: at },
        message: `The ${role} '${name}' of flow '${flow.name}' calls ${connectorLabel(called, neighbours)} through the connection '${key.value}', which goes to ${connectorLabel(declared, neighbours)}: use a connection that goes there.`,
        subject: name,
        fixes: (scene) => preferredIfOnly(rerouting(operation, called, flow, scene)),
      };
    }
  },
};

/** An entry whose connection reference goes to another connector than the entry declares. */
interface WrongReference {
  readonly logicalName: Word;
  readonly declared: ConnectorName;
  readonly reference: ConnectionReference;
}

function wrongReferenceOf(connection: Connection, neighbours: Neighbours): WrongReference | undefined {
  const { logicalName } = connection;
  const declared = connectorOfEntry(connection);
  const reference = logicalName && declared && neighbours.definers(logicalName.value)[0]?.reference;
  if (!reference || reference.connector === '' || sameConnector(declared, reference)) return undefined;
  return { logicalName, declared, reference };
}

/** A trigger or action that calls another connector than its connection's entry declares. */
interface Mismatch {
  readonly operation: Operation;
  readonly at: Span;
  readonly called: ConnectorName;
  readonly declared: ConnectorName;
}

const mismatchesIn = lookInside((flow, { operations }): readonly Mismatch[] => {
  const entries = entriesByKey(flow);
  return operations.flatMap((it) => mismatchOf(it, entries) ?? []);
});

function mismatchOf(operation: Operation, entries: ReadonlyMap<string, Connection>): Mismatch | undefined {
  const { key, apiId } = operation;
  const called = connectorOfOperation(operation);
  const connection = entries.get(key.value);
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
  return entriesTo(called, flow).map(({ key: { value: to } }) => {
    const edits = (): readonly FileEdit[] => {
      const set = new EditSet(scene);
      repointOperations(flow, [operation], to, set);
      return set.build();
    };
    return { title: `Go through the connection '${to}'`, safety: 'review', edits };
  });
}
