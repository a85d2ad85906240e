import type { DiagramBlock, DiagramProblem, DiagramStep } from '../core/diagram/diagram';

/** The texts of a drawing that are of no flow. `{0}` is a number, or what is named. */
export const english = {
  trigger: 'Trigger',
  action: 'Action',
  oneAction: '1 action',
  actions: '{0} actions',
  noActions: 'No actions',
  oneProblem: '1 problem',
  problems: '{0} problems',
  error: 'Error',
  warning: 'Warning',
  info: 'Info',
  connection: 'Connection: {0}',
  branch: 'Branch {0}',
};

/** The same in another language. */
export type DrawingWords = Readonly<Record<keyof typeof english, string>>;

export const filled = (text: string, value: string | number): string => text.replace('{0}', () => String(value));

export function actionsInWords(count: number, words: DrawingWords): string {
  if (count === 0) return words.noActions;
  return count === 1 ? words.oneAction : filled(words.actions, count);
}

/** The first of the severities that is among them. */
export function worstOf(problems: readonly DiagramProblem[]): DiagramProblem['severity'] | undefined {
  return (['error', 'warning', 'info'] as const).find((it) => problems.some(({ severity }) => severity === it));
}

/** A line each. */
export function spokenProblems(problems: readonly DiagramProblem[], words: Pick<DrawingWords, DiagramProblem['severity']>): string {
  return problems.map((it) => `${words[it.severity]}: ${it.message}`).join('\n');
}

/** All of a step, a line each: what does not fit into its box too. */
export function tipOf(step: DiagramStep, problems: readonly DiagramProblem[], words: DrawingWords): string {
  const { key, what, connector, connection, description } = step;
  return [
    key,
    withConnector(what, connector),
    ...(connection === undefined ? [] : [filled(words.connection, connection)]),
    ...(description === undefined ? [] : ['', description]),
    ...(problems.length === 0 ? [] : ['', spokenProblems(problems, words)]),
  ].join('\n');
}

/** The same for who hears it, in one breath; what is wrong follows as a description. */
export function spokenOf(step: DiagramStep, problems: readonly DiagramProblem[], isFolded: boolean, words: DrawingWords): string {
  const { name, look, what, connector, connection } = step;
  const role = look === 'trigger' ? words.trigger : words.action;
  return [
    name,
    `${role} ${withConnector(what, connector)}`,
    ...(connection === undefined ? [] : [filled(words.connection, connection)]),
    ...(isFolded ? [actionsInWords(actionsIn(step), words)] : []),
    ...(problems.length === 0 ? [] : [problems.length === 1 ? words.oneProblem : filled(words.problems, problems.length)]),
  ].join(', ');
}

export const withConnector = (what: string, connector: string | undefined): string =>
  connector === undefined ? what : `${connector} · ${what}`;

/** How many actions a step holds, at any depth. */
export function actionsIn({ branches }: DiagramStep): number {
  return branches.reduce((sum, it) => sum + countOf(it), 0);
}

function countOf({ steps }: DiagramBlock): number {
  return steps.reduce((sum, it) => sum + 1 + actionsIn(it), 0);
}

/** Of a step, and of all it holds where that is not to be seen. */
export function problemsIn(step: DiagramStep, isFolded: boolean): readonly DiagramProblem[] {
  if (!isFolded) return step.problems;
  return [...step.problems, ...step.branches.flatMap((it) => it.steps.flatMap((inner) => problemsIn(inner, true)))];
}
