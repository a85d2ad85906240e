import { FIGURE_IDS, FIGURES, sizesOf, valueOf, type FigureId, type Results } from './figures';

/** What is to be reached. Each compares figures of one run, so that the machine hardly matters. */
export interface Target {
  readonly title: string;
  readonly limit: number;
  /** Whether more is better. */
  readonly isLeast?: true;
  /** What follows the numbers: `×`, `ms`, `MiB`. */
  readonly unit: string;
  /** Undefined where it was not measured. */
  reached(results: Results): number | undefined;
}

export interface Judged {
  readonly target: Target;
  readonly reached: number | undefined;
  readonly isMet: boolean | undefined;
}

type Reached = Target['reached'];

/** A figure against its floor. */
function overFloor(figure: FigureId, flows: number): Reached {
  return (results) => quotient(costOf(results, figure, flows), valueOf(results, FIGURES[figure].floor!, flows));
}

function beyondFloor(figure: FigureId, flows: number): Reached {
  return (results) => {
    const [cost, floor] = [costOf(results, figure, flows), valueOf(results, FIGURES[figure].floor!, flows)];
    return cost === undefined || floor === undefined ? undefined : cost - floor;
  };
}

/** A figure in a larger workspace against that in a smaller one. */
function growth(figure: FigureId, from: number, to: number): Reached {
  return (results) => quotient(costOf(results, figure, to), valueOf(results, figure, from));
}

function between(slow: FigureId, fast: FigureId, flows: number): Reached {
  return (results) => quotient(valueOf(results, slow, flows), costOf(results, fast, flows));
}

function itself(figure: FigureId, flows: number): Reached {
  return (results) => costOf(results, figure, flows);
}

/** What has failed costs without end, and meets no target. */
function costOf(results: Results, figure: FigureId, flows: number): number | undefined {
  const its = results.measured.find((it) => it.figure === figure && it.flows === flows);
  return its?.failed === undefined ? its?.value : Number.POSITIVE_INFINITY;
}

function quotient(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined || b === 0 ? undefined : a / b;
}

export const TARGETS: readonly Target[] = [
  { title: 'check at 10,000 flows against the floor', limit: 0.75, unit: '×', reached: overFloor('check', 10_000) },
  { title: 'check at 1,000 flows against the floor', limit: 1.1, unit: '×', reached: overFloor('check', 1_000) },
  { title: 'check faster than ESLint at 10,000 flows', limit: 40, isLeast: true, unit: '×', reached: between('eslint', 'check', 10_000) },
  { title: 'check faster than ESLint at 1,000 flows', limit: 10, isLeast: true, unit: '×', reached: between('eslint', 'check', 1_000) },
  { title: 'check faster than ESLint at 100 flows', limit: 4, isLeast: true, unit: '×', reached: between('eslint', 'check', 100) },
  { title: 'peak memory at 10,000 flows against the floor', limit: 1.5, unit: '×', reached: overFloor('check-memory', 10_000) },
  { title: 'peak memory at 50,000 flows against 10,000', limit: 1.3, unit: '×', reached: growth('check-memory', 10_000, 50_000) },
  { title: 'check at 50,000 flows against 10,000', limit: 5.5, unit: '×', reached: growth('check', 10_000, 50_000) },
  { title: 'check again at 10,000 flows against the floor', limit: 0.35, unit: '×', reached: overFloor('check-again', 10_000) },
  {
    title: 'key in the largest flow of 10,000, p50 against the echo server',
    limit: 2.5,
    unit: '×',
    reached: overFloor('key-large-p50', 10_000),
  },
  { title: 'key in the largest flow of 10,000, p50', limit: 3, unit: 'ms', reached: itself('key-large-p50', 10_000) },
  { title: 'key in the largest flow of 10,000, p99', limit: 15, unit: 'ms', reached: itself('key-large-p99', 10_000) },
  {
    title: 'key in the largest flow, p50, 50,000 flows against 1,000',
    limit: 1.25,
    unit: '×',
    reached: growth('key-large-p50', 1_000, 50_000),
  },
  { title: 'key while 10,000 flows are read, p99', limit: 25, unit: 'ms', reached: itself('typing-p99', 10_000) },
  { title: 'server memory with 50,000 flows', limit: 200, unit: 'MiB', reached: itself('server-memory', 50_000) },
  { title: 'start of the command beyond an empty Node', limit: 30, unit: 'ms', reached: beyondFloor('command-start', 1_000) },
  { title: 'start of the server beyond an empty Node', limit: 60, unit: 'ms', reached: beyondFloor('server-start', 1_000) },
];

export function judge(results: Results): readonly Judged[] {
  return TARGETS.map((target) => {
    const reached = target.reached(results);
    return { target, reached, isMet: reached === undefined ? undefined : meets(target, reached) };
  });
}

function meets({ limit, isLeast }: Target, reached: number): boolean {
  return isLeast ? reached >= limit : reached <= limit;
}

/** How a figure grows from the workspace of 1,000 flows to the largest one. */
export interface Grown {
  readonly figure: FigureId;
  readonly from: number;
  readonly to: number;
  readonly ratio: number | undefined;
  readonly limit: number;
}

const SMALLEST = 1_000;
const MOST_INTERACTIVE = 1.2;
/** Of as much time for each flow: 55 times the time for 50 times the flows. */
const MOST_READING = 1.1;

export function growths(results: Results): readonly Grown[] {
  const to = sizesOf(results).at(-1) ?? 0;
  if (to <= SMALLEST || !sizesOf(results).includes(SMALLEST)) return [];
  const grown = (figure: FigureId, limit: number): Grown => ({
    figure,
    from: SMALLEST,
    to,
    limit,
    ratio: growth(figure, SMALLEST, to)(results),
  });
  const interactive = FIGURE_IDS.filter((it) => FIGURES[it].isInteractive);
  const reading: readonly FigureId[] = ['check', 'all-findings'];
  return [...reading.map((it) => grown(it, (MOST_READING * to) / SMALLEST)), ...interactive.map((it) => grown(it, MOST_INTERACTIVE))];
}
