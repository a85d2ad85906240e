import { flawsOf } from '../flaws';
import { stepOf } from '../name-uses';
import { inEachFlow, type Rule } from '../rule';

export const itemOutsideLoop: Rule = {
  id: 'item-outside-loop',
  severity: 'warning',
  summary: 'An expression asks for the item of a loop, and stands in none.',

  check: inEachFlow(function* (flow) {
    for (const { step, flaw } of flawsOf(flow, 'loose-item'))
      yield {
        at: { uri: flow.uri, span: flaw.span },
        message: `${stepOf(step, flow)} uses 'item()' outside of a loop, where there is no item: say which value is meant, or move it into the loop.`,
        subject: step.name.value,
      };
  }),
};
