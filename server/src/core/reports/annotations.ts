import { printable, type CheckReport } from './check';

/** What is shown beside the lines of a pull request, or on the page of a run. */
interface Annotation {
  readonly severity: 'error' | 'warning' | 'info';
  readonly path: string;
  readonly place?: { readonly line: number; readonly column: number; readonly endLine: number; readonly endColumn: number };
  readonly title: string;
  readonly message: string;
}

/** What could not be read is a warning: nobody else would hear of it there. */
function annotations({ findings, problems }: CheckReport): readonly Annotation[] {
  const unread = problems.map(({ path, message }) => ({
    severity: 'warning' as const,
    path,
    title: 'not read',
    message: `${path} ${message}`,
  }));
  return [...findings.map((it) => ({ ...it, place: it, title: it.rule })), ...unread].map((it) => ({
    ...it,
    path: printable(it.path),
    message: printable(it.message),
  }));
}

/** `::error …` and its like, for GitHub Actions. Columns only count within one line there. */
export function githubAnnotations(report: CheckReport): string {
  const kinds = { error: 'error', warning: 'warning', info: 'notice' };
  return lines(annotations(report), ({ severity, path, place, title, message }) => {
    const columns = place?.line === place?.endLine ? { col: place?.column, endColumn: place?.endColumn } : {};
    const properties = written({ file: path, line: place?.line, endLine: place?.endLine, ...columns, title }, githubProperty);
    return `::${kinds[severity]} ${properties.join(',')}::${githubData(message)}`;
  });
}

/** What the runner takes back (actions/toolkit, packages/core/src/command.ts). */
function githubData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function githubProperty(text: string): string {
  return githubData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** `##vso[task.logissue …]`, for Azure Pipelines. It knows errors and warnings only, so infos are left out. */
export function azureAnnotations(report: CheckReport): string {
  const issues = annotations(report).filter((it) => it.severity !== 'info');
  return lines(issues, ({ severity, path, place, title, message }) => {
    const its = { type: severity, sourcepath: path, linenumber: place?.line, columnnumber: place?.column, code: title };
    return `##vso[task.logissue ${written(its, azureProperty).join(';')}]${azureData(message)}`;
  });
}

/** What the agent takes back (azure-pipelines-task-lib, node/taskcommand.ts). */
function azureData(text: string): string {
  return text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function azureProperty(text: string): string {
  return azureData(text).replaceAll(']', '%5D').replaceAll(';', '%3B');
}

function written(properties: Readonly<Record<string, string | number | undefined>>, escaped: (text: string) => string): readonly string[] {
  return Object.entries(properties).flatMap(([name, value]) => (value === undefined ? [] : `${name}=${escaped(`${value}`)}`));
}

function lines(all: readonly Annotation[], lineOf: (annotation: Annotation) => string): string {
  return all.map((it) => `${lineOf(it)}\n`).join('');
}
