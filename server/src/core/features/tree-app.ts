import { connectorLabel } from '../connector-identity';
import type { AppConnection } from '../facts/canvas-app';
import type { Scene } from '../fix';
import { grouped } from '../grouped';
import { placeOf } from '../layout';
import { flowsNamed } from '../mentions';
import type { CanvasApp, Solution } from '../model';
import { count } from '../reports/check';
import { resolve } from '../resolution';
import type { Finding } from '../rule';
import type { Location, Uri, Word } from '../text';
import { descendants, parseXml } from '../xml';
import { connectorCard, flowCard, nameCard } from './cards';
import { distinct, groupOf, none, sorted, type Ground, type Node } from './tree-node';
import { definitionOf, flagOf, providerInWords } from './tree-provider';

/** The canvas apps of a solution; nothing when it has none that may be seen. */
export function appsNodes(solution: Solution, ground: Ground): readonly Node[] {
  const apps = sorted(solution.apps.map((it) => appNode(it, solution, ground))).filter((it) => ground.shows(it));
  return groupOf('apps', 'Canvas apps', 'app', apps);
}

/** The agents of a solution that name references; nothing when it has none that may be seen. */
export function agentsNodes(solution: Solution, ground: Ground): readonly Node[] {
  const named = solution.bots.flatMap(({ uri, references }) => references.map((it) => ({ uri, ...it })));
  const nodes = [...grouped(named, (it) => it.agent)].map(([agent, names]) => agentNode(agent, names, solution, ground));
  return groupOf(
    'agents',
    'Agents',
    'agent',
    sorted(nodes).filter((it) => ground.shows(it)),
  );
}

function appNode(app: CanvasApp, solution: Solution, ground: Ground): Node {
  const { uri, name, displayName, connections } = app;
  const isAlone = placeOf(uri)?.kind === 'canvas-app';
  return {
    part: `app ${uri} ${name}`,
    kind: 'app',
    label: displayName || name,
    of: [app],
    details: () => [...(displayName && displayName !== name ? [name] : []), count(connections.length, 'connection')],
    findings: () => ground.foundIn(uri, solution.root).filter((it) => isAlone || it.subject.startsWith(`${name}/`)),
    children: () => distinct(connections.map((it) => appConnectionNode(it, app, solution, ground))),
    hasChildren: () => connections.length > 0,
    place: (scene) => placeOfApp(app, scene),
  };
}

/** Where the app's name stands. Facts do not keep that. */
function placeOfApp({ uri, name }: CanvasApp, scene: Scene): Location {
  for (const element of descendants(parseXml(scene.text(uri)).roots, 'CanvasApp')) {
    const word = element.child('Name')?.text();
    if (word?.value === name) return { uri, span: word.span };
  }
  return { uri, span: { start: 0, end: 0 } };
}

/** What an app goes to: a flow that it starts, or a connector, by a reference in the rare app that names one. */
function appConnectionNode(connection: AppConnection, app: CanvasApp, solution: Solution, ground: Ground): Node {
  const { key, connector, logicalName, flowId, flowKeys } = connection;
  const { uri } = app;
  const shared = {
    part: `connection ${key.value}`,
    findings: () => {
      const words = [key, logicalName, flowId, ...flowKeys.map((it) => it.key)];
      return ground.foundAt(uri, solution.root, () => words.flatMap((it) => it?.span ?? []));
    },
    children: none,
    of: [connection],
    place: () => ({ uri, span: (logicalName ?? flowId ?? key).span }),
  };
  if (flowId) {
    const [flow] = flowsNamed(flowId.value, solution, ground.snapshot);
    return {
      ...shared,
      kind: 'flow',
      label: flow?.name ?? flowId.value,
      details: () => [flow ? 'started by the app' : 'not in this workspace'],
      ...(flow ? { flags: { flow: flow.uri }, tip: (scene) => flowCard(flow, scene) } : {}),
    };
  }
  const label = connector === '' ? 'Unknown connector' : connectorLabel(connection, ground.neighbours(solution));
  if (logicalName) {
    const { label: its, ...named } = namedBy(logicalName.value, solution, ground);
    return { ...shared, ...named, kind: 'connection', label, details: () => [...new Set([its, logicalName.value])] };
  }
  const tip = (scene: Scene): string => (connector === '' ? '' : connectorCard(connection, solution, scene));
  return { ...shared, kind: 'connection', label, details: none, tip };
}

function agentNode(agent: string, names: readonly (Word & { readonly uri: Uri })[], solution: Solution, ground: Ground): Node {
  const byName = [...grouped(names, (it) => it.value.toLowerCase()).values()];
  return {
    part: `agent ${agent}`,
    kind: 'agent',
    label: agent,
    of: names,
    details: () => [count(byName.length, 'reference')],
    findings: () => foundAtNames(names, solution, ground),
    children: () => sorted(byName.map((it) => agentNameNode(it, solution, ground))),
    hasChildren: () => true,
    place: () => ({ uri: names[0]!.uri, span: names[0]!.span }),
  };
}

function agentNameNode(places: readonly (Word & { readonly uri: Uri })[], solution: Solution, ground: Ground): Node {
  const [{ uri, span, value }] = places as readonly [(typeof places)[number]];
  const named = namedBy(value, solution, ground);
  return {
    part: `connection ${value.toLowerCase()}`,
    kind: 'connection',
    of: places,
    ...named,
    details: () => [...(named.label === value ? [] : [value]), ...providerInWords(resolve(value, solution, ground.neighbours(solution)))],
    findings: () => foundAtNames(places, solution, ground),
    children: none,
    place: () => ({ uri, span }),
  };
}

function foundAtNames(names: readonly (Word & { readonly uri: Uri })[], { root }: Solution, ground: Ground): readonly Finding[] {
  return names.flatMap(({ uri, span }) => ground.foundAt(uri, root, () => [span]));
}

/** The reference that a name means, as far as the workspace knows it. */
function namedBy(logicalName: string, solution: Solution, ground: Ground): Pick<Node, 'label' | 'tip' | 'flags'> {
  const definition = definitionOf(resolve(logicalName, solution, ground.neighbours(solution)));
  return {
    label: definition?.label ?? logicalName,
    tip: (scene) => nameCard(logicalName, solution, scene),
    ...(definition ? { flags: { reference: flagOf(definition, solution) } } : {}),
  };
}
