import type { Connection } from '../facts/flow';
import { usedKeys } from '../model';
import type { Rule } from '../rule';

export const redundantConnectionKey: Rule = {
  id: 'redundant-connection-key',
  severity: 'warning',
  summary: 'A flow declares two connections that go through the same connection reference in the same way.',

  *check(solution) {
    for (const flow of solution.flows) {
      if (flow.legacy) continue;
      const used = usedKeys(flow);
      const first = new Map<string, Connection>();
      for (const connection of flow.connections) {
        const { key, logicalName, runtimeSource, impersonation } = connection;
        if (!logicalName || !used.has(key.value)) continue;
        const same = JSON.stringify([logicalName.value.toLowerCase(), runtimeSource?.value, impersonation]);
        const earlier = first.get(same);
        if (!earlier) {
          first.set(same, connection);
          continue;
        }
        yield {
          at: { uri: flow.uri, span: key.span },
          message: `Flow '${flow.name}' declares the connection '${key.value}', which goes to the same connection reference as '${earlier.key.value}': one is enough.`,
          subject: key.value,
          related: [{ uri: flow.uri, span: earlier.key.span, message: 'The first of the two' }],
        };
      }
    }
  },
};
