import { connectorOfEntry, sameConnector } from '../connector-identity';
import type { Connection } from '../facts/flow';
import { removalOf, repointKey, useOfKeys } from '../refactorings/keys';
import type { Rule } from '../rule';

export const redundantConnectionKey: Rule = {
  id: 'redundant-connection-key',
  severity: 'warning',
  summary: 'A flow declares two connections that go through the same connection reference in the same way.',

  *checkFlow(flow) {
    if (flow.legacy) return;
    const isUsed = useOfKeys(flow);
    const firsts = new Map<string, Connection>();
    for (const connection of flow.connections) {
      const { key } = connection;
      const way = wayOf(connection);
      if (way === undefined || !isUsed(key.value)) continue;
      const earlier = firsts.get(way);
      if (!earlier) {
        firsts.set(way, connection);
        continue;
      }
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

/** Equal for connections that go through the same reference in the same way. Undefined for one that goes through none. */
function wayOf({ logicalName, runtimeSource, source, impersonation }: Connection): string | undefined {
  if (!logicalName) return undefined;
  const from = (runtimeSource?.value ?? source)?.toLowerCase();
  return JSON.stringify([logicalName.value.toLowerCase(), from, impersonation]);
}

/** Whether operations of one entry find their connector at the other too. Where the two disagree, one of them is wrong, and that is to be mended first. */
function standsFor(first: Connection, later: Connection): boolean {
  const [its, wanted] = [connectorOfEntry(first), connectorOfEntry(later)];
  return wanted === undefined || (its !== undefined && sameConnector(its, wanted));
}
