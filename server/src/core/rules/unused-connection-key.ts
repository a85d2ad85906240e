import { isIncomplete } from '../faults';
import { removalOf, useOfKeys } from '../refactorings/keys';
import type { Rule } from '../rule';

export const unusedConnectionKey: Rule = {
  id: 'unused-connection-key',
  severity: 'warning',
  summary: 'A flow declares a connection that none of its triggers and actions uses.',
  tag: 'unnecessary',

  *checkFlow(flow) {
    if (flow.legacy || isIncomplete(flow.faults)) return;
    const isUsed = useOfKeys(flow);
    for (const { key } of flow.connections) {
      if (isUsed(key.value)) continue;
      yield {
        at: { uri: flow.uri, span: key.span },
        message: `Flow '${flow.name}' declares the connection '${key.value}', which none of its triggers and actions uses: remove it.`,
        subject: key.value,
        *fixes(scene) {
          yield removalOf(key.value, flow, scene, (binding) => `Remove '${key.value}'${binding}`);
        },
      };
    }
  },
};
