import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { within } from './child';
import { allQuestions, mainQuestions, solutionRowOf, type Question } from './features';
import { percentile, type FigureId, type Timed } from './figures';
import type { Measurements } from './measurements';
import type { Place } from './place';
import { Session } from './session';
import { spotIn } from './survey';

/** Times the built server as an editor uses it, and the echo server beside it. */

export const SERVER = resolve('dist/server.js');
const ECHO = resolve(__dirname, 'programs', 'echo.js');
const KEYS = 150;
const ASKED = 50;
const ROUNDS = 9;
/** It keeps the next solution sooner than this. */
const KEEPING_MS = 3_000;

/** A server that reads a workspace: alone, again with what was kept, and with somebody who types meanwhile. */
export async function measureReading({ folder, its, into }: Place): Promise<void> {
  const home = into.freshHome();
  await into.take(['first-findings', 'all-findings', 'server-memory'], () =>
    withHome(home, SERVER, folder, into, async (session, began) => {
      const checked = session.checked();
      await session.hasFindings;
      const first = performance.now() - began;
      await checked;
      const all = performance.now() - began;
      into.put(['first-findings', 'all-findings', 'server-memory'], [first, all, session.memory]);
      await untilKept(home);
      return [];
    }),
  );
  await into.take(['findings-again'], () =>
    withHome(home, SERVER, folder, into, async (session, began) => {
      await session.checked();
      return [performance.now() - began];
    }),
  );
  await into.take(['typing-p50', 'typing-p99'], () =>
    withSession(SERVER, folder, into, (session) => {
      let isRead = false;
      const read = (): boolean => (isRead = true);
      void session.checked().then(read, read);
      return typeIn(session, its.largest, KEYS, () => isRead);
    }),
  );
}

/** Figures that one server gives of one workspace, a step at a time; the last step has them. */
interface Course {
  readonly into: Measurements;
  readonly figures: readonly FigureId[];
  readonly steps: AsyncGenerator<undefined, Values>;
}

type Values = readonly (number | undefined)[];

/**
 * What somebody waits for at a key or a click. A machine is faster and slower for minutes by what else is done with it, so the workspaces
 * take turns, each beside its floor, and of each figure the middle round counts.
 */
export async function measureAnswers(places: readonly Place[]): Promise<void> {
  let going = places.flatMap((it) => [echoes(it, places.length), answers(it, places.length)]);
  while (going.length > 0) {
    const left: Course[] = [];
    for (const it of going)
      await it.into.take(it.figures, async () => {
        const { done, value } = await it.steps.next();
        if (!done) left.push(it);
        return value ?? [];
      });
    going = left.reverse(); // nobody is always the last
  }
}

function echoes(place: Place, places: number): Course {
  const { its, into } = place;
  const steps = inRounds(ECHO, place, places, async (session) => {
    const keys = [...(await typeIn(session, its.small, KEYS)), ...(await typeIn(session, its.largest, KEYS))];
    const flow = session.open(its.largest);
    const times = await timesOf({ name: 'echo', ask: () => session.ask('textDocument/hover', { uri: flow.uri }) });
    session.close(flow);
    return [...keys, percentile(times, 0.5)];
  });
  return { into, figures: ['echo-small-p50', 'echo-small-p99', 'echo-large-p50', 'echo-large-p99', 'echo-request'], steps };
}

function answers(place: Place, places: number): Course {
  const { its, into } = place;
  const asked: readonly FigureId[] = ['hover', 'definition', 'completion', 'tree', 'fix-on-save'];
  const steps = inRounds(SERVER, place, places, async (session) => {
    const values: (number | undefined)[] = [];
    for (const it of [its.small, its.largest]) {
      values.push(...(await typeIn(session, it, KEYS)));
      await session.checked();
    }
    const flow = session.open(its.largest);
    const main = mainQuestions(session, flow, await solutionRowOf(session, flow));
    for (const it of asked) values.push(main.has(it) ? percentile(await timesOf(main.get(it)!), 0.5) : undefined);
    session.close(flow);
    await session.checked();
    return values;
  });
  return { into, figures: ['key-small-p50', 'key-small-p99', 'key-large-p50', 'key-large-p99', ...asked], steps };
}

