import { connectorInfo, connectorName } from './connectors';
import { connectorLabel, customConnectorOf, isCustomConnector, type ConnectorName } from './connector-identity';
import { grouped } from './grouped';
import { memo } from './memo';
import type { ConnectionReference, Frame } from './model';
import type { Neighbours } from './neighbours';

/** How the team names its connection references. */
export interface Naming {
  /** The parts `<Area>`, `<Connector>` and `<Type>` in the team's order, joined by ` – `. */
  readonly scheme: string;
  /** The allowed areas; undefined for any text. */
  readonly areas?: readonly string[];
  /** The allowed types; undefined for any text. */
  readonly types?: readonly string[];
  /** The area that new names get where the present one does not tell. */
  readonly area?: string;
  /** The type that new names get, when somebody has settled it: no file tells. */
  readonly type?: string;
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
const SEPARATOR = /(?<!\s)\s+[-–—|]\s+/g;

/**
 * The parts of a display name that is on the scheme; undefined for any other. Connectors' own names may hold ` - `, so whole
 * names are matched. Where a name can be read in several ways the area is the longest, for it may be any solution's name.
 */
function parseName(name: string, isConnector: (name: string) => boolean, { scheme, areas, types }: Naming): NameParts | undefined {
  if (name.length > LONGEST_NAME) return undefined; // every way to cut it is tried
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
    const ends = [...cuts.keys()].slice(cut);
    for (const i of part === 'area' ? ends.reverse() : ends) {
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
  return a !== undefined && b !== undefined && meaningOf(a) !== meaningOf(b);
}

/** Equal for names that do not tell their references apart. */
export function meaningOf({ area, type }: NameParts): string {
  return `${folded(area)}\0${folded(type)}`;
}

/** A text as it compares where people would take two for the same. */
export function folded(text: string): string {
  return text.replace(/\s+/g, ' ').toLowerCase();
}

/** A name as new ones compare with it: two that differ in their dashes only would not tell two references apart. */
export function withoutDashes(name: string): string {
  return folded(name.replace(SEPARATOR, ' – '));
}

/** A name written by the scheme. */
export function formatName(parts: NameParts, { scheme }: Naming): string {
  return scheme.replace(/<(Area|Connector|Type)>/g, (_, part: string) => parts[part.toLowerCase() as keyof NameParts]);
}

/** What is wrong with a scheme, as a sentence that says what to write; undefined for one that names can be read by. */
export function schemeFault(scheme: string): string | undefined {
  const parts = scheme.split(SEPARATOR);
  const isRead = parts.every((it) => /^<(?:Area|Connector|Type)>$/.test(it)) && new Set(parts).size === parts.length;
  if (!isRead) return `'${scheme}' is no scheme: write <Area>, <Connector> and <Type>, each at most once and ' – ' between them.`;
  return parts.includes('<Connector>') ? undefined : `'${scheme}' has no <Connector>: names say what they connect to, so add it.`;
}

/** The parts of a reference's display name, when it is on the scheme. */
export function partsOf(reference: ConnectionReference, neighbours: Neighbours, naming: Naming): NameParts | undefined {
  return parseName(reference.displayName?.value ?? '', (name) => isNameOf(name, reference, neighbours, naming), naming);
}

/** Whether a connector goes by that name. Any name will do for a connector that neither we nor the team know, or that the reference does not name. */
function isNameOf(name: string, of: ConnectorName, neighbours: Neighbours, naming: Naming): boolean {
  const configured = configuredName(of, naming);
  if (name === configured) return true;
  const info = connectorInfo(of.connector);
  if (info) return [info.shortName, info.name, ...(info.formerNames ?? []), info.name.replace(/^Microsoft /, '')].includes(name);
  if (!isCustomConnector(of)) return configured === undefined;
  const written = customConnectorOf(of, neighbours)?.displayName;
  return written ? name === written : folded(name) === folded(connectorName(of.connector)); // an id spells names in lower case
}

/** The platform's limit for a logical name and for a display name. Source: Dataverse's reference of the table `connectionreference`. */
export const LONGEST_NAME = 200;
/** What we make up ourselves is to be read in a list. */
export const LONGEST_MADE_UP = 100;

const SERVICE_PRINCIPAL = 'Service Principal';

/** The types a name may get, in the order they are offered. None of them is ever chosen for the reader, for no file tells. */
export function typesFor({ connector }: ConnectorName, { type, types }: Naming): readonly string[] {
  const all = type === undefined ? (types ?? [SERVICE_PRINCIPAL, 'Service Account', 'User']) : [type];
  return connectorInfo(connector)?.servicePrincipal === false ? all.filter((it) => folded(it) !== folded(SERVICE_PRINCIPAL)) : all;
}

/** Whether the team has said which type names for the connector get. That only one has not been taken yet does not say that it is right. */
export function isTypeSettled(of: ConnectorName, naming: Naming): boolean {
  if (!naming.scheme.includes('<Type>')) return true;
  return (naming.type ?? naming.types) !== undefined && typesFor(of, naming).length === 1;
}

function configuredName({ connector }: ConnectorName, { connectors = {} }: Naming): string | undefined {
  const id = [connector, connector.toLowerCase()].find((it) => Object.hasOwn(connectors, it));
  return id === undefined ? undefined : connectors[id];
}

/** What names call a connector: what the team calls it, else its short name. */
export function writtenConnector(of: ConnectorName, neighbours: Neighbours, naming: Naming): string {
  const info = connectorInfo(of.connector);
  return configuredName(of, naming) ?? info?.shortName ?? info?.name ?? connectorLabel(of, neighbours);
}

/** The area of new names in a solution. Dashes in the solution's name are written as the scheme writes its own, or the new name might not read as what was written. */
export function areaOf({ name }: Pick<Frame, 'name'>, { area, areas }: Naming): string {
  return area ?? (areas ? name : name.trim().replace(SEPARATOR, ' – '));
}

/** The area for the name of a reference: that of its present name, if it has one. The maker portal's names have none, even where one could be read into them. */
export function areaFor(reference: ConnectionReference, solution: Frame, neighbours: Neighbours, naming: Naming): string {
  const parts = isDefaultName(reference) ? undefined : partsOf(reference, neighbours, naming);
  return parts?.area || areaOf(solution, naming);
}

/** Why a display name cannot be given to a reference of this solution, as a sentence; undefined when it can. `except` is the one to be renamed. */
export function refusedName(name: string, solution: Frame, except?: ConnectionReference): string | undefined {
  if (name.trim() === '') return 'A display name cannot be empty.';
  if (/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(name)) return 'A display name cannot hold line ends and other control characters.';
  if (name.length > LONGEST_NAME) return `The name '${name}' has more than ${LONGEST_NAME} characters: shorten it.`;
  const taken = namedIn(solution)
    .get(withoutDashes(name))
    ?.find((it) => it !== except);
  return taken && `'${solution.name}' has a connection reference called '${taken.displayName?.value}' already: choose another name.`;
}

/** The references of a solution by display name. */
const namedIn = memo(({ references, repeated }: Frame): ReadonlyMap<string, readonly ConnectionReference[]> =>
  grouped([...references, ...repeated], ({ displayName }) => withoutDashes(displayName?.value ?? '')),
);

/** Whether a fix may offer a display name of its own making to a reference of this solution. */
export function canOffer(name: string, solution: Frame, except?: ConnectionReference): boolean {
  return name.length <= LONGEST_MADE_UP && refusedName(name, solution, except) === undefined;
}

/** A name by the scheme for each type that gives one the solution can take, each name once. None that would not read as it was meant, or as one the maker portal made up. */
export function namesByScheme(
  parts: Pick<NameParts, 'area' | 'connector'>,
  types: readonly string[],
  solution: Frame,
  naming: Naming,
  except?: ConnectionReference,
): readonly { readonly type: string; readonly name: string }[] {
  if (naming.areas && !naming.areas.includes(parts.area)) return [];
  const named = types.map((type) => ({ type, name: formatName({ ...parts, type }, naming) }));
  const isFirst = (name: string, index: number): boolean => named.findIndex((it) => it.name === name) === index;
  const isRead = (name: string, type: string): boolean => {
    const read = parseName(name, (it) => it === parts.connector, naming);
    const isMeant = (its: string, meant: string): boolean => its === '' || its === meant; // the scheme need not have every part
    return read !== undefined && formatName(read, naming) === name && isMeant(read.area, parts.area) && isMeant(read.type, type);
  };
  const isFit = (name: string): boolean => canOffer(name, solution, except) && !isMadeUp(name, except?.logicalName.value);
  return named.filter(({ name, type }, index) => isFirst(name, index) && isRead(name, type) && isFit(name));
}

const HEX_AT_END = /-([0-9a-f]{5})$/;
const COUNTER_AT_END = /_[1-9]\d?$/;

/** Whether a display name is one the maker portal made up: it ends in the five digits the logical name ends in, or in a counter. */
export function isDefaultName({ displayName, logicalName }: ConnectionReference): boolean {
  return isMadeUp(displayName?.value ?? '', logicalName.value);
}

/** The same of a name that is to be given; the logical name may not be there yet. */
export function isMadeUp(name: string, logicalName: string | undefined): boolean {
  const digits = HEX_AT_END.exec(name)?.[1];
  return (digits !== undefined && logicalName?.endsWith(`_${digits}`)) || COUNTER_AT_END.test(name);
}
