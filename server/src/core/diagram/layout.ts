import { graphlib, layout, type LaidOutEdge } from '@dagrejs/dagre';
import { largest, smallest } from '../extremes';
import { grouped } from '../grouped';
import type { Diagram, DiagramBlock, DiagramBranch, DiagramEdge, DiagramStep } from './diagram';
import { below, routed, type Passing } from './routes';

/** Where everything of a flow lies. Places are in pixels from the upper left corner of what they stand in. */
export interface Layout extends LaidBlock {
  readonly width: number;
  readonly height: number;
}

export interface LaidBlock {
  /** In run order. */
  readonly boxes: readonly LaidBox[];
  readonly edges: readonly LaidEdge[];
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LaidBox extends Rectangle {
  readonly step: DiagramStep;
  /** Whether it could show what it holds, and does not. */
  readonly isFolded: boolean;
  /** None where it is folded. */
  readonly branches: readonly LaidBranch[];
}

export interface LaidBranch extends Rectangle, LaidBlock {
  readonly branch: DiagramBranch;
}

export interface LaidEdge {
  readonly edge: DiagramEdge;
  /** From the lower side of a box to the upper side of another, upright or level all the way but for an edge that closes a circle. */
  readonly points: readonly Point[];
  readonly label: Rectangle | undefined;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** In pixels; whoever draws needs to know them too. */
export const sizes = {
  margin: 24,
  box: 300,
  /** What a box says in two lines; a third one tells of its connection. */
  twoLines: 50,
  threeLines: 68,
  /** Around what a box holds. */
  padding: 16,
  /** Above the boxes of a branch that has a name. */
  branchName: 30,
  /** A branch in which nothing is done. */
  emptyBranch: { width: 150, height: 34 },
  edgeLabel: 20,
} as const;

const GAP = { branches: 14, boxes: 28, ranks: 40 };

/** Lays out a flow without what is folded. Each block on its own, from the inside out: a box is as large as what it holds. */
export function layOut({ steps }: Pick<Diagram, 'steps'>, isFolded: (id: string) => boolean, widthOf: (label: string) => number): Layout {
  const { width, height, ...block } = new Laying(isFolded, widthOf).block(steps);
  const moved = shifted(block, sizes.margin, sizes.margin);
  return { ...moved, width: width + 2 * sizes.margin, height: height + 2 * sizes.margin };
}

type Sized<Of> = Of & { readonly width: number; readonly height: number };
type Unplaced = Omit<LaidBox, 'x' | 'y'>;

class Laying {
  constructor(
    private readonly isFolded: (id: string) => boolean,
    /** Of the label of an edge, in pixels. */
    private readonly widthOf: (label: string) => number,
  ) {}

  block({ steps, edges }: DiagramBlock): Sized<LaidBlock> {
    if (steps.length === 0) return { boxes: [], edges: [], width: 0, height: 0 };
    const boxes = steps.map((it) => this.#box(it));
    return isColumn(steps, edges) ? this.#stacked(boxes, edges) : this.#layered(boxes, edges);
  }

  #box(step: DiagramStep): Unplaced {
    const height = heightOf(step);
    const isHolding = step.branches.length > 0;
    const isFolded = isHolding && this.isFolded(step.id);
    if (!isHolding || isFolded) return { step, isFolded, branches: [], width: sizes.box, height };
    const { padding } = sizes;
    const branches: LaidBranch[] = [];
    let x: number = padding;
    for (const branch of step.branches) {
      const laid = this.#branch(branch);
      branches.push({ ...laid, x, y: height });
      x += laid.width + GAP.branches;
    }
    const inner = x - GAP.branches + padding;
    const width = Math.max(sizes.box, inner);
    const tallest = largest(branches, (it) => it.height);
    const spare = (width - inner) / 2;
    return {
      step,
      isFolded,
      width,
      height: height + tallest + padding,
      branches: branches.map((it) => ({ ...it, x: Math.round(it.x + spare), height: tallest })),
    };
  }

  #branch(branch: DiagramBranch): Omit<LaidBranch, 'x' | 'y'> {
    const isNamed = branch.label !== '';
    const padding = isNamed ? sizes.padding : 0;
    const top = isNamed ? sizes.branchName : 0;
    const { width, height, ...block } = branch.steps.length > 0 ? this.block(branch) : { ...sizes.emptyBranch, boxes: [], edges: [] };
    return { branch, ...shifted(block, padding, top), width: width + 2 * padding, height: top + height + padding };
  }

