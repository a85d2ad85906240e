import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { within } from './child';
import { allQuestions, mainQuestions, solutionRowOf, type Question } from './features';
import { percentile, type FigureId, type Timed } from './figures';
import type { Measurements } from './measurements';
import { Session } from './session';
import { spotIn, type Survey } from './survey';

/** Times the built server as an editor uses it, and the echo server beside it. */

const SERVER = resolve('dist/server.js');
const ECHO = resolve(__dirname, 'programs', 'echo.js');
const KEYS = 150;
const ASKED = 50;
const STARTS = 5;
/** It keeps the next solution sooner than this. */
const KEEPING_MS = 3_000;

export async function measureEditor(folder: string, its: Survey, into: Measurements, features: boolean): Promise<readonly Timed[]> {
  await into.take(['echo-small-p50', 'echo-small-p99', 'echo-large-p50', 'echo-large-p99', 'echo-request'], () =>
    withSession(ECHO, folder, into, async (session) => {
      const echoed = session.open(its.largest);
      return [
        ...(await typeIn(session, its.small, KEYS)),
        ...(await typeIn(session, its.largest, KEYS)),
        percentile(await timesOf({ name: 'echo', ask: () => session.ask('textDocument/hover', { uri: echoed.uri }) }), 0.5),
      ];
    }),
  );
  await into.take(['server-start'], async () => [await startOf(folder, into)]);

  const timed: Timed[] = [];
  const read: readonly FigureId[] = ['first-findings', 'all-findings', 'server-memory'];
  const typed: readonly FigureId[] = ['key-small-p50', 'key-small-p99', 'key-large-p50', 'key-large-p99'];
  const asked: readonly FigureId[] = ['hover', 'definition', 'completion', 'tree', 'fix-on-save'];
  const home = into.freshHome();
  await into.take([...read, ...typed, ...asked], () =>
    withHome(home, SERVER, folder, into, async (session, began) => {
      const checked = session.checked();
      await session.hasFindings;
      const first = performance.now() - began;
      await checked;
      const all = performance.now() - began;
      into.put(read, [first, all, session.memory]);

      const small = await typeIn(session, its.small, KEYS);
      await session.checked();
      into.put(typed, [...small, ...(await typeIn(session, its.largest, KEYS))]);
      await session.checked();

      const flow = session.open(its.largest);
      const solution = await solutionRowOf(session, flow);
      const main = mainQuestions(session, flow, solution);
      for (const it of asked) if (main.has(it)) into.put([it], [percentile(await timesOf(main.get(it)!), 0.5)]);
      if (features) {
        const customizations = its.customizations === undefined ? undefined : session.open(its.customizations);
        for (const it of await allQuestions(session, flow, customizations, solution)) timed.push(await timedOf(it, its.flows));
      }
      await untilKept(home);
      return [];
    }),
  );
  await into.take(['start-again', 'findings-again'], () =>
    withHome(home, SERVER, folder, into, async (session, began) => {
      const start = performance.now() - began;
      await session.checked();
      return [start, performance.now() - began];
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
  return timed;
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
async function withHome<T>(
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

/** Until a server that nobody asks anything keeps nothing more of what it has read. */
async function untilKept({ HOME: home }: Readonly<Record<string, string>>): Promise<void> {
  const kept = (): string => readdirSync(home!, { recursive: true }).sort().join('\n');
  for (let last = '', now = kept(); last !== now; now = kept()) {
    last = now;
    await sleep(KEEPING_MS);
  }
}

async function startOf(folder: string, into: Measurements): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < STARTS; i++)
    times.push(await withSession(SERVER, folder, into, (_, began) => Promise.resolve(performance.now() - began)));
  return percentile(times, 0.5);
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
