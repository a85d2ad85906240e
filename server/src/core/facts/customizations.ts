import type { Fault } from '../faults';
import type { Span, Word } from '../text';
import { descendants, parseXml, type XmlElement } from '../xml';
import { readCanvasApp, type CanvasAppFact } from './canvas-app';
import { readConnector, type ConnectorFact } from './connector';
import { guid, readWorkflow, type WorkflowFact } from './workflow';

/** What `Customizations.xml` says. In the raw layout it also holds what the packager puts into files of their own. */
export interface CustomizationsFacts {
  readonly kind: 'customizations';
  readonly faults: readonly Fault[];
  readonly references: readonly ReferenceFact[];
  readonly workflows: readonly WorkflowFact[];
  readonly apps: readonly CanvasAppFact[];
  readonly connectors: readonly ConnectorFact[];
}

/** A `<connectionreference>` element. */
export interface ReferenceFact {
  readonly logicalName: Word;
  readonly displayName: Word | undefined;
  /** `/providers/Microsoft.PowerApps/apis/shared_…` */
  readonly connectorId: Word | undefined;
  /** The id of the custom connector in the solution, lower case; undefined for others. */
  readonly customConnectorId: string | undefined;
  readonly description: string | undefined;
  readonly isCustomizable: string | undefined;
  readonly stateCode: string | undefined;
  readonly promptingBehavior: string | undefined;
  /** The whole element. */
  readonly span: Span;
}

export function readCustomizations(text: string): CustomizationsFacts {
  const { roots, faults } = parseXml(text);
  const each = <Fact>(name: string, read: (element: XmlElement) => Fact): Fact[] => [...descendants(roots, name)].map(read);
  return {
    kind: 'customizations',
    faults,
    references: [...referencesIn(roots)],
    workflows: each('Workflow', readWorkflow),
    apps: each('CanvasApp', readCanvasApp),
    connectors: each('Connector', readConnector),
  };
}

function* referencesIn(roots: readonly XmlElement[]): Iterable<ReferenceFact> {
  for (const element of descendants(roots, 'connectionreference')) {
    const logicalName = element.attribute('connectionreferencelogicalname');
    if (!logicalName?.value) continue; // nothing can name it
    const customConnector = element.child('customconnectorid');
    const customId = customConnector?.child('connectorid')?.text().value ?? customConnector?.text().value;
    yield {
      logicalName,
      displayName: element.child('connectionreferencedisplayname')?.text(),
      connectorId: element.child('connectorid')?.text(),
      customConnectorId: customId ? guid(customId) : undefined,
      description: element.child('description')?.text().value,
      isCustomizable: element.child('iscustomizable')?.text().value,
      stateCode: element.child('statecode')?.text().value,
      promptingBehavior: element.child('promptingbehavior')?.text().value,
      span: element.span,
    };
  }
}
