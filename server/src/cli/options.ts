import { Option, type Command } from 'commander';
import { BadUsage } from './read';
import type { Terminal } from './terminal';

/** What a command is run in. */
export interface Shell {
  readonly cwd: string;
  readonly terminal: Terminal;
  /** Says with which code the command ends; 0 when it says nothing. */
  end(code: number): void;
}

/** Adds a subcommand to the program. Its action may be asynchronous, and what it throws ends the command with 2, in words. */
export type Define = (program: Command, shell: Shell) => void;

export const PATHS = 'folders, or files of a solution; the working directory when none is given';

/** For commands that only read. */
export const PATHS_AND_ZIPS =
  'folders, files of a solution, or zips of solutions (those in a folder are left out); the working directory when none is given';

/** How to print; text unless something else is asked for. */
export function formatOption(...others: readonly string[]): Option {
  return new Option('--format <format>', 'how to print').choices(['text', 'json', ...others]).default('text');
}

export function failOnOption(): Option {
  return new Option('--fail-on <severity>', 'the least severity that makes the command end with 1')
    .choices(['error', 'warning', 'info'])
    .default('warning');
}

export function diffOption(): Option {
  return new Option('--diff', 'print what would change as a unified diff, and write nothing').conflicts('format');
}

export function dryRunOption(): Option {
  return new Option('--dry-run', 'print what would be done, and write nothing');
}

export function inOption(): Option {
  const collect = (path: string, before: readonly string[] = []): readonly string[] => [...before, path];
  return new Option(
    '--in <path>',
    'where the solutions and their deployment settings are (repeatable); the working directory when not given',
  ).argParser(collect);
}

/** What stands below a command's help. */
export function examples(...lines: readonly (readonly [command: string, what: string])[]): string {
  return `\nExamples:\n${lines.map(([command, what]) => `  ${command}\n      ${what}\n`).join('')}`;
}

/** A value that must not be empty: a script's variable without a value must not mean anything. */
export function word(value: string): string {
  if (value.trim() === '') throw new BadUsage('The value of an option is empty.');
  return value.trim();
}
