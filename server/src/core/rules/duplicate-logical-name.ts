import type { Rule } from '../rule';

export const duplicateLogicalName: Rule = {
  id: 'duplicate-logical-name',
  severity: 'error',
  summary: 'A solution defines the same connection reference twice.',

  *check(solution) {
    for (const second of solution.repeated) {
      const name = second.logicalName.value;
      const first = solution.references.find((it) => it.logicalName.value.toLowerCase() === name.toLowerCase());
      yield {
        at: { uri: second.uri, span: second.logicalName.span },
        message: `The connection reference '${second.label}' has the logical name '${name}', which is defined in this solution already: remove one of the two.`,
        subject: name,
        ...(first ? { related: [{ uri: first.uri, span: first.logicalName.span, message: 'The first definition' }] } : {}),
      };
    }
  },
};
