import { connectorOfEntry, customConnectorOf, isCustomConnector, sameConnector, type ConnectorName } from '../connector-identity';
import { EditSet } from '../edit-set';
import type { Connection } from '../facts/flow';
import { isIncomplete } from '../faults';
import { type Fix, isManagedOnly, namingIn, neighboursOf, preferredIfOnly, Refusal, type Scene } from '../fix';
import type { ConnectionReference, Frame } from '../model';
import { areaOf, isTypeSettled, LONGEST_MADE_UP, LONGEST_NAME, namesByScheme, typesFor, writtenConnector } from '../naming';
import { occurrencesOf } from '../occurrences';
import type { Uri } from '../text';
import type { Snapshot } from '../workspace';
import { descendants, parseXml, type XmlElement } from '../xml';
import { isXmlText, type NewElement } from '../xml-edits';
import { placeAmong } from './alphabetical';
import { listInSettings, unlistedNotes } from './settings-in-step';

/** A connection reference that is to be defined. */
export interface NewReference {
  readonly logicalName: string;
  readonly displayName: string;
  /** `/providers/Microsoft.PowerApps/apis/shared_…` */
  readonly connectorId: string;
  /** The id of a custom connector in its solution. */
  readonly customConnectorId?: string;
}

/** What stands before a connector's id in the files. */
export const APIS = '/providers/Microsoft.PowerApps/apis/';

/** Whether the platform could have made this logical name: a prefix, an underscore, and letters, digits, dots and hyphens. */
export function isLogicalName(name: string): boolean {
  return name.length <= LONGEST_NAME && /^[A-Za-z][A-Za-z0-9]*_[\w.-]+$/.test(name);
}

/** Whether a connection reference can be defined in the solution: it is made here, and its `Customizations.xml` is read to the end. */
export function canCreateIn(solution: Frame): boolean {
  return !isManagedOnly(solution) && customizationsOf(solution) !== undefined;
}

function customizationsOf({ layout, rest }: Frame): Uri | undefined {
  const wanted = layout === 'raw' ? 'raw-customizations' : layout === 'packager' ? 'customizations' : undefined;
  for (const { file, kind, facts } of rest.values())
    if (kind === wanted && facts.kind === 'customizations' && !isIncomplete(facts.faults)) return file.uri;
  return undefined;
}

/**
 * Defines a reference in the solution, takes it from the list of what the solution needs of others, and lists it in the solution's
 * deployment settings. Throws `Refusal` where nothing can be defined.
 */
export function addReference(set: EditSet, solution: Frame, reference: NewReference, scene: Scene): void {
  const { displayName, logicalName } = reference;
  if (!isXmlText(displayName)) throw new Refusal(`The name '${displayName}' has characters that XML cannot hold: choose another name.`);
  define(set, solution, logicalName, (others) =>
    elementOf(
      reference,
      others.some((it) => it.child('promptingbehavior') !== undefined),
    ),
  );
  listInSettings(set, solution, reference, scene);
}

/** Defines another solution's reference in this one too, as it is written there. */
export function copyReference(set: EditSet, solution: Frame, reference: ConnectionReference, scene: Scene): void {
  const { uri, span, logicalName, connectorId } = reference;
  const all = descendants(parseXml(scene.text(uri)).roots, 'connectionreference');
  const original = [...all].find((it) => it.span.start === span.start)!;
  const attributes = { connectionreferencelogicalname: logicalName.value };
  define(set, solution, logicalName.value, () => ({ ...copyOf(original), attributes }));
  listInSettings(set, solution, { logicalName: logicalName.value, connectorId: connectorId?.value ?? '' }, scene);
}

function copyOf(element: XmlElement): NewElement {
  return { name: element.name, content: element.children.length > 0 ? element.children.map(copyOf) : element.text().value };
}

function define(set: EditSet, solution: Frame, logicalName: string, element: (others: readonly XmlElement[]) => NewElement): void {
  const uri = customizationsOf(solution);
  if (uri === undefined)
    throw new Refusal(
      `'${solution.name}' has no Customizations.xml that can be read to the end, so no connection reference can be defined in it.`,
    );
  const editor = set.xml(uri);
  const root = editor.roots[0]!; // a file without any has a fault
  const [section] = descendants(editor.roots, 'connectionreferences');
  const others = section?.children ?? [];
  if (section) editor.insert(section, element(others), placeFor(logicalName, others));
  else editor.insert(root, { name: 'connectionreferences', content: [element(others)] }, root.child('Languages'));
  removeRequirement(set, solution, logicalName);
}

/** In the platform's order. */
function elementOf({ logicalName, displayName, connectorId, customConnectorId }: NewReference, prompting: boolean): NewElement {
  return {
    name: 'connectionreference',
    attributes: { connectionreferencelogicalname: logicalName },
    content: [
      { name: 'connectionreferencedisplayname', content: displayName },
      { name: 'connectorid', content: connectorId },
      ...(customConnectorId ? [{ name: 'customconnectorid', content: [{ name: 'connectorid', content: customConnectorId }] }] : []),
      { name: 'iscustomizable', content: '1' },
      ...(prompting ? [{ name: 'promptingbehavior', content: '0' }] : []),
      { name: 'statecode', content: '0' },
      { name: 'statuscode', content: '1' },
    ],
  };
}

