import { join } from 'node:path';
import type { Command } from 'commander';
import {
  baselineChanges,
  baseOf,
  checkedIn,
  count,
  createLinter,
  isWhole,
  Refusal,
  Revision,
  rules,
  type BaselineChange,
  type Uri,
} from '../core';
import { pathOf, uriOf } from '../host/disk';
import { carryOut } from './carry-out';
import { dayOf } from './check';
import { rethrow } from './fix';
import { diffOption, dryRunOption, examples, PATHS, type Shell } from './options';
import { readToChange, relativePath, type Reading } from './read';
import type { Terminal } from './terminal';

export interface BaselineOptions {
  /** Whether findings that are new come into a baseline that is there. */
  readonly grow?: boolean;
  readonly diff?: boolean;
  readonly dryRun?: boolean;
}

/** Writes down what is found, so that it is counted from now on and not reported; 0 unless it throws. */
async function baseline(
  paths: readonly string[],
  { grow = false, ...output }: BaselineOptions,
  cwd: string,
  terminal: Terminal,
): Promise<number> {
  const asked = await readToChange(paths, cwd, terminal, () => true);
  const newIn = uriOf(cwd);
  const bases = basesOf(asked, newIn);
  const reading = await readToChange([...(paths.length > 0 ? paths : ['.']), ...[...bases].map(pathOf)], cwd, terminal, isBaseline);
  const { snapshot } = reading.workspace;
  const linter = createLinter({ rules, ...dayOf(terminal), onCrash: rethrow });
  const changes = baselineChanges(snapshot, linter, {
    grow,
    newIn,
    isMeant: (folder, path) => isMeant(uriOf(join(pathOf(folder), path)), asked, reading),
  }).filter((it) => bases.has(it.base));
  const files = new Map(changes.map((it) => [it.uri, revised(it, reading, cwd)]));
  const isChanged = ([, { before, after }]: readonly [Uri, Revision]): boolean => before !== after;
  const words = (written: boolean): string =>
    changes.map((it) => inWords(it, relativePath(cwd, pathOf(it.uri)), written, isChanged([it.uri, files.get(it.uri)!]))).join('');
  carryOut(new Map([...files].filter(isChanged)), { format: 'text', ...output }, words, (text) => text, cwd, terminal);
  return 0;
}

/** Those that cannot be understood are refused when they are to be written. */
function isBaseline(uri: Uri): boolean {
  return uri.endsWith('/keyhook-baseline.json');
}

/** The folders that baselines speak for: what is found depends on what lies next door, so all of it is read. */
function basesOf({ workspace: { snapshot } }: Reading, newIn: Uri): ReadonlySet<Uri> {
  return new Set(checkedIn(snapshot).map(({ root }) => baseOf(snapshot.configurations.of(root)) ?? newIn));
}

/** Of a file that cannot be read nobody knows what is mended. */
function isMeant(uri: Uri, { shows }: Reading, { workspace }: Reading): boolean {
  const entry = workspace.entry(uri);
  return shows(uri) && (!entry || isWhole(entry));
}

function revised({ uri, text }: BaselineChange, { workspace, scene }: Reading, cwd: string): Revision {
  const facts = workspace.entry(uri)?.facts;
  if (facts?.kind === 'baseline' && facts.faults.length + facts.mistakes.length > 0)
    throw new Refusal(`'${relativePath(cwd, pathOf(uri))}' cannot be understood: mend it, or delete it to begin again.`);
  const revision = new Revision(facts && scene.text(uri));
  if (revision.before === undefined) revision.create(text);
  else revision.apply([{ span: { start: 0, end: revision.before.length }, text }]);
  return revision;
}

function inWords({ held, gone, taken, left }: BaselineChange, path: string, written: boolean, isChanged: boolean): string {
  const moved = [...(gone > 0 ? [`${gone.toLocaleString('en')} gone`] : []), ...(taken > 0 ? [`${taken.toLocaleString('en')} new`] : [])];
  const what = `${count(held, 'finding')}${moved.length > 0 ? ` (${moved.join(', ')})` : ''}`;
  const how = isChanged ? (written ? 'now holds' : 'would hold') : 'still holds';
  const rest =
    left === 0
      ? ''
      : `${count(left, 'finding is', 'findings are')} not in it: mend what is new, or take it in with keyhook baseline --grow\n`;
  return `${path} ${how} ${what}\n${rest}`;
}

export function defineBaseline(program: Command, { cwd, terminal, end }: Shell): void {
  program
    .command('baseline')
    .description('write down what is found today, so that only what is new is reported')
    .argument('[paths...]', PATHS)
    .option('--grow', 'take new findings into a baseline that is there; without it a baseline only shrinks')
    .addOption(diffOption())
    .addOption(dryRunOption())
    .addHelpText(
      'after',
      examples(
        ['keyhook baseline', 'write keyhook-baseline.json, or take out of it what is mended'],
        ['keyhook baseline --grow --diff', 'show what would come in besides'],
      ),
    )
    .action(async (paths: string[], options: BaselineOptions) => end(await baseline(paths, options, cwd, terminal)));
}
