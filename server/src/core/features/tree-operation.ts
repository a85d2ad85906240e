import { connectorLabel, connectorOfEntry, connectorOfOperation, sameConnector, type ConnectorName } from '../connector-identity';
import type { Connection, Operation } from '../facts/flow';
import { entryOf } from '../flow-entries';
import type { Flow, Solution } from '../model';
import type { Finding } from '../rule';
import type { Location, Span, Word } from '../text';
import { connectorCard } from './cards';
import { distinct, none, type Ground, type Node } from './tree-node';
import { startOf, stoppedInWords } from './tree-words';

function operationNode(operation: Operation, flow: Flow, ground: Ground): Node {
  const { name, role, key, at } = operation;
  const entry = entryOf(key.value, flow);
  const [called, declared] = [connectorOfOperation(operation), entry && connectorOfEntry(entry)];
  const solution = ground.folder(flow.solution);
  return {
    part: `${role} ${name}`,
    kind: role,
    label: name,
    of: [operationStep(operation, flow)],
    details: () => (called && declared && !sameConnector(called, declared) ? [`calls ${labelOf(called, solution, ground)}`] : []),
    findings: () => ground.foundAt(flow.uri, flow.solution, () => marked(operation)),
    children: none,
    place: () => ({ uri: flow.uri, span: at }),
    tip: (scene) => {
      const connector = called ?? declared;
      return connector ? connectorCard(connector, solution, scene) : '';
    },
    flags: { flow: flow.uri },
  };
}

/** What an operation is known by: it is another object each time that the inside of its flow is read. */
export function operationStep({ at }: Operation, { uri }: Flow): string {
  return `operation ${at.start} ${uri}`;
}

/** Its step in the tree for what stands at a place of a flow's connections, or for an id that is written into the flow. */
export function connectionStep({ span }: Pick<Word, 'span'>, { uri }: Flow): string {
  return `connection ${span.start} ${uri}`;
}

export function operationNodes(operations: readonly Operation[], flow: Flow, ground: Ground): readonly Node[] {
  return distinct(operations.map((it) => operationNode(it, flow, ground)));
}

/** What is found in these entries, from the key to the end of the value, and at the triggers and actions that go through them. */
export function foundAt(
  entries: () => readonly Pick<Connection, 'key' | 'span'>[],
  operations: () => readonly Operation[],
  { uri, solution }: Flow,
  ground: Ground,
): readonly Finding[] {
  const ofEntries = (): readonly Span[] => entries().map(({ key, span }) => ({ start: key.span.start, end: span.end }));
  return ground.foundAt(uri, solution, () => [...ofEntries(), ...operations().flatMap(marked)]);
}

/** A trigger's or action's own name, key and connector. */
function marked({ at, key, apiId }: Operation): readonly Span[] {
  return [at, key.span, ...(apiId ? [apiId.span] : [])];
}

/** How it starts, and whether it runs. */
export function aboutFlow(flow: Flow): readonly string[] {
  return [...startOf(flow), ...stoppedInWords(flow)];
}

export function labelOf(connector: ConnectorName | undefined, solution: Solution, ground: Ground): string {
  return connector ? connectorLabel(connector, ground.neighbours(solution)) : 'Unknown connector';
}

/** A place in a flow's file: of the flow as a whole where there is none in particular. */
export function placeIn({ uri, start }: Flow, span: Span | undefined): Location {
  return { uri, span: span ?? start };
}
