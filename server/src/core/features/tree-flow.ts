import { connectorOfEntry } from '../connector-identity';
import type { Connection, Operation } from '../facts/flow';
import { isManagedOnly, type Scene } from '../fix';
import { entriesNaming, operationsOfKey, operationsThrough } from '../flow-entries';
import { memo, once } from '../memo';
import type { Flow, Solution } from '../model';
import { directConnectionsOf, type DirectConnection } from '../refactorings/direct';
import { count } from '../reports/check';
import { resolve } from '../resolution';
import type { Finding } from '../rule';
import type { Location } from '../text';
import { connectorCard, flowCard, nameCard } from './cards';
import type { TreeRow } from './tree';
import { directFlag, directNode } from './tree-direct';
import { distinct, type Ground, type Node } from './tree-node';
import { aboutFlow, connectionStep, foundAt, labelOf, operationNodes, placeIn } from './tree-operation';
import { definitionOf, flagOf, providerInWords, unownedFlag } from './tree-provider';

/** What flows are shown below: a name that a solution defines or asks for. */
export interface Used {
  readonly asking: Solution;
  readonly reference: TreeRow['reference'];
  readonly logicalName: string;
}

/** A flow below what it uses, with the triggers and actions that go there. A class, so that thousands of them are small and quickly made. */
export class UsingFlow implements Node {
  readonly kind = 'flow';

  constructor(
    private readonly its: Flow,
    /** Of triggers and actions. */
    private readonly number: number,
    private readonly used: Used,
    private readonly ground: Ground,
  ) {}

  get part(): string {
    return `flow ${this.its.uri}`;
  }

  get label(): string {
    return this.its.name;
  }

  get of(): readonly object[] {
    return [this.its];
  }

  get flags(): Pick<TreeRow, 'reference' | 'flow'> {
    const { reference } = this.used;
    return reference ? { flow: this.its.uri, reference } : { flow: this.its.uri };
  }

  details(): readonly string[] {
    return [count(this.number, 'action'), ...aboutFlow(this.its), ...elsewhere(this.its, this.used.asking, this.ground)];
  }

  findings(): readonly Finding[] {
    return foundAt(
      () => this.#connections(),
      () => this.#operations(),
      this.its,
      this.ground,
    );
  }

  children(): readonly Node[] {
    return operationNodes(this.#operations(), this.its, this.ground);
  }

  hasChildren(): boolean {
    return this.number > 0;
  }

  place(): Location {
    return placeIn(this.its, this.#connections()[0]?.key.span);
  }

  tip(scene: Scene): string {
    return flowCard(this.its, scene);
  }

  #connections(): readonly Connection[] {
    return entriesNaming(this.used.logicalName, this.its);
  }

  #operations(): readonly Operation[] {
    return operationsThrough(this.used.logicalName, this.its);
  }
}

/** A flow by itself, with all its connections. */
export function flowNode(flow: Flow, solution: Solution, ground: Ground): Node {
  const children = once(() => {
    const connections = flow.connections.map((it) => connectionNode(it, flow, solution, ground));
    const others = [...directConnectionsOf(flow)].filter((it) => it.form !== 'entry').map((it) => directNode(it, ground));
    return distinct([...connections, ...others]).filter((it) => ground.shows(it));
  });
  return {
    part: `flow ${flow.uri}`,
    kind: 'flow',
    label: flow.name,
    of: [flow],
    details: () => [...aboutFlow(flow), count(flow.connections.length, 'connection'), count(numberOfOperations(flow), 'action')],
    findings: once(() => aboutWhole(flow, ground)),
    children,
    hasChildren: () => (ground.view.filter === 'all' ? hasConnections(flow) : children().length > 0),
    place: () => placeIn(flow, flow.triggerName?.span),
    tip: (scene) => flowCard(flow, scene),
    flags: { flow: flow.uri },
  };
}

function numberOfOperations({ keyUses }: Flow): number {
  return keyUses.reduce((sum, it) => sum + it.triggers + it.actions, 0);
}

function hasConnections({ connections, literalConnections, legacy }: Flow): boolean {
  return connections.length > 0 || (!legacy && literalConnections.length > 0);
}

/** What is found in a flow's file, and of the flow in its metadata, which it may share with others. */
function aboutWhole({ metadata, uri, solution, id }: Flow, ground: Ground): readonly Finding[] {
  const isShared = metadata && ground.folder(solution).entries.get(metadata.uri)?.kind !== 'flow-metadata';
  const beside = metadata ? ground.foundIn(metadata.uri, solution).filter((it) => !isShared || it.subject === id) : [];
  return [...ground.foundIn(uri, solution), ...beside];
}

/** By key; of several with one key the first. */
const directEntries = memo(
  (flow: Flow): ReadonlyMap<string | undefined, DirectConnection> =>
    new Map(
      [...directConnectionsOf(flow)]
        .filter((it) => it.form === 'entry')
        .toReversed()
        .map((it) => [it.key, it]),
    ),
);

/** An entry of a flow's connections. */
function connectionNode(connection: Connection, flow: Flow, solution: Solution, ground: Ground): Node {
  const { key, logicalName } = connection;
  if (!logicalName || flow.legacy) return directEntryNode(connection, flow, solution, ground);
  const found = resolve(logicalName.value, solution, ground.neighbours(solution));
  const definition = definitionOf(found);
  const label = definition?.label ?? logicalName.value;
  const { operations, ...shared } = common(connection, flow, ground);
  return {
    ...shared,
    label,
    definition,
    details: () => [
      ...(label === logicalName.value ? [] : [logicalName.value]),
      ...providerInWords(found),
      key.value,
      count(operations().length, 'action'),
    ],
    tip: (scene) => nameCard(logicalName.value, solution, scene),
    flags: { flow: flow.uri, reference: definition ? flagOf(definition, solution) : unownedFlag(logicalName.value, connection, solution) },
  };
}

function directEntryNode(connection: Connection, flow: Flow, solution: Solution, ground: Ground): Node {
  const connector = connectorOfEntry(connection);
  const direct = directEntries(flow).get(connection.key.value);
  const { operations, ...shared } = common(connection, flow, ground);
  return {
    ...shared,
    of: [connectionStep(connection.key, flow)],
    label: 'Direct connection',
    details: () => [labelOf(connector, solution, ground), connection.key.value, count(operations().length, 'action')],
    tip: (scene) => (connector ? connectorCard(connector, solution, scene) : ''),
    flags: { flow: flow.uri, ...(direct ? directFlag(direct, ground) : {}) },
  };
}

type Common = Pick<Node, 'part' | 'kind' | 'of' | 'findings' | 'children' | 'place'> & {
  hasChildren(): boolean;
  operations(): readonly Operation[];
};

function common(connection: Connection, flow: Flow, ground: Ground): Common {
  const { key } = connection;
  const operations = once(() => operationsOfKey(key.value, flow));
  return {
    part: `connection ${key.value}`,
    kind: 'connection',
    of: [connectionStep(connection.key, flow)],
    operations,
    findings: once(() => foundAt(() => [connection], operations, flow, ground)),
    children: once(() => operationNodes(operations(), flow, ground)),
    hasChildren: () => operations().length > 0,
    place: () => placeIn(flow, key.span),
  };
}

/** Whose flow it is, where that is not the solution it is shown in. */
function elsewhere({ solution }: Flow, asking: Solution, ground: Ground): readonly string[] {
  if (solution === asking.root) return [];
  const other = ground.folder(solution);
  return [`in ${other.name}${isManagedOnly(other) ? ', managed' : ''}`];
}
