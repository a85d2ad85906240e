import { needsNoSettings } from '../deployments';
import { memo, once } from '../memo';
import type { Flow } from '../model';
import {
  readinessOf,
  type EnvironmentReadiness,
  type FlowReadiness,
  type Readiness,
  type Reason,
  type SolutionReadiness,
} from '../readiness';
import { count, visible } from '../reports/check';
import { countsOf } from '../reports/readiness';
import { environmentLabel } from '../reports/readiness-sections';
import { settingsLabel } from '../settings';
import type { Location, Uri } from '../text';
import type { Snapshot } from '../workspace';
import { code, escaped, paragraphs, seen, strong } from './markdown';
import { countsInWords, kindsInWords, stateInWords, stateOf, type State } from './readiness-words';
import { byLabel, distinct, nodeAt, none } from './tree-node';
import { foldersOf, type Where } from './tree-solution';

/** Which row is meant: a part for each level, from the environment down. It stays the same as long as the thing is the same. */
export type ReadinessPath = readonly string[];

export interface ReadinessRow {
  readonly path: ReadinessPath;
  /** `open` holds what is still to be done in a solution, `on` the flows that will be on. */
  readonly kind: 'environment' | 'solution' | 'open' | 'flow' | 'on' | 'reason';
  readonly label: string;
  /** Beside the label: how many flows need something, or what a flow needs. */
  readonly description: string;
  /** All of it in words, for those who hear it. */
  readonly spoken: string;
  /** Of a flow, or the worst of those below. */
  readonly state?: State;
  /** Of what kind a reason is. */
  readonly reason?: Reason['kind'];
  readonly hasChildren: boolean;
  /** Whether its children are shown at first. */
  readonly isOpen: boolean;
  /** The deployment settings files that are for what it stands for, or for what it is below. */
  readonly settings: readonly Uri[];
  /** The solutions it stands for, or the one it is below. */
  readonly solutions: readonly Uri[];
}

/** What a row is made from; what is below it is found out when somebody asks. */
interface Node extends Omit<ReadinessRow, 'path' | 'description' | 'spoken' | 'hasChildren'> {
  /** The last part of its path, unlike that of any row beside it. */
  readonly part: string;
  /** Beside the label. */
  readonly details: readonly string[];
  /** What it is, as one hears it before its label. */
  readonly noun: string;
  /** What it is about, for a report of just this. */
  readonly of: Readiness;
  children(): readonly Node[];
  place(): Location | undefined;
  /** Markdown. */
  tip(): string;
}

/** The rows below a row; the environments, when none is named. Nothing below a row that is not there any more. */
export function readinessRows(parent: ReadinessPath, snapshot: Snapshot): readonly ReadinessRow[] {
  const below = parent.length === 0 ? environmentsIn(snapshot) : (nodeAt(parent, environmentsIn(snapshot))?.children() ?? []);
  return below.map((it) => rowOf(it, parent));
}

/** Where what a row says is decided. */
export function readinessPlace(path: ReadinessPath, snapshot: Snapshot): Location | undefined {
  return nodeAt(path, environmentsIn(snapshot))?.place();
}

/** What a person wants to know of a row, in Markdown. */
export function readinessTip(path: ReadinessPath, snapshot: Snapshot): string {
  return nodeAt(path, environmentsIn(snapshot))?.tip() ?? '';
}

/** The readiness of what a row stands for; all of it, when none is named. */
export function readinessBelow(path: ReadinessPath, snapshot: Snapshot): Readiness {
  return path.length === 0 ? readinessOf(snapshot) : (nodeAt(path, environmentsIn(snapshot))?.of ?? { environments: [] });
}

/** More than so many environments are shown closed. */
const MOST_OPEN = 3;

/** An editor asks row by row, and a snapshot never changes: what was made for one row serves the next. */
const environmentsIn = memo((snapshot: Snapshot): readonly Node[] => {
  const { environments } = readinessOf(snapshot);
  const where = foldersOf(snapshot.folders.frames);
  return distinct(environments.map((it) => environmentNode(it, environments.length <= MOST_OPEN, where)));
});

function environmentNode(environment: EnvironmentReadiness, isOpen: boolean, where: Where): Node {
  const { name, solutions } = environment;
  const settings = [...new Set(solutions.flatMap((it) => it.settings.map(({ uri }) => uri)))];
  const hasNone = settings.length === 0;
  const its = solutions.map(countsIn);
  const number = (state: State): number => its.reduce((sum, it) => sum + it[state], 0);
  const all = { on: number('on'), off: number('off'), needs: number('needs') };
  const counts = countsInWords(all);
  return {
    part: name ?? '',
    kind: 'environment',
    noun: name === undefined ? '' : 'environment',
    label: environmentLabel(environment),
    details: [counts, ...(hasNone ? ['no deployment settings'] : [])],
    state: stateOf(
      all,
      solutions.some((it) => it.open.length > 0),
    ),
    isOpen,
    settings,
    solutions: solutions.map((it) => it.solution.root),
    of: { environments: [environment] },
    children: once(() => byLabel(distinct(solutions.map((it) => solutionNode(it, environment, solutions.length === 1, where))))),
    place: () => (settings.length === 1 ? startOf(settings[0]!) : undefined),
    tip: () => paragraphs(name === undefined ? '' : strong(name), `${counts}.`, settingsList(settings)),
  };
}

/** Most solutions are as they were before an edit. */
const countsIn = memo(({ flows }: SolutionReadiness) => countsOf(flows));

