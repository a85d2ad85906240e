import { namedReferences, resolve } from '../resolution';
import type { Rule } from '../rule';

export const externalConnectionReference: Rule = {
  id: 'external-connection-reference',
  severity: 'info',
  summary: 'A flow uses a connection reference that another solution provides.',

  *check(solution, neighbours) {
    for (const { flow, logicalName } of namedReferences(solution)) {
      const found = resolve(logicalName.value, solution, neighbours);
      const at = { uri: flow.uri, span: logicalName.span };
      const subject = logicalName.value;
      if (found.kind === 'provided') {
        yield {
          at,
          subject,
          message: `Flow '${flow.name}' uses the connection reference '${logicalName.value}' of the solution ${found.by}: install that solution first.`,
        };
      } else if (found.kind === 'sibling' && found.definition.reference.logicalName.value === logicalName.value) {
        const { reference, solutionName } = found.definition;
        yield {
          at,
          subject,
          message: `Flow '${flow.name}' uses the connection reference '${reference.label}' of the solution '${solutionName}': install that solution first.`,
          related: [{ uri: reference.uri, span: reference.logicalName.span, message: 'The definition' }],
        };
      }
    }
  },
};
