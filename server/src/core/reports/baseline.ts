import type { Configuration } from '../configuration';
import type { BaselineEntry } from '../facts/baseline';
import { dirname } from '../files';
import { pathFrom } from '../globs';
import type { Linter } from '../lint';
import type { Uri } from '../text';
import { checkedIn, type Snapshot } from '../workspace';

/** What becomes of one `keyhook-baseline.json`. */
export interface BaselineChange {
  readonly uri: Uri;
  /** The folder that it speaks for. */
  readonly base: Uri;
  readonly text: string;
  /** How many findings are in it now. */
  readonly held: number;
  /** How many were in it and are not found any more. */
  readonly gone: number;
  /** How many it has taken in. */
  readonly taken: number;
  /** How many are found and are not in it. */
  readonly left: number;
}

export interface BaselineOptions {
  /** Whether a baseline that is there takes new findings in. */
  readonly grow: boolean;
  /** Where a new one is made for solutions that no configuration speaks for. */
  readonly newIn: Uri;
  /** Whether findings in the file are asked for, by its path from a folder; what is said of others stays. */
  isMeant(folder: Uri, path: string): boolean;
}

/** The folder in which the baseline of a configuration stands or is to stand; undefined where nothing says. */
export function baseOf({ baseline, files: [own] }: Configuration): Uri | undefined {
  return baseline?.base ?? (own === undefined ? undefined : dirname(own));
}

/**
 * Every baseline of the workspace as it is to be: one beside each configuration that governs something. What is not found any more
 * goes, and new findings come into a new one only, unless it is to grow. What is ignored is in none.
 */
export function baselineChanges(snapshot: Snapshot, linter: Linter, { grow, newIn, isMeant }: BaselineOptions): readonly BaselineChange[] {
  const found = new Map<Uri, { readonly before: readonly BaselineEntry[] | undefined; readonly now: Tally }>();
  for (const folder of checkedIn(snapshot)) {
    const configuration = snapshot.configurations.of(folder.root);
    const base = baseOf(configuration) ?? newIn;
    const its = found.get(base) ?? { before: configuration.baseline?.entries, now: new Tally() };
    found.set(base, its);
    for (const { rule, at, subject } of [...linter.findings(folder, snapshot), ...linter.silenced(folder, snapshot).baselined]) {
      const path = pathFrom(base, at.uri);
      if (isMeant(base, path)) its.now.add({ rule: rule.id, path, subject, count: 1 });
    }
  }
  return [...found].map(([base, { before, now }]) => {
    const held = new Tally();
    const old = new Tally();
    for (const it of before ?? []) (isMeant(base, it.path) ? old : held).add(it);
    const all = before === undefined || grow;
    for (const it of now.entries) held.add({ ...it, count: all ? it.count : Math.min(it.count, old.of(it)) });
    const over = (a: Tally, b: Tally): number => a.entries.reduce((sum, it) => sum + Math.max(0, it.count - b.of(it)), 0);
    return {
      uri: `${base}/keyhook-baseline.json`,
      base,
      text: textOf(held.entries),
      held: held.entries.reduce((sum, { count }) => sum + count, 0),
      gone: over(old, now),
      taken: all ? over(now, old) : 0,
      left: all ? 0 : over(now, old),
    };
  });
}

/** How many findings there are of each kind. */
class Tally {
  readonly #counts = new Map<string, BaselineEntry>();

  add(entry: BaselineEntry): void {
    const count = this.of(entry) + entry.count;
    if (count > 0) this.#counts.set(keyOf(entry), { ...entry, count });
  }

  of(entry: BaselineEntry): number {
    return this.#counts.get(keyOf(entry))?.count ?? 0;
  }

  get entries(): readonly BaselineEntry[] {
    return [...this.#counts.values()];
  }
}

function keyOf({ rule, path, subject }: BaselineEntry): string {
  return JSON.stringify([path, rule, subject]);
}

/** One finding a line, by path: so that a change of one is a change of one line, and two people's changes seldom meet. */
function textOf(entries: readonly BaselineEntry[]): string {
  const lines = [...entries].sort(inOrder).map(({ rule, path, subject, count }) => {
    const members = { rule, path, subject, ...(count > 1 && { count }) };
    return `    { ${Object.entries(members)
      .map(([name, value]) => `"${name}": ${JSON.stringify(value)}`)
      .join(', ')} }`;
  });
  return `{\n  "version": 1,\n  "findings": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`;
}

function inOrder(a: BaselineEntry, b: BaselineEntry): number {
  const order = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0);
  return order(a.path, b.path) || order(a.rule, b.rule) || order(a.subject, b.subject);
}
