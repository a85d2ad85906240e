import { operationsOfKey } from '../flow-entries';
import { stateOf, type ConnectionReference, type Flow, type Layout, type Solution } from '../model';
import type { Neighbours } from '../neighbours';
import type { Snapshot } from '../workspace';
import { count, plain, printable, type Paint } from './check';
import type { Locator } from './located';

/** The whole of `list --format json`, an interface (docs/json.md, schemas/list.schema.json). */
export interface Inventory {
  readonly version: 1;
  readonly solutions: readonly ListedSolution[];
}

export interface ListedSolution {
  readonly root: string;
  readonly layout: Exclude<Layout, 'none'>;
  readonly uniqueName: string | null;
  readonly displayName: string | null;
  readonly version: string | null;
  readonly managed: 'unmanaged' | 'managed' | 'both' | null;
  readonly publisherPrefix: string | null;
  readonly flows: readonly ListedFlow[];
  readonly connectionReferences: readonly ListedReference[];
}

export interface ListedFlow {
  readonly path: string;
  readonly id: string | null;
  readonly name: string;
  readonly state: 'on' | 'off' | 'suspended' | null;
  readonly trigger: string | null;
  readonly connections: readonly ListedConnection[];
}

export interface ListedConnection {
  readonly key: string;
  readonly connector: string | null;
  readonly connectionReference: string | null;
  readonly runtimeSource: string | null;
  /** Of the key's opening quote. */
  readonly line: number;
  readonly column: number;
  /** The triggers and actions that use it, in document order. */
  readonly operations: readonly string[];
}

export interface ListedReference {
  readonly logicalName: string;
  readonly displayName: string | null;
  readonly connector: string | null;
  readonly path: string;
  /** Of the element's `<`. */
  readonly line: number;
  readonly column: number;
  readonly usedBy: { readonly flows: readonly string[]; readonly apps: readonly string[]; readonly bots: readonly string[] };
}

const managed: Readonly<Record<string, ListedSolution['managed']>> = { 0: 'unmanaged', 1: 'managed', 2: 'both' };

/** What is in the workspace: solutions by path, flows by path, references in the order of their definitions. */
export function inventory(snapshot: Snapshot, locator: Locator): Inventory {
  return {
    version: 1,
    solutions: snapshot.solutions
      .map((it) => listSolution(it, snapshot.neighbourhood.seenFrom(it.root), locator))
      .sort((a, b) => (a.root < b.root ? -1 : 1)),
  };
}

function listSolution(solution: Solution, neighbours: Neighbours, locator: Locator): ListedSolution {
  const { root, layout, manifest, flows } = solution;
  const references = [...solution.references, ...solution.repeated].sort((a, b) =>
    a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.span.start - b.span.start,
  );
  return {
    root: locator.pathOf(root),
    layout: layout as ListedSolution['layout'],
    uniqueName: manifest?.uniqueName || null,
    displayName: manifest?.displayName || null,
    version: manifest?.version || null,
    managed: managed[manifest?.managed ?? ''] ?? null,
    publisherPrefix: manifest?.prefix || null,
    flows: flows.map((it) => listFlow(it, locator)).sort((a, b) => (a.path < b.path ? -1 : 1)),
    connectionReferences: references.map((it) => listReference(it, neighbours, locator)),
  };
}

function listFlow(flow: Flow, locator: Locator): ListedFlow {
  return {
    path: locator.pathOf(flow.uri),
    id: flow.id ?? null,
    name: flow.name,
    state: stateOf(flow) ?? null,
    trigger: flow.trigger ?? null,
    connections: flow.connections.map(({ key, connector, logicalName, runtimeSource }) => {
      const { line, column } = locator.locate({ uri: flow.uri, span: { start: key.span.start - 1, end: key.span.end + 1 } });
      return {
        key: key.value,
        connector: connector ?? null,
        connectionReference: logicalName?.value ?? null,
        runtimeSource: runtimeSource?.value ?? null,
        line,
        column,
        operations: operationsOfKey(key.value, flow).map((it) => it.name),
      };
    }),
  };
}

function listReference(
  { logicalName, displayName, connector, uri, span }: ConnectionReference,
  neighbours: Neighbours,
  locator: Locator,
): ListedReference {
  const { path, line, column } = locator.locate({ uri, span });
  const users = neighbours.users(logicalName.value);
  const paths = (kind: (typeof users)[number]['kind']): string[] =>
    [...new Set(users.filter((it) => it.kind === kind).map((it) => locator.pathOf(it.uri)))].sort();
  return {
    logicalName: logicalName.value,
    displayName: displayName?.value || null,
    connector: connector || null,
    path,
    line,
    column,
    usedBy: { flows: paths('flow'), apps: paths('app'), bots: paths('bot') },
  };
}

/** The inventory as a person reads it in a terminal. */
export function inventoryText({ solutions }: Inventory, paint: Paint = plain): string {
  const lines: string[] = [];
  for (const solution of solutions) {
    const { displayName, uniqueName, version, root, layout, flows, connectionReferences } = solution;
    const name = displayName ?? uniqueName ?? root;
    lines.push(
      `${paint.file(printable(name))}  ${paint.faint(printable([uniqueName !== name && uniqueName, version, solution.managed, `${layout} layout`, root].filter(Boolean).join(', ')))}`,
    );
    if (connectionReferences.length > 0) lines.push(`  ${count(connectionReferences.length, 'connection reference')}`);
    for (const { displayName, logicalName, connector, usedBy } of connectionReferences) {
      const users = [
        usedBy.flows.length > 0 && count(usedBy.flows.length, 'flow'),
        usedBy.apps.length > 0 && count(usedBy.apps.length, 'app'),
        usedBy.bots.length > 0 && count(usedBy.bots.length, 'agent'),
      ].filter(Boolean);
      lines.push(
        `    ${printable(displayName ?? logicalName)}  ${paint.faint(printable(`${logicalName}, ${connector ?? 'no connector'}`))}  ${users.length > 0 ? `used by ${users.join(', ')}` : paint.warning('not used')}`,
      );
    }
    if (flows.length > 0) lines.push(`  ${count(flows.length, 'flow')}`);
    for (const { name, state, trigger, connections } of flows) {
      lines.push(`    ${printable(name)}  ${paint.faint(printable([trigger, state].filter(Boolean).join(', ')))}`);
      for (const { key, connectionReference, connector, operations } of connections) {
        lines.push(
          `      ${printable(key)} → ${connectionReference === null ? paint.error('direct connection') : printable(connectionReference)}  ${paint.faint(printable(`${connector ?? 'no connector'}, ${count(operations.length, 'operation')}`))}`,
        );
      }
    }
    lines.push('');
  }
  return lines.join('\n');
}
