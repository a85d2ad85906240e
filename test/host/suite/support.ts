import { execFile } from 'node:child_process';
import { relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { DiagnosticSeverity, languages, workspace, type Diagnostic, type Uri } from 'vscode';
import { waitFor } from '../wait-for';

export function fromRunner(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: the suite is run by test/host/run.ts.`);
  return value;
}

/** The folder that the workspace begins with, and keeps: the editor would restart the extension host if it went. Empty at first. */
export const firstFolder = (): string => folder(0);

/** The second folder, once it is there: a copy of the example, which the tests may edit. */
export const exampleFolder = (): string => folder(1);

function folder(index: number): string {
  const folder = workspace.workspaceFolders?.[index];
  if (!folder) throw new Error(`The workspace has no folder ${index + 1}.`);
  return folder.uri.fsPath;
}

/** Our diagnostics in the Problems panel, of all files under the folder. */
export function diagnostics(folder: string): readonly (readonly [Uri, Diagnostic])[] {
  const all = languages.getDiagnostics().flatMap(([uri, list]) => list.map((it) => [uri, it] as const));
  return all.filter(([uri, it]) => it.source === 'keyhook' && uri.fsPath.startsWith(folder + sep));
}

/** One line a finding, sorted: all that the Problems panel shows of it, and nothing else. */
export function shown(folder = exampleFolder()): readonly string[] {
  const lines = diagnostics(folder).map(
    ([
      uri,
      {
        range: { start, end },
        severity,
        message,
        code,
      },
    ]) => {
      const path = relative(folder, uri.fsPath).split(sep).join('/');
      const place = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
      return `${path} ${place} ${severities[severity]} ${ruleOf(code)} ${message}`;
    },
  );
  return lines.sort();
}

const severities = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
  [DiagnosticSeverity.Information]: 'info',
  [DiagnosticSeverity.Hint]: 'hint',
};

export const ruleOf = (code: Diagnostic['code']): string => String(typeof code === 'object' ? code.value : code);

interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
}

/** The same lines as the command says them. */
export async function commandSays(folder = exampleFolder()): Promise<readonly string[]> {
  const { findings } = (await command(folder, 'check')) as { readonly findings: readonly Finding[] };
  const lines = findings.map(
    (it) => `${it.path} ${it.line}:${it.column}-${it.endLine}:${it.endColumn} ${it.severity} ${it.rule} ${it.message}`,
  );
  return lines.sort();
}

/** What `keyhook check` or `keyhook list` prints as JSON, whatever its exit code. */
export async function command(folder: string, name: 'check' | 'list'): Promise<unknown> {
  const args = [fromRunner('KEYHOOK_CLI'), name, '--format', 'json', '.'];
  const options = { cwd: folder, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch((error: { readonly stdout: string }) => error);
  return JSON.parse(stdout);
}

/** Until the Problems panel shows these lines and no others. Says which are too few and which too many. */
export async function untilShown(expected: readonly string[], description: string, folder = exampleFolder()): Promise<void> {
  const difference = () => {
    const seen = shown(folder);
    return { missing: expected.filter((it) => !seen.includes(it)), extra: seen.filter((it) => !expected.includes(it)), count: seen.length };
  };
  const isNone = (it: ReturnType<typeof difference>): boolean => it.missing.length + it.extra.length === 0 && it.count === expected.length;
  await waitFor(difference, isNone, description);
}

/** Until the panel shows what it did not show before, in a line that begins so. */
export async function untilNew(finding: RegExp, before: readonly string[], description: string): Promise<void> {
  const added = (): readonly string[] => shown().filter((it) => !before.includes(it));
  await waitFor(added, (it) => it.some((line) => finding.test(line)), description);
}
