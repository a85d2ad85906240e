import { fingerprintOf, identitiesOf } from '../fingerprint';
import type { LocatedFinding } from './located';
import type { Outcome } from './outcome';
import type { RuleDescription } from './rules';

/** What a log tells beside the outcome. */
export interface SarifSource {
  /** That of Keyhook. */
  readonly version: string;
  readonly rules: readonly (RuleDescription & { readonly page: string })[];
  /** What would mend each of the findings, in their order. */
  readonly fixes: readonly (LocatedFix | undefined)[];
}

export interface LocatedFix {
  readonly title: string;
  readonly files: readonly { readonly path: string; readonly replacements: readonly Replacement[] }[];
}

/** Lines and columns are 1-based, columns in UTF-16 units. */
export interface Replacement {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

const levels = { error: 'error', warning: 'warning', info: 'note', off: 'none' } as const;

/**
 * A SARIF log, version 2.1.0. Paths are relative to `%SRCROOT%`, which whoever shows it knows. Fingerprints hold no place, so a
 * finding is known again when lines move.
 */
export function sarifLog({ report, crashes }: Outcome, { version, rules, fixes }: SarifSource) {
  const { findings, problems } = report;
  const identities = identitiesOf(findings);
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0' as const,
    runs: [
      {
        tool: { driver: { name: 'Keyhook', semanticVersion: version, rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits' as const,
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        invocations: [
          {
            executionSuccessful: crashes.length === 0,
            toolExecutionNotifications: [
              ...problems.map(({ path, message }) => ({
                level: 'warning' as const,
                message: { text: plain(`${path} ${message}`) },
                locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
              })),
              ...crashes.map((it) => ({ level: 'error' as const, message: { text: plain(it) } })),
            ],
          },
        ],
        results: findings.map((finding, index) =>
          resultOf(finding, indexOf.get(finding.rule), fingerprintOf(identities[index]!), fixes[index]),
        ),
      },
    ],
  };
}

function ruleOf({ id, severity, summary, page }: SarifSource['rules'][number]) {
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: summary, markdown: page },
    defaultConfiguration: severity === 'off' ? { enabled: false } : { level: levels[severity] },
  };
}

function resultOf(finding: LocatedFinding, ruleIndex: number | undefined, fingerprint: string, fix: LocatedFix | undefined) {
  const { rule, severity, message, path, line, column, endLine, endColumn, related } = finding;
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: levels[severity],
    message: { text: plain(message) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(path),
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    ...(related.length > 0 && {
      relatedLocations: related.map((it, id) => ({
        id,
        physicalLocation: { artifactLocation: artifact(it.path), region: { startLine: it.line, startColumn: it.column } },
        message: { text: plain(it.message) },
      })),
    }),
    partialFingerprints: { 'keyhook/v1': fingerprint },
    ...(fix && { fixes: [fixOf(fix)] }),
  };
}

function fixOf({ title, files }: LocatedFix) {
  return {
    description: { text: plain(title) },
    artifactChanges: files.map(({ path, replacements }) => ({
      artifactLocation: artifact(path),
      replacements: replacements.map((it) => ({
        deletedRegion: { startLine: it.line, startColumn: it.column, endLine: it.endLine, endColumn: it.endColumn },
        ...(it.text !== '' && { insertedContent: { text: it.text } }),
      })),
    })),
  };
}

/** A relative URI. A half of a surrogate pair has no spelling there. */
function artifact(path: string) {
  const segments = path.split('/').map((it) => encodeURIComponent(it.replace(/\p{Surrogate}/gu, '\uFFFD')));
  return { uri: segments.join('/'), uriBaseId: '%SRCROOT%' };
}

/** A message as it is: `{0}` would be a placeholder, and `[a](1)` a link. */
function plain(message: string): string {
  const text = message.replace(/\{(\d+)\}/g, '{{$1}}');
  return /\[[^[\]]*\]\(/.test(text) ? text.replace(/[\\[\]]/g, '\\$&') : text;
}
