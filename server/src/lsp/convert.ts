import { DiagnosticSeverity, DiagnosticTag, type Diagnostic, type Range } from 'vscode-languageserver';
import type { Finding, Location } from '../core';

const severities = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, info: DiagnosticSeverity.Information };
const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated };

/** How a place in a file is said to the editor. */
export interface Places {
  uriOf(location: Location): string;
  rangeOf(location: Location): Range;
}

/** `rulePages` is the folder of the rules' pages, when the client brings them. */
export function toDiagnostic(
  { rule, severity, at, message, related = [] }: Finding,
  places: Places,
  rulePages: string | undefined,
): Diagnostic {
  return {
    range: places.rangeOf(at),
    severity: severities[severity],
    code: rule.id,
    ...(rulePages === undefined ? {} : { codeDescription: { href: `${rulePages}${rule.id}.md` } }),
    source: 'keyhook',
    message,
    ...(rule.tag ? { tags: [tags[rule.tag]] } : {}),
    ...(related.length === 0
      ? {}
      : {
          relatedInformation: related.map((it) => ({
            location: { uri: places.uriOf(it), range: places.rangeOf(it) },
            message: it.message,
          })),
        }),
  };
}