function solutionNode(of: SolutionReadiness, { name }: EnvironmentReadiness, isOpen: boolean, where: Where): Node {
  const { solution, flows, open } = of;
  const counts = countsInWords(countsIn(of));
  const settings = of.settings.map((it) => it.uri);
  const common = { settings, solutions: [solution.root], of: { environments: [{ name, solutions: [of] }] } };
  return {
    ...common,
    part: solution.root,
    kind: 'solution',
    noun: 'solution',
    label: solution.name,
    details: [counts, ...where(solution), ...(settings.length === 0 && !needsNoSettings(solution) ? ['no deployment settings'] : [])],
    state: stateOf(countsIn(of), open.length > 0),
    isOpen,
    children: once(() => [
      ...openNodes(open, common),
      ...(['needs', 'off'] as const).flatMap((state) => flowNodes(flows, state, common)),
      ...onNodes(flows, common),
    ]),
    place: () => (settings[0] === undefined ? manifestOf(solution) : startOf(settings[0])),
    tip: () => paragraphs(strong(solution.name), `${counts}.`, settingsList(settings), reasonList(open)),
  };
}

type Common = Pick<Node, 'settings' | 'solutions' | 'of'>;

/** What is to be bound, given a value or installed first. */
function openNodes(reasons: readonly Reason[], common: Common): readonly Node[] {
  if (reasons.length === 0) return [];
  return [
    {
      ...common,
      part: 'open',
      kind: 'open',
      noun: '',
      label: 'Still to do',
      details: kindsInWords(reasons),
      isOpen: false,
      children: once(() => reasonNodes(reasons, 'needs', common)),
      place: () => reasons[0]!.at,
      tip: () => reasonList(reasons),
    },
  ];
}

/** The flows that will be on, which need nobody's attention. */
function onNodes(flows: readonly FlowReadiness[], common: Common): readonly Node[] {
  const on = flowNodes(flows, 'on', common);
  if (on.length === 0) return [];
  return [
    {
      ...common,
      part: 'on',
      kind: 'on',
      noun: '',
      label: 'Will be on',
      details: [count(on.length, 'flow')],
      state: 'on',
      isOpen: false,
      children: () => on,
      place: () => undefined,
      tip: () => '',
    },
  ];
}

function flowNodes(flows: readonly FlowReadiness[], state: State, common: Common): readonly Node[] {
  return byLabel(distinct(flows.filter((it) => it.state === state).map((it) => flowNode(it, common))));
}

function flowNode({ flow, state, reasons }: FlowReadiness, common: Common): Node {
  const blocking = reasons.filter((it) => it.isBlocking);
  const shown = blocking.length > 0 ? blocking : reasons;
  return {
    ...common,
    part: flow.uri,
    kind: 'flow',
    noun: `flow, ${stateInWords[state]},`,
    label: flow.name,
    details: kindsInWords(shown),
    state,
    isOpen: false,
    children: once(() => reasonNodes(reasons, state, common)),
    place: () => shown[0]?.at ?? wholeOf(flow),
    tip: () => paragraphs(`${strong(flow.name)} ${stateInWords[state]}`, reasonList(reasons)),
  };
}

/** What keeps a flow from being on has the flow's state. */
function reasonNodes(reasons: readonly Reason[], state: State, common: Common): readonly Node[] {
  return distinct(reasons.map((it) => reasonNode(it, it.isBlocking ? state : 'on', common)));
}

function reasonNode({ kind, subject, message, at }: Reason, state: State, common: Common): Node {
  return {
    ...common,
    part: `${kind} ${subject}`,
    kind: 'reason',
    noun: '',
    label: message,
    details: [],
    state,
    reason: kind,
    isOpen: false,
    children: none,
    place: () => at,
    tip: () => escaped(message),
  };
}

function rowOf(node: Node, above: ReadinessPath): ReadinessRow {
  const { part, kind, noun, state, reason, isOpen, settings, solutions } = node;
  const label = visible(seen(node.label));
  const details = node.details.map(visible);
  return {
    path: [...above, part],
    kind,
    label,
    description: details.join(' · '),
    spoken: [`${noun} ${label}`.trim(), ...details].join(', '),
    ...(state ? { state } : {}),
    ...(reason ? { reason } : {}),
    hasChildren: kind === 'environment' || node.children().length > 0, // each has a solution, and perhaps thousands
    isOpen,
    settings,
    solutions,
  };
}

function startOf(uri: Uri): Location {
  return { uri, span: { start: 0, end: 0 } };
}

const wholeOf = ({ uri, start: span }: Flow): Location => ({ uri, span });

function manifestOf({ manifest, entries }: SolutionReadiness['solution']): Location | undefined {
  const [first] = entries.keys();
  const uri = manifest?.uri ?? first;
  return uri === undefined ? undefined : startOf(uri);
}

function settingsList(settings: readonly Uri[]): string {
  return settings.length === 0 ? 'No deployment settings file is for it.' : settings.map((it) => `- ${code(settingsLabel(it))}`).join('\n');
}

const MOST_REASONS = 8;

function reasonList(reasons: readonly Reason[]): string {
  const lines = reasons.slice(0, MOST_REASONS).map(({ message }) => `- ${escaped(message)}`);
  const more = reasons.length - lines.length;
  return [...lines, ...(more > 0 ? [`- and ${more.toLocaleString('en')} more`] : [])].join('\n');
}
