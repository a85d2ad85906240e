import { hasToken } from '../facts/deployment-settings';
import { isDeployable } from '../model';
import { dependenciesOn, isProvided } from '../resolution';
import type { Rule } from '../rule';

export const undefinedEnvironmentVariable: Rule = {
  id: 'undefined-environment-variable',
  severity: 'error',
  summary: 'A flow uses an environment variable that is defined nowhere.',

  *checkFlow(flow, frame, neighbours) {
    const { manifest, definesVariables } = frame;
    if (flow.legacy || !definesVariables || !isDeployable(frame)) return;
    for (const { schemaName } of flow.variables) {
      const { value: name, span } = schemaName;
      if (hasToken(name) || neighbours.variables(name).length > 0) continue;
      const needed = dependenciesOn(TYPE, 'schemaName', name, manifest);
      const isLeftBehind = needed.length > 0 && needed.every((it) => it.solution === 'Active');
      if (!isLeftBehind && isProvided(manifest, needed)) continue;
      yield {
        at: { uri: flow.uri, span },
        message: isLeftBehind
          ? `Flow '${flow.name}' uses the environment variable '${name}', which was left behind in the environment it was made in: add it to this solution.`
          : `Flow '${flow.name}' uses the environment variable '${name}', which no solution here defines: add it to the solution, or correct the name.`,
        subject: name,
      };
    }
  },
};

const TYPE = 'environmentvariabledefinition';
