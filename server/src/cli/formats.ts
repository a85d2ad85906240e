import { InvalidArgumentError } from 'commander';
import { isAbsolute, posix, relative, resolve, sep } from 'node:path';
import {
  azureAnnotations,
  checkMarkdown,
  checkText,
  describeRule,
  githubAnnotations,
  gitlabReport,
  junitXml,
  locatedFixes,
  rules,
  sarifLog,
  withoutMarks,
  type CheckReport,
  type Locator,
  type Fix,
  type Outcome,
} from '../core';
import { version } from '../../../package.json';
import { rulePage } from '../host/pages';
import { WriteError } from '../host/write';
import { writeReport } from '../host/write-report';
import { BadUsage } from './read';
import { complain, jsonOf, paintOf, type Terminal } from './terminal';

const formats = ['text', 'json', 'sarif', 'junit', 'github', 'azure', 'gitlab', 'markdown'] as const;

export type Format = (typeof formats)[number];

/** How the outcome is told, and where; on standard output when no file is named. */
export interface Telling {
  readonly format: Format;
  readonly path?: string;
}

/** Takes one `format` or `format=path` to those before it. */
export function formatWithPath(value: string, before: readonly Telling[] = []): readonly Telling[] {
  const [name = '', ...rest] = value.split('=');
  const format = formats.find((it) => it === name);
  if (!format) throw new InvalidArgumentError(`Allowed choices are ${formats.join(', ')}.`);
  if (rest.length === 0) {
    const other = before.find((it) => it.path === undefined);
    if (other)
      throw new BadUsage(
        `Only one format can go to standard output: write '${other.format}=PATH' or '${format}=PATH' to put one into a file.`,
      );
    return [...before, { format }];
  }
  const path = rest.join('=');
  if (path === '') throw new BadUsage(`--format ${value}: the path is empty.`);
  if (before.some((it) => it.path !== undefined && resolve(it.path) === resolve(path)))
    throw new BadUsage(`--format ${value}: another format goes to this file already.`);
  return [...before, { format, path }];
}

/** An outcome, with what only some formats tell. */
export interface Told {
  readonly outcome: Outcome;
  readonly locator: Locator;
  /** Those of each finding. */
  readonly fixes: readonly (readonly Fix[])[];
}

/** Tells the outcome in every way that was asked for. Gives whether all of it could be written; what could not is said last. */
export function tell(told: Told, tellings: readonly Telling[], cwd: string, terminal: Terminal): boolean {
  const { environment = {} } = terminal;
  const failures: WriteError[] = [];
  if (!tellings.some((it) => it.path === undefined))
    for (const format of usual(environment)) terminal.out(shown(format, told, cwd, terminal));
  for (const { format, path } of tellings)
    if (path === undefined) terminal.out(shown(format, told, cwd, terminal));
    else
      try {
        writeReport(resolve(cwd, path), written(format, told, cwd, environment), path);
      } catch (error) {
        if (!(error instanceof WriteError)) throw error;
        failures.push(error);
      }
  for (const { message } of failures) complain(terminal, `${message}\n`);
  return failures.length === 0;
}

/** What goes to standard output when nothing else was asked for: a pipeline that knows annotations gets them too. */
function usual({ GITHUB_ACTIONS, TF_BUILD }: NonNullable<Terminal['environment']>): readonly Format[] {
  if (GITHUB_ACTIONS === 'true') return ['text', 'github'];
  return TF_BUILD?.toLowerCase() === 'true' ? ['text', 'azure'] : ['text'];
}

function shown(format: Format, told: Told, cwd: string, terminal: Terminal): string {
  if (format === 'text') return checkText(told.outcome.report, paintOf(terminal));
  return written(format, told, cwd, terminal.environment ?? {});
}

function written(format: Format, told: Told, cwd: string, environment: NonNullable<Terminal['environment']>): string {
  const { outcome } = told;
  const { report } = outcome;
  const place = inRepository(cwd, environment);
  switch (format) {
    case 'text':
      return checkText(report);
    case 'json':
      return jsonOf(report);
    case 'sarif':
      return jsonOf(sarif(told, place));
    case 'junit':
      return junitXml(outcome);
    case 'github':
      return githubAnnotations(calling(report, place));
    case 'azure':
      return azureAnnotations(calling(report, place));
    case 'gitlab':
      return jsonOf(gitlabReport(calling(report, place).findings));
    case 'markdown':
      return checkMarkdown(report);
  }
}

function sarif({ outcome, locator, fixes }: Told, place: Place): object {
  const source = {
    version,
    rules: rules.map((it) => ({ ...describeRule(it, rulePage(it.id)), page: withoutMarks(rulePage(it.id)) })),
    fixes: locatedFixes(fixes, locator.calling(place)),
  };
  return sarifLog({ ...outcome, report: calling(outcome.report, place) }, source);
}

/** How a path in the working directory is called by whoever shows the findings. */
type Place = (path: string) => string;

/** Pipelines want paths from the root of what they have checked out, wherever the step runs. */
function inRepository(
  cwd: string,
  { GITHUB_WORKSPACE, BUILD_SOURCESDIRECTORY, CI_PROJECT_DIR }: NonNullable<Terminal['environment']>,
): Place {
  const root = GITHUB_WORKSPACE || BUILD_SOURCESDIRECTORY || CI_PROJECT_DIR || cwd;
  const down = relative(root, cwd).split(sep).join('/');
  return down === '' || down.startsWith('../') || isAbsolute(down) ? (path) => path : (path) => posix.join(down, path);
}

function calling(report: CheckReport, place: Place): CheckReport {
  return {
    ...report,
    findings: report.findings.map((it) => ({
      ...it,
      path: place(it.path),
      solution: place(it.solution),
      related: it.related.map((one) => ({ ...one, path: place(one.path) })),
    })),
    problems: report.problems.map((it) => ({ ...it, path: place(it.path) })),
  };
}
