import {
  SemanticTokenModifiers,
  SemanticTokensBuilder,
  SemanticTokenTypes,
  type CodeLens,
  type CodeLensParams,
  type InlayHint,
  type InlayHintParams,
  type Range,
  type SemanticTokens,
  type SemanticTokensLegend,
  type SemanticTokensParams,
  type SemanticTokensRangeParams,
} from 'vscode-languageserver';
import { codeLenses, inlayHints, semanticTokens, type Span, type Token } from '../core';
import type { Desk } from './desk';

/** The client's own command: shows the uses of what stands at a place in a file. */
const SHOW_USES = '_keyhook.showUses';

/** Only what every editor knows, so that every theme has a colour for it. */
export const LEGEND: SemanticTokensLegend = {
  tokenTypes: [SemanticTokenTypes.variable, SemanticTokenTypes.parameter],
  tokenModifiers: [SemanticTokenModifiers.declaration, SemanticTokenModifiers.readonly],
};

const DECLARATION = 1;
const READONLY = 2;

/** Nobody writes to an action: it is coloured like a constant. */
const looks: Readonly<Record<Token['kind'], readonly [type: number, modifiers: number]>> = {
  action: [0, READONLY],
  variable: [0, 0],
  parameter: [1, 0],
};

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

export function semanticTokensIn({ textDocument }: SemanticTokensParams, desk: Desk): SemanticTokens | null {
  return tokensIn(textDocument.uri, undefined, desk);
}

export function semanticTokensWithin({ textDocument, range }: SemanticTokensRangeParams, desk: Desk): SemanticTokens | null {
  return tokensIn(textDocument.uri, range, desk);
}

function tokensIn(editorUri: string, range: Range | undefined, { documents, scene }: Desk): SemanticTokens | null {
  const uri = documents.fileOf(editorUri);
  if (uri === undefined) return null;
  const document = documents.documentOf(uri);
  const within: Span | undefined = range && { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const builder = new SemanticTokensBuilder();
  for (const { span, kind, isDefinition } of semanticTokens(uri, scene, within)) {
    const [type, modifiers] = looks[kind];
    const { line, character } = document.positionAt(span.start);
    builder.push(line, character, span.end - span.start, type, modifiers | (isDefinition ? DECLARATION : 0));
  }
  return builder.build();
}
