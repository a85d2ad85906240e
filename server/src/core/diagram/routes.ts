import { largest, smallest } from '../extremes';
import { grouped } from '../grouped';
import { countBelow } from '../search';
import type { DiagramEdge } from './diagram';
import type { LaidBox, LaidEdge, Point, Rectangle } from './layout';

/** An edge of which is known past which boxes it leads. */
export interface Passing {
  readonly edge: DiagramEdge;
  /** At least one point in each rank between its ends. */
  readonly through: readonly Point[];
  readonly label: Rectangle | undefined;
}

/** Where an edge leaves a box, and where one arrives. */
export const below = ({ x, y, width, height }: Rectangle): Point => ({ x: x + Math.round(width / 2), y: y + height });
const above = ({ x, y, width }: Rectangle): Point => ({ x: x + Math.round(width / 2), y });

/** The ways of edges: straight down beside the boxes of a rank, and across only between two ranks. The boxes of a rank have one top. */
export function routed(edges: readonly Passing[], boxes: readonly LaidBox[]): readonly LaidEdge[] {
  const byId = new Map(boxes.map((it) => [it.step.id, it]));
  const bottoms = new Map<number, number>();
  for (const { y, height } of boxes) bottoms.set(y, Math.max(bottoms.get(y) ?? 0, y + height));
  const ranks = new Ranks(bottoms);
  return inLanes(edges.map((it) => straightened(it, byId.get(it.edge.from)!, byId.get(it.edge.to)!, ranks)));
}

/** Rows of boxes, none of which reaches into the next. */
class Ranks {
  readonly #tops: readonly number[];

  constructor(private readonly bottoms: ReadonlyMap<number, number>) {
    this.#tops = [...bottoms.keys()].sort((a, b) => a - b);
  }

  bottomOf(top: number): number {
    return this.bottoms.get(top)!;
  }

  /** The rank at a height, or a pixel below it. */
  at(y: number): { readonly top: number; readonly bottom: number } | undefined {
    const top = this.#tops[countBelow(this.#tops.length, (index) => this.#tops[index]! - 1 <= y) - 1];
    if (top === undefined || this.bottomOf(top) < y) return undefined;
    return { top, bottom: this.bottomOf(top) };
  }
}

/** Upright wherever it is beside something. */
function straightened({ edge, through, label }: Passing, from: LaidBox, to: LaidBox, ranks: Ranks): LaidEdge {
  const [start, end] = [below(from), above(to)];
  if (end.y <= from.y) return { edge, points: [start, end], label };
  const beside = through.flatMap(({ x, y }) => {
    const its = ranks.at(y);
    return its && from.y < its.top && its.top < to.y ? { x: Math.round(x), ...its } : [];
  });
  const name = label && { x: label.x + Math.round(label.width / 2), top: label.y, bottom: label.y + label.height };
  const named = name && !beside.some((it) => it.top < name.bottom && name.top < it.bottom) ? [name] : []; // else it lies on that way
  const columns = [...beside, ...named].sort((a, b) => a.top - b.top);
  const points = columns.flatMap(({ x, top, bottom }) => [
    { x, y: top },
    { x, y: bottom },
  ]);
  return { edge, points: [start, { x: start.x, y: ranks.bottomOf(from.y) }, ...points, end].filter(isNew), label };
}

function isNew({ x, y }: Point, index: number, points: readonly Point[]): boolean {
  const before = points[index - 1];
  return before?.x !== x || before.y !== y;
}

/** What crosses together from column to column between two ranks: edges into one box, else those out of one. */
interface Crossing {
  readonly group: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Has edges cross at heights of their own where they would else lie upon each other and could be taken for one. */
function inLanes(edges: readonly LaidEdge[]): readonly LaidEdge[] {
  const joined = new Set([...grouped(edges, (it) => it.edge.to)].filter(([, its]) => its.length > 1).map(([id]) => id));
  const crossing = ({ edge }: LaidEdge, from: Point | undefined, to: Point): Crossing | undefined => {
    if (!from || from.x === to.x || to.y <= from.y) return undefined;
    const group = `${from.y} ${joined.has(edge.to) ? `to ${edge.to}` : `from ${edge.from}`}`;
    return { group, top: from.y, bottom: to.y, left: Math.min(from.x, to.x), right: Math.max(from.x, to.x) };
  };
  const all = edges.flatMap((it) => it.points.flatMap((to, index) => crossing(it, it.points[index - 1], to) ?? []));
  const heights = heightsOf([...grouped(all, (it) => it.group).values()].map(together));
  return edges.map((it) => ({
    ...it,
    points: it.points.flatMap((to, index) => {
      const from = it.points[index - 1];
      const its = crossing(it, from, to);
      if (!from || !its) return [to];
      const y = heights.get(its.group)!;
      return [{ x: from.x, y }, { x: to.x, y }, to];
    }),
  }));
}

function together(its: readonly Crossing[]): Crossing {
  return {
    ...its[0]!,
    bottom: smallest(its, (it) => it.bottom),
    left: smallest(its, (it) => it.left),
    right: largest(its, (it) => it.right),
  };
}

/** Of each group, so that those of one height do not touch. */
function heightsOf(crossings: readonly Crossing[]): ReadonlyMap<string, number> {
  const heights = new Map<string, number>();
  for (const [top, its] of grouped(crossings, (it) => it.top)) {
    const lanes: Crossing[][] = [];
    for (const it of its) {
      const free = lanes.find((lane) => lane.every((other) => other.right < it.left || it.right < other.left));
      if (free) free.push(it);
      else lanes.push([it]);
    }
    const room = smallest(its, (it) => it.bottom) - top;
    for (const [index, lane] of lanes.entries())
      for (const { group } of lane) heights.set(group, top + Math.round((room * (index + 1)) / (lanes.length + 1)));
  }
  return heights;
}
