import type { RefactorParams, TreeRow } from '../../server/src/protocol';
import { idOf, isReference, type ReferenceRow } from './row';

/** What a drop changes, or why it cannot. */
export type Drop = { readonly change: RefactorParams } | { readonly refused: Refusal };

/** With the names that the person has to read, those of what was dragged before those of where it was dropped. */
export type Refusal =
  | { readonly why: 'no target' | 'several kinds' | 'several flows' | 'several connectors' }
  | { readonly why: 'immovable' | 'managed'; readonly name: string }
  | { readonly why: 'other connector' | 'other solution'; readonly name: string; readonly target: string };

type ParentOf = (row: TreeRow) => TreeRow | undefined;

/** What it means that rows are dropped on another; undefined when everything is there already. */
export function dropOf(rows: readonly TreeRow[], onto: TreeRow | undefined, parentOf: ParentOf): Drop | undefined {
  const target = onto && referenceAbove(onto, parentOf);
  const dragged = rows.filter((it) => !onto || idOf(it) !== idOf(onto));
  const [first, ...others] = dragged;
  if (!first) return undefined;
  const kind = kindOf(first, parentOf);
  const immovable = kind ? others.find((it) => kindOf(it, parentOf) === undefined) : first;
  if (!kind || immovable) return refused({ why: 'immovable', name: (immovable ?? first).label });
  if (others.some((it) => kindOf(it, parentOf) !== kind)) return refused({ why: 'several kinds' });
  if (!target) return refused({ why: 'no target' });
  switch (kind) {
    case 'direct':
      return replaced(dragged, target);
    case 'flow':
      return others.length > 0 ? refused({ why: 'several flows' }) : repointed(first, target, parentOf);
    case 'reference':
      return merged(dragged.filter(isReference), target);
  }
}

/** The reference that a row stands for, or that it is shown below. */
function referenceAbove(row: TreeRow, parentOf: ParentOf): ReferenceRow | undefined {
  for (let at: TreeRow | undefined = row; at; at = parentOf(at)) if (isReference(at)) return at;
  return undefined;
}

/** As what a row moves: a reference that is shown below a flow moves as the flow's. */
function kindOf(row: TreeRow, parentOf: ParentOf): 'reference' | 'flow' | 'direct' | undefined {
  if (row.direct) return 'direct';
  if (row.kind === 'reference') return 'reference';
  const isUser = (row.kind === 'flow' || row.kind === 'connection') && row.flow !== undefined;
  return isUser && referenceAbove(row, parentOf) ? 'flow' : undefined;
}

function merged(rows: readonly ReferenceRow[], target: ReferenceRow): Drop | undefined {
  const losers = rows.filter((it) => !isSame(it, target));
  if (losers.length === 0) return undefined;
  const { solution, logicalName } = target.reference;
  const elsewhere = losers.find((it) => it.reference.solution !== solution);
  if (elsewhere) return refused({ why: 'other solution', name: elsewhere.label, target: target.label });
  const unlike = unlikeOf(losers, target);
  if (unlike) return unlike;
  const fixed = [...losers, target].find((it) => it.reference.isFixed);
  if (fixed) return refused({ why: 'managed', name: fixed.label });
  return { change: { kind: 'merge', solution, into: logicalName, from: losers.map((it) => it.reference.logicalName) } };
}

/** Whose flow it is knows the server: one of another solution may be shown below a reference. */
function repointed(row: TreeRow, target: ReferenceRow, parentOf: ParentOf): Drop | undefined {
  const from = referenceAbove(row, parentOf)!;
  if (isSame(from, target)) return undefined;
  const unlike = unlikeOf([from], target);
  if (unlike) return unlike;
  if (target.reference.isFixed) return refused({ why: 'managed', name: target.label });
  const { solution, logicalName } = target.reference;
  return { change: { kind: 'repoint', flow: row.flow!, from: from.reference.logicalName, to: { solution, logicalName } } };
}

/** A reference of another solution may do: that knows the server. */
function replaced(rows: readonly TreeRow[], target: ReferenceRow): Drop {
  const directs = rows.flatMap((it) => it.direct ?? []);
  if (new Set(directs.map((it) => it.connector)).size > 1) return refused({ why: 'several connectors' });
  if (directs[0]?.connector !== target.reference.connector)
    return refused({ why: 'other connector', name: rows[0]!.label, target: target.label });
  const { solution, logicalName } = target.reference;
  const connections = directs.map(({ uri, id }) => ({ uri, id }));
  return { change: { kind: 'replaceDirect', connections, with: { solution, logicalName } } };
}

function unlikeOf(rows: readonly ReferenceRow[], target: ReferenceRow): Drop | undefined {
  const unlike = rows.find((it) => it.reference.connector !== target.reference.connector);
  return unlike && refused({ why: 'other connector', name: unlike.label, target: target.label });
}

/** One reference may have several rows. */
function isSame({ reference: a }: ReferenceRow, { reference: b }: ReferenceRow): boolean {
  return a.solution === b.solution && a.logicalName === b.logicalName;
}

const refused = (refusal: Refusal): Drop => ({ refused: refusal });
