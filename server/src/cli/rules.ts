import type { Command } from 'commander';
import { describeRule, rules, rulesMarkdown, rulesText, type RuleList } from '../core';
import { rulePage } from '../host/pages';
import { formatOption, type Shell } from './options';
import { jsonOf, paintOf, type Terminal } from './terminal';

/** Prints every rule; 0 always. */
function listRules(format: 'text' | 'json' | 'markdown', terminal: Terminal): number {
  const list: RuleList = { version: 1, rules: rules.map((it) => describeRule(it, rulePage(it.id))) };
  const printed = { text: () => rulesText(list, paintOf(terminal)), json: () => jsonOf(list), markdown: () => rulesMarkdown(list) };
  terminal.out(printed[format]());
  return 0;
}

export function defineRules(program: Command, { terminal, end }: Shell): void {
  program
    .command('rules')
    .description('print all rules')
    .addOption(formatOption('markdown'))
    .action(({ format }: { format: 'text' | 'json' | 'markdown' }) => end(listRules(format, terminal)));
}
