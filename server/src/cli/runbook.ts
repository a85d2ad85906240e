import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { isRunbook, runbookFileNames, runbooks, type Runbook } from '../core';
import { replaceFiles } from '../host/replace-files';
import { examples, PATHS_AND_ZIPS, word, type Shell } from './options';
import { BadUsage, readPaths, relativePath } from './read';
import { complain, type Terminal } from './terminal';

/** Prints a deployment runbook for each solution, or writes each into a file of the folder `out`. Throws `WriteError`; then nothing was written. */
async function runbook(paths: readonly string[], out: string | undefined, cwd: string, terminal: Terminal): Promise<number> {
  const { workspace, problems, shows } = await readPaths(paths, cwd, terminal);
  const all = runbooks(workspace.snapshot).filter(({ solution }) => shows(solution.root) || [...solution.entries.keys()].some(shows));
  if (all.length === 0) throw new BadUsage('Nothing here is a solution that can be imported, so there is nothing to deploy.');
  if (out === undefined) terminal.out(all.map(({ text }) => text).join('\n'));
  else write(all, out, cwd, terminal);
  for (const { path, message } of problems) complain(terminal, `${path} ${message}\n`);
  return 0;
}

function write(all: readonly Runbook[], out: string, cwd: string, terminal: Terminal): void {
  const names = runbookFileNames(all);
  const folder = resolve(cwd, out);
  const texts = new Map(all.map((it, index) => [join(folder, names[index]!), it.text]));
  const display = (path: string): string => relativePath(cwd, path);
  replaceFiles(texts, isRunbook, display);
  for (const path of texts.keys()) terminal.out(`${display(path)}\n`);
}

export function defineRunbook(program: Command, { cwd, terminal, end }: Shell): void {
  program
    .command('runbook')
    .description('print what operations need to know to deploy the solutions, as Markdown')
    .argument('[paths...]', PATHS_AND_ZIPS)
    .option('--out <folder>', 'write a page for each solution into this folder', word)
    .addHelpText('after', examples(['keyhook runbook --out docs/deployment', 'keep a page for each solution beside the sources']))
    .action(async (paths: string[], { out }: { out?: string }) => end(await runbook(paths, out, cwd, terminal)));
}
