import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { version } from '../../../package.json';
import { check, ruleOption, type CheckOptions } from './check';
import { list } from './list';
import { BadUsage } from './read';
import { complain, type Terminal } from './terminal';

/**
 * Runs the command. 0: nothing at or above the limit. 1: findings. 2, which beats 1: bad usage, an argument that cannot
 * be read, nothing found to check, or a fault of ours.
 */
export async function main(args: readonly string[], cwd: string, terminal: Terminal): Promise<number> {
  let code = 0;
  const program = new Command('keyhook')
    .description('Lints the connection references and flows of unpacked Power Platform solutions.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => complain(terminal, text),
      outputError: (text, write) => write(text.replace(/^error: (.)/, (_, first: string) => first.toUpperCase())),
    });
  program
    .command('check')
    .description('find what is wrong')
    .argument('[paths...]', 'folders, or files of a solution; the working directory when none is given')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that makes the command end with 1')
        .choices(['error', 'warning', 'info'])
        .default('warning'),
    )
    .option('--rule <id=severity>', 'how severe a rule is: error, warning, info or off (repeatable)', ruleOption)
    .action((paths: string[], options: CheckOptions) => {
      code = check(paths, options, cwd, terminal);
    });
  program
    .command('list')
    .description('print the solutions with their flows and connection references')
    .argument('[paths...]', 'folders, or files of a solution; the working directory when none is given')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action((paths: string[], { format }: { format: 'text' | 'json' }) => {
      code = list(paths, format, cwd, terminal);
    });
  program
    .command('server')
    .description('run the language server on standard input and output, for editors')
    .option('--stdio', 'the default; editors like to say it')
    .action(() => {
      require(join(__dirname, 'server.js')); // a bundle of its own: the other commands must not pay for it
    });
  try {
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const reason = error instanceof Error ? error.message : String(error);
    complain(terminal, `${error instanceof BadUsage ? reason : `Keyhook failed, which is a fault of Keyhook: ${reason}`}\n`);
    return 2;
  }
}
