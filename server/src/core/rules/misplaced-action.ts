import { isIncomplete } from '../faults';
import { stepOf } from '../name-uses';
import { inFlow, type Rule } from '../rule';
import { isLoop, runOrderOf } from '../run-order';

/** What an action of these types does, in lower case, that no loop can do again. */
const once: ReadonlyMap<string, string> = new Map([
  ['terminate', 'ends the run'],
  ['response', 'answers whoever runs the flow'],
]);

export const misplacedAction: Rule = {
  id: 'misplaced-action',
  severity: 'error',
  summary: 'An action that ends the run, or answers who started it, stands in a loop.',

  checkFlow: inFlow(function* (flow, inside) {
    if (isIncomplete(flow.faults)) return;
    const order = runOrderOf(inside);
    for (const step of order.steps) {
      const does = step.role === 'action' && once.get(step.type.toLowerCase());
      const loop = does && [...order.enclosing(step)].find(isLoop);
      if (!loop) continue;
      yield {
        at: { uri: flow.uri, span: step.name.span },
        message: `${stepOf(step, flow)} ${does} from inside the loop '${loop.name.value}', which Power Automate does not take: put it behind the loop.`,
        subject: step.name.value,
        related: [{ uri: flow.uri, span: loop.name.span, message: 'The loop' }],
      };
    }
  }),
};
