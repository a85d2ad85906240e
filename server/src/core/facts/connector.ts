import type { Fault } from '../faults';
import { descendants, parseXml, type XmlElement } from '../xml';
import { guid } from './workflow';

/** A custom connector that a solution brings along. */
export interface ConnectorFact {
  /** A GUID, lower case. */
  readonly id: string;
  /** `cat_5Fmy-20connector`: what a flow calls `api.logicalName`. */
  readonly name: string;
  readonly displayName: string;
}

/** A `Connectors/*.xml`. */
export interface ConnectorFacts {
  readonly kind: 'connector';
  readonly faults: readonly Fault[];
  readonly connector: ConnectorFact | undefined;
}

export function readConnectorFile(text: string): ConnectorFacts {
  const { roots, faults } = parseXml(text);
  const [element] = descendants(roots, 'Connector');
  return { kind: 'connector', faults, connector: element && readConnector(element) };
}

export function readConnector(element: XmlElement): ConnectorFact {
  const text = (name: string): string => element.child(name)?.text().value ?? '';
  return { id: guid(text('connectorid')), name: text('name'), displayName: text('displayname') };
}
