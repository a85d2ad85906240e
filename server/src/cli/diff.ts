import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import { printable } from '../core';
import type { Terminal } from './terminal';

/**
 * A unified diff of one file as `git apply` and `patch -p1` take it, where `undefined` stands for no file. It has no `diff --git`
 * line: with one, git would take the path from the repository's root and not from the folder it is run in.
 */
export function unifiedDiff(path: string, before: string | undefined, after: string | undefined): string {
  const [old, now] = [before === undefined ? NO_FILE : `a/${path}`, after === undefined ? NO_FILE : `b/${path}`];
  const patch = structuredPatch(old, now, before ?? '', after ?? '', undefined, undefined, { context: 3 });
  return formatPatch(patch, FILE_HEADERS_ONLY);
}

const NO_FILE = '/dev/null';

/** A diff as it may be sent to the terminal: with colours, and without what a screen would obey. Elsewhere not a byte of it changes. */
export function shownDiff(diff: string, { colors, screen = false }: Terminal): string {
  const paintOf = (line: string, index: number): ((text: string) => string) => {
    if (index < 2) return colors.bold; // the names of the two states
    if (line.startsWith('@@')) return colors.cyan;
    return line.startsWith('+') ? colors.green : line.startsWith('-') ? colors.red : (text) => text;
  };
  const shown = (line: string): string => (screen ? line.replace(/\r$/, '').split('\t').map(printable).join('\t') : line);
  return diff
    .split('\n')
    .map((line, index) => (line === '' ? line : paintOf(line, index)(shown(line))))
    .join('\n');
}
