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
import { basename, changeInWords, Refusal, type FileEdit, type Finding, type Location, type TextChange } from '../core';
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

/**
 * An edit as the editor makes it: each open document in its own version. What is to be confirmed is asked by editors that can.
 * Throws `Refusal` when it makes or deletes files and the editor does not do that.
 */
export function toWorkspaceEdit(
  edits: readonly FileEdit[],
  { documents, abilities }: Pick<Desk, 'documents' | 'abilities'>,
  confirmation?: Omit<ChangeAnnotation, 'needsConfirmation'>,
): WorkspaceEdit {
  requireAble(edits, abilities);
  const asks = confirmation !== undefined && abilities.confirms;
  const annotation = asks ? { annotationId: CONFIRMED } : {};
  const textEdits = ({ uri, edits: its }: TextChange): (TextEdit | AnnotatedTextEdit)[] =>
    its.map(({ span, text }) => ({ range: documents.rangeOf({ uri, span }), newText: text, ...annotation }));
  if (!abilities.documentChanges)
    return { changes: Object.fromEntries(edits.flatMap((it) => (it.kind === 'change' ? [[documents.uriOf(it), textEdits(it)]] : []))) };
  const changesOf = (edit: FileEdit): readonly DocumentChange[] => {
    const uri = documents.uriOf(edit);
    const textDocument = { uri, version: edit.kind === 'create' ? null : documents.versionOf(edit.uri) };
    if (edit.kind === 'change') return [{ textDocument, edits: textEdits(edit) }];
    if (edit.kind === 'create')
      return [
        { kind: 'create', uri, ...annotation },
        { textDocument, edits: [{ range: START, newText: edit.text, ...annotation }] },
      ];
    // a deletion does not name the version that it is meant for
    return [...(textDocument.version === null ? [] : [{ textDocument, edits: [] }]), { kind: 'delete', uri, ...annotation }];
  };
  // files are made before any text is changed, and texts stand together: else VS Code takes more than one undo for all of it
  const ranks = { create: 0, text: 1, delete: 2 };
  const rankOf = (it: DocumentChange): number => ranks['kind' in it && it.kind !== 'rename' ? it.kind : 'text'];
  return {
    documentChanges: edits.flatMap(changesOf).sort((a, b) => rankOf(a) - rankOf(b)),
    ...(asks ? { changeAnnotations: { [CONFIRMED]: { ...confirmation, needsConfirmation: true } } } : {}),
  };
}

type DocumentChange = NonNullable<WorkspaceEdit['documentChanges']>[number];

const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function requireAble(edits: readonly FileEdit[], { creates, deletes }: Desk['abilities']): void {
  const impossible = edits.find(({ kind }) => (kind === 'create' && !creates) || (kind === 'delete' && !deletes));
  if (!impossible) return;
  const [does, name] = [impossible.kind === 'create' ? 'create' : 'delete', basename(impossible.uri)];
  throw new Refusal(`This editor cannot ${does} files for Keyhook, and '${name}' is one to ${does}: use the command keyhook instead.`);
}

/** Asks before a change of several files, and says what it touches. */
export function confirming(
  label: string,
  edits: readonly FileEdit[],
  notes: readonly string[],
): Omit<ChangeAnnotation, 'needsConfirmation'> {
  return { label, description: [`${changeInWords(edits)}.`, ...notes].join(' ') };
}
