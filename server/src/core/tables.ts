import { keyOfCustomName } from './connectors';
import { hasToken } from './facts/deployment-settings';
import { guid } from './facts/workflow';
import { isIncomplete } from './faults';
import { basename, dirname } from './files';
import type { FileKind } from './layout';
import { type ConnectionReference, type CustomConnector, type Flow, type Frame, isDeployable } from './model';
import { own } from './strings';
import type { Span, Uri } from './text';

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

/** An environment variable as other solutions see it. */
export interface VariableDefinition {
  readonly uri: Uri;
  readonly solution: Uri;
  readonly uniqueName: string;
  readonly label: string;
}

/** A solution as its deployment settings files see it. */
export interface Outline {
  readonly root: Uri;
  readonly name: string;
  readonly uniqueName: string;
  readonly isManaged: boolean;
  /** Whether the definitions of its references could be read to the end, so that one that is not among them is not there. */
  readonly definesReferences: boolean;
  /** Whether each definition of an environment variable says which it is. */
  readonly definesVariables: boolean;
  readonly references: readonly { readonly logicalName: string; readonly label: string; readonly connectorId: string }[];
  readonly variables: readonly {
    readonly schemaName: string;
    readonly label: string;
    /** Whether a default or a shipped value makes an entry of its own needless, or may: its files could not be read to the end. */
    readonly hasValue: boolean;
  }[];
}

/** A folder that says where the search for a solution nearby ends. */
export interface Landmark {
  readonly root: Uri;
  /** A solution, or a folder that holds a `.cdsproj`. */
  readonly kind: 'solution' | 'project';
}

/** A connection that a deployment settings file binds. */
export interface Binding {
  readonly uri: Uri;
  readonly logicalName: string;
  /** Where the connection's id stands. */
  readonly span: Span;
}

/** What a solution tells and asks of others, by name in lower case: small and plain, so that two states compare quickly. */
export interface Tables {
  readonly definitions: ReadonlyMap<string, readonly Definition[]>;
  readonly users: ReadonlyMap<string, readonly User[]>;
  readonly flows: ReadonlyMap<string, readonly FlowSummary[]>;
  readonly callers: ReadonlyMap<string, readonly Caller[]>;
  /** By id and by comparable key. */
  readonly connectors: ReadonlyMap<string, readonly CustomConnector[]>;
  readonly variables: ReadonlyMap<string, readonly VariableDefinition[]>;
  /** One, by the solution's root. */
  readonly outlines: ReadonlyMap<string, readonly Outline[]>;
  /** All, by the empty name. */
  readonly landmarks: ReadonlyMap<string, readonly Landmark[]>;
  /** By the connection's id; tokens of a pipeline are none. */
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
}

/** What a solution tells others. */
export function tablesOf(frame: Frame, flows: readonly Flow[]): Tables {
  const { root, layout, references, apps, bots, connectors, variables, settings, manifest, name, rest } = frame;
  const tables = {
    definitions: new Map<string, Definition[]>(),
    users: new Map<string, User[]>(),
    flows: new Map<string, FlowSummary[]>(),
    callers: new Map<string, Caller[]>(),
    connectors: new Map<string, CustomConnector[]>(),
    variables: new Map<string, VariableDefinition[]>(),
    outlines: new Map<string, Outline[]>(),
    landmarks: new Map<string, Landmark[]>(),
    bindings: new Map<string, Binding[]>(),
  };
  for (const reference of [...references, ...frame.repeated])
    push(tables.definitions, reference.logicalName.value.toLowerCase(), {
      reference,
      uniqueName: manifest?.uniqueName ?? '',
      solutionName: name,
    });
  const use = (kind: User['kind'], uri: Uri, user: string, logicalName: string): void =>
    push(tables.users, logicalName.toLowerCase(), { kind, uri, solution: root, name: user, operations: 0 });
  for (const flow of flows) {
    if (flow.legacy) continue;
    const { rows } = flow;
    const names = namesOf(flow);
    names.users.forEach((logicalName, i) => push(tables.users, logicalName, rows.users[i]!));
    for (const id of names.callers) push(tables.callers, id, rows);
    if (flow.id) push(tables.flows, flow.id, rows);
  }
  for (const { id, name: flow, uri } of frame.orphans) push(tables.flows, id.value, { uri, solution: root, name: flow, connections: [] });
  for (const app of apps) {
    for (const { logicalName } of app.connections) if (logicalName) use('app', app.uri, app.name, logicalName.value);
    for (const { value } of app.dependencies) use('app', app.uri, app.name, value);
  }
  for (const bot of bots) for (const { value, agent } of bot.references) use('bot', bot.uri, agent, value);
  for (const { file, facts } of rest.values())
    if (facts.kind === 'package-manifest') for (const { value } of facts.references) use('package', file.uri, basename(file.uri), value);
  if (layout !== 'none')
    for (const connector of connectors)
      for (const key of new Set([connector.id, keyOfCustomName(connector.name)])) push(tables.connectors, key, connector);
  for (const { uri, schemaName, label } of variables)
    push(tables.variables, schemaName.value.toLowerCase(), { uri, solution: root, uniqueName: manifest?.uniqueName ?? '', label });
  for (const { uri, references } of settings)
    for (const { logicalName, connectionId } of references)
      if (connectionId?.value && !hasToken(connectionId.value))
        push(tables.bindings, connectionId.value.toLowerCase(), { uri, logicalName: logicalName.value, span: connectionId.span });
  if (isDeployable(frame)) {
    push(tables.landmarks, '', { root, kind: 'solution' });
    push(tables.outlines, root.toLowerCase(), outlineOf(frame));
  }
  if ([...rest.values()].some((it) => it.kind === 'project')) push(tables.landmarks, '', { root, kind: 'project' });
  return tables;
}

