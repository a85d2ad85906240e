import type { CheckReport, LocatedFinding } from '../../server/src/core';

/** A finding as reports show it. */
export function located(more: Partial<LocatedFinding> = {}): LocatedFinding {
  return {
    rule: 'direct-connection',
    severity: 'error',
    path: 'src/a.json',
    line: 3,
    column: 7,
    endLine: 3,
    endColumn: 9,
    message: 'Wrong.',
    subject: 'shared_teams',
    solution: 'src',
    related: [],
    fixes: [],
    ...more,
  };
}

/** The report of findings that nothing silences. */
export function reportOf(findings: readonly LocatedFinding[], more: Partial<CheckReport> = {}): CheckReport {
  const number = (severity: string): number => findings.filter((it) => it.severity === severity).length;
  const [errors, warnings, infos] = [number('error'), number('warning'), number('info')];
  const read = { solutions: 1, flows: 2, connectionReferences: 3, files: 4 };
  return { version: 1, findings, problems: [], summary: { ...read, errors, warnings, infos, ignored: 0, baselined: 0 }, ...more };
}
