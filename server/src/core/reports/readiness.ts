import { escaped } from '../features/markdown';
import { basename } from '../files';
import { stateOf, type Flow } from '../model';
import type { EnvironmentReadiness, FlowReadiness, Readiness, Reason, SolutionReadiness } from '../readiness';
import { settingsLabel } from '../settings';
import { count, plain, printable, problemLines, type Paint, type Problem } from './check';
import type { Locator } from './located';

/** The whole of `readiness --format json`, an interface (docs/json.md, schemas/readiness.schema.json). */
export interface ReadinessReport {
  readonly version: 1;
  readonly environments: readonly ReportedEnvironment[];
  /** Over all environments: a flow counts in each. */
  readonly summary: FlowCounts;
  readonly problems: readonly Problem[];
}

export interface FlowCounts {
  readonly on: number;
  readonly off: number;
  readonly needs: number;
}

export interface ReportedEnvironment {
  /** Null where nothing tells. */
  readonly name: string | null;
  readonly solutions: readonly ReportedSolution[];
}

export interface ReportedSolution {
  readonly root: string;
  readonly name: string;
  readonly uniqueName: string | null;
  readonly settings: readonly string[];
  readonly summary: FlowCounts;
  readonly flows: readonly ReportedFlow[];
  readonly open: readonly ReportedReason[];
}

export interface ReportedFlow {
  readonly path: string;
  readonly id: string | null;
  readonly name: string;
  /** What it was when it was exported. */
  readonly exported: 'on' | 'off' | 'suspended' | null;
  readonly state: FlowReadiness['state'];
  readonly reasons: readonly ReportedReason[];
}

