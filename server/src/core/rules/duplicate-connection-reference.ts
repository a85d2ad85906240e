import { connectorLabel, groupedByConnector } from '../connector-identity';
import { folderIn, type Fix, type Scene } from '../fix';
import { grouped } from '../grouped';
import { memo } from '../memo';
import type { ConnectionReference, Solution } from '../model';
import { meaningOf, partsOf, type NameParts, type Naming } from '../naming';
import type { Neighbours } from '../neighbours';
import { called } from '../refactorings/candidates';
import { mergeReferences } from '../refactorings/merge';
import { reviewFix } from '../refactorings/review-fix';
import type { Rule } from '../rule';

export const duplicateConnectionReference: Rule = {
  id: 'duplicate-connection-reference',
  severity: 'warning',
  summary: 'A solution has more than one connection reference for the same connector.',

  *check(frame, neighbours, { naming }) {
    for (const group of groupsOf(frame.references)) {
      const ranked = group.map((reference) => rank(reference, neighbours, naming)).sort(byRank);
      const survivor = ranked[0]!;
      const losers = losersIn(ranked);
      for (const loser of losers) {
        if (loser === survivor) continue;
        const { reference } = loser;
        yield {
          at: { uri: reference.uri, span: reference.logicalName.span },
          message: `The connection reference '${reference.label}' goes to ${connectorLabel(reference, neighbours)} like '${survivor.reference.label}' does, and each wants a connection of its own: one is enough.`,
          subject: reference.logicalName.value,
          related: [
            {
              uri: survivor.reference.uri,
              span: survivor.reference.logicalName.span,
              message: `'${survivor.reference.label}', the one to keep`,
            },
          ],
          fixes: (scene) => merges(folderIn(scene, frame), ranked, losers, loser, scene),
        };
      }
    }
  },
};

/** A choice among more is none, and each costs a look at all that would be merged. */
const MOST_OFFERED = 10;

interface Ranked {
  readonly reference: ConnectionReference;
  readonly users: number;
  readonly operations: number;
  readonly parts: NameParts | undefined;
  /** An agent's own: `<schema name of the agent>.…`, made and kept by the agent's editor. */
  readonly agents: boolean;
}

function rank(reference: ConnectionReference, neighbours: Neighbours, naming: Naming): Ranked {
  const users = neighbours.users(reference.logicalName.value);
  return {
    reference,
    users: new Set(users.flatMap((it) => (it.kind === 'package' ? [] : it.kind === 'flow' ? it.uri : `${it.kind} ${it.name}`))).size, // one file may speak for several apps and agents
    operations: users.reduce((sum, it) => sum + it.operations, 0),
    parts: partsOf(reference, neighbours, naming),
    agents: reference.logicalName.value.includes('.'),
  };
}

/** Most users, then most operations, then on the scheme, then by logical name; never by file order. */
function byRank(a: Ranked, b: Ranked): number {
  return (
    b.users - a.users ||
    b.operations - a.operations ||
    Number(!a.parts) - Number(!b.parts) ||
    (a.reference.logicalName.value < b.reference.logicalName.value ? -1 : 1)
  );
}

/** One fix for each of the best that could be kept, the rule's own choice first, and one for this duplicate alone where there are several. */
function* merges(solution: Solution, ranked: readonly Ranked[], mayLose: ReadonlySet<Ranked>, loser: Ranked, scene: Scene): Iterable<Fix> {
  const name = ({ reference }: Ranked): string => namesIn(ranked).get(reference)!;
  const losersTo = (it: Ranked): readonly Ranked[] => [...mayLose].filter((other) => other !== it);
  const countTo = (it: Ranked): number => mayLose.size - Number(mayLose.has(it));
  const merge = (losers: () => readonly Ranked[], into: Ranked, words: string, preferred: boolean): Fix =>
    reviewFix(`Merge ${words} into ${name(into)}`, preferred, () =>
      mergeReferences(
        solution,
        into.reference,
        losers().map((it) => it.reference),
        scene,
      ),
    );
  const survivor = ranked[0]!;
  for (const it of survivorsOf(ranked, mayLose).slice(0, MOST_OFFERED)) {
    const words = countTo(it) === 1 ? name(losersTo(it)[0]!) : `${countTo(it)} duplicates`;
    yield merge(() => losersTo(it), it, words, it === survivor);
  }
  if (countTo(survivor) > 1) yield merge(() => [loser], survivor, `only ${name(loser)}`, false);
}

/** What a title calls each of a group. */
const namesIn = memo(
  (ranked: readonly Ranked[]): ReadonlyMap<ConnectionReference, string> =>
    new Map(called({ own: ranked.map((it) => it.reference), siblings: [] }).map((it) => [it.reference, it.name])),
);

/** Where some never lose, whatever is kept of the others would be reported beside them, unless it is the rule's own choice. */
function survivorsOf(ranked: readonly Ranked[], mayLose: ReadonlySet<Ranked>): readonly Ranked[] {
  if (mayLose.size === ranked.length) return ranked;
  return ranked.filter((it, index) => index === 0 || (!it.agents && !mayLose.has(it)));
}

/** In their order. A name on the scheme that nobody in the group shares says that the reference is there on purpose. */
function losersIn(ranked: readonly Ranked[]): ReadonlySet<Ranked> {
  const alike = grouped(ranked, ({ parts }) => parts && meaningOf(parts));
  const standsAlone = ({ parts }: Ranked): boolean => parts !== undefined && alike.get(meaningOf(parts))?.length === 1;
  return new Set(ranked.filter((it) => !it.agents && !standsAlone(it)));
}

function groupsOf(references: readonly ConnectionReference[]): readonly (readonly ConnectionReference[])[] {
  return groupedByConnector(
    references.filter((it) => it.connector !== ''),
    (it) => it,
  ).filter((it) => it.length > 1);
}
