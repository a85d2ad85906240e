import { Command, CommanderError } from 'commander';
import { version } from '../../../package.json';
import type { Define } from './options';
import type { Terminal } from './terminal';

/** Every subcommand, in the order of the help. Each is loaded when it is called, and all only for the help. */
const commands: Readonly<Record<string, () => Promise<Define>>> = {
  check: async () => (await import('./check.js')).defineCheck,
  list: async () => (await import('./list.js')).defineList,
  readiness: async () => (await import('./readiness.js')).defineReadiness,
  runbook: async () => (await import('./runbook.js')).defineRunbook,
  diagram: async () => (await import('./diagram.js')).defineDiagram,
  fix: async () => (await import('./fix.js')).defineFix,
  rename: async () => (await import('./rename.js')).defineRename,
  merge: async () => (await import('./merge.js')).defineMerge,
  'replace-direct': async () => (await import('./replace-direct.js')).defineReplaceDirect,
  settings: async () => (await import('./settings.js')).defineSettings,
  init: async () => (await import('./init.js')).defineInit,
  baseline: async () => (await import('./baseline.js')).defineBaseline,
  rules: async () => (await import('./rules.js')).defineRules,
  explain: async () => (await import('./explain.js')).defineExplain,
  server: async () => (await import('./server.js')).defineServer,
};

/**
 * Runs the command. 0: nothing at or above the limit, or everything done. 1: findings, or direct connections that are left.
 * 2, which beats 1: bad usage, an argument that cannot be read, nothing found to check, something that cannot be done or
 * written, or a fault of ours.
 */
export async function main(args: readonly string[], cwd: string, terminal: Terminal): Promise<number> {
  let code = 0;
  let complaint = '';
  const program = new Command('keyhook')
    .description('Lints and mends the connection references and flows of unpacked Power Platform solutions.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => void (complaint += text),
      outputError: (text, write) => write(text.replace(/^error: (.)/, (_, first: string) => first.toUpperCase())),
    });
  const shell = { cwd, terminal, end: (ending: number) => void (code = ending) };
  try {
    for (const load of called(args)) (await load())(program, shell);
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { complain, reasonOf } = await import('./failure.js');
    complain(terminal, error instanceof CommanderError ? complaint : `${reasonOf(error, cwd)}\n`);
    return 2;
  }
}

/** The subcommand that is called; all where it is not clear which. */
function called([first = '']: readonly string[]): readonly (() => Promise<Define>)[] {
  if (first === '--version') return [];
  return Object.hasOwn(commands, first) ? [commands[first]!] : Object.values(commands);
}
