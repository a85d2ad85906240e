import { isCalled } from '../model';
import type { Rule } from '../rule';

export const invokerInChildFlow: Rule = {
  id: 'invoker-in-child-flow',
  severity: 'error',
  summary: 'A flow that other flows call takes a connection from whoever runs it.',

  *checkFlow(flow, _frame, neighbours) {
    if (flow.legacy || !flow.id || !isCalled(flow) || flow.connections.every((it) => it.runtimeSource?.value !== 'invoker')) return;
    const caller = neighbours.callers(flow.id).find((it) => it.uri !== flow.uri);
    if (!caller) return;
    for (const { key, runtimeSource } of flow.connections) {
      if (runtimeSource?.value !== 'invoker') continue;
      yield {
        at: { uri: flow.uri, span: runtimeSource.span },
        message: `Flow '${flow.name}' is called by flow '${caller.name}', and a child flow brings its own connections: the connection '${key.value}' cannot come from whoever runs it. Let the flow bring it.`,
        subject: key.value,
      };
    }
  },
};
