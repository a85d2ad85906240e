import type { Rule } from '../rule';

export const missingConnector: Rule = {
  id: 'missing-connector',
  severity: 'error',
  summary: 'A connection reference does not say which connector it is for.',

  *check(solution) {
    for (const reference of solution.references) {
      if (reference.connector !== '') continue;
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: `The connection reference '${reference.label}' names no connector, so no connection can be put on it: name the connector its flows use.`,
        subject: reference.logicalName.value,
      };
    }
  },
};
