import { isIncomplete } from '../faults';
import type { Rule } from '../rule';

export const undeclaredConnectionKey: Rule = {
  id: 'undeclared-connection-key',
  severity: 'error',
  summary: 'A trigger or action names a connection that the flow does not declare.',

  *check(solution) {
    for (const flow of solution.flows) {
      if (flow.legacy || isIncomplete(flow.faults)) continue;
      const declared = new Set(flow.connections.map((it) => it.key.value));
      for (const { name, role, key } of flow.operations) {
        if (declared.has(key.value)) continue;
        yield {
          at: { uri: flow.uri, span: key.span },
          message: `The ${role} '${name}' of flow '${flow.name}' goes through the connection '${key.value}', which the flow does not declare: use a declared one, or declare it.`,
          subject: key.value,
        };
      }
    }
  },
};
