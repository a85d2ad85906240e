import type { Flow } from '../model';
import type { EnvironmentReadiness, Reason, SolutionReadiness } from '../readiness';
import type { Locator } from './located';

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

/** A solution's name, with its folder where a copy of the solution is there too. */
export function namesIn({ solutions }: EnvironmentReadiness, locator: Pick<Locator, 'pathOf'>): (of: SolutionReadiness) => string {
  const isCopy = ({ solution }: SolutionReadiness): boolean =>
    solutions.some((it) => it.solution !== solution && it.solution.name === solution.name);
  return (of) => (isCopy(of) ? `${of.solution.name} (${locator.pathOf(of.solution.root)})` : of.solution.name);
}

export const headings: Readonly<Record<keyof Sections, string>> = {
  first: 'Install first',
  todo: 'To do',
  off: 'Stays off',
  notes: 'Good to know',
};

export const inOrder = Object.keys(headings) as readonly (keyof Sections)[];

const MOST_NAMES = 12;

/** The first of them, and how many more there are. */
export function namesOf(flows: readonly Flow[], quoted: (name: string) => string): string {
  const shown = flows.slice(0, MOST_NAMES).map((it) => quoted(it.name));
  const more = flows.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more.toLocaleString('en')} more` : shown.join(', ');
}
