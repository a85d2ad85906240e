import type { Command } from 'commander';
import { readinessMarkdown, readinessOf, readinessReport, readinessText, type Readiness } from '../core';
import { examples, formatOption, PATHS_AND_ZIPS, word, type Shell } from './options';
import { BadUsage, readPaths, type Reading } from './read';
import { complain, jsonOf, paintOf, type Terminal } from './terminal';

export interface ReadinessOptions {
  readonly format: 'text' | 'json' | 'markdown';
  /** The only environment that is asked for. */
  readonly environment?: string;
}

/** Prints which flows will be on after an import, and what the others need; 1 when a flow that is to be on will not be. */
async function readiness(paths: readonly string[], options: ReadinessOptions, cwd: string, terminal: Terminal): Promise<number> {
  const reading = await readPaths(paths, cwd, terminal);
  const { problems, locator, workspace } = reading;
  const found = inEnvironment(options.environment, shown(readinessOf(workspace.snapshot), reading));
  switch (options.format) {
    case 'json':
      terminal.out(jsonOf(readinessReport(found, problems, locator)));
      break;
    case 'markdown':
      terminal.out(readinessMarkdown(found));
      break;
    case 'text':
      terminal.out(readinessText(found, problems, locator, paintOf(terminal)));
  }
  if (options.format === 'markdown') for (const { path, message } of problems) complain(terminal, `${path} ${message}\n`);
  return found.environments.some(({ solutions }) => solutions.some(({ flows }) => flows.some((it) => it.state === 'needs'))) ? 1 : 0;
}

/** What was asked for: of a solution of which only a part was named, the flows in it. */
function shown({ environments }: Readiness, { shows }: Reading): Readiness {
  const all = environments.map(({ name, solutions }) => ({
    name,
    solutions: solutions
      .filter(({ solution }) => shows(solution.root) || [...solution.entries.keys()].some(shows))
      .map((it) => (shows(it.solution.root) ? it : { ...it, flows: it.flows.filter(({ flow }) => shows(flow.uri)) })),
  }));
  return { environments: all.filter(({ solutions }) => solutions.length > 0) };
}

function inEnvironment(name: string | undefined, { environments }: Readiness): Readiness {
  if (name === undefined) return { environments };
  const its = environments.filter((it) => it.name?.toLowerCase() === name.toLowerCase());
  if (its.length > 0) return { environments: its };
  const names = environments.flatMap((it) => (it.name === undefined ? [] : `'${it.name}'`));
  throw new BadUsage(
    names.length === 0
      ? `There is no environment '${name}': no deployment settings and no configuration here name one.`
      : `There is no environment '${name}' here. There ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}.`,
  );
}

export function defineReadiness(program: Command, { cwd, terminal, end }: Shell): void {
  program
    .command('readiness')
    .description('say which flows will be on after an import, and what the others need')
    .argument('[paths...]', PATHS_AND_ZIPS)
    .option('--environment <name>', 'only this environment', word)
    .addOption(formatOption('markdown'))
    .addHelpText(
      'after',
      examples(
        ['keyhook readiness', 'every environment that deployment settings or the configuration name'],
        ['keyhook readiness --environment Prod --format markdown', 'for a pull request'],
      ),
    )
    .action(async (paths: string[], options: ReadinessOptions) => end(await readiness(paths, options, cwd, terminal)));
}
