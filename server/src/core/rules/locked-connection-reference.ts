import type { Rule } from '../rule';

export const lockedConnectionReference: Rule = {
  id: 'locked-connection-reference',
  severity: 'info',
  summary: 'A connection reference cannot be changed after import, or is inactive.',

  *check(solution) {
    for (const reference of solution.references) {
      const off = (reference.stateCode ?? '0') !== '0';
      if (!off && reference.isCustomizable !== '0') continue;
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: off
          ? `The connection reference '${reference.label}' is inactive (statecode ${reference.stateCode}): make it active before it is shipped.`
          : `The connection reference '${reference.label}' cannot be customized (iscustomizable 0): nobody can change it after a managed import. Set it to 1 unless that is meant.`,
        subject: reference.logicalName.value,
      };
    }
  },
};
