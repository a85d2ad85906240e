import { connectorOfEntry, sameConnector } from '../connector-identity';
import { EditSet } from '../edit-set';
import type { FlowInside, Operation } from '../facts/flow';
import { isIncomplete } from '../faults';
import { neighboursOf, preferredIfOnly, type Fix, type Scene } from '../fix';
import { grouped } from '../grouped';
import { insideOf } from '../inside';
import { memo } from '../memo';
import type { Flow, Frame } from '../model';
import { called, referencesTo } from '../refactorings/candidates';
import { calledConnector, declareKey, repointKey, repointOperations } from '../refactorings/keys';
import type { Rule } from '../rule';

export const undeclaredConnectionKey: Rule = {
  id: 'undeclared-connection-key',
  severity: 'error',
  summary: 'A trigger or action names a connection that the flow does not declare.',

  *checkFlow(flow, frame) {
    if (flow.legacy || isIncomplete(flow.faults)) return;
    const declared = new Set(flow.connections.map((it) => it.key.value));
    if (flow.keyUses.every((it) => declared.has(it.key))) return;
    for (const operation of insideOf(flow).operations) {
      const { name, role, key } = operation;
      if (declared.has(key.value)) continue;
      yield {
        at: { uri: flow.uri, span: key.span },
        message: `The ${role} '${name}' of flow '${flow.name}' goes through the connection '${key.value}', which the flow does not declare: use a declared one, or declare it.`,
        subject: key.value,
        fixes: (scene) => preferredIfOnly([...fixesFor(operation, flow, frame, scene)]),
      };
    }
  },
};

const operationsByKey = memo(({ operations }: FlowInside) => grouped(operations, (it) => it.key.value));

const declaredIn = memo((flow: Flow) =>
  flow.connections.flatMap((it) => {
    const connector = connectorOfEntry(it);
    return connector ? [{ key: it.key.value, connector }] : [];
  }),
);

/** Through a declared key of the same connector, or by declaring this one. An operation stands for all that name its key and call its connector. */
function* fixesFor(operation: Operation, flow: Flow, frame: Frame, scene: Scene): Iterable<Omit<Fix, 'preferred'>> {
  const key = operation.key.value;
  const connector = calledConnector(operation);
  const all = operationsByKey(insideOf(flow)).get(key)!;
  const alike = all.filter((it) => sameConnector(calledConnector(it), connector));
  const change = (edit: (set: EditSet) => void): Fix['edits'] => {
    return () => {
      const set = new EditSet(scene);
      edit(set);
      return set.build();
    };
  };
  for (const { key: to, connector: its } of declaredIn(flow)) {
    if (!sameConnector(its, connector)) continue;
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
