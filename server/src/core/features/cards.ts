import { connectorLabel, customConnectorOf, isCustomConnector, type ConnectorName } from '../connector-identity';
import { connectorInfo } from '../connectors';
import { guid } from '../facts/workflow';
import { basename } from '../files';
import { isManagedOnly, namingIn, neighboursOf, type Scene } from '../fix';
import { flowsNamed } from '../mentions';
import { stateOf, type ConnectionReference, type Flow, type Solution } from '../model';
import { isDefaultName, partsOf } from '../naming';
import { folderOf } from '../occurrences';
import { count } from '../reports/check';
import { resolve } from '../resolution';
import type { User } from '../tables';
import { bindingsInWords } from './binding-words';
import { code, escaped, listed, paragraphs, prose, quoted, strong } from './markdown';
import { identityInWords, startInWords } from './triggers';

/** What a person wants to know of a connection reference, in Markdown: names, connector, description, parts by the scheme, who uses it. */
export function referenceCard(reference: ConnectionReference, solution: Solution, scene: Scene): string {
  const neighbours = neighboursOf(solution, scene);
  const { label, logicalName, connector, description = '' } = reference;
  const custom = isCustomConnector(reference) ? ', custom connector' : '';
  const its =
    connector === '' && !custom ? 'It names no connector.' : `${named(connectorLabel(reference, neighbours), connector)}${custom}`;
  return paragraphs(
    label === logicalName.value ? code(label) : `${strong(label)} ${code(logicalName.value)}`,
    its,
    prose(description),
    partsInWords(reference, solution, scene),
    usersInWords(logicalName.value, solution, scene),
    bindingsInWords(reference, scene.snapshot),
    isManagedOnly(ownerOf(reference, scene) ?? solution) ? 'Managed solution, cannot be changed here.' : '',
  );
}

/** What a person wants to know of a logical name that a flow of the solution writes: the card of the reference, and who provides it when the solution does not. */
export function nameCard(logicalName: string, solution: Solution, scene: Scene): string {
  const neighbours = neighboursOf(solution, scene);
  const found = resolve(logicalName, solution, neighbours);
  const without = (note: string): string => paragraphs(code(logicalName), note, usersInWords(logicalName, solution, scene));
  const card = ({ reference }: { readonly reference: ConnectionReference }): string => referenceCard(reference, solution, scene);
  switch (found.kind) {
    case 'own':
      return card(found.definition);
    case 'sibling':
      return paragraphs(card(found.definition), `Defined in the solution ${quoted(found.definition.solutionName)}.`);
    case 'twin': {
      const folder = basename(found.definition.reference.solution);
      return paragraphs(card(found.definition), `Only another copy of this solution defines it, in the folder ${quoted(folder)}.`);
    }
    case 'provided':
      return without(`Provided by ${escaped(found.by)}, outside this workspace.`);
    case 'unshipped':
      return without('No solution ships it: it was only in the environment that this solution was exported from.');
    case 'undefined':
      return without('Defined nowhere, neither in this solution nor in another one of the workspace.');
    case 'unknown': {
      const [first, ...others] = neighbours.definers(logicalName);
      if (!first) return without('No file of this workspace tells what defines it.');
      const names = [...new Set([first, ...others].map((it) => it.solutionName))];
      return paragraphs(card(first), `Defined in the ${names.length > 1 ? 'solutions' : 'solution'} ${listed(names)}.`);
    }
  }
}

/** What a person wants to know of a flow, in Markdown: its state, what starts it, and as whom it runs. */
export function flowCard(flow: Flow, scene: Scene): string {
  const solution = folderOf(flow.uri, scene.snapshot);
  const neighbours = scene.snapshot.neighbourhood.seenFrom(flow.solution);
  const state = stateOf(flow);
  const holder = solution?.layout === 'loose' ? 'Flow in the folder' : 'Flow of the solution';
  const place = flow.legacy ? 'Exported as a package, in no solution' : solution && `${holder} ${quoted(solution.name)}`;
  return paragraphs(
    `${strong(flow.name)}${state === undefined ? '' : `, ${state}`}`,
    place && `${place}.`,
    prose(flow.metadata?.description ?? ''),
    startInWords(flow, neighbours, scene),
    identityInWords(flow, neighbours),
    connectionsInWords(flow),
    solution && childrenInWords(flow, solution, scene),
  );
}

