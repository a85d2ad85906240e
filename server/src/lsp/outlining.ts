import {
  FoldingRangeKind,
  SymbolKind,
  type DocumentLink,
  type DocumentLinkParams,
  type DocumentSymbol,
  type DocumentSymbolParams,
  type FoldingRange,
  type FoldingRangeParams,
  type SelectionRange,
  type SelectionRangeParams,
  type SymbolInformation,
  type WorkspaceSymbol as LspWorkspaceSymbol,
  type WorkspaceSymbolParams,
} from 'vscode-languageserver';
import { documentLinks, documentSymbols, foldable, growing, placeOf, workspaceSymbols, type Outlined, type Span, type Uri } from '../core';
import type { Desk } from './desk';

const kinds: Readonly<Record<Outlined['kind'], SymbolKind>> = {
  trigger: SymbolKind.Event,
  action: SymbolKind.Function,
  container: SymbolKind.Namespace,
  branch: SymbolKind.Namespace,
  connection: SymbolKind.Key,
  reference: SymbolKind.Interface,
  variable: SymbolKind.Variable,
  flow: SymbolKind.Class,
  group: SymbolKind.Module,
};

export function symbolsIn({ textDocument }: DocumentSymbolParams, desk: Desk): DocumentSymbol[] | SymbolInformation[] | null {
  const uri = desk.documents.fileOf(textDocument.uri);
  if (uri === undefined) return null;
  const rangeOf = (span: Span) => desk.documents.rangeOf({ uri, span });
  const toSymbol = ({ name, detail, kind, span, nameSpan, children }: Outlined): DocumentSymbol => ({
    name,
    detail,
    kind: kinds[kind],
    range: rangeOf(span),
    selectionRange: rangeOf(nameSpan),
    children: children.map(toSymbol),
  });
  const found = documentSymbols(uri, desk.scene);
  if (desk.abilities.nestsSymbols) return found.map(toSymbol);
  const flat = (it: Outlined, containerName?: string): SymbolInformation[] => [
    {
      name: it.name,
      kind: kinds[it.kind],
      location: { uri: textDocument.uri, range: rangeOf(it.span) },
      ...(containerName === undefined ? {} : { containerName }),
    },
    ...it.children.flatMap((child) => flat(child, it.name)),
  ];
  return found.flatMap((it) => flat(it));
}

/** So many are told: an editor asks again as more is typed. Fewer to one that cannot ask for a place later, since each place is looked up. */
const MOST = 1_000;
const MOST_PLACED = 200;

/** Where each stands is looked up when it is chosen, where the editor can ask for that: there may be thousands, in as many files. */
export function symbolsNamed({ query }: WorkspaceSymbolParams, { scene, documents, abilities }: Desk): LspWorkspaceSymbol[] {
  const most = abilities.resolvesSymbols ? MOST : MOST_PLACED;
  const found = workspaceSymbols(query, scene, most).map(({ name, kind, container, uri, span }) => ({
    symbol: { name, kind: kinds[kind], containerName: container },
    at: { uri, span },
  }));
  if (abilities.resolvesSymbols)
    return found.map(({ symbol, at }) => ({ ...symbol, location: { uri: documents.uriOf(at) }, data: at.span }));
  return found.map(({ symbol, at }) => ({ ...symbol, location: { uri: documents.uriOf(at), range: documents.rangeOf(at) } }));
}

export function resolveSymbol(symbol: LspWorkspaceSymbol, { documents }: Desk): LspWorkspaceSymbol {
  const uri = documents.fileOf(symbol.location.uri);
  if (uri === undefined) return symbol;
  return { ...symbol, location: { uri: symbol.location.uri, range: documents.rangeOf({ uri, span: symbol.data as Span }) } };
}

/** Only those that lead to a file. */
export function linksIn({ textDocument }: DocumentLinkParams, { scene, documents, isFile }: Desk): DocumentLink[] | null {
  const uri = documents.fileOf(textDocument.uri);
  if (uri === undefined) return null;
  return documentLinks(uri, scene).flatMap(({ span, target, tooltip }) =>
    isFile(documents.ours(target))
      ? [{ range: documents.rangeOf({ uri, span }), target: documents.uriOf({ uri: documents.ours(target) }), tooltip }]
      : [],
  );
}

export function foldingIn({ textDocument }: FoldingRangeParams, desk: Desk): FoldingRange[] | null {
  const uri = xmlFile(textDocument.uri, desk);
  if (uri === undefined) return null;
  return foldable(desk.scene.text(uri)).flatMap(({ span, isComment }) => {
    const { start, end } = desk.documents.rangeOf({ uri, span });
    const endLine = isComment ? end.line : end.line - 1; // the closing tag stays in sight
    return endLine > start.line ? [{ startLine: start.line, endLine, ...(isComment ? { kind: FoldingRangeKind.Comment } : {}) }] : [];
  });
}

export function selectionsIn({ textDocument, positions }: SelectionRangeParams, desk: Desk): SelectionRange[] | null {
  const uri = xmlFile(textDocument.uri, desk);
  if (uri === undefined) return null;
  const document = desk.documents.documentOf(uri);
  const { length } = document.getText();
  const spansAt = growing(document.getText());
  const rangeOf = (span: Span) => desk.documents.rangeOf({ uri, span });
  const whole: SelectionRange = { range: rangeOf({ start: 0, end: length }) };
  return positions.map((position) => {
    const spans = spansAt(document.offsetAt(position)).filter(({ start, end }) => end - start < length);
    return spans.reduceRight<SelectionRange>((parent, span) => ({ range: rangeOf(span), parent }), whole);
  });
}

/** A file of a solution that no built-in language of editors takes apart. */
function xmlFile(uri: string, { documents, scene }: Desk): Uri | undefined {
  const file = documents.fileOf(uri);
  const root = file !== undefined && /\.xml$/i.test(file) ? placeOf(file)?.root : undefined;
  return scene.snapshot.folders.solution(root) && file;
}
