import { basename } from 'node:path';
import type { Paint, Revision, Uri } from '../core';
import { pathOf, writingOf } from '../host/disk';
import { writeFiles, type Rewrite } from '../host/write';
import { shownDiff, unifiedDiff } from './diff';
import { relativePath } from './read';
import { complain, jsonOf, paintOf, type Terminal } from './terminal';

/** What a command that changes files is to do with them, and how it is to tell of it. */
export interface Output {
  readonly format: 'text' | 'json';
  readonly diff?: boolean;
  readonly dryRun?: boolean;
}

/**
 * Writes the files, all or none, or only prints what would be different; then prints the report. Beside a diff it
 * goes to standard error, so that standard output is a patch and nothing else. `reportOf` is told whether files were written.
 * Throws `WriteError`; then nothing was printed.
 */
export function carryOut<Report>(
  files: ReadonlyMap<Uri, Revision>,
  { format, diff = false, dryRun = false }: Output,
  reportOf: (written: boolean) => Report,
  textOf: (report: Report, paint?: Paint) => string,
  cwd: string,
  terminal: Terminal,
): void {
  const rewrites = [...files].map(([uri, { before, after }]) => ({ path: pathOf(uri), before, after }));
  const writes = !diff && !dryRun && rewrites.length > 0;
  if (writes) writeFiles(rewrites, (path) => relativePath(cwd, path));
  const report = reportOf(writes);
  if (diff) {
    for (const it of rewrites) printDiff(it, relativePath(cwd, it.path), terminal);
    const outside = rewrites.map((it) => relativePath(cwd, it.path)).find((it) => it.startsWith('../'));
    if (outside !== undefined)
      complain(terminal, `git apply takes no file outside the working directory: run keyhook in a folder above '${outside}'.\n`);
    complain(terminal, textOf(report));
  } else terminal.out(format === 'json' ? jsonOf(report) : textOf(report, paintOf(terminal)));
}

/** A byte order mark is a part of the first line, or the patch would not fit the file. */
function printDiff({ path, before, after }: Rewrite, name: string, terminal: Terminal): void {
  const { mark, isUtf16 } = before === undefined ? { mark: '', isUtf16: false } : writingOf(path);
  const marked = (text: string | undefined): string | undefined => text && mark + text;
  terminal.out(shownDiff(unifiedDiff(name, marked(before), marked(after)), terminal));
  if (isUtf16)
    complain(
      terminal,
      `'${name}' is in UTF-16: its diff can be read, but not applied: leave it out by git apply --exclude='*${basename(path)}'.\n`,
    );
}
