import type { Command } from 'commander';
import { audit, auditCsv, auditMarkdown, inventory, inventoryText } from '../core';
import { examples, formatOption, PATHS_AND_ZIPS, type Shell } from './options';
import { readPaths, type Reading } from './read';
import { complain, jsonOf, paintOf, type Terminal } from './terminal';

type Format = 'text' | 'json' | 'csv' | 'markdown';

/** Prints what is in the solutions; 0 unless it throws. */
async function list(paths: readonly string[], format: Format, cwd: string, terminal: Terminal): Promise<number> {
  const reading = await readPaths(paths, cwd, terminal);
  terminal.out(shown(reading, format, terminal));
  for (const { path, message } of reading.problems) complain(terminal, `${path} ${message}\n`);
  return 0;
}

function shown({ workspace: { snapshot }, locator }: Reading, format: Format, terminal: Terminal): string {
  switch (format) {
    case 'csv':
      return auditCsv(audit(snapshot));
    case 'markdown':
      return auditMarkdown(audit(snapshot));
    case 'json':
      return jsonOf(inventory(snapshot, locator));
    case 'text':
      return inventoryText(inventory(snapshot, locator), paintOf(terminal));
  }
}

export function defineList(program: Command, { cwd, terminal, end }: Shell): void {
  program
    .command('list')
    .description('print the solutions with their flows and connection references')
    .argument('[paths...]', PATHS_AND_ZIPS)
    .addOption(formatOption('csv', 'markdown'))
    .addHelpText('after', examples(['keyhook list --format csv', 'what uses each connection reference, as a table for a spreadsheet']))
    .action(async (paths: string[], { format }: { format: Format }) => end(await list(paths, format, cwd, terminal)));
}
