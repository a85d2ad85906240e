import { guid } from '../facts/workflow';
import { isProvided } from '../resolution';
import type { Rule } from '../rule';

export const undefinedChildFlow: Rule = {
  id: 'undefined-child-flow',
  severity: 'error',
  summary: 'A flow calls a child flow that is defined nowhere.',

  *check(solution, neighbours) {
    const { layout, manifest } = solution;
    if (layout !== 'packager' && layout !== 'raw') return;
    for (const flow of solution.flows) {
      if (flow.legacy) continue;
      for (const { action, flowId } of flow.childFlows) {
        const id = guid(flowId.value);
        if (neighbours.flows(id).length > 0 || isProvided(manifest, '29', (it) => it.id === id)) continue;
        yield {
          at: { uri: flow.uri, span: flowId.span },
          message: `The action '${action}' of flow '${flow.name}' runs a child flow that no solution here holds: add that flow to the solution, or call another.`,
          subject: flowId.value,
        };
      }
    }
  },
};