export interface ReportedReason {
  readonly kind: Reason['kind'];
  readonly blocking: boolean;
  readonly subject: string;
  readonly message: string;
  /** The solution that has to be installed first, where that is the reason. */
  readonly solution: string | null;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export function readinessReport({ environments }: Readiness, problems: readonly Problem[], locator: Locator): ReadinessReport {
  return {
    version: 1,
    environments: environments.map(({ name, solutions }) => ({
      name: name ?? null,
      solutions: solutions.map((it) => reportSolution(it, locator)),
    })),
    summary: countsOf(flowsIn(environments)),
    problems,
  };
}

function reportSolution({ solution, settings, flows, open }: SolutionReadiness, locator: Locator): ReportedSolution {
  return {
    root: locator.pathOf(solution.root),
    name: solution.name,
    uniqueName: solution.manifest?.uniqueName || null,
    settings: settings.map((it) => locator.pathOf(it.uri)),
    summary: countsOf(flows),
    flows: flows.map(({ flow, state, reasons }) => ({
      path: locator.pathOf(flow.uri),
      id: flow.id ?? null,
      name: flow.name,
      exported: stateOf(flow) ?? null,
      state,
      reasons: reasons.map((it) => reportReason(it, locator)),
    })),
    open: open.map((it) => reportReason(it, locator)),
  };
}

function reportReason({ kind, isBlocking, subject, message, solution, at }: Reason, locator: Locator): ReportedReason {
  const { path, line, column } = locator.locate(at);
  return { kind, blocking: isBlocking, subject, message, solution: solution ?? null, path, line, column };
}

export function countsOf(flows: readonly FlowReadiness[]): FlowCounts {
  const number = (state: FlowReadiness['state']): number => flows.filter((it) => it.state === state).length;
  return { on: number('on'), off: number('off'), needs: number('needs') };
}

function flowsIn(environments: readonly EnvironmentReadiness[]): readonly FlowReadiness[] {
  return environments.flatMap((it) => it.solutions.flatMap(({ flows }) => flows));
}

/** One thing that is so, and the flows it holds for. */
export interface Group {
  readonly message: string;
  readonly reason: Reason;
  readonly flows: readonly Flow[];
}

/** What a person has to know of a solution in an environment, each thing once with all its flows. */
export interface Sections {
  /** What other solutions bring. */
  readonly first: readonly Group[];
  /** What is to be done before every flow can be on; what no flow waits for comes last. */
  readonly todo: readonly Group[];
  /** Flows that stay off on purpose. */
  readonly off: readonly Group[];
  readonly notes: readonly Group[];
}

export function sectionsOf({ flows, open }: SolutionReadiness): Sections {
  const sections = {
    first: new Map<string, Group>(),
    todo: new Map<string, Group>(),
    off: new Map<string, Group>(),
    notes: new Map<string, Group>(),
  };
  const put = (section: keyof Sections, reason: Reason, flow?: Flow): void => {
    const { message } = reason;
    const known = sections[section].get(message)?.flows ?? [];
    sections[section].set(message, { message, reason, flows: flow ? [...known, flow] : known });
  };
  for (const { flow, state, reasons } of flows)
    for (const reason of reasons)
      put(state === 'off' ? 'off' : reason.solution !== undefined ? 'first' : reason.isBlocking ? 'todo' : 'notes', reason, flow);
  for (const reason of open) put(reason.solution === undefined ? 'todo' : 'first', reason);
  const all = (section: keyof Sections): readonly Group[] => [...sections[section].values()];
  return {
    first: all('first'),
    todo: [...all('todo')].sort((a, b) => b.flows.length - a.flows.length),
    off: all('off'),
    notes: all('notes'),
  };
}

/** What a person calls an environment; `A new environment` where no file speaks of one. */
export function environmentLabel({ name, solutions }: EnvironmentReadiness): string {
  return name ?? (solutions.some((it) => it.settings.length > 0) ? 'Environment not named' : 'A new environment');
}

/** `3 of 12 flows need something, 8 will be on, 1 stays off`. */
function countsInWords({ on, off, needs }: FlowCounts): string {
  const said = [
    needs > 0 && `${needs.toLocaleString('en')} ${needs === 1 ? 'needs' : 'need'} something`,
    on > 0 && `${on.toLocaleString('en')} will be on`,
    off > 0 && `${off.toLocaleString('en')} ${off === 1 ? 'stays' : 'stay'} off`,
  ].filter(Boolean);
  const all = count(on + off + needs, 'flow');
  return said.length === 0 ? 'no flows' : `${all}: ${said.join(', ')}`;
}

const headings: Readonly<Record<keyof Sections, string>> = {
  first: 'Install first',
  todo: 'To do',
  off: 'Stays off',
  notes: 'Good to know',
};

const inOrder = Object.keys(headings) as readonly (keyof Sections)[];

/** What a person reads in a terminal: for each environment and solution what is to be done, with the flows that wait for it. */
export function readinessText({ environments }: Readiness, problems: readonly Problem[], locator: Locator, paint: Paint = plain): string {
  const lines: string[] = [];
  for (const environment of environments) {
    lines.push(paint.file(printable(environmentLabel(environment))));
    const names = namesIn(environment, locator);
    for (const its of environment.solutions) lines.push(...solutionLines(its, names(its), locator, paint));
    lines.push('');
  }
  return [...lines, ...problemLines(problems, paint), conclusion(environments, paint), ''].join('\n');
}

/** A solution's name, with its folder where a copy of the solution is there too. */
function namesIn({ solutions }: EnvironmentReadiness, locator: Pick<Locator, 'pathOf'>): (of: SolutionReadiness) => string {
  const isCopy = ({ solution }: SolutionReadiness): boolean =>
    solutions.some((it) => it.solution !== solution && it.solution.name === solution.name);
  return (of) => (isCopy(of) ? `${of.solution.name} (${locator.pathOf(of.solution.root)})` : of.solution.name);
}

function solutionLines(its: SolutionReadiness, name: string, locator: Locator, paint: Paint): readonly string[] {
  const { flows, settings } = its;
  const counts = countsOf(flows);
  const from = settings.length === 0 ? 'no deployment settings' : settings.map((it) => settingsLabel(it.uri)).join(', ');
  const head = `  ${printable(name)}  ${(counts.needs > 0 ? paint.error : paint.info)(countsInWords(counts))}  ${paint.faint(printable(from))}`;
  const sections = sectionsOf(its);
  return [
    head,
    ...inOrder.flatMap((section) => {
      const groups = sections[section];
      return groups.length === 0
        ? []
        : [`    ${paint.faint(headings[section])}`, ...groups.flatMap((it) => groupLines(it, locator, paint))];
    }),
  ];
}

const MOST_NAMES = 12;

function groupLines({ message, flows, reason }: Group, locator: Locator, paint: Paint): readonly string[] {
  const { path, line, column } = locator.locate(reason.at);
  const where =
    flows.length > 1 && flows.some((it) => it.uri === reason.at.uri) ? '' : `  ${paint.faint(`${printable(path)}:${line}:${column}`)}`; // else each has a place of its own
  return [
    `      ${printable(message)}${where}`,
    ...(flows.length === 0 ? [] : [`        ${namesOf(flows, (it) => `'${printable(it)}'`)}`]),
  ];
}

function namesOf(flows: readonly Flow[], quoted: (name: string) => string): string {
  const shown = flows.slice(0, MOST_NAMES).map((it) => quoted(it.name));
  const more = flows.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more.toLocaleString('en')} more` : shown.join(', ');
}

function conclusion(environments: readonly EnvironmentReadiness[], paint: Paint): string {
  const { needs, on } = countsOf(flowsIn(environments));
  if (needs === 0)
    return paint.info(on === 0 ? 'No flow is to be on.' : 'Every flow that is to be on has what it needs, as far as files tell.');
  const where = environments.flatMap((it) => {
    const { needs } = countsOf(it.solutions.flatMap(({ flows }) => flows));
    const number = needs.toLocaleString('en');
    return needs === 0 ? [] : it.name === undefined ? `${number} where no environment is named` : `${number} in ${it.name}`;
  });
  return paint.error(`${count(needs, 'flow')} will not be on: ${where.map(printable).join(', ')}`);
}

/** The same for a pull request: a table of the counts, then what is to be done. */
export function readinessMarkdown({ environments }: Readiness): string {
  const all = environments.flatMap((environment) => {
    const names = namesIn(environment, { pathOf: basename });
    return environment.solutions.map((its) => ({ its, where: text(environmentLabel(environment)), name: text(names(its)) }));
  });
  const rows = all.map(({ its, where, name }) => {
    const { on, needs, off } = countsOf(its.flows);
    return `| ${[where, name, on, needs, off].join(' | ')} |`;
  });
  const table = ['| Environment | Solution | On | Needs something | Stays off |', '| --- | --- | ---: | ---: | ---: |', ...rows, ''];
  const details = all.flatMap(({ its, where, name }) => {
    const lines = solutionMarkdown(its);
    return lines.length === 0 ? [] : [`## ${where}: ${name}`, '', ...lines];
  });
  const none = ['There are no flows in a solution here.', ''];
  return ['# Deployment readiness', '', ...(rows.length === 0 ? none : table), ...details].join('\n');
}

function solutionMarkdown(its: SolutionReadiness): readonly string[] {
  const sections = sectionsOf(its);
  return inOrder.flatMap((section) => {
    const groups = sections[section];
    return groups.length === 0 ? [] : [`**${headings[section]}**`, '', ...groups.map(groupItem), ''];
  });
}

function groupItem({ message, flows }: Group): string {
  const which = flows.length === 0 ? '' : ` *${namesOf(flows, text)}*`;
  return `- ${text(message)}${which}`;
}

/** A zero width space keeps whoever goes by the name after an `@` from being told of a comment. */
function text(name: string): string {
  return escaped(name).replaceAll('@', '@\u200b');
}
