import { connectorInfo, connectorName } from './connectors';
import { customConnectorOf, isCustomConnector, type ConnectorName } from './connector-identity';
import type { ConnectionReference } from './model';
import type { Neighbours } from './neighbours';

/** How the team names its connection references. */
export interface Naming {
  /** The parts `<Area>`, `<Connector>` and `<Type>` in the team's order, joined by ` – `. */
  readonly scheme: string;
  /** The allowed areas; undefined for any text. */
  readonly areas?: readonly string[];
  /** The allowed types; undefined for any text. */
  readonly types?: readonly string[];
  /** Names the team gives to connectors, by id. */
  readonly connectors?: Readonly<Record<string, string>>;
}

export const defaultNaming: Naming = { scheme: '<Area> – <Connector> – <Type>' };

export interface NameParts {
  readonly area: string;
  readonly connector: string;
  readonly type: string;
}

/** Reading accepts these between the parts; writing uses an en dash. */
const SEPARATOR = /\s+[-–—|]\s+/g;

/** The parts of a display name that is on the scheme; undefined for any other. Connectors' own names may hold ` - `, so whole names are matched. */
function parseName(name: string, isConnector: (name: string) => boolean, { scheme, areas, types }: Naming): NameParts | undefined {
  const order = [...scheme.matchAll(/<(Area|Connector|Type)>/g)].map((it) => it[1]!.toLowerCase() as keyof NameParts);
  const cuts = [...name.matchAll(SEPARATOR)].map((it) => ({ start: it.index, end: it.index + it[0].length }));
  const fits = (part: keyof NameParts, text: string): boolean => {
    if (text === '') return false;
    if (part === 'connector') return isConnector(text);
    return (part === 'area' ? areas : types)?.includes(text) ?? true;
  };
  const read = (index: number, from: number, cut: number): Partial<NameParts> | undefined => {
    const part = order[index];
    if (!part) return undefined;
    if (index === order.length - 1) return fits(part, name.slice(from)) ? { [part]: name.slice(from) } : undefined;
    for (let i = cut; i < cuts.length; i++) {
      const text = name.slice(from, cuts[i]!.start);
      const rest = fits(part, text) ? read(index + 1, cuts[i]!.end, i + 1) : undefined;
      if (rest) return { ...rest, [part]: text };
    }
    return undefined;
  };
  const parts = read(0, 0, 0);
  return parts && { area: '', connector: '', type: '', ...parts };
}

/** Whether two references of one connector have names that say why there are two: on the scheme, and different in area or type. */
export function tellApart(a: NameParts | undefined, b: NameParts | undefined): boolean {
  return a !== undefined && b !== undefined && (folded(a.area) !== folded(b.area) || folded(a.type) !== folded(b.type));
}

/** A text as it compares where people would take two for the same. */
export function folded(text: string): string {
  return text.replace(/\s+/g, ' ').toLowerCase();
}

/** A name written by the scheme. */
export function formatName(parts: NameParts, { scheme }: Naming): string {
  return scheme.replace(/<(Area|Connector|Type)>/g, (_, part: string) => parts[part.toLowerCase() as keyof NameParts]);
}

/** The parts of a reference's display name, when it is on the scheme. */
export function partsOf(reference: ConnectionReference, neighbours: Neighbours, naming: Naming): NameParts | undefined {
  return parseName(reference.displayName?.value ?? '', (name) => isNameOf(name, reference, neighbours, naming), naming);
}

/** Whether a connector goes by that name. Any name will do for a connector that nobody knows, or that the reference does not name. */
function isNameOf(name: string, of: ConnectorName, neighbours: Neighbours, naming: Naming): boolean {
  const configured = naming.connectors?.[of.connector] ?? naming.connectors?.[of.connector.toLowerCase()];
  if (name === configured) return true;
  const info = connectorInfo(of.connector);
  if (info) return [info.shortName, info.name, ...(info.formerNames ?? []), info.name.replace(/^Microsoft /, '')].includes(name);
  if (!isCustomConnector(of)) return true;
  const written = customConnectorOf(of, neighbours)?.displayName;
  return written ? name === written : folded(name) === folded(connectorName(of.connector)); // an id spells names in lower case
}

const HEX_AT_END = /-([0-9a-f]{5})$/;
const COUNTER_AT_END = /_[1-9]\d?$/;

/** Whether a display name is one the maker portal made up: it ends in the five digits the logical name ends in, or in a counter. */
export function isDefaultName({ displayName, logicalName }: ConnectionReference): boolean {
  const name = displayName?.value ?? '';
  const digits = HEX_AT_END.exec(name)?.[1];
  return (digits !== undefined && logicalName.value.endsWith(`_${digits}`)) || COUNTER_AT_END.test(name);
}
