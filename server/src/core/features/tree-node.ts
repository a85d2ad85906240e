import type { Scene } from '../fix';
import { grouped } from '../grouped';
import { once } from '../memo';
import { flowsByFile, type ConnectionReference, type Flow, type Solution } from '../model';
import type { Neighbours } from '../neighbours';
import { count } from '../reports/check';
import type { Finding } from '../rule';
import { countBelow } from '../search';
import type { Location, Span, Uri } from '../text';
import type { Snapshot } from '../workspace';
import type { TreeRow, TreeSource, TreeView } from './tree';

/**
 * What a row is made from. What is below it, where it leads and what is wrong in it is found out when somebody asks; only where
 * it leads and what is told of it may take a look at a text.
 */
export interface Node {
  /** The last part of its path, unlike that of any row beside it. */
  readonly part: string;
  readonly kind: TreeRow['kind'];
  readonly label: string;
  /** The parts of the model it stands for. */
  readonly of: readonly (object | string)[];
  readonly isOpen?: boolean;
  /** The definition by which the filter for references decides. */
  readonly definition?: ConnectionReference | undefined;
  readonly flags?: Pick<TreeRow, 'reference' | 'direct' | 'flow'>;
  /** What stands beside the label, the most important first. */
  details(): readonly string[];
  findings(): readonly Finding[];
  children(): readonly Node[];
  /** Where that is known without making them. */
  hasChildren?(): boolean;
  place(scene: Scene): Location | undefined;
  /** Markdown without the problems. */
  tip?(scene: Scene): string;
  /** Markdown to be copied. */
  markdown?(): string;
}

export const none = (): readonly never[] => [];

/** The rules whose findings each filter lets through. */
const filters: Readonly<Record<Exclude<TreeView['filter'], 'all' | 'problems'>, readonly string[]>> = {
  unused: ['unused-connection-reference'],
  duplicates: ['duplicate-connection-reference', 'duplicate-display-name', 'duplicate-logical-name'],
  'off-scheme': ['off-scheme-name', 'default-name', 'misleading-type', 'default-logical-name'],
};

/** What nodes are made from: the workspace at one moment and what is found in it. Each thing is looked up once. */
export class Ground {
  readonly #findings = new Map<Solution, readonly Finding[]>();
  readonly #found = new Map<Uri, Places<Finding>>();
  readonly #marked = new Map<Uri, Places<Location>>();

  constructor(
    readonly snapshot: Snapshot,
    readonly view: TreeView,
    readonly linter: TreeSource['linter'],
  ) {}

  folder(root: Uri): Solution {
    return this.snapshot.folders.at(root)!;
  }

  flow(uri: Uri, root: Uri): Flow | undefined {
    return flowsByFile(this.folder(root)).get(uri);
  }

  neighbours({ root }: Solution): Neighbours {
    return this.snapshot.neighbourhood.seenFrom(root);
  }

  findings(solution: Solution): readonly Finding[] {
    const isSolution = this.snapshot.folders.solution(solution.root) !== undefined;
    const its = this.#findings.get(solution) ?? (isSolution ? this.linter?.findings(solution, this.snapshot) : undefined) ?? [];
    this.#findings.set(solution, its);
    return its;
  }

  /** What is found in a file of a folder. */
  foundIn(uri: Uri, root: Uri): readonly Finding[] {
    return this.#placesBelow(root).all(uri);
  }

  /** What is found where these begin, or in them. Nobody asks for them where nothing is found in the file. */
  foundAt(uri: Uri, root: Uri, spans: () => readonly Span[]): readonly Finding[] {
    const places = this.#placesBelow(root);
    return places.all(uri).length === 0 ? [] : places.inAny(uri, spans());
  }

  /** What is found in a reference's definition. */
  foundInDefinition({ uri, solution, span }: ConnectionReference): readonly Finding[] {
    return this.#placesBelow(solution).in(uri, span);
  }

  /** Whether the filter lets a row be seen by itself, whatever is below it. */
  shows(node: Node): boolean {
    const { filter } = this.view;
    if (filter === 'all') return true;
    if (filter === 'problems') return node.findings().length > 0;
    return node.definition !== undefined && this.#isMarked(node.definition, filters[filter]);
  }

