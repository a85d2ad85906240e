import type { Scene } from '../fix';
import type { Linter } from '../lint';
import { visible } from '../reports/check';
import type { Finding } from '../rule';
import type { Location, Uri } from '../text';
import type { Snapshot } from '../workspace';
import { escaped, paragraphs, seen } from './markdown';
import { Ground, nodeAt, type Node } from './tree-node';
import { solutionNodes } from './tree-solution';
import { stepsTo } from './tree-steps';
import { bySeverity, nouns, problemsInWords, worstOf } from './tree-words';

/** How the tree is shown. */
export interface TreeView {
  readonly groupBy: 'connector' | 'flow';
  readonly filter: 'all' | 'problems' | 'unused' | 'duplicates' | 'off-scheme';
}

/** Which row is meant: a part for each level, from the solution down. It stays the same as long as the thing is the same. */
export type TreePath = readonly string[];

export interface TreeRow {
  readonly path: TreePath;
  readonly kind:
    | 'solution'
    | 'connector'
    | 'reference'
    | 'flow'
    | 'connection'
    | 'trigger'
    | 'action'
    | 'app'
    | 'agent'
    | 'package'
    | 'external'
    | 'directs'
    | 'externals'
    | 'apps'
    | 'agents'
    | 'unused';
  readonly label: string;
  /** Beside the label: the logical name, counts. */
  readonly description: string;
  /** All of it in words, for those who hear it: what it is, its names, its counts, its problems. */
  readonly spoken: string;
  /** The worst of what is found in it. */
  readonly severity?: 'error' | 'warning' | 'info';
  readonly hasChildren: boolean;
  /** Whether its children are shown at first. */
  readonly isOpen: boolean;
  /** The connection reference it stands for, or that stands above it. `isFixed` when it may not be changed: a managed solution's, or another's. */
  readonly reference?: { readonly solution: Uri; readonly logicalName: string; readonly connector: string; readonly isFixed: boolean };
  /** The direct connection it stands for. */
  readonly direct?: { readonly uri: Uri; readonly id: string; readonly connector: string };
  /** The flow it stands for. */
  readonly flow?: Uri;
}

/** What the tree is made from. */
export interface TreeSource {
  readonly scene: Scene;
  readonly view: TreeView;
  /** Undefined as long as nobody knows what is to be looked for. */
  readonly linter: Pick<Linter, 'findings'> | undefined;
}

/** The rows below a row; the solutions, when none is named. Nothing below a row that is not there any more. */
export function treeRows(parent: TreePath, source: TreeSource): readonly TreeRow[] {
  const roots = rootsFor(source);
  const below = parent.length === 0 ? roots : (nodeAt(parent, roots)?.children() ?? []);
  return below.map((it) => rowOf(it, parent));
}

/** The rows from a solution down to what stands at an offset; empty where there is none. */
export function treeRowsTo(uri: Uri, offset: number, source: TreeSource): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  let beside = rootsFor(source);
  for (const step of stepsTo(uri, offset, source.view, source.scene)) {
    const node = beside.find((it) => it.part === step || it.of.includes(step));
    if (!node) break;
    rows.push(rowOf(node, rows.at(-1)?.path ?? []));
    beside = node.children();
  }
  return rows;
}

/** The place in a file that a row stands for. */
export function treePlace(path: TreePath, source: TreeSource): Location | undefined {
  return nodeAt(path, rootsFor(source))?.place(source.scene);
}

/** What a person wants to know of a row, in Markdown; empty when there is no more to say than the row does. */
export function treeTip(path: TreePath, source: TreeSource): string {
  const node = nodeAt(path, rootsFor(source));
  return node ? paragraphs(node.tip?.(source.scene), problemList(bySeverity(node.findings()))) : '';
}

/** A row as Markdown to be copied: a solution as a table of its references, a reference with who uses it. */
export function treeMarkdown(path: TreePath, source: TreeSource): string {
  return nodeAt(path, rootsFor(source))?.markdown?.() ?? '';
}

interface Known {
  readonly ground: Ground;
  readonly roots: readonly Node[];
}

const known = new WeakMap<Snapshot, Known[]>();

/** An editor asks row by row, and neither a snapshot nor a linter ever changes: what was made for one row serves the next. */
function rootsFor({ scene: { snapshot }, view, linter }: TreeSource): readonly Node[] {
  const all = known.get(snapshot) ?? [];
  known.set(snapshot, all);
  const isAsked = ({ ground }: Known): boolean =>
    ground.linter === linter && ground.view.groupBy === view.groupBy && ground.view.filter === view.filter;
  const found = all.find(isAsked);
  if (found) return found.roots;
  const ground = new Ground(snapshot, view, linter);
  const roots = solutionNodes(ground);
  all.push({ ground, roots });
  return roots;
}

function rowOf(node: Node, above: TreePath): TreeRow {
  const { part, kind, isOpen = false, flags } = node;
  const label = visible(seen(node.label));
  const details = node.details().map(visible);
  const findings = node.findings();
  const severity = worstOf(findings);
  const row = {
    path: [...above, part],
    kind,
    label,
    description: details.join(' · '),
    spoken: [`${nouns[kind]} ${label}`.trim(), ...details, ...problemsInWords(findings)].join(', '),
    hasChildren: node.hasChildren?.() ?? node.children().length > 0,
    isOpen,
    ...flags,
  };
  return severity ? { ...row, severity } : row;
}

const MOST_PROBLEMS = 5;

function problemList(findings: readonly Finding[]): string {
  const lines = findings.slice(0, MOST_PROBLEMS).map(({ severity, message }) => `- ${severity}: ${escaped(message)}`);
  const more = findings.length - lines.length;
  return [...lines, ...(more > 0 ? [`- and ${more.toLocaleString('en')} more`] : [])].join('\n');
}
