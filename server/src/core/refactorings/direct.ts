import {
  ByConnector,
  connectorLabel,
  connectorOfEntry,
  groupedByConnector,
  sameConnector,
  type ConnectorName,
} from '../connector-identity';
import { connectorOf } from '../connectors';
import { EditSet } from '../edit-set';
import type { Connection } from '../facts/flow';
import { folderIn, neighboursOf, Refusal, type Scene } from '../fix';
import { entriesByKey, entryOf } from '../flow-entries';
import { type Json, jsonString, type JsonValue } from '../json';
import type { JsonEditor } from '../json-edits';
import { memo } from '../memo';
import { isCalled, usedKeys, type ConnectionReference, type Flow, type Solution } from '../model';
import type { Word } from '../text';
import { referencesTo, type Candidates } from './candidates';
import { addReference, type NewReference } from './create';
import { flowEntry } from './flow-entry';
import type { Refactoring } from './refactoring';
import { unlistedNotes } from './settings-in-step';

/** A place where a flow goes to a connection by itself, without a connection reference. */
export interface DirectConnection {
  readonly flow: Flow;
  /** An entry without a logical name, an id in the default of `$connections`, or one in an operation's `host.connection.name`. */
  readonly form: 'entry' | 'default' | 'operation';
  /** The key of the entry or in the default, or the id in the operation. */
  readonly at: Word;
  /** Undefined for an id in an operation. */
  readonly key: string | undefined;
  readonly operation: string | undefined;
  /** Undefined where the flow does not say; then nothing can take its place. */
  readonly connector: ConnectorName | undefined;
  /** The logical name that the entry of a key in the default has all the same: only the id is too much then. */
  readonly bound: string | undefined;
}

/** The direct connections of a solution's flows. Those of legacy packages are direct by nature and not among them. */
export function* directConnections(solution: Solution): Iterable<DirectConnection> {
  for (const flow of solution.flows) yield* directConnectionsOf(flow);
}

/** Those of one flow. */
export function* directConnectionsOf(flow: Flow): Iterable<DirectConnection> {
  if (flow.legacy) return;
  for (const connection of flow.connections) {
    if (connection.logicalName) continue;
    const { key } = connection;
    yield {
      flow,
      form: 'entry',
      at: key,
      key: key.value,
      operation: undefined,
      connector: connectorOfEntry(connection),
      bound: undefined,
    };
  }
  if (flow.literalConnections.length === 0) return;
  const entries = entriesByKey(flow);
  for (const { at, key, operation, connector } of flow.literalConnections) {
    const entry = key === undefined ? undefined : entries.get(key);
    if (entry && !entry.logicalName) continue; // said of the entry
    yield {
      flow,
      form: operation === undefined ? 'default' : 'operation',
      at,
      key,
      operation,
      connector: (entry && connectorOfEntry(entry)) ?? (connector === undefined ? undefined : { connector }),
      bound: entry?.logicalName?.value,
    };
  }
}

/** Those of a solution that go to a connector and have no reference yet. */
export function directConnectionsTo(connector: ConnectorName, solution: Solution): readonly DirectConnection[] {
  return groupsOf(solution).to(connector)[0] ?? [];
}

const groupsOf = memo((solution: Solution): ByConnector<readonly DirectConnection[]> => {
  const unbound = [...directConnections(solution)].filter((it) => it.connector && it.bound === undefined);
  return new ByConnector(
    groupedByConnector(unbound, (it) => it.connector!),
    ([first]) => first!.connector!,
  );
});

/** The solution of the flow as it is now. */
export function homeOf({ flow }: DirectConnection, scene: Scene): Solution {
  return folderIn(scene, { root: flow.solution });
}

/** The connection references that could take a direct connection's place. */
export function candidatesFor(direct: DirectConnection, scene: Scene): Candidates {
  const { connector } = direct;
  return connector ? referencesTo(connector, homeOf(direct, scene), scene) : { own: [], siblings: [] };
}

/**
 * Lets flows go through a connection reference where they have connections of their own. A new one is defined in the solution of
 * the first. Keys stay what they are, so operations and the apps that call the flow stay too.
 * Throws `Refusal` where a flow does not say which connector it wants, or wants another.
 */