/** What a person wants to know of a connector, in Markdown. */
export function connectorCard(name: ConnectorName, solution: Solution, scene: Scene): string {
  const neighbours = neighboursOf(solution, scene);
  const custom = customConnectorOf(name, neighbours);
  const title = `${strong(connectorLabel(name, neighbours))} ${code(name.connector || (custom?.name ?? ''))}`.trim();
  if (!isCustomConnector(name)) return paragraphs(title, ...factsOf(name));
  const owner = custom && folderOf(custom.uri, scene.snapshot);
  return paragraphs(title, owner ? `Custom connector of the solution ${quoted(owner.name)}.` : 'Custom connector, outside this workspace.');
}

function factsOf({ connector }: ConnectorName): readonly string[] {
  const info = connectorInfo(connector);
  if (!info) return ['Keyhook does not know this connector.'];
  const { tier, deprecated, replacedBy, servicePrincipal } = info;
  const heir = replacedBy === undefined ? '' : `: ${named(connectorInfo(replacedBy)?.name ?? replacedBy, replacedBy)} takes its place`;
  return [
    tier === 'premium' ? 'Premium connector.' : tier === 'standard' ? 'Standard connector.' : '',
    deprecated ? `Deprecated${heir}.` : '',
    servicePrincipal === undefined ? '' : `A service principal ${servicePrincipal ? 'can' : 'cannot'} connect.`,
  ];
}

function named(name: string, id: string): string {
  return id === '' || id === name ? escaped(name) : `${escaped(name)} ${code(id)}`;
}

/** Area and type, where the display name is on the scheme and not one that the maker portal made up. */
function partsInWords(reference: ConnectionReference, solution: Solution, scene: Scene): string {
  const parts = isDefaultName(reference) ? undefined : partsOf(reference, neighboursOf(solution, scene), namingIn(solution, scene));
  const said = [parts?.area && `Area: ${escaped(parts.area)}`, parts?.type && `Type: ${escaped(parts.type)}`];
  return said.filter((it) => it).join(', ');
}

/** Who names a reference, in the whole workspace, each kind with the first of its names. */
function usersInWords(logicalName: string, solution: Solution, scene: Scene): string {
  const users = neighboursOf(solution, scene).users(logicalName);
  const said = kinds.flatMap(([kind, noun]) => {
    const its = users.filter((it) => it.kind === kind);
    if (its.length === 0) return [];
    const number = new Set(its.map((it) => (kind === 'flow' ? it.uri : it.name))).size; // one file may speak for several apps and agents
    const operations = its.reduce((sum, it) => sum + it.operations, 0);
    const actions = kind === 'flow' ? ` (${count(operations, 'action')})` : '';
    return [`${count(number, noun)}${actions}: ${listed([...new Set(its.map((it) => it.name))])}`];
  });
  return said.length === 0 ? 'Not used in this workspace.' : `Used by ${said.join('; ')}`;
}

const kinds: readonly (readonly [User['kind'], string])[] = [
  ['flow', 'flow'],
  ['app', 'app'],
  ['bot', 'agent'],
  ['package', 'package manifest'],
];

function ownerOf({ solution }: ConnectionReference, { snapshot }: Scene): Solution | undefined {
  return snapshot.folders.solution(solution);
}

function connectionsInWords({ connections }: Flow): string {
  const directs = connections.filter((it) => !it.logicalName).length;
  if (connections.length === 0) return 'It has no connections.';
  const direct = directs === 0 ? '' : directs === connections.length ? ', direct' : `, ${directs} of them direct`;
  return `${count(connections.length, 'connection')}${direct}.`;
}

function childrenInWords({ childFlows }: Flow, solution: Solution, { snapshot }: Scene): string {
  const ids = [...new Set(childFlows.map((it) => guid(it.flowId.value)))];
  const names = ids.flatMap((it) => flowsNamed(it, solution, snapshot)[0]?.name ?? []);
  const missing = ids.length - names.length;
  const said = [
    names.length > 0 ? `${count(names.length, 'child flow')}: ${listed(names)}` : '',
    missing > 0 ? `${count(missing, 'flow')} that this workspace does not have` : '',
  ];
  return ids.length === 0 ? '' : `It calls ${said.filter((it) => it !== '').join(', and ')}.`;
}
