import { hasToken } from '../facts/deployment-settings';
import { isProvided } from '../resolution';
import type { Rule } from '../rule';

export const undefinedEnvironmentVariable: Rule = {
  id: 'undefined-environment-variable',
  severity: 'error',
  summary: 'A flow uses an environment variable that is defined nowhere.',

  *check({ layout, flows, manifest, definesVariables }, neighbours) {
    if ((layout !== 'packager' && layout !== 'raw') || !definesVariables) return;
    const needed = (manifest?.missingDependencies ?? []).filter((it) => it.type.toLowerCase() === TYPE);
    for (const flow of flows) {
      if (flow.legacy) continue;
      for (const { schemaName } of flow.variables) {
        const { value: name, span } = schemaName;
        const isIt = (it: { readonly schemaName: string | undefined }): boolean => it.schemaName?.toLowerCase() === name.toLowerCase();
        if (hasToken(name) || neighbours.variables(name).length > 0) continue;
        const providers = needed.filter(isIt).map((it) => it.solution);
        const isLeftBehind = providers.length > 0 && providers.every((it) => it === 'Active');
        if (!isLeftBehind && isProvided(manifest, TYPE, isIt)) continue;
        yield {
          at: { uri: flow.uri, span },
          message: isLeftBehind
            ? `Flow '${flow.name}' uses the environment variable '${name}', which was left behind in the environment it was made in: add it to this solution.`
            : `Flow '${flow.name}' uses the environment variable '${name}', which no solution here defines: add it to the solution, or correct the name.`,
          subject: name,
        };
      }
    }
  },
};

const TYPE = 'environmentvariabledefinition';
