import { largest } from '../extremes';
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
    /** Findings that the configuration silences, and that the baseline holds; not in `findings`. */
    readonly ignored?: number;
    readonly baselined?: number;
  };
  readonly problems: readonly Problem[];
}

/** `findings` in the order they are to be shown. */
export function checkReport(
  findings: readonly LocatedFinding[],
  { solutions }: Snapshot,
  problems: readonly Problem[],
  { ignored, baselined }: { readonly ignored: number; readonly baselined: number },
): CheckReport {
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
      ignored,
      baselined,
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
  const width = largest(findings, (it) => `${it.line}:${it.column}`.length, 0);
  for (const finding of findings) {
    if (finding.path !== path) {
      if (path !== undefined) lines.push('');
      lines.push(paint.file(printable(finding.path)));
    }
    path = finding.path;
    const { line, column, severity, message, rule } = finding;
    lines.push(
      `  ${paint.faint(`${line}:${column}`.padStart(width))}  ${paint[severity](severity.padEnd(7))}  ${printable(message)}  ${paint.faint(rule)}`,
    );
  }
  if (findings.length > 0) lines.push('');
  for (const it of problemLines(problems, paint)) lines.push(it);
  lines.push(`${worst(summary, paint)(total(findings, summary))} ${extent(summary)}`);
  return [...lines, ...[silenced(summary), mendable(findings)].filter((it) => it !== undefined), ''].join('\n');
}

/** What could not be read, each in a line, and a blank line when there is any. */
export function problemLines(problems: readonly Problem[], paint: Paint): readonly string[] {
  const lines = problems.map(({ path, message }) => `${paint.warning('not read')}  ${paint.file(printable(path))}  ${printable(message)}`);
  return lines.length > 0 ? [...lines, ''] : [];
}

/** `(1 error, 2 warnings, 0 infos)`. */
export function bySeverity({ errors, warnings, infos }: CheckReport['summary']): string {
  return `(${count(errors, 'error')}, ${count(warnings, 'warning')}, ${count(infos, 'info')})`;
}

/** How many findings are silenced, as a sentence; undefined when none is. */
export function silenced({ ignored = 0, baselined = 0 }: CheckReport['summary']): string | undefined {
  const parts = [
    ...(ignored > 0 ? [`${ignored.toLocaleString('en')} ignored by the configuration`] : []),
    ...(baselined > 0 ? [`${baselined.toLocaleString('en')} in the baseline`] : []),
  ];
  return parts.length > 0 ? `Not shown: ${parts.join(' and ')}` : undefined;
}

/** `in 2 flows and 1 connection reference of 1 solution`. */
export function extent({ flows, connectionReferences, solutions }: CheckReport['summary']): string {
  return `in ${count(flows, 'flow')} and ${count(connectionReferences, 'connection reference')} of ${count(solutions, 'solution')}`;
}

/** `3 findings (1 error, 2 warnings, 0 infos)`. */
export function total(findings: readonly LocatedFinding[], summary: CheckReport['summary']): string {
  return findings.length === 0 ? 'No findings' : `${count(findings.length, 'finding')} ${bySeverity(summary)}`;
}

/** The colour of the worst finding. */
export function worst({ errors, warnings }: CheckReport['summary'], paint: Paint): (text: string) => string {
  return errors > 0 ? paint.error : warnings > 0 ? paint.warning : paint.info;
}

/** How many of the findings `keyhook fix` would mend, as a sentence; undefined when it would mend none. */
function mendable(findings: readonly LocatedFinding[]): string | undefined {
  const safe = findings.filter(({ fixes }) => fixes.some((it) => it.safety === 'safe')).length;
  const more = mendableUnsafely(findings);
  if (safe + more === 0) return undefined;
  if (safe === 0) return `${numberOf(more, findings)} can be mended by keyhook fix --unsafe`;
  const rest = more > 0 ? `, ${more.toLocaleString('en')} more by keyhook fix --unsafe` : '';
  return `${numberOf(safe, findings)} can be mended by keyhook fix${rest}`;
}

/** How many findings have one sensible answer, but none that needs no look at it. */
export function mendableUnsafely(findings: readonly LocatedFinding[]): number {
  return findings.filter(({ fixes }) => !fixes.some((it) => it.safety === 'safe') && fixes.some((it) => it.preferred)).length;
}

/** `5 of them`, and `It` for the only one. */
export function numberOf(number: number, { length }: readonly unknown[]): string {
  return length === 1 ? 'It' : `${number.toLocaleString('en')} of them`;
}

/** `3 flows`, `1 flow`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? noun : plural}`;
}

/** A text from a workspace without what a screen would obey: control characters, and marks that turn the direction of writing; and without halves of surrogate pairs, which no file can hold. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\p{Surrogate}]/gu, '\uFFFD');
}

/** A text from a workspace may hold anything; neither a terminal nor the log of a pipeline, which takes `::` and `##[` for orders, must obey it. */
export function printable(text: string): string {
  return visible(text)
    .replace(/##(?=(?:vso)?\[)/gi, '#\uFFFD')
    .replace(/^( *):(?=:)/, '$1\uFFFD');
}