export function replaceDirect(directs: readonly DirectConnection[], target: ConnectionReference | NewReference, scene: Scene): Refactoring {
  const set = new EditSet(scene);
  for (const it of directs) refuseOther(it, target, scene);
  const isDefined = 'uri' in target;
  const home = !isDefined && directs[0] ? homeOf(directs[0], scene) : undefined;
  if (!isDefined && home) addReference(set, home, target, scene);
  const logicalName = isDefined ? target.logicalName.value : target.logicalName;
  for (const flow of new Set(directs.map((it) => it.flow))) {
    const binding = new Binding(flow, set, logicalName, isGivenConnections(flow, scene));
    // entries first: an id in an operation can go through one of them then
    for (const form of ['entry', 'default', 'operation'])
      for (const it of directs) if (it.flow === flow && it.form === form) binding.replace(it);
  }
  return { edits: set.build(), notes: home ? unlistedNotes(home, scene) : [] };
}

/** A person, an app or an agent that runs the flow brings connections; a schedule or an event does not, and a flow that calls it neither. */
function isGivenConnections(flow: Flow, { snapshot }: Scene): boolean {
  const callers = flow.id === undefined ? [] : snapshot.neighbourhood.seenFrom(flow.solution).callers(flow.id);
  return isCalled(flow) && callers.every((it) => it.uri === flow.uri);
}

/** Takes the id of a connection out of the default of `$connections` and leaves the flow as it is otherwise. */
export function removeDefault({ flow, key }: DirectConnection, scene: Scene): Refactoring {
  const set = new EditSet(scene);
  if (key !== undefined) removeDefaultOf(key, set.json(flow.uri));
  return { edits: set.build(), notes: [] };
}

function removeDefaultOf(key: string, editor: JsonEditor): void {
  const defaults = definitionIn(editor)?.get('parameters', '$connections', 'defaultValue');
  if (defaults) editor.removeMember(defaults, key);
}

function definitionIn({ root }: JsonEditor): JsonValue | undefined {
  return root?.get('properties', 'definition');
}

function refuseOther({ flow, connector, at, bound }: DirectConnection, target: ConnectionReference | NewReference, scene: Scene): void {
  if (bound !== undefined) return;
  if (!connector)
    throw new Refusal(
      `Flow '${flow.name}' does not say which connector '${at.value}' goes to: choose the connection anew in the maker portal.`,
    );
  const goal = 'uri' in target ? target : { ...target, connector: connectorOf(target.connectorId) };
  if (sameConnector(connector, goal)) return;
  const neighbours = neighboursOf({ root: flow.solution }, scene);
  const name = 'uri' in target ? target.label : target.displayName;
  throw new Refusal(
    `Flow '${flow.name}' goes to ${connectorLabel(connector, neighbours)} by '${at.value}', and the connection reference '${name}' goes to ${connectorLabel(goal, neighbours)}: choose one that goes to the same.`,
  );
}

/** Puts one connection reference in the place of direct connections of one flow. */
class Binding {
  readonly #editor: JsonEditor;
  /** Keys that are there, and those that operations name. */
  readonly #taken: Set<string>;
  /** Keys through which an operation gets to the reference, by a connection that the flow brings along, and the connectors they declare. */
  readonly #embedded = new Map<string, ConnectorName>();
  #hasParameter: boolean;

  constructor(
    private readonly flow: Flow,
    private readonly set: EditSet,
    private readonly logicalName: string,
    /** Whether whoever runs the flow can bring connections. */
    private readonly isGivenConnections: boolean,
  ) {
    this.#editor = set.json(flow.uri);
    this.#hasParameter = definitionIn(this.#editor)?.get('parameters', '$connections') !== undefined;
    this.#taken = new Set([...usedKeys(flow), ...flow.connections.map((it) => it.key.value)]);
    for (const it of flow.connections) if (it.logicalName?.value.toLowerCase() === logicalName.toLowerCase()) this.#remember(it);
  }

