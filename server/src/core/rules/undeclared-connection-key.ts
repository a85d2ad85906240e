import { connectorOfEntry, sameConnector } from '../connector-identity';
import { EditSet } from '../edit-set';
import type { Operation } from '../facts/flow';
import { isIncomplete } from '../faults';
import { neighboursOf, preferredIfOnly, type Fix, type Scene } from '../fix';
import { insideOf } from '../inside';
import type { Flow, Frame } from '../model';
import { called, referencesTo } from '../refactorings/candidates';
import { calledConnector, declareKey, repointKey, repointOperations } from '../refactorings/keys';
import type { Rule } from '../rule';

export const undeclaredConnectionKey: Rule = {
  id: 'undeclared-connection-key',
  severity: 'error',
  summary: 'A trigger or action names a connection that the flow does not declare.',

  *checkFlow(flow, frame) {
    if (flow.legacy || isIncomplete(flow.faults) || flow.keyUses.every((it) => isDeclared(it.key, flow))) return;
    for (const operation of insideOf(flow).operations) {
      const { name, role, key } = operation;
      if (isDeclared(key.value, flow)) continue;
      yield {
        at: { uri: flow.uri, span: key.span },
        message: `The ${role} '${name}' of flow '${flow.name}' goes through the connection '${key.value}', which the flow does not declare: use a declared one, or declare it.`,
        subject: key.value,
        fixes: (scene) => preferredIfOnly([...fixesFor(operation, flow, frame, scene)]),
      };
    }
  },
};

function isDeclared(key: string, { connections }: Flow): boolean {
  return connections.some((it) => it.key.value === key);
}

/** Through a declared key of the same connector, or by declaring this one. An operation stands for all that name its key and call its connector. */
function* fixesFor(operation: Operation, flow: Flow, frame: Frame, scene: Scene): Iterable<Omit<Fix, 'preferred'>> {
  const key = operation.key.value;
  const connector = calledConnector(operation);
  const all = insideOf(flow).operations.filter((it) => it.key.value === key);
  const alike = all.filter((it) => sameConnector(calledConnector(it), connector));
  const change = (edit: (set: EditSet) => void): Fix['edits'] => {
    return () => {
      const set = new EditSet(scene);
      edit(set);
      return set.build();
    };
  };
  for (const connection of flow.connections) {
    const its = connectorOfEntry(connection);
    if (!its || !sameConnector(its, connector)) continue;
    const to = connection.key.value;
    yield {
      title: `Go through the connection '${to}'`,
      safety: 'review',
      edits: change((set) => (alike.length === all.length ? repointKey(flow, key, to, set) : repointOperations(flow, alike, to, set))),
    };
  }
  if (alike.length < all.length) return; // one entry cannot serve two connectors
  for (const { reference, name } of called(referencesTo(connector, frame, scene)))
    yield {
      title: `Declare it against ${name}`,
      safety: 'review',
      edits: change((set) => declareKey(flow, key, reference, set, neighboursOf(frame, scene))),
    };
}
