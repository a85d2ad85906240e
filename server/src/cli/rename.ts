import type { Command } from 'commander';
import { changesPrefix, isManagedOnly, Refusal, renameDisplayName, renameLogicalName } from '../core';
import type { Output } from './carry-out';
import { Changes } from './changes';
import { diffOption, dryRunOption, examples, formatOption, inOption, word, type Shell } from './options';
import { BadUsage, readToChange } from './read';
import { definitionsOf, requireReference } from './references';
import type { Terminal } from './terminal';

export interface RenameOptions extends Output {
  /** The new logical name. */
  readonly logical?: string;
  /** The new display name. */
  readonly display?: string;
  readonly changePrefix?: boolean;
  /** Where the solutions are. */
  readonly in?: readonly string[];
}

/** Renames a connection reference wherever it is named; 0 unless it throws. */
async function rename(logicalName: string, options: RenameOptions, cwd: string, terminal: Terminal): Promise<number> {
  const { logical, display, changePrefix = false, in: folders = [] } = options;
  if (logical === undefined && display === undefined) throw new BadUsage('Say the new name: --display, --logical, or both.');
  const changes = new Changes(await readToChange(folders, cwd, terminal));
  requireReference(logicalName, changes.scene);
  if (display !== undefined) renameDefinitions(logicalName, display, changes);
  if (logical !== undefined) {
    const renamed = renameLogicalName(logicalName, logical, changes.scene);
    if (changesPrefix(logicalName, logical) && !changePrefix)
      throw new Refusal(
        `'${logical}' has another prefix than '${logicalName}', as if another publisher had made it: add --change-prefix if that is meant.`,
      );
    changes.apply([{ title: `Rename '${logicalName}' to '${logical}'`, ...renamed }]);
  }
  changes.carryOut([], options, cwd, terminal);
  return 0;
}

/** Renames every definition, but for those in managed solutions: they are made from others. */
function renameDefinitions(logicalName: string, to: string, changes: Changes): void {
  const all = definitionsOf(logicalName, changes.scene);
  if (all.length === 0)
    throw new Refusal(
      `No solution here defines '${logicalName}', and its display name is written where it is defined: leave out --display.`,
    );
  const own = all.filter(({ solution }) => !isManagedOnly(solution));
  for (const { reference, solution } of own.length > 0 ? own : all) {
    if (all.filter((it) => it.solution === solution).length > 1)
      throw new Refusal(`'${solution.name}' defines '${logicalName}' twice: remove one of the two first.`);
    if (reference.displayName?.value === to) continue;
    changes.apply([
      {
        title: `Rename '${reference.label}' of '${solution.name}' to '${to}'`,
        ...renameDisplayName(reference, to, changes.scene),
      },
    ]);
  }
}

export function defineRename(program: Command, { cwd, terminal, end }: Shell): void {
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
    .action(async (logicalName: string, options: RenameOptions) => end(await rename(logicalName, options, cwd, terminal)));
}
