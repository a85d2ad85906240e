import type { Rule } from '../rule';

export const missingDescription: Rule = {
  id: 'missing-description',
  severity: 'off',
  summary: 'A connection reference has no description.',

  *check(solution) {
    for (const reference of solution.references) {
      if (reference.description) continue;
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: `The connection reference '${reference.label}' has no description: say what it is for and whose connection belongs on it.`,
        subject: reference.logicalName.value,
      };
    }
  },
};
