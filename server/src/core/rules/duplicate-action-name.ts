import type { Step } from '../facts/steps';
import { stepOf } from '../name-uses';
import { inFlow, type Rule } from '../rule';
import { runOrderOf } from '../run-order';

export const duplicateActionName: Rule = {
  id: 'duplicate-action-name',
  severity: 'error',
  summary: 'Two actions of a flow, or an action and its trigger, have the same name.',

  checkFlow: inFlow(function* (flow, inside) {
    const order = runOrderOf(inside);
    if (!order.hasTwins) return;
    for (const step of order.steps) {
      const all = order.named(step.name.value);
      const [first] = all;
      if (!first || first === step) continue;
      const earlier = all.slice(0, all.indexOf(step));
      if (earlier.some((it) => isSameKey(it, step) && order.blockOf(it) === order.blockOf(step))) continue; // no JSON either
      const holder = order.parentOf(first);
      const where = holder ? `in '${holder.name.value}'` : 'at the top of the flow';
      yield {
        at: { uri: flow.uri, span: step.name.span },
        message: `${stepOf(step, flow)} is called like ${first.role === 'trigger' ? 'its trigger' : `an action ${where}`}, and a name stands for one only: rename one of them.`,
        subject: step.name.value,
        related: [{ uri: flow.uri, span: first.name.span, message: `The ${first.role} of the same name` }],
      };
    }
  }),
};

function isSameKey(a: Step, b: Step): boolean {
  return a.name.value === b.name.value;
}
