import { Option, type Command } from 'commander';
import { pageText, withoutMarks } from '../core';
import { rulePage } from '../host/pages';
import { requireRule } from './check';
import { examples, type Shell } from './options';
import { paintOf, type Terminal } from './terminal';

/** Prints the page of a rule; 0 unless it throws. */
function explain(id: string, format: 'text' | 'markdown', terminal: Terminal): number {
  requireRule(id);
  const page = rulePage(id);
  terminal.out(format === 'markdown' ? withoutMarks(page) : pageText(page, paintOf(terminal)));
  return 0;
}

export function defineExplain(program: Command, { terminal, end }: Shell): void {
  program
    .command('explain')
    .description('print what a rule is for, and what to do about it')
    .argument('<rule>', 'its id, as it stands after each finding')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'markdown']).default('text'))
    .addHelpText('after', examples(['keyhook explain direct-connection', 'why a direct connection is a fault']))
    .action((id: string, { format }: { format: 'text' | 'markdown' }) => end(explain(id, format, terminal)));
}
