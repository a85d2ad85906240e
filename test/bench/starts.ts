import { runProgram } from './child';
import { COMMAND } from './command';
import { SERVER, withHome } from './editor';
import { percentile } from './figures';
import type { Place } from './place';

/** Times how long the command and the server take to start, and an empty Node beside them. */

const STARTS = 10;
/** Each with a home in which nothing has been compiled yet. */
const FIRST_STARTS = 3;

export async function measureStarts({ folder, into }: Place): Promise<void> {
  const ofNode = (args: readonly string[], environment: Readonly<Record<string, string>>): Promise<number> =>
    runProgram(process.execPath, args, { limitMs: into.limitMs, environment }).then(({ ms }) => ms);
  const ofCommand = (home: Readonly<Record<string, string>>): Promise<number> => ofNode([COMMAND, '--version'], home);
  const ofServer = (home: Readonly<Record<string, string>>): Promise<number> =>
    withHome(home, SERVER, folder, into, (_, began) => Promise.resolve(performance.now() - began));

  await into.take(['command-first-start', 'server-first-start'], async () => {
    const [command, server]: [number[], number[]] = [[], []];
    for (let i = 0; i < FIRST_STARTS; i++) {
      command.push(await ofCommand(into.freshHome()));
      server.push(await ofServer(into.freshHome()));
    }
    return [command, server].map((it) => percentile(it, 0.5));
  });
  await into.take(['node-start', 'command-start', 'server-start'], async () => {
    const home = into.freshHome();
    await ofCommand(home);
    await ofServer(home);
    const [empty, command, server]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < STARTS; i++) {
      empty.push(await ofNode(['--eval', '0'], home));
      command.push(await ofCommand(home));
      server.push(await ofServer(home));
    }
    return [empty, command, server].map((it) => percentile(it, 0.5));
  });
}
