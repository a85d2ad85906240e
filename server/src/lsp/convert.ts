import {
  DiagnosticSeverity,
  DiagnosticTag,
  type AnnotatedTextEdit,
  type ChangeAnnotation,
  type Diagnostic,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { changeInWords, type FileEdit, type Finding, type Location } from '../core';
import type { Desk } from './desk';

const severities = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, info: DiagnosticSeverity.Information };
const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated };

/** The one annotation that an edit has. */
const CONFIRMED = 'keyhook';

/** How a place in a file is said to the editor. */
export interface Places {
  uriOf(location: Pick<Location, 'uri'>): string;
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

/** An edit as the editor makes it: each open document in its own version. What is to be confirmed is asked by editors that can. */
export function toWorkspaceEdit(
  edits: readonly FileEdit[],
  { documents, abilities }: Pick<Desk, 'documents' | 'abilities'>,
  confirmation?: Omit<ChangeAnnotation, 'needsConfirmation'>,
): WorkspaceEdit {
  const asks = confirmation !== undefined && abilities.confirms;
  const textEdits = ({ uri, edits: its }: FileEdit): (TextEdit | AnnotatedTextEdit)[] =>
    its.map(({ span, text }) => ({
      range: documents.rangeOf({ uri, span }),
      newText: text,
      ...(asks ? { annotationId: CONFIRMED } : {}),
    }));
  if (!abilities.documentChanges) return { changes: Object.fromEntries(edits.map((it) => [documents.uriOf(it), textEdits(it)])) };
  return {
    documentChanges: edits.map((it) => ({
      textDocument: { uri: documents.uriOf(it), version: documents.versionOf(it.uri) },
      edits: textEdits(it),
    })),
    ...(asks ? { changeAnnotations: { [CONFIRMED]: { ...confirmation, needsConfirmation: true } } } : {}),
  };
}

/** Asks before a change of several files, and says what it touches. */
export function confirming(
  label: string,
  edits: readonly FileEdit[],
  notes: readonly string[],
): Omit<ChangeAnnotation, 'needsConfirmation'> {
  return { label, description: [`${changeInWords(edits)}.`, ...notes].join(' ') };
}
