import { createLinter, fixAll, fixReport, fixText, rules, type Rule, type Severity, type Uri } from '../core';
import { carryOut, type Output } from './carry-out';
import { fails, reportOn, requireRule, type FailOn } from './check';
import { readPaths } from './read';
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
export function fix(paths: readonly string[], options: FixOptions, cwd: string, terminal: Terminal): number {
  const { failOn, unsafe = false, rule: chosen, type } = options;
  const reading = readPaths(paths, cwd, terminal);
  const { workspace, scene, locator, shows } = reading;
  const lint = {
    naming: { ...scene.naming, ...(type !== undefined && { type }) },
    severityOf: ({ id, severity }: Rule): Severity => (severity === 'off' && chosen?.includes(id) ? 'info' : severity),
  };
  const mended = fixAll(workspace, {
    ...lint,
    rules: chosen ? rules.filter(({ id }) => chosen.includes(id)) : rules,
    text: scene.text,
    accept: ({ safety, preferred }, { at }) => shows(at.uri) && (safety === 'safe' || (unsafe && preferred)),
  });
  const { files } = mended;
  const after = { snapshot: workspace.snapshot, naming: lint.naming, text: (uri: Uri) => files.get(uri)?.after ?? scene.text(uri) };
  const linter = createLinter({ ...lint, rules, onCrash: rethrow });
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

function rethrow(_: Rule, error: unknown): never {
  throw error;
}

/** Takes one rule's id to those before it. */
export function ruleToFix(id: string, before: readonly string[] = []): readonly string[] {
  requireRule(id);
  return [...before, id];
}
