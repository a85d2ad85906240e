import { connectorLabel } from '../connector-identity';
import { namingIn, neighboursOf, Refusal, type Scene } from '../fix';
import type { ConnectionReference } from '../model';
import { areaFor, areaOf, formatName, isMadeUp, LONGEST_MADE_UP, namesByScheme, refusedName, typesFor, writtenConnector } from '../naming';
import { newReferences, type NewReference } from './create';
import type { Defined, ReplaceableConnection } from './named';

export interface NameChoices {
  readonly area: string;
  /** One for each type. */
  readonly names: readonly { readonly type: string; readonly name: string; readonly refused?: string }[];
}

/** The parts of a name as far as somebody has typed them. */
export interface TypedParts {
  readonly area?: string | undefined;
  readonly type?: string | undefined;
}

/** The names by the scheme that what was typed gives, and why those that cannot be given cannot. */
export function nameChoices(named: Defined | ReplaceableConnection, typed: TypedParts, scene: Scene): NameChoices {
  const { solution } = named;
  const naming = namingIn(solution, scene);
  const neighbours = neighboursOf(solution, scene);
  const [reference, of] = 'reference' in named ? [named.reference, named.reference] : [undefined, named.connector];
  const area = typed.area ?? (reference ? areaFor(reference, solution, neighbours, naming) : areaOf(solution, naming));
  const connector = writtenConnector(of, neighbours, naming);

  const refused = (type: string, name: string): string | undefined => {
    if (of.connector === '') return 'It does not say which connector it is for: mend that first.';
    const part = refusedPart('area', area, naming.areas) ?? refusedPart('type', type, naming.types);
    if (part !== undefined) return part;
    if (typesFor(of, { ...naming, type }).length === 0)
      return `A service principal cannot connect to ${connectorLabel(of, neighbours)}: choose another type.`;
    if (name === reference?.displayName?.value) return `It is called '${name}' already.`;
    const isGiven = namesByScheme({ area, connector }, [type], solution, naming, reference).length > 0;
    return refusedName(name, solution, reference) ?? (isGiven ? undefined : unfit(name, reference));
  };
  const types = typed.type === undefined ? typesFor(of, naming) : [typed.type];
  const names = types.map((type) => {
    const name = formatName({ area, connector, type }, naming);
    const reason = refused(type, name);
    return { type, name, ...(reason === undefined ? {} : { refused: reason }) };
  });
  return { area, names };
}

function refusedPart(part: string, value: string, allowed: readonly string[] | undefined): string | undefined {
  if (value.trim() === '') return `The ${part} is empty: type one.`;
  if (!allowed || allowed.includes(value)) return undefined;
  return `The ${part} '${value}' is none of your team's: choose ${allowed.map((it) => `'${it}'`).join(', ')}.`;
}

/** The reference that is to take the place of a direct connection, with the name that was chosen. Throws `Refusal`. */
export function newReferenceFor(direct: ReplaceableConnection, chosen: TypedParts & { readonly type: string }, scene: Scene): NewReference {
  const { solution, connector } = direct;
  const { area, names } = nameChoices(direct, chosen, scene);
  const refused = names.find((it) => it.refused !== undefined)?.refused;
  if (refused !== undefined) throw new Refusal(refused);
  const naming = { ...scene.naming, area, type: chosen.type };
  const [reference] = newReferences(connector, solution, { ...scene, naming });
  if (!reference)
    throw new Refusal(`No connection reference for this connector can be created in '${solution.name}': use one that is there.`);
  return reference;
}

/** What the scheme does not make, though the platform would take it. */
function unfit(name: string, reference: ConnectionReference | undefined): string {
  if (isMadeUp(name, reference?.logicalName.value))
    return `'${name}' ends like the names that the maker portal makes up: let it end in something other than a number.`;
  return name.length > LONGEST_MADE_UP
    ? `The name '${name}' has more than ${LONGEST_MADE_UP} characters: shorten the area or the type.`
    : `'${name}' could not be read as a name by the scheme: take dashes and outer spaces out of the area and the type.`;
}
