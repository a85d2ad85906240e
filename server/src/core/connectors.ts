import table from './connectors.json';

/**
 * What is known of a connector of the platform.
 * `connectors.json` is carried over from one tenant's full list (July 2025), its DLP export (October 2025), the public connector
 * repository and Microsoft's documentation. Names drift; custom connectors are never in it.
 */
export interface ConnectorInfo {
  readonly id: string;
  readonly name: string;
  readonly shortName?: string;
  readonly formerNames?: readonly string[];
  readonly tier: string | null;
  readonly deprecated?: boolean;
  /** The id of the connector that takes its place. */
  readonly replacedBy?: string;
  /** Whether a connection can be a service principal; absent when not known. */
  readonly servicePrincipal?: boolean;
}

const byId: ReadonlyMap<string, ConnectorInfo> = new Map((table as readonly ConnectorInfo[]).map((it) => [it.id, it]));

/** What the table says of a connector, by `shared_…` id in any letter case; undefined for custom and unknown ones. */
export function connectorInfo(connector: string): ConnectorInfo | undefined {
  return byId.get(connector.toLowerCase());
}

/** Every connector that the table knows, in no particular order. */
export function everyConnector(): Iterable<ConnectorInfo> {
  return byId.values();
}

/** The last part of a connector id: `shared_office365` of `/providers/Microsoft.PowerApps/apis/shared_office365`. */
export function connectorOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** A custom connector's id ends in a hash that differs from environment to environment: `-5f` and sixteen hexadecimal digits. */
const HASH = /-5f[0-9a-f]{16,}$/i;

export function isCustom(connector: string): boolean {
  return HASH.test(connector);
}

/** A connector's id as it compares: lower case, a custom connector's without its hash. */
export function connectorKey(connector: string): string {
  return connector.replace(HASH, '').toLowerCase();
}

/** The comparable id that a custom connector's name in its solution gives: `cat_5Fmy-20connector` is `shared_cat-5fmy-20connector`. */
export function keyOfCustomName(name: string): string {
  return `shared_${name.replace(/_5f/gi, '_').replaceAll('_', '-5f').toLowerCase()}`;
}

/** What a person calls a connector: its name in the table, else what a custom connector's id spells, else the id. */
export function connectorName(connector: string): string {
  const info = connectorInfo(connector);
  if (info) return info.name;
  if (!isCustom(connector)) return connector;
  const spelt = connectorKey(connector)
    .replace(/^shared_/, '')
    .replace(/-([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return /^[\w .-]+$/.test(spelt) ? spelt.replace(/^[a-z0-9]+_+/, '') : connector;
}
