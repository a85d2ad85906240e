import { isCalled } from '../model';
import type { Rule } from '../rule';

export const invokerWithoutCaller: Rule = {
  id: 'invoker-without-caller',
  severity: 'error',
  summary: 'A flow takes a connection from whoever runs it, but it is started by an event or a schedule, not by a person.',

  *checkFlow(flow) {
    if (flow.legacy || flow.trigger === undefined || isCalled(flow)) return;
    for (const { key, runtimeSource } of flow.connections) {
      if (runtimeSource?.value !== 'invoker') continue;
      yield {
        at: { uri: flow.uri, span: runtimeSource.span },
        message: `Flow '${flow.name}' expects whoever runs it to bring the connection '${key.value}', but its trigger starts it without a person: let the flow bring its own connection.`,
        subject: key.value,
      };
    }
  },
};
