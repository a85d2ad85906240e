/**
 * What is used of `@dagrejs/dagre`. Its own declarations name their files without extensions, which the compiler does not find in a package
 * of modules, and would let anything through.
 */
export namespace graphlib {
  class Graph {
    constructor(options: { readonly multigraph: boolean });
    setGraph(options: {
      readonly nodesep: number;
      readonly edgesep: number;
      readonly ranksep: number;
      readonly rankalign: 'top' | 'center' | 'bottom';
      readonly ranker: 'network-simplex' | 'tight-tree' | 'longest-path';
    }): void;
    setNode(id: string, size: { readonly width: number; readonly height: number }): void;
    setEdge(from: string, to: string, label: EdgeOptions, name: string): void;
    /** Where its middle is. */
    node(id: string): Point;
    edge(edge: { readonly v: string; readonly w: string; readonly name: string }): LaidOutEdge;
  }
}

interface EdgeOptions {
  readonly width: number;
  readonly height: number;
  readonly labelpos: 'l' | 'c' | 'r';
  readonly weight: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LaidOutEdge extends Point {
  readonly width: number;
  readonly height: number;
  /** From the side of one node to that of the other, with one for each rank between. The point of the edge itself is the middle of its label. */
  readonly points: readonly Point[];
}

/** Fills in the places. */
export function layout(graph: graphlib.Graph): void;
