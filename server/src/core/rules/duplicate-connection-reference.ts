import { connectorLabel, sameConnector } from '../connector-identity';
import { folderIn, type Fix, type Scene } from '../fix';
import type { ConnectionReference, Solution } from '../model';
import { partsOf, tellApart, type NameParts, type Naming } from '../naming';
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
      for (const loser of ranked) {
        if (loser === survivor || !mayLose(loser, ranked)) continue;
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
          fixes: (scene) => merges(folderIn(scene, frame), ranked, loser, scene),
        };
      }
    }
  },
};

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

/** One fix for each that could be kept, the rule's own choice first, and one for this duplicate alone where there are several. */
function* merges(solution: Solution, ranked: readonly Ranked[], loser: Ranked, scene: Scene): Iterable<Fix> {
  const names = new Map(called({ own: ranked.map((it) => it.reference), siblings: [] }).map((it) => [it.reference, it.name]));
  const name = ({ reference }: Ranked): string => names.get(reference)!;
  const losersTo = (it: Ranked): readonly Ranked[] => ranked.filter((other) => other !== it && mayLose(other, ranked));
  const merge = (losers: readonly Ranked[], into: Ranked, words: string, preferred: boolean): Fix =>
    reviewFix(`Merge ${words} into ${name(into)}`, preferred, () =>
      mergeReferences(
        solution,
        into.reference,
        losers.map((it) => it.reference),
        scene,
      ),
    );
  const survivor = ranked[0]!;
  for (const it of survivorsOf(ranked)) {
    const losers = losersTo(it);
    yield merge(losers, it, losers.length === 1 ? name(losers[0]!) : `${losers.length} duplicates`, it === survivor);
  }
  if (losersTo(survivor).length > 1) yield merge([loser], survivor, `only ${name(loser)}`, false);
}

/** Where some never lose, whatever is kept of the others would be reported beside them, unless it is the rule's own choice. */
function survivorsOf(ranked: readonly Ranked[]): readonly Ranked[] {
  if (ranked.every((it) => mayLose(it, ranked))) return ranked;
  return ranked.filter((it, index) => index === 0 || (!it.agents && standsAlone(it, ranked)));
}

function mayLose(one: Ranked, group: readonly Ranked[]): boolean {
  return !one.agents && !standsAlone(one, group);
}

/** A name on the scheme that nobody in the group shares says that the reference is there on purpose. */
function standsAlone(one: Ranked, group: readonly Ranked[]): boolean {
  return one.parts !== undefined && group.every((it) => it === one || !it.parts || tellApart(it.parts, one.parts));
}

function groupsOf(references: readonly ConnectionReference[]): ConnectionReference[][] {
  const groups: ConnectionReference[][] = [];
  for (const reference of references) {
    if (reference.connector === '') continue;
    const group = groups.find(([first]) => sameConnector(first!, reference));
    if (group) group.push(reference);
    else groups.push([reference]);
  }
  return groups.filter((it) => it.length > 1);
}
