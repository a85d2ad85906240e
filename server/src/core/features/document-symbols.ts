import { connectorLabel } from '../connector-identity';
import { connectorOf } from '../connectors';
import type { CustomizationsFacts } from '../facts/customizations';
import type { DeploymentSettingsFacts } from '../facts/deployment-settings';
import type { SolutionFacts } from '../facts/solution';
import { readWorkflow } from '../facts/workflow';
import { neighboursOf, type Scene } from '../fix';
import { readingOf } from '../inside';
import type { Neighbours } from '../neighbours';
import { folderOf } from '../occurrences';
import type { Span, Uri, Word } from '../text';
import { descendants, parseXml } from '../xml';
import { flowSymbols } from './flow-symbols';
import { flowName, referenceName } from './known-names';
import { outlined, type Outlined } from './outlined';

/** What a file holds, as its outline shows it: a flow's connections, its trigger and its actions as they nest; the references of a solution. */
export function documentSymbols(uri: Uri, scene: Scene): readonly Outlined[] {
  const folder = folderOf(uri, scene.snapshot);
  const facts = folder?.entries.get(uri)?.facts;
  if (!folder || !facts) return [];
  if (folder.layout === 'none' && facts.kind !== 'deployment-settings') return []; // it only looks like a solution's
  const neighbours = neighboursOf(folder, scene);
  if (facts.kind === 'flow')
    return folder.otherWorkflows.has(uri) ? [] : flowSymbols(scene.text(uri), readingOf(folder.entries.get(uri)!, facts), neighbours);
  if (facts.kind === 'solution') return manifestIn(scene.text(uri), facts, neighbours);
  if (facts.kind === 'deployment-settings') return settingsIn(facts, neighbours);
  if (facts.kind !== 'customizations') return [];
  return [...referencesIn(facts, neighbours), ...flowsIn(facts, () => scene.text(uri))].sort((a, b) => a.span.start - b.span.start);
}

function referencesIn({ references }: CustomizationsFacts, neighbours: Neighbours): readonly Outlined[] {
  return references.map(({ logicalName, displayName, connectorId, customConnectorId, span }) => {
    const connector = connectorLabel({ connector: connectorOf(connectorId?.value ?? ''), customConnectorId }, neighbours);
    return outlined({
      name: displayName?.value || logicalName.value,
      detail: [logicalName.value, connector].filter((it) => it !== '').join(' · '),
      kind: 'reference',
      span,
      nameSpan: logicalName.span,
    });
  });
}

/** The cloud flows that the raw layout describes here. */
function flowsIn({ workflows }: CustomizationsFacts, text: () => string): readonly Outlined[] {
  const isFlow = ({ category }: { readonly category: string }): boolean => category === '5';
  if (!workflows.some(isFlow)) return [];
  return [...descendants(parseXml(text()).roots, 'Workflow')].flatMap((element) => {
    const its = readWorkflow(element);
    if (!isFlow(its)) return [];
    return [outlined({ name: its.name, detail: '', kind: 'flow', span: element.span, nameSpan: its.id.span })];
  });
}

/** The solution, and the flows among its root components. */
function manifestIn(text: string, { displayName, uniqueName, version }: SolutionFacts, neighbours: Neighbours): readonly Outlined[] {
  const { roots } = parseXml(text);
  const [element] = descendants(roots, 'SolutionManifest');
  if (!element) return [];
  const children = [...descendants(roots, 'RootComponent')].flatMap((component) => {
    const id = component.attribute('id');
    const name = component.attribute('type')?.value === '29' && id ? flowName(id.value, neighbours) : undefined; // classic workflows are of this type too
    return id && name ? [outlined({ name, detail: '', kind: 'flow', span: component.span, nameSpan: id.span })] : [];
  });
  return [
    outlined({
      name: displayName || uniqueName,
      detail: version,
      kind: 'group',
      span: element.span,
      nameSpan: element.child('UniqueName')?.text().span ?? element.span,
      children,
    }),
  ];
}

function settingsIn({ references, variables }: DeploymentSettingsFacts, neighbours: Neighbours): readonly Outlined[] {
  const entry = (kind: Outlined['kind'], { value, span: nameSpan }: Word, label: string | undefined, span: Span): Outlined =>
    outlined({ name: value, detail: label === undefined || label === value ? '' : label, kind, span, nameSpan });
  return [
    ...references.map((it) => entry('reference', it.logicalName, referenceName(it.logicalName.value, neighbours), it.span)),
    ...variables.map((it) => entry('variable', it.schemaName, neighbours.variables(it.schemaName.value)[0]?.label, it.span)),
  ].sort((a, b) => a.span.start - b.span.start);
}
