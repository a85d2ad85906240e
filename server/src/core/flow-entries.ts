import { ByConnector, connectorOfEntry, type ConnectorName } from './connector-identity';
import type { Connection, FlowInside, KeyUse, Operation } from './facts/flow';
import { grouped } from './grouped';
import { insideOf } from './inside';
import { memo } from './memo';
import type { Flow } from './model';

const NONE: readonly never[] = [];

/** The entry of a key in a flow's connections, the first where several have the key; undefined for a key that is not declared. */
export function entryOf(key: string, flow: Flow): Connection | undefined {
  return byKey(flow).get(key);
}

/** The same of all keys, for who asks of many flows once: nothing of it is kept. */
export function entriesByKey({ connections }: Pick<Flow, 'connections'>): ReadonlyMap<string, Connection> {
  return new Map(connections.toReversed().map((it) => [it.key.value, it]));
}

/** The entries that name a connection reference, in any letter case. */
export function entriesNaming(logicalName: string, flow: Flow): readonly Connection[] {
  return byName(flow).get(logicalName.toLowerCase()) ?? NONE;
}

/** The entries that declare that they go to a connector. */
export function entriesTo(connector: ConnectorName, flow: Flow): readonly Connection[] {
  return byConnector(flow)
    .to(connector)
    .map((it) => it.entry);
}

/** How a flow uses a key of its connections; undefined where nothing in it does. */
export function useOf(key: string, flow: Flow): KeyUse | undefined {
  return usesByKey(flow).get(key);
}

/** The triggers, then the actions of a flow that go through a key. Reads the flow's file. */
export function operationsOfKey(key: string, flow: Flow): readonly Operation[] {
  return operationsIn(insideOf(flow)).byKey.get(key) ?? NONE;
}

/** The same of those that go through a connection reference, by any of the flow's entries for it. */
export function operationsThrough(logicalName: string, flow: Flow): readonly Operation[] {
  const keys = new Set(entriesNaming(logicalName, flow).map((it) => it.key.value));
  const [only, ...others] = [...keys].map((it) => operationsOfKey(it, flow));
  if (others.length === 0) return only ?? NONE;
  const { numbers } = operationsIn(insideOf(flow));
  return [...only!, ...others.flat()].sort((a, b) => numbers.get(a)! - numbers.get(b)!);
}

const byKey = memo((flow: Flow) => entriesByKey(flow));

const byName = memo(({ connections }: Flow) => grouped(connections, (it) => it.logicalName?.value.toLowerCase()));

const byConnector = memo(({ connections }: Flow) => {
  const declared = connections.flatMap((entry) => {
    const connector = connectorOfEntry(entry);
    return connector ? { entry, connector } : [];
  });
  return new ByConnector(declared, (it) => it.connector);
});

const usesByKey = memo(({ keyUses }: Flow): ReadonlyMap<string, KeyUse> => new Map(keyUses.map((it) => [it.key, it])));

const operationsIn = memo(({ operations }: FlowInside) => ({
  byKey: grouped(operations, (it) => it.key.value),
  numbers: new Map(operations.map((it, index) => [it, index])),
}));