/** The definition that a new one goes before. Undefined for the end. */
function placeFor(logicalName: string, others: readonly XmlElement[]): XmlElement | undefined {
  const names = others.map((it) => it.attribute('connectionreferencelogicalname')?.value ?? '');
  return others[placeAmong(logicalName, names)];
}

/** What a solution brings itself it does not need of others. */
function removeRequirement(set: EditSet, { manifest }: Frame, logicalName: string): void {
  const isIt = (type: string | undefined, name: string | undefined): boolean =>
    type?.toLowerCase() === 'connectionreference' && name?.toLowerCase() === logicalName.toLowerCase();
  if (!manifest?.missingDependencies.some((it) => isIt(it.type, it.logicalName))) return;
  const editor = set.xml(manifest.uri);
  for (const element of descendants(editor.roots, 'MissingDependency')) {
    const required = element.child('Required');
    if (isIt(required?.attribute('type')?.value, required?.attribute('id.connectionreferencelogicalname')?.value))
      editor.remove(element, 'self-close');
  }
}

/**
 * A logical name that nothing in the workspace goes by yet: the publisher's prefix and the letters and digits of area and connector.
 * `taken` are further names, in lower case, that it must not be: of references that the same change defines.
 */
export function newLogicalName(
  area: string,
  connectorName: string,
  { manifest }: Frame,
  snapshot: Snapshot,
  taken: ReadonlySet<string> = new Set(),
): string {
  const stem = `${prefixOf(manifest)}_${plain(area) + plain(connectorName) || 'Connection'}`;
  const isTaken = (name: string): boolean => taken.has(name.toLowerCase()) || occurrencesOf(name, snapshot).length > 0;
  for (let number = 1; ; number++) {
    const digits = number === 1 ? '' : `${number}`;
    const name = stem.slice(0, LONGEST_MADE_UP - digits.length) + digits;
    if (!isTaken(name)) return name;
  }
}

/** What names of the publisher's own begin with, without the underscore behind it. */
export function prefixOf(manifest: Frame['manifest']): string {
  return manifest && /^[A-Za-z]\w*$/.test(manifest.prefix) ? manifest.prefix : 'new';
}

/** The ASCII letters and digits of a text, letters with marks without them. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/[^A-Za-z0-9]/g, '');
}

/**
 * The references to a connector that could be defined in the solution, one for each type that gives a name by the scheme.
 * None for a custom connector whose id no file tells.
 */
export function newReferences(
  connector: ConnectorName,
  solution: Frame,
  scene: Scene,
  taken?: ReadonlySet<string>,
): readonly (NewReference & { readonly type: string })[] {
  if (!canCreateIn(solution)) return [];
  const { snapshot } = scene;
  const naming = namingIn(solution, scene);
  const neighbours = neighboursOf(solution, scene);
  const customConnectorId = connector.customConnectorId ?? customConnectorOf(connector, neighbours)?.id;
  if (isCustomConnector(connector) && !customConnectorId) return [];
  const parts = { area: areaOf(solution, naming), connector: writtenConnector(connector, neighbours, naming) };
  const logicalName = newLogicalName(parts.area, parts.connector, solution, snapshot, taken);
  return namesByScheme(parts, typesFor(connector, naming), solution, naming).map(({ type, name }) => ({
    type,
    logicalName,
    displayName: name,
    connectorId: APIS + connector.connector,
    ...(customConnectorId ? { customConnectorId } : {}),
  }));
}

/** Fixes that define a reference which flows name and nobody defines, one for each type. None where the flows do not agree on its connector. */
export function defining(logicalName: string, solution: Frame, scene: Scene): readonly Fix[] {
  const connector = connectorWanted(logicalName, scene);
  if (!connector || !isLogicalName(logicalName)) return [];
  const fixes = newReferences(connector, solution, scene).map((reference) => ({
    title: `Define it as '${reference.displayName}'`,
    safety: 'review' as const,
    notes: () => unlistedNotes(solution, scene),
    edits() {
      const edits = new EditSet(scene);
      addReference(edits, solution, { ...reference, logicalName }, scene);
      return edits.build();
    },
  }));
  return preferredIfOnly(fixes, isTypeSettled(connector, namingIn(solution, scene)));
}

/** The connector that every flow of the workspace which names the reference wants of it. */
export function connectorWanted(logicalName: string, { snapshot }: Scene): ConnectorName | undefined {
  const isIt = ({ logicalName: name }: Connection): boolean => name?.value.toLowerCase() === logicalName.toLowerCase();
  const users = snapshot.neighbourhood.seenFrom('').users(logicalName);
  const [uris, roots] = [new Set(users.map((it) => it.uri)), new Set(users.map((it) => it.solution))];
  const flows = snapshot.solutions.flatMap((it) => (roots.has(it.root) ? it.flows.filter(({ uri }) => uris.has(uri)) : []));
  const wanted = flows.flatMap(({ connections }) => connections.flatMap((it) => (isIt(it) && connectorOfEntry(it)) || []));
  const [first] = wanted;
  return first && wanted.every((it) => sameConnector(it, first)) ? first : undefined;
}
