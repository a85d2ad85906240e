import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { uriIn, type Case } from './case';
import { CORPUS } from './corpus';
import type { Draft } from './draft';
import { marked } from './draft';
import { memberAt } from './places';
import { addAction, addMember, APIS, entry, host } from './sites';

export interface Connector {
  readonly id: string;
  readonly name: string;
  readonly shortName?: string;
  readonly deprecated?: boolean;
  readonly servicePrincipal?: boolean;
}

/** What is known of the connectors of the platform. */
export const connectors = (): readonly Connector[] =>
  JSON.parse(readFileSync(join(CORPUS, '../data/connectors.json'), 'utf8')) as Connector[];

/** A connector that no file of the solution speaks of. */
export function unusedConnector({ files }: Case, isOne: (it: Connector) => boolean): Connector {
  const all = [...files.values()].join('\n').toLowerCase();
  return connectors().find((it) => isOne(it) && !all.includes(it.id))!;
}

/** With one name, and nothing to be said of it. */
export const plain = ({ name }: Connector): boolean => name === 'SQL Server' || name === 'RSS';
/** With two names that are both right. */
export const twoNames = (it: Connector): boolean => !it.deprecated && (it.shortName !== undefined || it.name.startsWith('Microsoft '));

/** A reference to be added; what is not given is as it should be. */
export interface Reference {
  readonly logicalName?: string;
  readonly displayName?: string;
  readonly connector: string;
  readonly connectorId?: string;
  readonly description?: string;
  readonly custom?: string;
  readonly isCustomizable?: string;
  readonly stateCode?: string;
  readonly key?: string;
  readonly apiId?: string;
  readonly where?: 'first' | 'last';
  readonly used?: boolean;
  readonly flow?: number;
}

export const nameFor = ({ name, shortName }: Connector, type = 'Service Account'): string =>
  `Planted – ${escaped(shortName ?? name)} – ${type}`;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
export const plantedName = ({ facts }: Case): string => `${facts.prefix}_planted`;

/** A definition on the scheme, with a description, an entry in a flow and an action that goes through it: nothing to complain of. */
export function addReference(it: Case, draft: Draft, reference: Reference): void {
  const { logicalName = plantedName(it), displayName = '', connector, connectorId = APIS + connector, used = true } = reference;
  const { description = '<description>Planted</description>', custom, isCustomizable = '1', stateCode = '0' } = reference;
  const name = logicalName.replace(/[\uE000\uE001]/g, '');
  const element =
    `<connectionreference connectionreferencelogicalname="${logicalName}"><connectionreferencedisplayname>${displayName}</connectionreferencedisplayname>` +
    `<connectorid>${connectorId}</connectorid>${custom ? `<customconnectorid><connectorid>${custom}</connectorid></customconnectorid>` : ''}` +
    `${description}<iscustomizable>${isCustomizable}</iscustomizable><statecode>${stateCode}</statecode><statuscode>1</statuscode></connectionreference>`;
  const uri = uriIn(it, it.facts.customizations);
  const text = draft.text(uri);
  const end = text.lastIndexOf('</connectionreferences>');
  if (end >= 0) draft.insert(uri, end, element);
  else draft.insert(uri, text.lastIndexOf('</ImportExportXml>'), `<connectionreferences>${element}</connectionreferences>`);
  if (!used) return;
  const { key = 'planted', apiId = connector, where, flow = 0 } = reference;
  const flowUri = uriIn(it, it.facts.flows[flow]!.path);
  const references = memberAt(draft.text(flowUri), 'properties', 'connectionReferences')!;
  const plainKey = key.replace(/[\uE000\uE001]/g, '');
  addMember(draft, flowUri, references, `"${key}":${entry(name, connector)}`, where);
  addAction(draft, flowUri, `Do_${plainKey}`, host(plainKey, apiId));
}

const CUSTOM_GUID = '0d1c7a52-64b8-4f0e-9a3c-5e2f8b7d6c41';
export const customConnector = ({ facts }: Case): string => `shared_${facts.prefix.replaceAll('_', '-5f')}-5fleave-5f691c36f6fa56d15c`;
export const connectorFile = ({ facts }: Case): string =>
  `<Connector><connectorid>{${CUSTOM_GUID}}</connectorid><connectortype>1</connectortype><displayname>Leave Service</displayname><name>${facts.prefix}_5Fleave</name></Connector>`;

/** A reference of a custom connector that no solution has. */
export function customReference(it: Case): Reference {
  return { connector: customConnector(it), custom: `{${CUSTOM_GUID}}`, logicalName: marked(plantedName(it)), apiId: '' };
}

export function otherNameOf({ name, shortName }: Connector): string {
  return shortName === undefined ? name.replace(/^Microsoft /, '') : name;
}