  replace({ at, form, key, connector, bound }: DirectConnection): void {
    if (key === undefined) return this.#goThrough(this.#keyFor(connector!), at);
    if (this.flow.literalConnections.some((it) => it.key === key)) removeDefaultOf(key, this.#editor);
    if (form === 'entry') this.#bind(entryOf(key!, this.flow)!);
    else if (bound === undefined) this.#declare(key, connector!);
  }

  #bind(connection: Connection): void {
    const entry = this.#connections.get(connection.key.value)!;
    const its = entry.get('connection');
    const reference = { connectionReferenceLogicalName: this.logicalName };
    if (!entry.get('api'))
      this.#editor.replace(
        entry,
        this.#entry(connection.connector!, connection.customConnector, this.#runtimeSourceOf(entry), connection.impersonation),
      );
    else if (!its)
      this.#editor.insertMember(
        entry,
        'connection',
        reference,
        namesIn(entry).find((it) => it === 'api' || it === 'runtimeSource'),
      );
    else if (namesIn(its).length === 0) this.#editor.replace(its, reference);
    else {
      for (const member of ['name', 'connectionReferenceLogicalName']) this.#editor.removeMember(its, member);
      this.#editor.insertMember(its, 'connectionReferenceLogicalName', this.logicalName);
    }
    this.#remember(connection);
  }

  #remember(connection: Connection): void {
    const { key, runtimeSource, source, impersonation } = connection;
    const connector = connectorOfEntry(connection);
    const isInvoker = (runtimeSource?.value ?? source)?.toLowerCase() === 'invoker';
    if (connector && !isInvoker && impersonation === undefined) this.#embedded.set(key.value, connector);
  }

  #declare(key: string, connector: ConnectorName): void {
    this.#editor.insertMember(this.#connections, key, this.#entry(connector.connector, connector.customConnector));
    this.#taken.add(key);
    this.#embedded.set(key, connector);
  }

  /** A key through which the connector can be reached by way of the reference, declared if there is none. */
  #keyFor(connector: ConnectorName): string {
    for (const [key, its] of this.#embedded) if (sameConnector(its, connector)) return key;
    let key = connector.connector;
    for (let number = 1; this.#taken.has(key); number++) key = `${connector.connector}_${number}`;
    this.#declare(key, connector);
    return key;
  }

  #goThrough(key: string, id: Word): void {
    this.#declareParameter();
    this.set.replace(this.flow.uri, id.span, jsonString(`@parameters('$connections')['${key.replaceAll("'", "''")}']['connectionId']`));
  }

  /** Without `$connections` among its parameters a flow cannot name them. */
  #declareParameter(): void {
    if (this.#hasParameter) return;
    this.#hasParameter = true;
    const definition = definitionIn(this.#editor)!; // an operation stands in it
    const parameters = definition.get('parameters');
    const parameter = { defaultValue: {}, type: 'Object' };
    if (parameters?.kind === 'object') this.#editor.insertMember(parameters, '$connections', parameter);
    else if (parameters) this.#editor.replace(parameters, { $connections: parameter });
    else this.#editor.insertMember(definition, 'parameters', { $connections: parameter });
  }

  #entry(connector: string, customConnector: string | undefined, runtimeSource = 'embedded', impersonation?: string): Json {
    const { logicalName } = this;
    return flowEntry({ logicalName, connector, customConnector, runtimeSource, impersonation }, this.#connections);
  }

  /** Whose connection an entry in the flow service's form goes through. Nobody brings one to a flow that starts by itself, and child flows take none. */
  #runtimeSourceOf(entry: JsonValue): string {
    const said = entry.get('runtimeSource')?.string;
    if (said !== undefined) return said;
    return entry.get('source')?.string?.toLowerCase() === 'invoker' && this.isGivenConnections ? 'invoker' : 'embedded';
  }

  get #connections(): JsonValue {
    const connections = this.#editor.root?.get('properties', 'connectionReferences');
    if (connections?.kind === 'object') return connections;
    throw new Refusal(
      `Flow '${this.flow.name}' has no list of connections to put one into: save it in the maker portal and export it again.`,
    );
  }
}

function namesIn(object: JsonValue): string[] {
  return [...object.members()].map((it) => it.key);
}
