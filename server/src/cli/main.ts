import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { version } from '../../../package.json';
import { FileChanged, Refusal } from '../core';
import { pathOf } from '../host/disk';
import { WriteError } from '../host/write';
import { check, ruleOption, type CheckOptions } from './check';
import { fix, ruleToFix, type FixOptions } from './fix';
import { list } from './list';
import { merge, type MergeOptions } from './merge';
import { BadUsage, relativePath } from './read';
import { rename, type RenameOptions } from './rename';
import { replaceDirectConnections, type ReplaceOptions } from './replace-direct';
import { complain, type Terminal } from './terminal';

/**
 * Runs the command. 0: nothing at or above the limit, or everything done. 1: findings, or direct connections that are left.
 * 2, which beats 1: bad usage, an argument that cannot be read, nothing found to check, something that cannot be done or
 * written, or a fault of ours.
 */
export async function main(args: readonly string[], cwd: string, terminal: Terminal): Promise<number> {
  let code = 0;
  const program = new Command('keyhook')
    .description('Lints and mends the connection references and flows of unpacked Power Platform solutions.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => complain(terminal, text),
      outputError: (text, write) => write(text.replace(/^error: (.)/, (_, first: string) => first.toUpperCase())),
    });
  program
    .command('check')
    .description('find what is wrong')
    .argument('[paths...]', PATHS)
    .addOption(formatOption())
    .addOption(failOnOption())
    .option('--rule <id=severity>', 'how severe a rule is: error, warning, info or off (repeatable)', ruleOption)
    .action((paths: string[], options: CheckOptions) => {
      code = check(paths, options, cwd, terminal);
    });
  program
    .command('list')
    .description('print the solutions with their flows and connection references')
    .argument('[paths...]', PATHS)
    .addOption(formatOption())
    .action((paths: string[], { format }: { format: 'text' | 'json' }) => {
      code = list(paths, format, cwd, terminal);
    });
  program
    .command('fix')
    .description('mend what is wrong, in every file concerned')
    .argument('[paths...]', PATHS)
    .option('--unsafe', 'mend also what should be looked at afterwards, where there is one sensible way')
    .option('--rule <id>', 'mend only what this rule finds (repeatable)', ruleToFix)
    .option('--type <type>', "the Type that names end in, for instance 'Service Account'; without it nothing is given a new Type", word)
    .addOption(failOnOption())
    .addOption(diffOption())
    .addOption(dryRunOption())
    .addOption(formatOption())
    .addHelpText(
      'after',
      examples(
        ['keyhook fix', 'mend what no flow can notice'],
        ['keyhook fix --unsafe --diff', 'show what else could be mended'],
        ["keyhook fix --unsafe --rule default-name --type 'Service Account'", 'name what the maker portal has named'],
      ),
    )
    .action((paths: string[], options: FixOptions) => {
      code = fix(paths, options, cwd, terminal);
    });
  program
    .command('rename')
    .description('rename a connection reference wherever it is named')
    .argument('<logical-name>', 'the connection reference')
    .option('--display <name>', 'its new display name', word)
    .option('--logical <name>', 'its new logical name', word)
    .option('--change-prefix', 'let the new logical name have the prefix of another publisher')
    .addOption(inOption())
    .addOption(diffOption())
    .addOption(dryRunOption())
    .addOption(formatOption())
    .addHelpText(
      'after',
      examples(
        ["keyhook rename con_AbsenceTeams --display 'Absence – Teams – User'", 'rename it for people'],
        ['keyhook rename con_sharedteams_7c2d4 --logical con_AbsenceChat', 'rename it in every flow, app and settings file'],
      ),
    )
    .action((logicalName: string, options: RenameOptions) => {
      code = rename(logicalName, options, cwd, terminal);
    });
  program
    .command('merge')
    .description('merge connection references of one connector into one of them')
    .argument('<into>', 'the logical name of the one that stays')
    .argument('<from...>', 'the logical names of those that go')
    .addOption(inOption())
    .addOption(diffOption())
    .addOption(dryRunOption())
    .addOption(formatOption())
    .addHelpText('after', examples(['keyhook merge con_AbsenceTeams con_Teams1 con_Teams2', 'let everything use the first']))
    .action((into: string, from: string[], options: MergeOptions) => {
      code = merge(into, from, options, cwd, terminal);
    });
  program
    .command('replace-direct')
    .description('replace direct connections of flows by connection references')
    .argument('[paths...]', PATHS)
    .option('--connector <id>', "only those of this connector, for instance 'shared_teams'", word)
    .addOption(
      new Option('--with <logical-name>', 'by this connection reference; else by the only one of the connector in the solution')
        .argParser(word)
        .conflicts('create'),
    )
    .option('--create', 'by new connection references, one for each connector in each solution')
    .option('--type <type>', "the Type that new names end in, for instance 'Service Account'", word)
    .option('--area <area>', "the Area that new names begin with; the solution's name when not given", word)
    .addOption(diffOption())
    .addOption(dryRunOption())
    .addOption(formatOption())
    .addHelpText(
      'after',
      examples(
        ['keyhook replace-direct --dry-run', 'list direct connections and what could take their place'],
        ['keyhook replace-direct --connector shared_teams --with con_AbsenceTeams', 'use one that is there'],
        ["keyhook replace-direct --create --type 'Service Account'", 'make new ones'],
      ),
    )
    .action((paths: string[], options: ReplaceOptions) => {
      code = replaceDirectConnections(paths, options, cwd, terminal);
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
    complain(terminal, `${reasonOf(error, cwd)}\n`);
    return 2;
  }
}

const PATHS = 'folders, or files of a solution; the working directory when none is given';

function formatOption(): Option {
  return new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text');
}

function failOnOption(): Option {
  return new Option('--fail-on <severity>', 'the least severity that makes the command end with 1')
    .choices(['error', 'warning', 'info'])
    .default('warning');
}

function diffOption(): Option {
  return new Option('--diff', 'print what would change as a unified diff, and write nothing').conflicts('format');
}

function dryRunOption(): Option {
  return new Option('--dry-run', 'print what would be done, and write nothing');
}

function inOption(): Option {
  const collect = (path: string, before: readonly string[] = []): readonly string[] => [...before, path];
  return new Option(
    '--in <path>',
    'where the solutions and their deployment settings are (repeatable); the working directory when not given',
  ).argParser(collect);
}

function examples(...lines: readonly (readonly [command: string, what: string])[]): string {
  return `\nExamples:\n${lines.map(([command, what]) => `  ${command}\n      ${what}\n`).join('')}`;
}

/** A value that must not be empty: a script's variable without a value must not mean anything. */
function word(value: string): string {
  if (value.trim() === '') throw new BadUsage('The value of an option is empty.');
  return value.trim();
}

function reasonOf(error: unknown, cwd: string): string {
  if (error instanceof BadUsage || error instanceof Refusal || error instanceof WriteError) return error.message;
  if (error instanceof FileChanged) return `'${relativePath(cwd, pathOf(error.uri))}' changed while it was read: run the command again.`;
  return `Keyhook failed, which is a fault of Keyhook: ${error instanceof Error ? error.message : String(error)}`;
}
