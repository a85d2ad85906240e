import type { BaselineEntry } from './facts/baseline';
import type { Choice, IgnoreFact, Preset } from './facts/configuration';
import { dirname } from './files';
import { matches, pathFrom, type Glob } from './globs';
import { memo } from './memo';
import { defaultNaming, type Naming } from './naming';
import type { Finding, Rule } from './rule';
import type { Severity } from './severity';
import type { Uri } from './text';

/** What the team has decided about a folder and all below it. Never mutated: the same object means the same decisions. */
export interface Configuration {
  /** The `keyhook.json` that speaks for the folder, and the files it extends; empty where there is none. */
  readonly files: readonly Uri[];
  readonly preset: Preset;
  readonly rules: Readonly<Record<string, Choice>>;
  readonly overrides: readonly { readonly files: readonly Glob[]; readonly rules: Readonly<Record<string, Choice>> }[];
  readonly naming: Naming;
  /** In the order in which the team deploys; empty where it has not said. */
  readonly environments: readonly Environment[];
  readonly exclude: readonly Glob[];
  readonly ignores: readonly Ignore[];
  /** The folder of `keyhook-baseline.json`, and what it lists; undefined where there is none. */
  readonly baseline: { readonly base: Uri; readonly entries: readonly BaselineEntry[] } | undefined;
}

export interface Environment {
  readonly name: string;
  /** Its settings files; empty where a file's name or folder tells. */
  readonly files: readonly Glob[];
}

/** An entry of `ignore`, with the file it stands in. */
export interface Ignore extends Omit<IgnoreFact, 'span'> {
  readonly uri: Uri;
  /** Which of the file's entries. */
  readonly index: number;
}

export const defaultConfiguration: Configuration = {
  files: [],
  preset: 'recommended',
  rules: {},
  overrides: [],
  naming: defaultNaming,
  environments: [],
  exclude: [],
  ignores: [],
  baseline: undefined,
};

/** How severe a rule is at a file. */
export function severityAt(uri: Uri, rule: Rule, configuration: Configuration): Severity {
  const { rules, overrides, preset } = configuration;
  const said = [...overrides.filter((it) => it.rules[rule.id]?.severity && matches(uri, it.files)).map((it) => it.rules)].reverse();
  return [...said, rules].map((it) => it[rule.id]?.severity).find((it) => it !== undefined) ?? presetSeverity(rule, preset);
}

function presetSeverity({ severity }: Rule, preset: Preset): Severity {
  if (preset === 'recommended') return severity;
  return severity === 'off' ? 'info' : severity === 'info' ? 'warning' : severity;
}

/** Whether a rule may be of another severity at some files than at others. */
export function isOverridden(rule: Rule, { overrides }: Configuration): boolean {
  return overrides.some((it) => it.rules[rule.id] !== undefined);
}

/** The entry of `ignore` that silences a finding; one whose last day is over silences nothing. */
export function ignoreFor({ rule, at, subject }: Finding, configuration: Configuration, today: string | undefined): Ignore | undefined {
  return ignoresAt(at.uri, configuration).find(
    (it) => it.rule === rule.id && (it.subject === undefined || it.subject === subject) && !isOver(it, today),
  );
}

const ignoresByFile = memo((_: Configuration) => new Map<Uri, readonly Ignore[]>());

/** The entries that are about what is found in a file. It has many findings, and there may be hundreds of entries. */
function ignoresAt(uri: Uri, configuration: Configuration): readonly Ignore[] {
  const known = ignoresByFile(configuration);
  const its = known.get(uri) ?? configuration.ignores.filter((it) => isAt(uri, it));
  known.set(uri, its);
  return its;
}

/** Whether an entry of `ignore` is about what is found in a file. */
export function isAt(file: Uri, { path, uri }: Ignore): boolean {
  return path === undefined || matches(file, [{ base: dirname(uri), pattern: path }]);
}

/** Whether the last day of an entry is over. */
export function isOver({ until }: Pick<Ignore, 'until'>, today: string | undefined): boolean {
  return until !== undefined && today !== undefined && until < today;
}

/** By what a finding is known to a baseline; undefined where none can speak of it. */
export function baselineKey({ rule, at, subject }: Finding, { baseline }: Configuration): string | undefined {
  return baseline && keyOf({ rule: rule.id, path: pathFrom(baseline.base, at.uri), subject });
}

/** How many findings a baseline lists, by their keys. */
export function baselineCounts({ baseline }: Configuration): ReadonlyMap<string, number> {
  return countsIn(baseline?.entries ?? noEntries);
}

const noEntries: readonly BaselineEntry[] = [];

/** Every solution is asked with every key, and a baseline may list thousands. */
const countsIn = memo((entries: readonly BaselineEntry[]) => {
  const counts = new Map<string, number>();
  for (const it of entries) counts.set(keyOf(it), (counts.get(keyOf(it)) ?? 0) + it.count);
  return counts;
});

function keyOf({ rule, path, subject }: Omit<BaselineEntry, 'count'>): string {
  return JSON.stringify([rule, path, subject]);
}