function outlineOf(frame: Frame): Outline {
  const { root, name, manifest, references, variables, definesReferences, definesVariables, rest } = frame;
  const unread = new Set(
    [...rest.values()].flatMap(({ file, kind, facts }) =>
      ofVariables.has(kind) && (facts.kind === 'unread' || isIncomplete(facts.faults)) ? [dirname(file.uri)] : [],
    ),
  );
  return {
    root,
    name,
    uniqueName: manifest?.uniqueName ?? '',
    isManaged: manifest?.managed === '1',
    definesReferences,
    definesVariables,
    references: references.map(({ logicalName, label, connectorId }) => ({
      logicalName: logicalName.value,
      label,
      connectorId: connectorId?.value ?? '',
    })),
    variables: variables.map(({ uri, schemaName, label, defaultValue, value }) => ({
      schemaName: schemaName.value,
      label,
      hasValue: defaultValue !== undefined || Boolean(value?.value) || unread.has(dirname(uri)),
    })),
  };
}

const ofVariables: ReadonlySet<FileKind> = new Set<FileKind>(['environment-variable', 'environment-variable-value']);

/** What one flow tells others. It asks the flow, of which there are many: only what is looked for by name is made beforehand. */
export class FlowRows implements FlowSummary {
  /** One for each connection that names a reference; the same object where as much goes through them. */
  readonly users: readonly User[];

  constructor(private readonly flow: Flow) {
    const { connections, keyUses } = flow;
    const users = new Map<number, User>();
    const userOf = (operations: number): User => {
      const user = users.get(operations) ?? new FlowUser(flow, operations);
      users.set(operations, user);
      return user;
    };
    const uses = new Map(keyUses.map((it) => [it.key, it])); // made anew for each flow, and gone: there are many
    const through = (key: string): number => {
      const use = uses.get(key);
      return use ? use.triggers + use.actions : 0;
    };
    this.users = connections.filter((it) => it.logicalName).map(({ key }) => userOf(through(key.value)));
  }

  get uri(): Uri {
    return this.flow.uri;
  }

  get solution(): Uri {
    return this.flow.solution;
  }

  get name(): string {
    return this.flow.name;
  }

  get connections(): FlowSummary['connections'] {
    return this.flow.connections.map(({ key, connector, runtimeSource }) => ({
      key: key.value,
      connector: connector ?? '',
      runtimeSource: runtimeSource?.value ?? '',
    }));
  }

  toJSON(): FlowSummary {
    const { uri, solution, name, connections } = this;
    return { uri, solution, name, connections };
  }
}

class FlowUser implements User {
  constructor(
    private readonly flow: Flow,
    readonly operations: number,
  ) {}

  get kind(): 'flow' {
    return 'flow';
  }

  get uri(): Uri {
    return this.flow.uri;
  }

  get solution(): Uri {
    return this.flow.solution;
  }

  get name(): string {
    return this.flow.name;
  }

  toJSON(): User {
    const { kind, uri, solution, name, operations } = this;
    return { kind, uri, solution, name, operations };
  }
}

/** By what name others may ask for each of its rows. */
function namesOf({ connections, childFlows }: Flow): { readonly users: readonly string[]; readonly callers: readonly string[] } {
  return {
    users: connections.flatMap(({ logicalName }) => (logicalName ? own(logicalName.value.toLowerCase()) : [])),
    callers: childFlows.map(({ flowId }) => guid(flowId.value)),
  };
}

/** Whether other solutions are told the same of two states of a flow. */
export function tellSame(before: Flow, after: Flow): boolean {
  const told = (flow: Flow): string => JSON.stringify([flow.rows, flow.rows.users, namesOf(flow)]);
  return told(before) === told(after);
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
