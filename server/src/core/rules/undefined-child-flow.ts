import { guid } from '../facts/workflow';
import { isDeployable } from '../model';
import { dependenciesOn, isProvided } from '../resolution';
import type { Rule } from '../rule';

export const undefinedChildFlow: Rule = {
  id: 'undefined-child-flow',
  severity: 'error',
  summary: 'A flow calls a child flow that is defined nowhere.',

  *checkFlow(flow, frame, neighbours) {
    if (flow.legacy || !isDeployable(frame)) return;
    for (const { action, flowId } of flow.childFlows) {
      const id = guid(flowId.value);
      if (neighbours.flows(id).length > 0 || isProvided(frame.manifest, dependenciesOn('29', 'id', id, frame.manifest))) continue;
      yield {
        at: { uri: flow.uri, span: flowId.span },
        message: `The action '${action}' of flow '${flow.name}' runs a child flow that no solution here holds: add that flow to the solution, or call another.`,
        subject: flowId.value,
      };
    }
  },
};
