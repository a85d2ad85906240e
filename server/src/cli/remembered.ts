import { version } from '../../../package.json';
import { statsOf } from '../host/disk';
import { cacheFolder, Memory } from '../host/memory';
import { Sight, stateAt, type Places } from '../host/sight';
import type { Terminal } from './terminal';

/** Of its surroundings, what a run that is remembered is told. */
const VARIABLES = ['GITHUB_ACTIONS', 'TF_BUILD', 'GITHUB_WORKSPACE', 'BUILD_SOURCESDIRECTORY', 'CI_PROJECT_DIR'];

/** A run that ended well. */
interface Run extends Places {
  readonly state: string;
  readonly code: number;
  readonly told: readonly (readonly [stream: 'out' | 'err', text: string])[];
}

/**
 * Tells again what the same question was answered with, when nothing on the disk that the answer came from has changed since;
 * else has it answered, and remembers that. `answer` gives the exit code, and must depend on nothing but what was asked,
 * the terminal it is given and what it notes in its sight.
 */
export async function remembered(
  asked: readonly unknown[],
  terminal: Terminal,
  answer: (terminal: Terminal, sight?: Sight) => Promise<number>,
): Promise<number> {
  const { environment = {}, colors, screen, today } = terminal;
  const folder = cacheFolder(environment);
  if (folder === undefined) return answer(terminal);
  const memory = new Memory(folder, 'runs');
  const told = Object.fromEntries(VARIABLES.map((it) => [it, environment[it]]));
  const key = JSON.stringify([version, programNow(), ...asked, told, colors.isColorSupported, screen, today]);
  const known = parsed(memory.recall(key));
  if (known && known.state === stateAt(known)) return tellAgain(known, terminal);
  const sight = new Sight();
  const run: Run['told'][number][] = [];
  const say =
    (stream: 'out' | 'err') =>
    (text: string): void => {
      if (!text.startsWith('\r')) run.push([stream, text]); // progress is of this run only
      terminal[stream](text);
    };
  const code = await answer({ ...terminal, environment: told, out: say('out'), err: say('err') }, sight);
  const { state, folders, files } = sight;
  if (state !== undefined && code < 2)
    memory.keep(key, Buffer.from(JSON.stringify({ state, folders, files, code, told: run } satisfies Run)));
  return code;
}

function parsed(kept: Buffer | undefined): Run | undefined {
  try {
    return kept && (JSON.parse(kept.toString()) as Run);
  } catch {
    return undefined;
  }
}

function tellAgain({ told, code }: Run, terminal: Terminal): number {
  for (const [stream, text] of told) terminal[stream](text);
  return code;
}

/** Two builds may have one version. */
function programNow(): string {
  const stats = statsOf(__filename);
  return `${stats?.mtimeMs} ${stats?.size}`;
}
