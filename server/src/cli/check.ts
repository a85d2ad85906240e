import type { Command } from 'commander';
import {
  byPlace,
  checkedIn,
  checkReport,
  createLinter,
  fixesOf,
  isNear,
  isSeverity,
  rules,
  severityWords,
  type CheckReport,
  type Finding,
  type Fix,
  type Linter,
  type LocatedFinding,
  type Scene,
  type Severity,
  type Uri,
} from '../core';
import type { Sight } from '../host/sight';
import { changedSince, type IsChanged } from './changed';
import { formatWithPath, tell, type Telling } from './formats';
import { examples, failOnOption, PATHS_AND_ZIPS, type Shell } from './options';
import { BadUsage, readPaths, type Reading } from './read';
import { remembered } from './remembered';
import { complain, type Terminal } from './terminal';

/** The least severity that makes a command end with 1. */
export type FailOn = Exclude<Severity, 'off'>;

export interface CheckOptions {
  /** How the outcome is told; as it is usual where we run when not given. */
  readonly format?: readonly Telling[];
  readonly failOn: FailOn;
  /** Severities by rule id, when any were given. */
  readonly rule?: ReadonlyMap<string, Severity>;
  /** Whether only what has changed is shown, and since which git reference. */
  readonly changed?: string | true;
  /** Which of the files that were named are shown; all of them when not given. */
  readonly only?: (uri: Uri) => boolean;
  /** Notes what was seen of the disk. */
  readonly sight?: Sight;
}

/** 0 clean, 1 findings at or above `failOn`, 2 a rule of ours failed, or a report could not be written. */
export async function check(paths: readonly string[], options: CheckOptions, cwd: string, terminal: Terminal): Promise<number> {
  const { format = [], failOn, rule, changed, only, sight } = options;
  const changes = changed === undefined ? undefined : await changedSince(changed === true ? undefined : changed, cwd);
  const reading = showing(await readPaths(paths, cwd, terminal, only ?? everything, sight), only);
  const crashes = new Set<string>();
  const linter = createLinter({
    rules,
    ...dayOf(terminal),
    severityOf: ({ id }, configured) => rule?.get(id) ?? configured,
    onCrash: ({ id }, error) =>
      crashes.add(
        `The rule ${id} failed: ${error instanceof Error ? error.message : String(error)}. This is a fault of Keyhook; the other rules were run.`,
      ),
  });
  const isChanged = changes?.(reading);
  const found = findingsIn(reading, linter, reading.scene, isChanged);
  const report = reported(found, reading, linter, reading.scene, isChanged);
  const outcome = {
    report,
    crashes: [...crashes],
    solutions: reading.workspace.snapshot.solutions.map((it) => reading.locator.pathOf(it.root)),
    fails: (severity: LocatedFinding['severity']) => atLeast(severity, failOn),
  };
  const isTold = tell({ outcome, locator: reading.locator, fixes: found.map((it) => it.fixes) }, format, cwd, terminal);
  for (const crash of crashes) complain(terminal, `${crash}\n`);
  return crashes.size > 0 || !isTold ? 2 : fails(report, failOn) ? 1 : 0;
}

const everything = (): boolean => true;

function showing(reading: Reading, only: CheckOptions['only']): Reading {
  return only ? { ...reading, shows: (uri) => reading.shows(uri) && only(uri) } : reading;
}

interface Found {
  readonly located: LocatedFinding;
  readonly fixes: readonly Fix[];
}

/** What a linter finds in what was named, in the state that the scene shows, in the order of every report. */
function findingsIn({ locator, shows }: ReadFiles, linter: Linter, scene: Scene, isChanged: IsChanged = everything): readonly Found[] {
  return [...linter.run(scene.snapshot)]
    .flatMap(({ folder, findings }) =>
      findings
        .filter((it) => shows(it.at.uri) && isChanged(it, folder.root))
        .map((it) => {
          const fixes = fixesOf(it, scene);
          return { located: locator.finding(it, folder.root, fixes), fixes };
        }),
    )
    .sort((a, b) => byPlace(a.located, b.located));
}

type ReadFiles = Pick<Reading, 'locator' | 'problems' | 'shows'>;

