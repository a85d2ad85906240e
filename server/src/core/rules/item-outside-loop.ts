import { expressionFlawsOf } from '../flaws';
import { speakerOf } from '../name-uses';
import { inFlow, type Rule } from '../rule';

export const itemOutsideLoop: Rule = {
  id: 'item-outside-loop',
  severity: 'warning',
  summary: 'An expression asks for the item of a loop, and stands in none.',

  checkFlow: inFlow(function* (flow, inside) {
    for (const { step, flaw } of expressionFlawsOf(inside, 'loose-item'))
      yield {
        at: { uri: flow.uri, span: flaw.span },
        message: `${speakerOf(step, flow)} uses 'item()' outside of a loop, where there is no item: say which value is meant, or move it into the loop.`,
        subject: step?.name.value ?? 'outputs',
      };
  }),
};
