import { foldersOf } from '../fix';
import type { Entry, Solution } from '../model';
import type { Finding } from '../rule';
import type { Snapshot } from '../workspace';

/** What the rows of the views are made from, at one moment. */
export interface Shown {
  readonly snapshot: Snapshot;
  /** Of all folders, in their order. */
  readonly findings: readonly Finding[];
}

/**
 * Whether every row of the views reads the same in both. Rows hold no places, those are asked for, so most of what is typed changes
 * none. Looks only at the files that are different objects; says no where it would take long to find out.
 */
export function sameRows(before: Shown, after: Shown): boolean {
  return (
    before.snapshot.configurations === after.snapshot.configurations &&
    sameFolders([...foldersOf(before.snapshot)], [...foldersOf(after.snapshot)]) &&
    sameFindings(before.findings, after.findings)
  );
}

/** So many changed files are compared. */
const MOST_FILES = 100;

function sameFolders(before: readonly Solution[], after: readonly Solution[]): boolean {
  if (before.length !== after.length) return false;
  let left = MOST_FILES;
  for (const [i, now] of after.entries()) {
    const was = before[i]!;
    if (was === now) continue;
    if (was.root !== now.root || was.layout !== now.layout || was.entries.size !== now.entries.size) return false;
    for (const [uri, entry] of now.entries) {
      const old = was.entries.get(uri);
      if (old !== entry && (left-- === 0 || !old || !saysSame(old, entry))) return false;
    }
  }
  return true;
}

/** The same facts, wherever in the file they stand. */
function saysSame(before: Entry, after: Entry): boolean {
  return withoutPlaces(before) === withoutPlaces(after);
}

function withoutPlaces({ facts }: Entry): string {
  return JSON.stringify(facts, (_, value: unknown) => (isSpan(value) ? undefined : value));
}

function isSpan(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value && typeof value.start === 'number';
}

function sameFindings(before: readonly Finding[], after: readonly Finding[]): boolean {
  return before.length === after.length && after.every((it, i) => it === before[i] || isAlike(it, before[i]!));
}

function isAlike(a: Finding, b: Finding): boolean {
  return a.rule === b.rule && a.severity === b.severity && a.subject === b.subject && a.message === b.message && a.at.uri === b.at.uri;
}