function reported(
  found: readonly Found[],
  { locator, problems, shows }: ReadFiles,
  linter: Linter,
  { snapshot }: Scene,
  isChanged: IsChanged = everything,
): CheckReport {
  let [ignored, baselined] = [0, 0];
  for (const folder of checkedIn(snapshot)) {
    const silenced = linter.silenced(folder, snapshot);
    const isAsked = (it: Finding): boolean => shows(it.at.uri) && isChanged(it, folder.root);
    ignored += silenced.ignored.filter((it) => isAsked(it.finding)).length;
    baselined += silenced.baselined.filter(isAsked).length;
  }
  const changed = [...locator.changed].map((uri) => ({ path: locator.pathOf(uri), message: 'changed while it was read' }));
  return checkReport(
    found.map((it) => it.located),
    snapshot,
    [...problems, ...changed],
    { ignored, baselined },
  );
}

/** What a linter finds in what was named, in the state that the scene shows. */
export function reportOn(reading: ReadFiles, linter: Linter, scene: Scene): CheckReport {
  return reported(findingsIn(reading, linter, scene), reading, linter, scene);
}

/** The day, for a linter. */
export function dayOf({ today }: Terminal): { readonly today?: string } {
  return today === undefined ? {} : { today };
}

/** Whether the report holds a finding at or above the limit. */
export function fails({ findings }: CheckReport, failOn: FailOn): boolean {
  return findings.some(({ severity }) => atLeast(severity, failOn));
}

function atLeast(severity: FailOn, limit: FailOn): boolean {
  const rising: readonly FailOn[] = ['info', 'warning', 'error'];
  return rising.indexOf(severity) >= rising.indexOf(limit);
}

/** Takes one `id=severity` to those before it. */
function ruleOption(value: string, before: ReadonlyMap<string, Severity> = new Map()): ReadonlyMap<string, Severity> {
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

/** The name that differs in few letters, or else the one with the most words in common; undefined when there is neither. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const words = name
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((it) => it.length > 2);
  const score = (candidate: string): number => words.filter((it) => candidate.includes(it)).length;
  const [best] = [...names].sort((a, b) => score(b) - score(a));
  return names.find((it) => isNear(it, name)) ?? (best && score(best) > 0 ? best : undefined);
}

export function defineCheck(program: Command, { cwd, terminal, end }: Shell): void {
  program
    .command('check')
    .description('find what is wrong')
    .argument('[paths...]', PATHS_AND_ZIPS)
    .option(
      '--format <format>',
      'how to print: text (the default), json, sarif, junit, github, azure, gitlab or markdown, or format=path to write a file (repeatable)',
      formatWithPath,
    )
    .option('--changed [ref]', 'report only on files that differ from this git reference, or that are not committed yet')
    .addOption(failOnOption())
    .option('--no-cache', 'check afresh, also when nothing has changed since the last time')
    .option('--rule <id=severity>', 'how severe a rule is: error, warning, info or off (repeatable)', ruleOption)
    .addHelpText(
      'after',
      examples(
        ['keyhook check --changed', 'what is wrong with what you are about to commit'],
        ['keyhook check --changed origin/main', 'what is wrong with what your branch changes'],
        ['keyhook check --format sarif=keyhook.sarif', 'print as usual, and write a file for other tools'],
      ),
    )
    .action(async (paths: string[], options: CheckOptions & { readonly cache: boolean }) => {
      const { known, ...afresh } = terminal;
      const run = (its: Terminal, sight?: Sight): Promise<number> => check(paths, { ...options, ...(sight && { sight }) }, cwd, its);
      end(
        await (isRemembered(options)
          ? remembered([cwd, paths, ...worded(options)], terminal, run)
          : run(options.cache ? terminal : afresh)),
      );
    });
}

/** Git is asked anew each time, and a file is written anew. */
function isRemembered({ cache, changed, format = [] }: CheckOptions & { readonly cache: boolean }): boolean {
  return cache && changed === undefined && format.every((it) => it.path === undefined);
}

function worded({ format, failOn, rule = new Map() }: CheckOptions): readonly unknown[] {
  return [format, failOn, [...rule]];
}