  /** Below each other, with the ways past boxes beside them. */
  #stacked(boxes: readonly Unplaced[], edges: readonly DiagramEdge[]): Sized<LaidBlock> {
    const steps = boxes.map((it) => it.step);
    const ways = waysOf(steps, edges);
    const next = new Map(ways.filter(isNext).map((it) => [it.from, it]));
    const width = largest(boxes, (it) => it.width, 0);
    let y = 0;
    const placed = boxes.map((it, index): LaidBox => {
      const box = { ...it, x: Math.round((width - it.width) / 2), y };
      y += it.height + GAP.ranks + (next.get(index)?.edge.label ? sizes.edgeLabel : 0);
      return box;
    });
    const passing = [...next.values()].map(({ edge, from }): Passing => {
      const { x, y } = below(placed[from]!);
      return { edge, through: [], label: this.#labelAt(edge, { x, y: y + (GAP.ranks + sizes.edgeLabel) / 2 }) };
    });
    let left = width + GAP.boxes;
    for (const lane of lanesOf(ways.filter((it) => !isNext(it)))) {
      const laneWidth = largest(lane, (it) => (it.edge.label === '' ? 0 : this.widthOf(it.edge.label)));
      const x = left + Math.round(laneWidth / 2);
      for (const { edge, from, to } of lane) {
        const middle = placed[(from + to) >> 1]!;
        const through = [...new Set([placed[from + 1]!, placed[to - 1]!])].map((it) => ({ x, y: it.y }));
        passing.push({ edge, through, label: this.#labelAt(edge, { x, y: middle.y + middle.height / 2 }) });
      }
      left += laneWidth + GAP.branches;
    }
    return bounded({ boxes: placed, edges: routed(passing, placed) });
  }

  /** Around a point. */
  #labelAt({ label }: DiagramEdge, { x, y }: Point): Rectangle | undefined {
    if (label === '') return undefined;
    const [width, height] = [this.widthOf(label), sizes.edgeLabel];
    return { x: x - Math.round(width / 2), y: Math.round(y - height / 2), width, height };
  }

  /** In ranks, so that each edge leads downwards but for those that close a circle. */
  #layered(boxes: readonly Unplaced[], edges: readonly DiagramEdge[]): Sized<LaidBlock> {
    const graph = new graphlib.Graph({ multigraph: true });
    graph.setGraph({ nodesep: GAP.boxes, ranksep: GAP.ranks, edgesep: GAP.branches, rankalign: 'top', ranker: 'tight-tree' });
    for (const { step, width, height } of boxes) graph.setNode(step.id, { width, height });
    edges.forEach((it, index) => {
      const label = it.label === '' ? { width: 0, height: 0 } : { width: this.widthOf(it.label), height: sizes.edgeLabel };
      graph.setEdge(it.from, it.to, { ...label, labelpos: 'c', weight: it.label === '' ? 2 : 1 }, String(index));
    });
    layout(graph);
    const placed = boxes.map((it): LaidBox => {
      const { x, y } = graph.node(it.step.id);
      return { ...it, x: Math.round(x - it.width / 2), y: Math.round(y - it.height / 2) };
    });
    const passing = edges.map((edge, index) => {
      const its = graph.edge({ v: edge.from, w: edge.to, name: String(index) });
      return { edge, through: its.points.slice(1, -1), label: edge.label === '' ? undefined : rectangleOf(its) };
    });
    return bounded({ boxes: placed, edges: routed(passing, placed) });
  }
}

interface Way {
  readonly edge: DiagramEdge;
  readonly from: number;
  readonly to: number;
}

/** By the places of the steps. */
function waysOf(steps: readonly DiagramStep[], edges: readonly DiagramEdge[]): readonly Way[] {
  const places = new Map(steps.map((it, index) => [it.id, index]));
  return edges.map((edge) => ({ edge, from: places.get(edge.from)!, to: places.get(edge.to)! }));
}

const isNext = ({ from, to }: Way): boolean => to === from + 1;

/**
 * Each runs after the one before it, so that nobody stands beside another, as in most blocks: no library is needed for that, and a long one
 * takes it its time. It is where another way would meet the label of a short one.
 */
function isColumn(steps: readonly DiagramStep[], edges: readonly DiagramEdge[]): boolean {
  const ways = waysOf(steps, edges);
  const next = ways.filter(isNext);
  if (next.length !== Math.max(0, steps.length - 1) || new Set(next.map((it) => it.to)).size !== next.length) return false;
  const [leaving, arriving] = [countOf(ways.map((it) => it.from)), countOf(ways.map((it) => it.to))];
  return ways.every((it) => it.from < it.to && (it.edge.label === '' || !isNext(it) || leaving.get(it.from)! + arriving.get(it.to)! === 2));
}

function countOf(places: readonly number[]): ReadonlyMap<number, number> {
  return new Map([...grouped(places, (it) => it)].map(([place, its]) => [place, its.length]));
}

/** Ways past boxes, side by side where they would else lie upon each other; the shorter ones are nearer to the boxes. */
function lanesOf(ways: readonly Way[]): readonly (readonly Way[])[] {
  const lanes: Way[][] = [];
  for (const way of ways.toSorted((a, b) => a.to - a.from - (b.to - b.from))) {
    const free = lanes.find((lane) => lane.every((it) => it.to <= way.from || way.to <= it.from));
    if (free) free.push(way);
    else lanes.push([way]);
  }
  return lanes;
}

/** The library tells the middle. */
function rectangleOf({ x, y, width, height }: LaidOutEdge): Rectangle {
  return { x: Math.round(x - width / 2), y: Math.round(y - height / 2), width, height };
}

/** With its upper left corner at the origin: edges and their labels may lie beside all boxes. */
function bounded(block: LaidBlock): Sized<LaidBlock> {
  const corners = block.edges
    .flatMap(({ points, label }) => [...points, ...(label ? bothCorners(label) : [])])
    .concat(block.boxes.flatMap(bothCorners));
  const [left, right] = [smallest(corners, (it) => it.x), largest(corners, (it) => it.x)];
  const [top, bottom] = [smallest(corners, (it) => it.y), largest(corners, (it) => it.y)];
  return { ...shifted(block, -left, -top), width: right - left, height: bottom - top };
}

const bothCorners = ({ x, y, width, height }: Rectangle): readonly Point[] => [
  { x, y },
  { x: x + width, y: y + height },
];

/** What boxes hold moves along with them. */
function shifted({ boxes, edges }: LaidBlock, x: number, y: number): LaidBlock {
  const move = <Of extends Point>(it: Of): Of => ({ ...it, x: it.x + x, y: it.y + y });
  return {
    boxes: boxes.map(move),
    edges: edges.map((it) => ({ ...it, points: it.points.map(move), label: it.label && move(it.label) })),
  };
}

/** Of what a box says itself. */
function heightOf({ connection }: DiagramStep): number {
  return connection === undefined ? sizes.twoLines : sizes.threeLines;
}
