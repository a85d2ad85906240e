import { Command, CommanderError } from 'commander';
import { version } from '../../../package.json';
import { FileChanged, Refusal } from '../core';
import { pathOf } from '../host/disk';
import { GitError } from '../host/git';
import { WriteError } from '../host/write';
import { defineBaseline } from './baseline';
import { defineCheck } from './check';
import { defineDiagram } from './diagram';
import { defineExplain } from './explain';
import { defineFix } from './fix';
import { defineInit } from './init';
import { defineList } from './list';
import { defineMerge } from './merge';
import type { Define } from './options';
import { BadUsage, relativePath } from './read';
import { defineReadiness } from './readiness';
import { defineRename } from './rename';
import { defineReplaceDirect } from './replace-direct';
import { defineRules } from './rules';
import { defineRunbook } from './runbook';
import { defineServer } from './server';
import { defineSettings } from './settings';
import { complain, type Terminal } from './terminal';

/** Every subcommand, in the order of the help. */
const commands: readonly Define[] = [
  defineCheck,
  defineList,
  defineReadiness,
  defineRunbook,
  defineDiagram,
  defineFix,
  defineRename,
  defineMerge,
  defineReplaceDirect,
  defineSettings,
  defineInit,
  defineBaseline,
  defineRules,
  defineExplain,
  defineServer,
];

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
  const shell = { cwd, terminal, end: (ending: number) => void (code = ending) };
  for (const define of commands) define(program, shell);
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

function reasonOf(error: unknown, cwd: string): string {
  if (error instanceof BadUsage || error instanceof Refusal || error instanceof WriteError || error instanceof GitError)
    return error.message;
  if (error instanceof FileChanged) return `'${relativePath(cwd, pathOf(error.uri))}' changed while it was read: run the command again.`;
  return `Keyhook failed, which is a fault of Keyhook: ${error instanceof Error ? error.message : String(error)}`;
}
