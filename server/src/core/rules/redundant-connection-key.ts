import { connectorOfEntry, sameConnector } from '../connector-identity';
import type { Connection } from '../facts/flow';
import { isSameName } from '../occurrences';
import { isUsed, removalOf, repointKey } from '../refactorings/keys';
import type { Rule } from '../rule';

export const redundantConnectionKey: Rule = {
  id: 'redundant-connection-key',
  severity: 'warning',
  summary: 'A flow declares two connections that go through the same connection reference in the same way.',

  *checkFlow(flow) {
    if (flow.legacy) return;
    for (const [index, connection] of flow.connections.entries()) {
      const { key } = connection;
      const earlier = flow.connections.find((it, at) => at < index && goesTheSameWay(it, connection) && isUsed(it.key.value, flow));
      if (!earlier || !isUsed(key.value, flow)) continue;
      yield {
        at: { uri: flow.uri, span: key.span },
        message: `Flow '${flow.name}' declares the connection '${key.value}', which goes to the same connection reference as '${earlier.key.value}': one is enough.`,
        subject: key.value,
        related: [{ uri: flow.uri, span: earlier.key.span, message: 'The first of the two' }],
        *fixes(scene) {
          if (flow.namesKeysOtherwise || !standsFor(earlier, connection)) return;
          const [first, later] = [earlier.key.value, key.value];
          yield removalOf(
            later,
            flow,
            scene,
            (binding) => `Use '${first}' instead of '${later}'${binding && `${binding},`} and remove it`,
            (set) => repointKey(flow, later, first, set),
          );
        },
      };
    }
  },
};

function goesTheSameWay(one: Connection, other: Connection): boolean {
  return (
    one.logicalName !== undefined &&
    other.logicalName !== undefined &&
    isSameName(one.logicalName.value, other.logicalName.value) &&
    sourceOf(one) === sourceOf(other) &&
    one.impersonation === other.impersonation
  );
}

function sourceOf({ runtimeSource, source }: Connection): string | undefined {
  return (runtimeSource?.value ?? source)?.toLowerCase();
}

/** Whether operations of one entry find their connector at the other too. Where the two disagree, one of them is wrong, and that is to be mended first. */
function standsFor(first: Connection, later: Connection): boolean {
  const [its, wanted] = [connectorOfEntry(first), connectorOfEntry(later)];
  return wanted === undefined || (its !== undefined && sameConnector(its, wanted));
}
