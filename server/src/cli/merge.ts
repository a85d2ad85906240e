import type { Command } from 'commander';
import { called, type Defined, inOneBreath, isManagedOnly, mergeReferences, Refusal, type Uri } from '../core';
import type { Output } from './carry-out';
import { Changes } from './changes';
import { diffOption, dryRunOption, examples, formatOption, inOption, type Shell } from './options';
import { BadUsage, readToChange } from './read';
import { definitionsOf, listed, requireReference } from './references';
import type { Terminal } from './terminal';

export interface MergeOptions extends Output {
  /** Where the solutions are. */
  readonly in?: readonly string[];
}

/** Merges connection references into another one, in every solution that defines it and some of them; 0 unless it throws. */
async function merge(into: string, from: readonly string[], options: MergeOptions, cwd: string, terminal: Terminal): Promise<number> {
  const losers = [...new Map(from.map((it) => [it.toLowerCase(), it])).values()];
  if (losers.some((it) => it.toLowerCase() === into.toLowerCase())) throw new BadUsage(`'${into}' cannot be merged into itself.`);
  const changes = new Changes(await readToChange(options.in ?? [], cwd, terminal));
  for (const it of [into, ...losers]) requireReference(it, changes.scene);
  const roots = ownDefinitions(into, changes).map((it) => it.solution.root);
  if (roots.length === 0)
    throw new Refusal(`No solution here defines '${into}', or only as a managed one: merge into a reference that is defined here.`);
  const strangers = losers.filter((it) => !ownDefinitions(it, changes).some(({ solution }) => roots.includes(solution.root)));
  if (strangers.length > 0)
    throw new Refusal(
      `No solution that defines '${into}' defines ${listed(strangers, 'or')} too: only references of one solution can be merged.`,
    );
  for (const root of new Set(roots)) mergeIn(root, into, losers, changes);
  changes.carryOut([], options, cwd, terminal);
  return 0;
}

/** Does nothing where the losers went when they were merged in a solution before. */
function mergeIn(root: Uri, into: string, losers: readonly string[], changes: Changes): void {
  const here = (name: string): Defined[] => ownDefinitions(name, changes).filter(({ solution }) => solution.root === root);
  const [survivor] = here(into);
  const references = losers.flatMap((it) => here(it).slice(0, 1)).map((it) => it.reference);
  if (!survivor || references.length === 0) return;
  const { reference, solution } = survivor;
  const [name, ...names] = called({ own: [reference, ...references], siblings: [] }).map((it) => it.name);
  changes.apply([
    {
      title: `Merge ${inOneBreath(names)} into ${name} in '${solution.name}'`,
      ...mergeReferences(solution, reference, references, changes.scene),
    },
  ]);
}

/** The definitions that can be changed: those in solutions that are made here. */
function ownDefinitions(logicalName: string, { scene }: Changes): readonly Defined[] {
  return definitionsOf(logicalName, scene).filter(({ solution }) => !isManagedOnly(solution));
}

export function defineMerge(program: Command, { cwd, terminal, end }: Shell): void {
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
    .action(async (into: string, from: string[], options: MergeOptions) => end(await merge(into, from, options, cwd, terminal)));
}
