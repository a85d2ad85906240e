import { fingerprintOf, identitiesOf } from '../fingerprint';
import type { LocatedFinding } from './located';

/** A report of GitLab's Code Quality: what its merge requests show (docs.gitlab.com, ci/testing/code_quality). */
export function gitlabReport(findings: readonly LocatedFinding[]): readonly object[] {
  const identities = identitiesOf(findings);
  const severities = { error: 'major', warning: 'minor', info: 'info' };
  return findings.map(({ rule, severity, path, line, endLine, message }, index) => ({
    description: message,
    check_name: rule,
    fingerprint: fingerprintOf(identities[index]!),
    severity: severities[severity],
    location: { path, lines: { begin: line, end: endLine } },
  }));
}
