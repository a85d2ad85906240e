import { connectorKey, connectorName, connectorOf, isCustom, keyOfCustomName } from './connectors';
import { smallest } from './extremes';
import type { Connection, Operation } from './facts/flow';
import { grouped } from './grouped';
import type { CustomConnector } from './model';
import type { Neighbours } from './neighbours';

/** How a file names a connector: any of the ids that may stand for it. A connection reference is one of these. */
export interface ConnectorName {
  /** `shared_…` as written. */
  readonly connector: string;
  /** The id of the custom connector in its solution, a GUID in lower case. */
  readonly customConnectorId?: string | undefined;
  /** The name of the custom connector in its solution. */
  readonly customConnector?: string | undefined;
}

/** What a flow's entry says of its connector; undefined when it says nothing. */
export function connectorOfEntry({ connector, customConnector }: Connection): ConnectorName | undefined {
  return connector ? { connector, customConnector } : undefined;
}

/** The connector that a trigger or action says it calls. It need not say so: exports leave the id empty for a custom one, and AI Builder goes through Dataverse. */
export function connectorOfOperation({ apiId }: Pick<Operation, 'apiId'>): ConnectorName | undefined {
  const id = apiId?.value ?? '';
  const untold = connectorOf(id) === '' || id.startsWith('@') || /\/operationGroups\/aibuilder$/i.test(id);
  return untold ? undefined : { connector: connectorOf(id) };
}

/**
 * Whether two names mean one connector: for custom ones the same id in the solution, else the same id without the hash
 * that differs from environment to environment; for others the same id without letter case.
 */
export function sameConnector(a: ConnectorName, b: ConnectorName): boolean {
  if (a.customConnectorId && b.customConnectorId) return a.customConnectorId === b.customConnectorId;
  return a.connector === b.connector || connectorKey(a.connector) === connectorKey(b.connector);
}

/** Two names that mean one connector have one of these in common. */
export function idsOf({ connector, customConnectorId }: ConnectorName): readonly string[] {
  return [`key ${connectorKey(connector)}`, ...(customConnectorId ? [`id ${customConnectorId}`] : [])];
}

/** Things by the connector they go to, for who asks for many connectors. */
export class ByConnector<Item> {
  readonly #byId: ReadonlyMap<string, readonly { readonly item: Item; readonly number: number }[]>;

  constructor(
    items: readonly Item[],
    private readonly nameOf: (item: Item) => ConnectorName,
  ) {
    const all = items.flatMap((item, number) => idsOf(nameOf(item)).map((id) => ({ id, item, number })));
    this.#byId = grouped(all, (it) => it.id);
  }

  /** All that go to a connector, in their order. */
  to(connector: ConnectorName): readonly Item[] {
    const its = new Map(
      idsOf(connector)
        .flatMap((id) => this.#byId.get(id) ?? [])
        .map(({ item, number }) => [number, item]),
    );
    const same = [...its].filter(([, item]) => sameConnector(this.nameOf(item), connector));
    return same.sort(([a], [b]) => a - b).map(([, item]) => item);
  }
}

/** Things by the connector they go to: each beside the first that `sameConnector` takes for the same, in the order in which each connector comes first. */
export function groupedByConnector<Item>(items: Iterable<Item>, nameOf: (item: Item) => ConnectorName): readonly (readonly Item[])[] {
  const groups: Item[][] = [];
  const numbers = new Map<string, number[]>(); // of the groups that may be meant, by each id of their first
  for (const item of items) {
    const name = nameOf(item);
    const ids = idsOf(name);
    const found = ids.flatMap((it) => (numbers.get(it) ?? []).find((number) => sameConnector(nameOf(groups[number]![0]!), name)) ?? []);
    if (found.length > 0) groups[smallest(found, (it) => it)]!.push(item);
    else for (const id of ids) numbers.set(id, [...(numbers.get(id) ?? []), groups.length]);
    if (found.length === 0) groups.push([item]);
  }
  return groups;
}

/** Whether a name means a custom connector. */
export function isCustomConnector({ connector, customConnectorId, customConnector }: ConnectorName): boolean {
  return customConnectorId !== undefined || customConnector !== undefined || isCustom(connector);
}

/** The custom connector a name means, when the workspace holds it. */
export function customConnectorOf(name: ConnectorName, neighbours: Neighbours): CustomConnector | undefined {
  if (!isCustomConnector(name)) return undefined;
  for (const key of [name.customConnectorId, name.customConnector && keyOfCustomName(name.customConnector), connectorKey(name.connector)]) {
    const [found] = key ? neighbours.connectors(key) : [];
    if (found) return found;
  }
  return undefined;
}

/** What a message calls a connector. */
export function connectorLabel(name: ConnectorName, neighbours: Neighbours): string {
  return customConnectorOf(name, neighbours)?.displayName || connectorName(name.connector);
}