/** A step to read the workspace, and one for each round. */
async function* inRounds(
  program: string,
  { folder, into }: Place,
  places: number,
  round: (session: Session) => Promise<Values>,
): AsyncGenerator<undefined, Values> {
  const home = into.freshHome();
  const session = await Session.start(program, folder, home, into.limitMs, into.limitMs * (ROUNDS + 1) * places * 2);
  const inTime = <T>(work: Promise<T>): Promise<T> => within(into.limitMs, Promise.race([work, session.ended]));
  try {
    if (program === SERVER) await inTime(session.checked().then(() => untilKept(home)));
    yield;
    const rounds: Values[] = [];
    while (rounds.length < ROUNDS) {
      rounds.push(await inTime(round(session)));
      if (rounds.length < ROUNDS) yield;
    }
    return middleOf(rounds);
  } finally {
    await session.stop();
  }
}

/** Times each language feature in the largest flow of a workspace. */
export function measureFeatures({ folder, its, into }: Place): Promise<readonly Timed[]> {
  return withSession(SERVER, folder, into, async (session) => {
    await session.checked();
    const flow = session.open(its.largest);
    const solution = await solutionRowOf(session, flow);
    const customizations = its.customizations === undefined ? undefined : session.open(its.customizations);
    const timed: Timed[] = [];
    for (const it of await allQuestions(session, flow, customizations, solution)) timed.push(await timedOf(it, its.flows));
    return timed;
  });
}

/** The p50 and the p99 of keys in a file that is opened for it and as it was in the end. */
export async function typeIn(session: Session, path: string, keys: number, isOver = () => false, pull = false): Promise<readonly number[]> {
  const document = session.open(path);
  const offset = spotIn(document.getText())!;
  const { uri } = document;
  const ask = pull ? (): Promise<unknown> => session.ask('textDocument/diagnostic', { textDocument: { uri } }) : undefined;
  const times = await session.type({ document, offset }, (typed) => typed < keys && !isOver(), ask);
  session.close(document);
  return [percentile(times, 0.5), percentile(times, 0.99)];
}

type Use<T> = (session: Session, began: number) => Promise<T>;

/** Gives a session that knows nothing of others, and ends it however it goes. Fails when the server ends by itself, or when it takes longer than the limit. */
export function withSession<T>(program: string, folder: string, into: Measurements, use: Use<T>): Promise<T> {
  return withHome(into.freshHome(), program, folder, into, use);
}

/** The same with what earlier sessions of this home have kept. */
export async function withHome<T>(
  home: Readonly<Record<string, string>>,
  program: string,
  folder: string,
  into: Measurements,
  use: Use<T>,
): Promise<T> {
  const began = performance.now();
  const session = await Session.start(program, folder, home, into.limitMs);
  try {
    return await within(into.limitMs, Promise.race([use(session, began), session.ended]));
  } finally {
    await session.stop();
  }
}

/** Of figures that were taken in rounds, the middle one of each; undefined of one that there is not. */
function middleOf(rounds: readonly Values[]): Values {
  return rounds[0]!.map((_, i) => {
    const its = rounds.flatMap((it) => it[i] ?? []);
    return its.length > 0 ? percentile(its, 0.5) : undefined;
  });
}

/** Until a server that nobody asks anything keeps nothing more of what it has read. */
async function untilKept({ HOME: home }: Readonly<Record<string, string>>): Promise<void> {
  const kept = (): string => readdirSync(home!, { recursive: true }).sort().join('\n');
  for (let last = '', now = kept(); last !== now; now = kept()) {
    last = now;
    await sleep(KEEPING_MS);
  }
}

async function timesOf({ ask }: Question): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < ASKED; i++) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  return times;
}

async function timedOf(question: Question, flows: number): Promise<Timed> {
  const answer = sizeOf(await question.ask());
  const times = await timesOf(question);
  return { name: question.name, flows, first: times[0]!, p50: percentile(times, 0.5), p99: percentile(times, 0.99), answer };
}

function sizeOf(answer: unknown): string {
  const items = (answer as { readonly items?: unknown } | null)?.items ?? answer;
  if (Array.isArray(items)) return String(items.length);
  return answer === null || answer === undefined || answer === '' ? 'nothing' : '1';
}
