import type { Rule } from '../rule';

export const foreignPrefix: Rule = {
  id: 'foreign-prefix',
  severity: 'info',
  summary: "A connection reference's logical name begins with a prefix that is not the solution publisher's.",
  options: { allow: 'Prefixes of other publishers that the team takes over on purpose, without the underscore.' },

  *check(frame, _, { words }) {
    const prefix = frame.manifest?.prefix;
    if (!prefix) return;
    const allowed = [prefix, ...words('allow')].map((it) => `${it.toLowerCase()}_`);
    for (const reference of frame.references) {
      const logicalName = reference.logicalName.value.toLowerCase();
      if (allowed.some((it) => logicalName.startsWith(it))) continue;
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: `The connection reference '${reference.label}' has the logical name '${reference.logicalName.value}', which does not begin with this solution's publisher prefix '${prefix}_': it was made under another publisher.`,
        subject: reference.logicalName.value,
      };
    }
  },
};
