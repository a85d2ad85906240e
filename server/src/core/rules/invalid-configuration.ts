import { configurationFaults } from '../configuration-faults';
import type { Rule } from '../rule';

export const invalidConfiguration: Rule = {
  id: 'invalid-configuration',
  severity: 'error',
  summary: 'A configuration says something that Keyhook does not understand.',

  *check({ rest }, _, options) {
    for (const entry of rest.values()) yield* configurationFaults(entry, options);
  },
};
