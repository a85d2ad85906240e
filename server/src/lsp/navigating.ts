import {
  DocumentHighlightKind,
  MarkupKind,
  type Definition,
  type DocumentHighlight,
  type Hover,
  type Location,
  type LocationLink,
  type ReferenceParams,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import { definitions, highlights, hover, isNameInFlow, references, type Uri } from '../core';
import type { Desk } from './desk';

/** What stands here is defined there. */
export function definitionAt(params: TextDocumentPositionParams, desk: Desk): Definition | LocationLink[] | null {
  const at = namedAt(params, desk);
  if (!at) return null;
  const { documents, abilities } = desk;
  const found = definitions(at.uri, at.offset, desk.scene);
  if (!abilities.linksLocations)
    return found.map(({ uri, name }) => ({ uri: documents.uriOf({ uri }), range: documents.rangeOf({ uri, span: name }) }));
  return found.map(({ uri, name, whole }) => ({
    targetUri: documents.uriOf({ uri }),
    targetRange: documents.rangeOf({ uri, span: whole }),
    targetSelectionRange: documents.rangeOf({ uri, span: name }),
  }));
}

export function referencesAt(params: ReferenceParams, desk: Desk): Location[] | null {
  const at = namedAt(params, desk);
  if (!at) return null;
  const found = references(at.uri, at.offset, params.context.includeDeclaration, desk.scene);
  return found.map((it) => ({ uri: desk.documents.uriOf(it), range: desk.documents.rangeOf(it) }));
}

export function highlightsAt(params: TextDocumentPositionParams, desk: Desk): DocumentHighlight[] | null {
  const at = namedAt(params, desk);
  if (!at) return null;
  return highlights(at.uri, at.offset, desk.scene).map(({ span, isWrite }) => ({
    range: desk.documents.rangeOf({ uri: at.uri, span }),
    kind: isWrite ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}

export function hoverAt(params: TextDocumentPositionParams, desk: Desk): Hover | null {
  const at = placeIn(params, desk);
  const found = at && hover(at.uri, at.offset, desk.scene);
  if (!found?.isAlone) desk.needsAll();
  if (!found) return null;
  const range = desk.documents.rangeOf({ uri: at.uri, span: found.span });
  return { range, contents: { kind: MarkupKind.Markdown, value: found.markdown } };
}

/** The same, where somebody asks for the places of a name. Throws `MoreToRead` as long as there are others to be read that may have it. */
function namedAt(params: TextDocumentPositionParams, desk: Desk): ReturnType<typeof placeIn> {
  const at = placeIn(params, desk);
  if (!at || !isNameInFlow(at.uri, at.offset, desk.scene.snapshot)) desk.needsAll();
  return at;
}

/** The file of ours and the offset that an editor means; undefined in any other file. */
export function placeIn(
  { textDocument, position }: TextDocumentPositionParams,
  { documents }: Pick<Desk, 'documents'>,
): { readonly uri: Uri; readonly offset: number } | undefined {
  const uri = documents.fileOf(textDocument.uri);
  return uri === undefined ? undefined : { uri, offset: documents.documentOf(uri).offsetAt(position) };
}
