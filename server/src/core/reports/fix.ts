import type { AppliedFix, Mended, RefusedFix } from '../fix-all';
import {
  bySeverity,
  count,
  mendableUnsafely,
  numberOf,
  plain,
  printable,
  problemLines,
  worst,
  type CheckReport,
  type Paint,
} from './check';
import type { Locator } from './located';

/** The whole of `fix --format json`, an interface (docs/json.md, schemas/fix.schema.json). What it has in common with `CheckReport` tells of the files as they are afterwards. */
export interface FixReport extends CheckReport {
  readonly applied: readonly LocatedFix[];
  readonly refused: readonly LocatedRefusal[];
  /** The files that differ, by path. */
  readonly files: readonly string[];
  /** Whether they differ on the disk, and not only in what would be. */
  readonly written: boolean;
}

/** What a fix does, and the finding it is for. */
interface Located {
  readonly rule: string;
  readonly title: string;
  readonly path: string;
  readonly subject: string;
}

export interface LocatedFix extends Located {
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

export interface LocatedRefusal extends Located {
  readonly reason: string;
}

/** `remaining` is the report of the files as they are afterwards. */
export function fixReport({ applied, refused, files }: Mended, remaining: CheckReport, locator: Locator, written: boolean): FixReport {
  const { version, findings, summary, problems } = remaining;
  const locate = ({ finding: { rule, at, subject }, title }: AppliedFix | RefusedFix): Located => ({
    rule: rule.id,
    title,
    path: locator.pathOf(at.uri),
    subject,
  });
  return {
    version,
    applied: applied.map((it) => ({ ...locate(it), files: it.files.map(locator.pathOf).sort(), notes: it.notes })).sort(byPath),
    refused: refused.map((it) => ({ ...locate(it), reason: it.reason })).sort(byPath),
    files: [...files.keys()].map(locator.pathOf).sort(),
    written,
    findings,
    summary,
    problems,
  };
}

function byPath(a: Located, b: Located): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** What a person reads in a terminal: what was done under the file of its finding, what could not be done, and a closing count. */
export function fixText(report: FixReport, { unsafe }: { readonly unsafe: boolean }, paint: Paint = plain): string {
  const { applied, refused, findings, problems } = report;
  const lines: string[] = [];
  for (const [index, { path, title, rule, files, notes }] of applied.entries()) {
    const before = applied[index - 1]?.path;
    if (path !== before) {
      if (before !== undefined) lines.push('');
      lines.push(paint.file(printable(path)));
    }
    lines.push(`  ${printable(title)}  ${paint.faint(files.length > 1 ? `${rule}, ${count(files.length, 'file')}` : rule)}`);
    for (const it of notes) lines.push(`    ${printable(it)}`);
  }
  if (applied.length > 0) lines.push('');
  for (const { path, title, rule, reason } of refused)
    lines.push(`${paint.warning('not done')}  ${paint.file(printable(path))}  ${printable(`${title}: ${reason}`)}  ${paint.faint(rule)}`);
  if (refused.length > 0) lines.push('');
  for (const it of problemLines(problems, paint)) lines.push(it);
  lines.push(closing(report, paint));
  const more = unsafe ? 0 : mendableUnsafely(findings);
  if (more > 0) lines.push(`${numberOf(more, findings)} can be mended by keyhook fix --unsafe`);
  return [...lines, ''].join('\n');
}

/** `12 fixes in 7 files; 3 findings remain (1 error, 2 warnings, 0 infos)`. */
function closing({ applied, files, written, findings, summary }: FixReport, paint: Paint): string {
  const would = applied.length > 0 && !written;
  const fixes = `${count(applied.length, 'fix', 'fixes')} ${would ? 'would change' : 'in'} ${count(files.length, 'file')}`;
  const remain = would ? 'would remain' : findings.length > 1 ? 'remain' : 'remains';
  const rest = findings.length === 0 ? `no finding ${remain}` : `${count(findings.length, 'finding')} ${remain} ${bySeverity(summary)}`;
  return `${applied.length === 0 ? 'Nothing to mend' : fixes}; ${worst(summary, paint)(rest)}`;
}
