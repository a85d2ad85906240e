import type { CodeLens, CodeLensParams, InlayHint, InlayHintParams } from 'vscode-languageserver';
import { codeLenses, inlayHints } from '../core';
import type { Desk } from './desk';

/** The client's own command: shows the uses of what stands at a place in a file. */
const SHOW_USES = '_keyhook.showUses';

export function codeLensesIn({ textDocument }: CodeLensParams, desk: Desk): CodeLens[] {
  const { documents, shows, hasCommands, scene } = desk;
  const uri = shows.codeLenses ? documents.fileOf(textDocument.uri) : undefined;
  if (uri === undefined) return [];
  const document = documents.documentOf(uri);
  return codeLenses(uri, scene).map(({ span, title, usesAt }) => ({
    range: documents.rangeOf({ uri, span }),
    command:
      usesAt === undefined || !hasCommands
        ? { title, command: '' }
        : { title, command: SHOW_USES, arguments: [documents.uriOf({ uri }), document.positionAt(usesAt)] },
  }));
}

export function inlayHintsIn({ textDocument, range }: InlayHintParams, desk: Desk): InlayHint[] {
  const { documents, shows, scene } = desk;
  const uri = shows.inlayHints ? documents.fileOf(textDocument.uri) : undefined;
  if (uri === undefined) return [];
  const document = documents.documentOf(uri);
  const within = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  return inlayHints(uri, within, scene).map(({ offset, label }) => ({ position: document.positionAt(offset), label, paddingLeft: true }));
}
