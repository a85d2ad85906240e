import type { Rule } from '../rule';

export const defaultLogicalName: Rule = {
  id: 'default-logical-name',
  severity: 'off',
  summary: 'A connection reference still has the logical name that the maker portal made up for it.',

  *check(solution) {
    for (const reference of solution.references) {
      if (!/_[0-9a-f]{5}$/.test(reference.logicalName.value)) continue;
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: `The connection reference '${reference.label}' still has the logical name the maker portal gave it, '${reference.logicalName.value}': give it one that says what it is for.`,
        subject: reference.logicalName.value,
      };
    }
  },
};
