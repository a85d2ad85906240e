import type { Command } from 'commander';
import { createLinter, fixAll, fixReport, fixText, rules, type Rule, type Severity, type Uri } from '../core';
import { carryOut, type Output } from './carry-out';
import { dayOf, fails, reportOn, requireRule, type FailOn } from './check';
import { diffOption, dryRunOption, examples, failOnOption, formatOption, PATHS, word, type Shell } from './options';
import { readToChange } from './read';
import type { Terminal } from './terminal';

export interface FixOptions extends Output {
  readonly failOn: FailOn;
  /** Whether fixes that somebody should look at are applied too, where one of a finding's is the sensible one. */
  readonly unsafe?: boolean;
  /** The rules whose findings are to be mended; all that are on when not given. */
  readonly rule?: readonly string[];
  /** The Type that names get. */
  readonly type?: string;
}

/** Mends what was named; 0 and 1 as `check`, by what is found afterwards. */
async function fix(paths: readonly string[], options: FixOptions, cwd: string, terminal: Terminal): Promise<number> {
  const { failOn, unsafe = false, rule: chosen, type } = options;
  const reading = await readToChange(paths, cwd, terminal);
  const { workspace, scene, locator, shows } = reading;
  const lint = {
    naming: { ...scene.naming, ...(type !== undefined && { type }) },
    ...dayOf(terminal),
    severityOf: ({ id }: Rule, configured: Severity): Severity => (configured === 'off' && chosen?.includes(id) ? 'info' : configured),
  };
  const linter = createLinter({ ...lint, rules, onCrash: rethrow });
  const mended = fixAll(workspace, {
    ...lint,
    linter,
    rules: chosen ? rules.filter(({ id }) => chosen.includes(id)) : rules,
    text: scene.text,
    accept: ({ safety, preferred }, { at }) => shows(at.uri) && (safety === 'safe' || (unsafe && preferred)),
  });
  const { files } = mended;
  const after = { snapshot: workspace.snapshot, naming: lint.naming, text: (uri: Uri) => files.get(uri)?.after ?? scene.text(uri) };
  const remaining = reportOn({ ...reading, locator: locator.after(files) }, linter, after);
  carryOut(
    files,
    options,
    (written) => fixReport(mended, remaining, locator, written),
    (report, paint) => fixText(report, { unsafe }, paint),
    cwd,
    terminal,
  );
  return fails(remaining, failOn) ? 1 : 0;
}

/** For a linter whose findings are acted upon: half of them would be wrong. */
export function rethrow(_: Rule, error: unknown): never {
  throw error;
}

/** Takes one rule's id to those before it. */
function ruleToFix(id: string, before: readonly string[] = []): readonly string[] {
  requireRule(id);
  return [...before, id];
}

export function defineFix(program: Command, { cwd, terminal, end }: Shell): void {
  program
    .command('fix')
    .description('mend what is wrong, in every file concerned')
    .argument('[paths...]', PATHS)
    .option('--unsafe', 'mend also what should be looked at afterwards, where there is one sensible way')
    .option('--rule <id>', 'mend only what this rule finds (repeatable)', ruleToFix)
    .option('--type <type>', "the Type that names end in, for instance 'Service Account'; without it nothing is given a new Type", word)
    .addOption(failOnOption())
    .addOption(diffOption())
    .addOption(dryRunOption())
    .addOption(formatOption())
    .addHelpText(
      'after',
      examples(
        ['keyhook fix', 'mend what no flow can notice'],
        ['keyhook fix --unsafe --diff', 'show what else could be mended'],
        ["keyhook fix --unsafe --rule default-name --type 'Service Account'", 'name what the maker portal has named'],
      ),
    )
    .action(async (paths: string[], options: FixOptions) => end(await fix(paths, options, cwd, terminal)));
}
