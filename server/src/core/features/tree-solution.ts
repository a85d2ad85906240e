import { connectorLabel, groupedByConnector } from '../connector-identity';
import { connectorKey } from '../connectors';
import { basename } from '../files';
import { isManagedOnly, type Scene } from '../fix';
import type { Frames } from '../folders';
import { memo, once } from '../memo';
import type { ConnectionReference, Frame, Solution } from '../model';
import { count } from '../reports/check';
import type { Location } from '../text';
import { descendants, parseXml } from '../xml';
import { connectorCard } from './cards';
import { code, strong } from './markdown';
import { agentsNodes, appsNodes } from './tree-app';
import { directsNodes } from './tree-direct';
import { flowNode } from './tree-flow';
import { solutionMarkdown } from './tree-markdown';
import { findingsOf, groupOf, sorted, type Ground, type Node } from './tree-node';
import { externalsNodes, referenceNode } from './tree-reference';
import { usersInWords } from './tree-words';

/** More than so many solutions are shown closed. */
const MOST_OPEN = 3;

/** The solutions of the workspace that may be seen. */
export function solutionNodes(ground: Ground): readonly Node[] {
  const { solutions } = ground.snapshot;
  const isOpen = solutions.length <= MOST_OPEN || isFiltered(ground);
  const where = foldersOf(ground.snapshot.folders.frames);
  const nodes = solutions.map((it) => solutionNode(it, isOpen, where, ground));
  return sorted(nodes.filter((it) => ground.shows(it) || it.children().length > 0));
}

function isFiltered({ view }: Ground): boolean {
  return view.filter !== 'all';
}

function solutionNode(solution: Solution, isOpen: boolean, where: Where, ground: Ground): Node {
  const { root, name, manifest, layout, entries } = solution;
  const children = once(() => (ground.view.groupBy === 'flow' ? byFlow(solution, ground) : byConnector(solution, ground)));
  return {
    part: root,
    kind: 'solution',
    label: name,
    of: [solution],
    isOpen,
    details: () => [
      ...(manifest?.version ? [manifest.version] : []),
      ...(isManagedOnly(solution) ? ['managed'] : []),
      ...(layout === 'package' ? ['legacy package'] : []),
      ...where(solution),
    ],
    findings: () => ground.findings(solution),
    children,
    // what has a problem mostly has a row: finding that out for all solutions would make every row of the tree
    hasChildren: () => (ground.view.filter === 'problems' && ground.findings(solution).length > 0) || children().length > 0,
    place: (scene) => placeOfSolution(solution, scene),
    tip: () =>
      [
        `${strong(name)} ${manifest ? code(manifest.uniqueName) : ''}`.trim(),
        [
          count(solution.references.length, 'connection reference'),
          count(solution.flows.length, 'flow'),
          count(solution.apps.length, 'canvas app'),
          count(entries.size, 'file'),
        ].join(', '),
      ].join('\n\n'),
    markdown: () => solutionMarkdown(solution, ground),
  };
}

/** Two solutions of one name, managed and not for instance, are told apart by their folders, as far as these differ. */
export const foldersOf = memo(({ solutions }: Frames): Where => {
  const named = new Map<string, number>();
  for (const { name } of solutions) named.set(name, (named.get(name) ?? 0) + 1);
  const parts = (root: string): readonly string[] => root.split('/');
  const first = parts(solutions[0]?.root ?? '');
  const shared = first.findIndex((part, index) => solutions.some((it) => parts(it.root)[index] !== part));
  return ({ name, root }) => (named.get(name) === 1 || shared < 0 ? [] : [`in ${parts(root).slice(shared).map(basename).join('/')}`]);
});

/** What is said beside a solution of where it lies. */
export type Where = (solution: Frame) => readonly string[];

/** Its unique name in the manifest; facts keep no place of that. */
function placeOfSolution({ manifest, entries }: Solution, scene: Scene): Location | undefined {
  if (manifest) {
    const [element] = descendants(parseXml(scene.text(manifest.uri)).roots, 'UniqueName');
    return { uri: manifest.uri, span: element?.text().span ?? { start: 0, end: 0 } };
  }
  for (const uri of entries.keys()) return { uri, span: { start: 0, end: 0 } };
  return undefined;
}

function byConnector(solution: Solution, ground: Ground): readonly Node[] {
  const connectors = groupsOf([...solution.references, ...solution.repeated]).map((it) => connectorNode(it, solution, ground));
  const isNamed = ({ of }: Node): boolean => (of as readonly ConnectionReference[]).some((it) => it.connector !== '');
  const shown = sorted(connectors).filter((it) => it.children().length > 0);
  return [
    ...shown.filter(isNamed),
    ...shown.filter((it) => !isNamed(it)),
    ...directsNodes(solution, ground),
    ...externalsNodes(solution, ground),
    ...appsNodes(solution, ground),
    ...agentsNodes(solution, ground),
  ];
}

function byFlow(solution: Solution, ground: Ground): readonly Node[] {
  const flows = sorted(solution.flows.map((it) => flowNode(it, solution, ground)));
  const isProblems = ground.view.filter === 'problems'; // what is wrong below a flow is wrong in it
  return [
    ...flows.filter((it) => ground.shows(it) || (!isProblems && it.children().length > 0)),
    ...unusedNodes(solution, ground),
    ...appsNodes(solution, ground),
    ...agentsNodes(solution, ground),
  ];
}

/** References of one connector, in the order in which each connector comes first; those that name none are together. */
function groupsOf(references: readonly ConnectionReference[]): readonly (readonly ConnectionReference[])[] {
  return groupedByConnector(references, (it) => (it.connector === '' ? { connector: '' } : it));
}

function connectorNode(references: readonly ConnectionReference[], solution: Solution, ground: Ground): Node {
  const [first] = references as readonly [ConnectionReference];
  const neighbours = ground.neighbours(solution);
  const children = once(() => sorted(references.map((it) => referenceNode(it, solution, ground))).filter((it) => ground.shows(it)));
  const isNamed = first.connector !== '';
  return {
    part: `connector ${first.customConnectorId ?? connectorKey(first.connector)}`,
    kind: 'connector',
    label: isNamed ? connectorLabel(first, neighbours) : 'No connector',
    of: references,
    isOpen: isFiltered(ground),
    details: () => {
      const names = new Set(children().map((it) => it.definition!.logicalName.value.toLowerCase()));
      const users = [...names].flatMap((it) => neighbours.users(it));
      return [count(children().length, 'reference'), usersInWords(users)];
    },
    findings: once(() => findingsOf(children())),
    children,
    place: (scene) => children()[0]?.place(scene),
    tip: (scene) => (isNamed ? connectorCard(first, solution, scene) : ''),
  };
}

/** The references that no flow names; nothing when there are none that may be seen. */
function unusedNodes(solution: Solution, ground: Ground): readonly Node[] {
  const isUsed = ({ logicalName }: ConnectionReference): boolean =>
    ground
      .neighbours(solution)
      .users(logicalName.value)
      .some((it) => it.kind === 'flow');
  const unused = [...solution.references, ...solution.repeated].filter((it) => !isUsed(it));
  const nodes = sorted(unused.map((it) => referenceNode(it, solution, ground))).filter((it) => ground.shows(it));
  return groupOf('unused', 'Not used by a flow', 'reference', nodes, isFiltered(ground));
}
