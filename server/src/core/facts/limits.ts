import type { JsonValue } from '../json';
import type { Word } from '../text';
import type { Flaw, Step } from './steps';

/** What the platform takes at most in a flow, and in one step of it. Source: limits of Power Automate and of Azure Logic Apps, 2025-02. */
export const LIMITS = {
  actions: 500,
  variables: 250,
  /** So many containers may stand around an action. */
  depth: 8,
  /** Characters, without the `@`. */
  expression: 8192,
  name: 80,
  description: 256,
  cases: 25,
  tracked: 16_000,
  repetitions: 50,
  runs: 100,
  rounds: 5000,
  retries: 90,
};
const DAY = 24 * 60 * 60;
const LONGEST_WAIT_DAYS = 30;
const SHORTEST_RECURRENCE = 60;
const LONGEST_RECURRENCE_DAYS = 500;

/** In seconds, a month with no more days than give what the platform takes: 16 of them. */
const UNITS: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 60 * 60,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
};

/** What one step has more of than the platform takes. Each clause says what to do. */
export function excesses({ role, type }: Pick<Step, 'role' | 'type'>, name: Word, value: JsonValue): readonly Flaw[] {
  const found: Flaw[] = [];
  const its = type.toLowerCase();
  if (name.value.length > LIMITS.name)
    found.push(
      excess(name, `has a name of ${name.value.length} characters, more than the ${LIMITS.name} there may be: choose a shorter one`),
    );
  tooMany(found, value.get('description'), lengthOf, LIMITS.description, (length) => `has a description of ${length} characters`);
  tooMany(
    found,
    value.get('trackedProperties'),
    compactLength,
    LIMITS.tracked,
    (length) => `has tracked properties of ${length} characters`,
  );
  const retries = value.get('inputs', 'retryPolicy');
  if (retries && !/^none$/i.test(retries.get('type')?.string ?? ''))
    outside(found, retries.get('count'), 1, LIMITS.retries, (count) => `tries ${count} times again when it fails`);
  if (its === 'switch') {
    const cases = [...(value.get('cases')?.members() ?? [])].length;
    if (cases > LIMITS.cases) found.push(excess(name, `has ${cases} cases, more than the ${LIMITS.cases} there may be: divide it`));
  }
  if (its === 'foreach') {
    const repetitions = value.get('runtimeConfiguration', 'concurrency', 'repetitions');
    outside(found, repetitions, 1, LIMITS.repetitions, (count) => `looks at ${count} items at the same time`);
  }
  if (role === 'trigger') {
    const runs = value.get('runtimeConfiguration', 'concurrency', 'runs');
    outside(found, runs, 1, LIMITS.runs, (count) => `lets ${count} runs go on at the same time`);
    recurrence(found, value.get('recurrence'));
  }
  if (its === 'until') rounds(found, value.get('limit'));
  return found;
}

function rounds(found: Flaw[], limit: JsonValue | undefined): void {
  outside(found, limit?.get('count'), 1, LIMITS.rounds, (count) => `goes round ${count} times`);
  const timeout = limit?.get('timeout');
  const days = daysOf(timeout?.string ?? '');
  if (timeout && days !== undefined && days > LONGEST_WAIT_DAYS)
    found.push(
      excess(
        { span: timeout.inner },
        `goes on for up to ${Math.ceil(days)} days, longer than the ${LONGEST_WAIT_DAYS} there may be: choose a shorter time`,
      ),
    );
}

function recurrence(found: Flaw[], its: JsonValue | undefined): void {
  const interval = its?.get('interval');
  const frequency = its?.get('frequency')?.string?.toLowerCase() ?? '';
  const unit = Object.hasOwn(UNITS, frequency) ? UNITS[frequency] : undefined;
  const count = interval?.number;
  if (!interval || unit === undefined || count === undefined) return;
  const every = `runs every ${count} ${frequency}${count === 1 ? '' : 's'}`;
  if (count * unit < SHORTEST_RECURRENCE)
    found.push(excess(interval, `${every}, more often than every ${SHORTEST_RECURRENCE} seconds: choose a longer interval`));
  if (count * unit > LONGEST_RECURRENCE_DAYS * DAY)
    found.push(excess(interval, `${every}, less often than every ${LONGEST_RECURRENCE_DAYS} days: choose a shorter interval`));
}

function tooMany(
  found: Flaw[],
  value: JsonValue | undefined,
  sizeOf: (value: JsonValue) => number,
  most: number,
  say: (size: number) => string,
): void {
  const size = value ? sizeOf(value) : 0;
  if (value && size > most)
    found.push(
      excess({ span: value.kind === 'string' ? value.inner : value.span }, `${say(size)}, more than the ${most} there may be: shorten it`),
    );
}

/** Only of numbers: an expression tells its own when the flow runs. */
function outside(found: Flaw[], value: JsonValue | undefined, least: number, most: number, say: (count: number) => string): void {
  const count = value?.number;
  if (value && count !== undefined && (count < least || count > most))
    found.push(excess(value, `${say(count)}, and takes from ${least} to ${most}: choose another number`));
}

function excess({ span }: Pick<Word, 'span'>, what: string): Flaw {
  return { kind: 'excess', span, what };
}

function lengthOf(value: JsonValue): number {
  return value.characters?.length ?? 0;
}

/** The length of the text without the blanks between values. */
function compactLength(value: JsonValue): number {
  const sizes = [
    ...[...value.members()].map((it) => it.keySpan.end - it.keySpan.start + 3 + compactLength(it.value)),
    ...[...value.items()].map(compactLength),
  ];
  if (value.kind !== 'object' && value.kind !== 'array') return value.span.end - value.span.start;
  return sizes.reduce((sum, it) => sum + it, Math.max(0, sizes.length - 1) + 2);
}

/** An ISO 8601 duration, months and years at their shortest; undefined for anything else. */
function daysOf(duration: string): number | undefined {
  const [found, ...parts] =
    /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(duration) ?? [];
  if (found === undefined) return undefined;
  const seconds = [365 * DAY, 28 * DAY, 7 * DAY, DAY, 60 * 60, 60, 1];
  return parts.reduce((sum, it, index) => sum + Number(it ?? 0) * seconds[index]!, 0) / DAY;
}
