import type { Rule } from '../rule';

export const foreignPrefix: Rule = {
  id: 'foreign-prefix',
  severity: 'info',
  summary: "A connection reference's logical name begins with a prefix that is not the solution publisher's.",

  *check(solution) {
    const prefix = solution.manifest?.prefix;
    if (!prefix) return;
    for (const reference of solution.references) {
      if (reference.logicalName.value.toLowerCase().startsWith(`${prefix.toLowerCase()}_`)) continue;
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: `The connection reference '${reference.label}' has the logical name '${reference.logicalName.value}', which does not begin with this solution's publisher prefix '${prefix}_': it was made under another publisher.`,
        subject: reference.logicalName.value,
      };
    }
  },
};
