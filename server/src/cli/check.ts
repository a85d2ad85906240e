import {
  byPlace,
  checkReport,
  checkText,
  createLinter,
  fixesOf,
  isSeverity,
  rules,
  severityWords,
  type CheckReport,
  type Linter,
  type Scene,
  type Severity,
} from '../core';
import { BadUsage, readPaths, type Reading } from './read';
import { complain, jsonOf, paintOf, type Terminal } from './terminal';

/** The least severity that makes a command end with 1. */
export type FailOn = Exclude<Severity, 'off'>;

export interface CheckOptions {
  readonly format: 'text' | 'json';
  readonly failOn: FailOn;
  /** Severities by rule id, when any were given. */
  readonly rule?: ReadonlyMap<string, Severity>;
}

/** 0 clean, 1 findings at or above `failOn`, 2 a rule of ours failed. */
export function check(paths: readonly string[], options: CheckOptions, cwd: string, terminal: Terminal): number {
  const reading = readPaths(paths, cwd, terminal);
  const crashes: string[] = [];
  const linter = createLinter({
    rules,
    severityOf: (rule) => options.rule?.get(rule.id) ?? rule.severity,
    onCrash: (rule, error) =>
      crashes.push(
        `The rule ${rule.id} failed: ${error instanceof Error ? error.message : String(error)}. This is a fault of Keyhook; the other rules were run.`,
      ),
  });
  const report = reportOn(reading, linter, reading.scene);
  terminal.out(options.format === 'json' ? jsonOf(report) : checkText(report, paintOf(terminal)));
  for (const crash of new Set(crashes)) complain(terminal, `${crash}\n`);
  return crashes.length > 0 ? 2 : fails(report, options.failOn) ? 1 : 0;
}

/** What a linter finds in what was named, in the state that the scene shows. */
export function reportOn(
  { locator, problems, shows }: Pick<Reading, 'locator' | 'problems' | 'shows'>,
  linter: Linter,
  scene: Scene,
): CheckReport {
  const findings = [...linter.run(scene.snapshot)]
    .flatMap(({ solution, findings }) =>
      findings.filter((it) => shows(it.at.uri)).map((it) => locator.finding(it, solution.root, fixesOf(it, scene))),
    )
    .sort(byPlace);
  const changed = [...locator.changed].map((uri) => ({ path: locator.pathOf(uri), message: 'changed while it was read' }));
  return checkReport(findings, scene.snapshot, [...problems, ...changed]);
}

/** Whether the report holds a finding at or above the limit. */
export function fails({ summary }: CheckReport, failOn: FailOn): boolean {
  const { errors, warnings, infos } = summary;
  return errors > 0 || (failOn !== 'error' && warnings > 0) || (failOn === 'info' && infos > 0);
}

/** Takes one `id=severity` to those before it. */
export function ruleOption(value: string, before: ReadonlyMap<string, Severity> = new Map()): ReadonlyMap<string, Severity> {
  const [id = '', ...rest] = value.split('=');
  const severity = rest.join('=');
  requireRule(id);
  if (!isSeverity(severity)) throw new BadUsage(`--rule ${value}: write '${id}=' with one of ${severityWords}.`);
  return new Map([...before, [id, severity]]);
}

/** Throws `BadUsage` when no rule has the id. */
export function requireRule(id: string): void {
  if (rules.some((it) => it.id === id)) return;
  const near = nearest(
    id,
    rules.map((it) => it.id),
  );
  throw new BadUsage(`There is no rule '${id}'${near ? `; did you mean '${near}'?` : '.'}`);
}

/** The name with the most words in common, when there is one. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const words = name
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((it) => it.length > 2);
  const score = (candidate: string): number => words.filter((it) => candidate.includes(it)).length;
  const [best] = [...names].sort((a, b) => score(b) - score(a));
  return best && score(best) > 0 ? best : undefined;
}
