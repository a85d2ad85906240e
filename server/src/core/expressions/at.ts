import type { Call, Expression } from './syntax';

/** The nodes of an expression that an offset of its text stands in or at the end of, what holds others before them. */
export function nodesAt(root: Expression | undefined, offset: number): readonly Expression[] {
  const path: Expression[] = [];
  for (let next = root && holds(root, offset) ? root : undefined; next; next = next.kind === 'call' ? partAt(next, offset) : undefined)
    path.push(next);
  return path;
}

/** Of two parts that meet at the offset the one before it. */
function partAt({ arguments: all, accessors }: Call, offset: number): Expression | undefined {
  return [...all, ...accessors.map((it) => it.index)].find((it) => it && holds(it, offset));
}

function holds({ span }: Expression, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
