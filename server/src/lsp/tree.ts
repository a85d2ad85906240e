import { rules as allRules, treeMarkdown, treePlace, treeRows, treeRowsTo, treeTip, type TreeSource } from '../core';
import type { TreeRow, TreeView } from '../protocol';
import type { Desk } from './desk';
import { placeIn } from './navigating';
import type { Answer } from './requests';

export const tree: Answer<'keyhook/tree'> = ({ parent, ...view }, desk) => rowsFor(treeRows(parent, sourceFor(view, desk)), desk);

export const treePath: Answer<'keyhook/treePath'> = ({ uri, position, ...view }, desk) => {
  const at = placeIn({ textDocument: { uri }, position }, desk);
  return at ? rowsFor(treeRowsTo(at.uri, at.offset, sourceFor(view, desk)), desk) : [];
};

export const place: Answer<'keyhook/treePlace'> = ({ path, ...view }, desk) => {
  const at = treePlace(path, sourceFor(view, desk));
  return at ? { uri: desk.documents.uriOf(at), range: desk.documents.rangeOf(at) } : null;
};

export const tip: Answer<'keyhook/treeTip'> = ({ path, ...view }, desk) => treeTip(path, sourceFor(view, desk));

export const markdown: Answer<'keyhook/treeMarkdown'> = ({ path, ...view }, desk) => treeMarkdown(path, sourceFor(view, desk));

export const rules: Answer<'keyhook/rules'> = (_, { linting }) =>
  allRules.map((it) => ({ id: it.id, severity: linting?.severityOf(it, it.severity) ?? it.severity, summary: it.summary }));

function sourceFor(view: TreeView, { scene, linting }: Desk): TreeSource {
  return { scene, view, linter: linting?.linter };
}

/** Flows and direct connections are told by the spelling of their files that the editor knows. */
function rowsFor(rows: readonly TreeRow[], { documents }: Desk): readonly TreeRow[] {
  return rows.map((it) => ({
    ...it,
    ...(it.flow === undefined ? {} : { flow: documents.uriOf({ uri: it.flow }) }),
    ...(it.direct === undefined ? {} : { direct: { ...it.direct, uri: documents.uriOf(it.direct) } }),
  }));
}
