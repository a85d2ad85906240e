import { defining } from '../refactorings/create';
import { namedReferences, resolve } from '../resolution';
import type { Rule } from '../rule';

export const unshippedConnectionReference: Rule = {
  id: 'unshipped-connection-reference',
  severity: 'error',
  summary: 'A flow uses a connection reference that only the environment it was made in has, and no solution brings it along.',

  *checkFlow(flow, frame, neighbours) {
    for (const logicalName of namedReferences(flow)) {
      if (resolve(logicalName.value, frame, neighbours).kind !== 'unshipped') continue;
      yield {
        at: { uri: flow.uri, span: logicalName.span },
        message: `Flow '${flow.name}' uses the connection reference '${logicalName.value}', which was left behind in the environment it was made in: add it to this solution.`,
        subject: logicalName.value,
        fixes: (scene) => defining(logicalName.value, frame, scene),
      };
    }
  },
};
