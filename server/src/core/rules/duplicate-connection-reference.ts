import { connectorLabel, sameConnector } from '../connector-identity';
import type { ConnectionReference } from '../model';
import { partsOf, tellApart, type NameParts, type Naming } from '../naming';
import type { Neighbours } from '../neighbours';
import type { Rule } from '../rule';

export const duplicateConnectionReference: Rule = {
  id: 'duplicate-connection-reference',
  severity: 'warning',
  summary: 'A solution has more than one connection reference for the same connector.',

  *check(solution, neighbours, { naming }) {
    for (const group of groupsOf(solution.references)) {
      const ranked = group.map((reference) => rank(reference, neighbours, naming)).sort(byRank);
      const survivor = ranked[0]!;
      for (const loser of ranked) {
        if (loser === survivor || loser.agents || standsAlone(loser, ranked)) continue;
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
