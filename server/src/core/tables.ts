import { keyOfCustomName } from './connectors';
import { guid } from './facts/workflow';
import { basename } from './files';
import { memo } from './memo';
import type { ConnectionReference, CustomConnector, Flow, Solution } from './model';
import type { Uri } from './text';

/** A place outside a definition that names a connection reference. */
export interface User {
  readonly kind: 'flow' | 'app' | 'bot' | 'package';
  readonly uri: Uri;
  readonly solution: Uri;
  readonly name: string;
  /** How many triggers and actions go through it. */
  readonly operations: number;
}

/** A definition as other solutions see it. */
export interface Definition {
  readonly reference: ConnectionReference;
  readonly uniqueName: string;
  readonly solutionName: string;
}

/** A flow as other solutions see it. */
export interface FlowSummary {
  readonly uri: Uri;
  readonly solution: Uri;
  readonly name: string;
  readonly connections: readonly { readonly key: string; readonly connector: string; readonly runtimeSource: string }[];
}

/** A call of a child flow as other solutions see it. */
export interface Caller {
  readonly uri: Uri;
  readonly solution: Uri;
  readonly name: string;
}

/** What a solution tells and asks of others, by name in lower case: small and plain, so that two states compare quickly. */
export interface Tables {
  readonly definitions: ReadonlyMap<string, readonly Definition[]>;
  readonly users: ReadonlyMap<string, readonly User[]>;
  readonly flows: ReadonlyMap<string, readonly FlowSummary[]>;
  readonly callers: ReadonlyMap<string, readonly Caller[]>;
  /** By id and by comparable key. */
  readonly connectors: ReadonlyMap<string, readonly CustomConnector[]>;
}

/** What a solution tells others. */
export function tablesOf(solution: Omit<Solution, 'tables'>): Tables {
  const { root, layout, flows, references, apps, bots, connectors, manifest, name, entries } = solution;
  const tables = {
    definitions: new Map<string, Definition[]>(),
    users: new Map<string, User[]>(),
    flows: new Map<string, FlowSummary[]>(),
    callers: new Map<string, Caller[]>(),
    connectors: new Map<string, CustomConnector[]>(),
  };
  for (const reference of [...references, ...solution.repeated])
    push(tables.definitions, reference.logicalName.value.toLowerCase(), {
      reference,
      uniqueName: manifest?.uniqueName ?? '',
      solutionName: name,
    });
  const use = (kind: User['kind'], uri: Uri, user: string, logicalName: string): void =>
    push(tables.users, logicalName.toLowerCase(), { kind, uri, solution: root, name: user, operations: 0 });
  for (const flow of flows) {
    if (flow.legacy) continue;
    const { users, callers, summary } = rowsOf(flow);
    for (const [logicalName, user] of users) push(tables.users, logicalName, user);
    for (const [id, caller] of callers) push(tables.callers, id, caller);
    if (flow.id) push(tables.flows, flow.id, summary);
  }
  for (const { id, name: flow, uri } of solution.orphans)
    push(tables.flows, id.value, { uri, solution: root, name: flow, connections: [] });
  for (const app of apps) {
    for (const { logicalName } of app.connections) if (logicalName) use('app', app.uri, app.name, logicalName.value);
    for (const { value } of app.dependencies) use('app', app.uri, app.name, value);
  }
  for (const bot of bots) for (const { value, agent } of bot.references) use('bot', bot.uri, agent, value);
  for (const { file, facts } of entries.values())
    if (facts.kind === 'package-manifest') for (const { value } of facts.references) use('package', file.uri, basename(file.uri), value);
  if (layout !== 'none')
    for (const connector of connectors)
      for (const key of new Set([connector.id, keyOfCustomName(connector.name)])) push(tables.connectors, key, connector);
  return tables;
}

/** What one flow tells others. */
interface FlowRows {
  readonly users: readonly (readonly [logicalName: string, User])[];
  readonly callers: readonly (readonly [id: string, Caller])[];
  readonly summary: FlowSummary;
}

/** Of many flows, only the one that is being edited is looked at again. */
const rowsOf = memo(({ uri, solution, name, connections, operations, childFlows }: Flow): FlowRows => {
  const its = { uri, solution, name };
  const through = (key: string): number => operations.filter((it) => it.key.value === key).length;
  return {
    users: connections.flatMap(({ key, logicalName }) =>
      logicalName ? [[logicalName.value.toLowerCase(), { kind: 'flow', ...its, operations: through(key.value) }] as const] : [],
    ),
    callers: childFlows.map(({ flowId }) => [guid(flowId.value), its] as const),
    summary: {
      ...its,
      connections: connections.map(({ key, connector, runtimeSource }) => ({
        key: key.value,
        connector: connector ?? '',
        runtimeSource: runtimeSource?.value ?? '',
      })),
    },
  };
});

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
