import type { Json, JsonValue } from '../json';

/** What an entry of a flow's `connectionReferences` is to say. */
export interface FlowEntry {
  readonly logicalName: string;
  /** `shared_…` */
  readonly connector: string;
  /** `api.logicalName`: the name of a custom connector of the solution. */
  readonly customConnector?: string | undefined;
  readonly runtimeSource?: string;
  /** `impersonation.source` */
  readonly impersonation?: string | undefined;
}

/** An entry as exports have it, its members in the order of the flow's last whole entry, else in the one that most exports have. */
export function flowEntry(entry: FlowEntry, others: JsonValue | undefined): Json {
  const { logicalName, connector, customConnector, runtimeSource = 'embedded', impersonation } = entry;
  const members: Readonly<Record<string, Json>> = {
    ...(impersonation === undefined ? {} : { impersonation: { source: impersonation } }),
    runtimeSource,
    connection: { connectionReferenceLogicalName: logicalName },
    api: { name: connector, ...(customConnector ? { logicalName: customConnector } : {}) },
  };
  const orders = [...(others?.members() ?? [])].map(({ value }) => [...value.members()].map((it) => it.key));
  const order = orders.findLast((it) => ['runtimeSource', 'connection', 'api'].every((name) => it.includes(name))) ?? [];
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}
