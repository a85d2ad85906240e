import { connectorKey } from '../connectors';
import { isManagedOnly } from '../fix';
import { entryOf, operationsOfKey } from '../flow-entries';
import { grouped } from '../grouped';
import { once } from '../memo';
import type { Flow, Solution } from '../model';
import { directConnections, type DirectConnection } from '../refactorings/direct';
import { idOf } from '../refactorings/named';
import { count } from '../reports/check';
import { connectorCard, flowCard } from './cards';
import type { TreeRow } from './tree';
import { distinct, findingsOf, groupOf, sorted, type Ground, type Node } from './tree-node';
import { aboutFlow, connectionStep, foundAt, labelOf, operationNodes, placeIn } from './tree-operation';

/** The direct connections of a solution, by flow; nothing when it has none that may be seen. */
export function directsNodes(solution: Solution, ground: Ground): readonly Node[] {
  const byFlow = [...grouped(directConnections(solution), (it) => it.flow)];
  const flows = sorted(byFlow.map(([flow, directs]) => directFlowNode(flow, directs, ground))).filter((it) => ground.shows(it));
  return groupOf('directs', 'Direct connections', 'flow', flows);
}

function directFlowNode(flow: Flow, directs: readonly DirectConnection[], ground: Ground): Node {
  const children = once(() => distinct(directs.map((it) => directNode(it, ground))));
  return {
    part: `flow ${flow.uri}`,
    kind: 'flow',
    label: flow.name,
    of: [flow],
    details: () => [count(directs.length, 'direct connection'), ...aboutFlow(flow)],
    findings: () => (ground.foundIn(flow.uri, flow.solution).length === 0 ? [] : findingsOf(children())),
    children,
    hasChildren: () => true,
    place: () => placeIn(flow, flow.triggerName?.span),
    tip: (scene) => flowCard(flow, scene),
    flags: { flow: flow.uri },
  };
}

/** One that stands by itself: in the group of direct connections, or in a flow beside its entries. */
export function directNode(direct: DirectConnection, ground: Ground): Node {
  const { flow, at, key, operation, connector, form } = direct;
  const solution = ground.folder(flow.solution);
  const entry = form === 'entry' && key !== undefined ? entryOf(key, flow) : undefined;
  const operations = once(() => (key === undefined ? [] : operationsOfKey(key, flow)));
  const where = form === 'operation' ? `in '${operation}'` : form === 'default' ? `in the default of '${key}'` : at.value;
  return {
    part: `direct ${idOf(direct)}`,
    kind: 'connection',
    label: labelOf(connector, solution, ground),
    of: [connectionStep(at, flow)],
    details: () => [where, ...(form === 'operation' ? [] : [count(operations().length, 'action')])],
    findings: () => foundAt(() => [entry ?? { key: at, span: at.span }], operations, flow, ground),
    children: once(() => operationNodes(operations(), flow, ground)),
    hasChildren: () => operations().length > 0,
    place: () => placeIn(flow, at.span),
    tip: (scene) => (connector ? connectorCard(connector, solution, scene) : ''),
    flags: { flow: flow.uri, ...directFlag(direct, ground) },
  };
}

/** Only for one that a reference can take the place of. */
export function directFlag(direct: DirectConnection, ground: Ground): Pick<TreeRow, 'direct'> {
  const { connector, bound, flow } = direct;
  if (!connector || bound !== undefined || isManagedOnly(ground.folder(flow.solution))) return {};
  return { direct: { uri: flow.uri, id: idOf(direct), connector: connectorKey(connector.connector) } };
}
