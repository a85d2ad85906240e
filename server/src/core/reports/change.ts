import { count, plain, printable, problemLines, type Paint, type Problem } from './check';

/** The whole of `--format json` of `rename`, `merge` and `replace-direct`, an interface (docs/json.md, schemas/change.schema.json). */
export interface ChangeReport {
  readonly version: 1;
  readonly applied: readonly AppliedChange[];
  /** Direct connections that are still there; none but for `replace-direct`. */
  readonly left: readonly LeftConnection[];
  /** The files that differ, by path. */
  readonly files: readonly string[];
  /** Whether they differ on the disk, and not only in what would be. */
  readonly written: boolean;
  readonly problems: readonly Problem[];
}

export interface AppliedChange {
  readonly title: string;
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

export interface LeftConnection {
  readonly path: string;
  /** Of the first character of what makes the connection a direct one. */
  readonly line: number;
  readonly column: number;
  /** The root of its solution. */
  readonly solution: string;
  readonly flow: string;
  /** The key, or the operation that has an id written into it. */
  readonly subject: string;
  /** As written; null where the flow does not say. */
  readonly connector: string | null;
  readonly candidates: readonly Candidate[];
  /** Why it was not replaced, as a sentence. */
  readonly reason: string;
}

/** A connection reference that could take the place of a direct connection. */
export interface Candidate {
  readonly logicalName: string;
  readonly displayName: string | null;
  /** The root of the solution that defines it. */
  readonly solution: string;
}

/** What a person reads in a terminal: what was changed, what was left, and a closing count. */
export function changeText({ applied, left, files, written, problems }: ChangeReport, paint: Paint = plain): string {
  const lines: string[] = [];
  for (const { title, files, notes } of applied) {
    lines.push(`${printable(title)}  ${paint.faint(count(files.length, 'file'))}`);
    for (const it of files) lines.push(`  ${paint.file(printable(it))}`);
    for (const it of notes) lines.push(`  ${printable(it)}`);
    lines.push('');
  }
  for (const { path, line, column, flow, subject, reason, candidates } of left) {
    const place = paint.file(printable(`${path}:${line}:${column}`));
    lines.push(`${paint.warning('not replaced')}  ${place}  ${printable(`'${subject}' of flow '${flow}': ${reason}`)}`);
    for (const { logicalName, displayName } of candidates)
      lines.push(`  ${printable(displayName ?? logicalName)}  ${paint.faint(printable(logicalName))}`);
  }
  if (left.length > 0) lines.push('');
  const rest = `; ${paint.warning(`${count(left.length, 'direct connection is', 'direct connections are')} left`)}`;
  const changed = files.length === 0 ? 'Nothing to change' : `${count(files.length, 'file')} ${written ? 'changed' : 'would change'}`;
  return [...lines, ...problemLines(problems, paint), `${changed}${left.length > 0 ? rest : ''}`, ''].join('\n');
}