  #placesBelow(root: Uri): Places<Finding> {
    const its = this.#found.get(root) ?? new Places(this.findings(this.folder(root)), (it) => it.at);
    this.#found.set(root, its);
    return its;
  }

  #isMarked({ uri, span, solution: root }: ConnectionReference, rules: readonly string[]): boolean {
    const marks = (): Location[] =>
      this.findings(this.folder(root)).flatMap((it) => (rules.includes(it.rule.id) ? [it.at, ...(it.related ?? [])] : []));
    const its = this.#marked.get(root) ?? new Places(marks(), (it) => it);
    this.#marked.set(root, its);
    return its.in(uri, span).length > 0;
  }
}

/** Things by where they begin, so that those in a part of a file are found without a look at all others. */
class Places<Item> {
  readonly #byFile: ReadonlyMap<Uri, readonly Item[]>;
  readonly #inOrder = new Map<Uri, readonly Item[]>();
  readonly #numbers: () => ReadonlyMap<Item, number>;

  constructor(
    items: readonly Item[],
    private readonly at: (item: Item) => Location,
  ) {
    this.#byFile = grouped(items, (it) => at(it).uri);
    this.#numbers = once(() => new Map(items.map((it, index) => [it, index])));
  }

  all(uri: Uri): readonly Item[] {
    return this.#byFile.get(uri) ?? [];
  }

  in(uri: Uri, { start, end }: Span): readonly Item[] {
    const startOf = (it: Item): number => this.at(it).span.start;
    const its = this.#inOrder.get(uri) ?? [...this.all(uri)].sort((a, b) => startOf(a) - startOf(b));
    this.#inOrder.set(uri, its);
    const before = (offset: number): number => countBelow(its.length, (index) => startOf(its[index]!) < offset);
    return its.slice(before(start), before(end));
  }

  /** What begins in any of these, or where it begins, each thing once and in the order in which it was given. */
  inAny(uri: Uri, spans: readonly Span[]): readonly Item[] {
    const its = new Set(spans.flatMap(({ start, end }) => this.in(uri, { start, end: Math.max(end, start + 1) })));
    if (its.size < 2) return [...its];
    const numbers = this.#numbers();
    return [...its].sort((a, b) => numbers.get(a)! - numbers.get(b)!);
  }
}

/** Lets no two rows have the same part: of things that cannot be told apart, the later ones are numbered. */
export function distinct<Its extends { readonly part: string }>(nodes: readonly Its[]): readonly Its[] {
  const seen = new Map<string, number>();
  return nodes.map((it) => {
    const number = (seen.get(it.part) ?? 0) + 1;
    seen.set(it.part, number);
    return number === 1 ? it : { ...it, part: `${number} ${it.part}` };
  });
}

/** By label. They are told apart before, for a label may change while the thing stays the same. */
export function sorted(nodes: readonly Node[]): readonly Node[] {
  return byLabel(distinct(nodes));
}

/** Those that are distinct already, by label. */
export function byLabel<Its extends { readonly label: string }>(nodes: readonly Its[]): readonly Its[] {
  return nodes
    .map((node) => ({ node, key: node.label.toLowerCase() }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ node }) => node);
}

/** The one that a path leads to from these; undefined for one that is not there any more. */
export function nodeAt<Its extends { readonly part: string; children(): readonly Its[] }>(
  path: readonly string[],
  roots: readonly Its[],
): Its | undefined {
  let node: Its | undefined;
  for (const part of path) {
    node = (node ? node.children() : roots).find((it) => it.part === part);
    if (!node) return undefined;
  }
  return node;
}

/** The findings of several rows, each once. */
export function findingsOf(nodes: readonly Node[]): readonly Finding[] {
  const all = new Set<Finding>();
  for (const node of nodes) for (const it of node.findings()) all.add(it);
  return [...all];
}

/** The row above what a solution has of one kind, counted by a noun; nothing when it has none. It leads to the first. */
export function groupOf(
  kind: 'directs' | 'externals' | 'apps' | 'agents' | 'unused',
  label: string,
  noun: string,
  nodes: readonly Node[],
  isOpen = false,
): readonly Node[] {
  if (nodes.length === 0) return [];
  return [
    {
      part: kind,
      kind,
      label,
      of: [],
      isOpen,
      details: () => [count(nodes.length, noun)],
      findings: () => findingsOf(nodes),
      children: () => nodes,
      place: (scene) => nodes[0]!.place(scene),
    },
  ];
}
