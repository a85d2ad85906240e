import type { Snapshot } from '../workspace';
import type { LocatedFinding } from './located';

/** Something that could not be read, or not wholly. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** The whole of `check --format json`, an interface (docs/json.md, schemas/check.schema.json). */
export interface CheckReport {
  readonly version: 1;
  readonly findings: readonly LocatedFinding[];
  readonly summary: {
    readonly solutions: number;
    readonly flows: number;
    readonly connectionReferences: number;
    readonly files: number;
    readonly errors: number;
    readonly warnings: number;
    readonly infos: number;
  };
  readonly problems: readonly Problem[];
}

/** `findings` in the order they are to be shown. */
export function checkReport(findings: readonly LocatedFinding[], { solutions }: Snapshot, problems: readonly Problem[]): CheckReport {
  const sum = (of: (solution: Snapshot['solutions'][number]) => number): number => solutions.reduce((total, it) => total + of(it), 0);
  const number = (severity: LocatedFinding['severity']): number => findings.filter((it) => it.severity === severity).length;
  return {
    version: 1,
    findings,
    summary: {
      solutions: solutions.length,
      flows: sum((it) => it.flows.length),
      connectionReferences: sum((it) => it.references.length + it.repeated.length),
      files: sum((it) => it.entries.size),
      errors: number('error'),
      warnings: number('warning'),
      infos: number('info'),
    },
    problems,
  };
}

/** How a terminal marks words; every function gives its text back where there are no colours. */
export interface Paint {
  error(text: string): string;
  warning(text: string): string;
  info(text: string): string;
  file(text: string): string;
  faint(text: string): string;
}

export const plain: Paint = { error: (it) => it, warning: (it) => it, info: (it) => it, file: (it) => it, faint: (it) => it };

/** What a person reads in a terminal: findings under their file, and a closing count. */
export function checkText({ findings, summary, problems }: CheckReport, paint: Paint = plain): string {
  const lines: string[] = [];
  let path: string | undefined;
  const width = Math.max(0, ...findings.map((it) => `${it.line}:${it.column}`.length));
  for (const finding of findings) {
    if (finding.path !== path) lines.push(...(path === undefined ? [] : ['']), paint.file(printable(finding.path)));
    path = finding.path;
    const { line, column, severity, message, rule } = finding;
    lines.push(
      `  ${paint.faint(`${line}:${column}`.padStart(width))}  ${paint[severity](severity.padEnd(7))}  ${printable(message)}  ${paint.faint(rule)}`,
    );
  }
  if (findings.length > 0) lines.push('');
  for (const problem of problems)
    lines.push(`${paint.warning('not read')}  ${paint.file(printable(problem.path))}  ${printable(problem.message)}`);
  if (problems.length > 0) lines.push('');
  const { errors, warnings, infos } = summary;
  const where = `in ${count(summary.flows, 'flow')} and ${count(summary.connectionReferences, 'connection reference')} of ${count(summary.solutions, 'solution')}`;
  const total =
    findings.length === 0
      ? 'No findings'
      : `${count(findings.length, 'finding')} (${count(errors, 'error')}, ${count(warnings, 'warning')}, ${count(infos, 'info')})`;
  lines.push(`${(errors > 0 ? paint.error : warnings > 0 ? paint.warning : paint.info)(total)} ${where}`, '');
  return lines.join('\n');
}

/** `3 flows`, `1 flow`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** A text from a workspace may hold anything; a terminal must not obey it. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\uFFFD');
}
