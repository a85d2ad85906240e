import { namedReferences, resolve } from '../resolution';
import type { Rule } from '../rule';

export const undefinedConnectionReference: Rule = {
  id: 'undefined-connection-reference',
  severity: 'error',
  summary: 'A flow names a connection reference that is defined nowhere.',

  *check(solution, neighbours) {
    for (const { flow, logicalName } of namedReferences(solution)) {
      if (resolve(logicalName.value, solution, neighbours).kind !== 'undefined') continue;
      yield {
        at: { uri: flow.uri, span: logicalName.span },
        message: `Flow '${flow.name}' uses the connection reference '${logicalName.value}', which no solution here defines: define it, or use one that exists.`,
        subject: logicalName.value,
      };
    }
  },
};
