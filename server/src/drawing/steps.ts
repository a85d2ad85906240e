import type { DiagramBlock } from '../core/diagram/diagram';
import type { LaidBlock, LaidBox } from '../core/diagram/layout';

/** Who holds each step, from the outside in. */
export function holdersOf(block: DiagramBlock): ReadonlyMap<string, readonly string[]> {
  const holders = new Map<string, readonly string[]>();
  const read = ({ steps }: DiagramBlock, above: readonly string[]): void => {
    for (const { id, branches } of steps) {
      holders.set(id, above);
      for (const it of branches) read(it, [...above, id]);
    }
  };
  read(block, []);
  return holders;
}

/** The steps that can be folded. */
export function foldable({ steps }: DiagramBlock): readonly string[] {
  return steps.flatMap(({ id, branches }) => (branches.length > 0 ? [id, ...branches.flatMap(foldable)] : []));
}

/** The boxes that are to be seen, in run order; what a box holds follows it. */
export function inOrder({ boxes }: LaidBlock): readonly LaidBox[] {
  return boxes.flatMap((it) => [it, ...it.branches.flatMap(inOrder)]);
}
