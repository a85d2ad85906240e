import { flawsOf } from '../flaws';
import { extractions } from '../refactorings/extract-variable';
import { literalAt } from '../refactorings/literal-at';
import { inFlow, type Rule } from '../rule';

export const hardCodedValue: Rule = {
  id: 'hard-coded-value',
  severity: 'info',
  summary: 'A flow has an address or an id written out that is another one in each environment.',

  checkFlow: inFlow(function* (flow, inside) {
    if (flow.legacy) return; // outside of a solution there are no environment variables
    for (const { step, flaw } of flawsOf(inside, 'hard-coded'))
      yield {
        at: { uri: flow.uri, span: flaw.span },
        message: `The ${step.role} '${step.name.value}' of flow '${flow.name}' has the ${flaw.what} written out, so it is the same in every environment: take it from an environment variable.`,
        subject: `${step.name.value}/${flaw.property}`,
        fixes: (scene) => {
          const literal = literalAt(flow.uri, flaw.span.start, scene);
          return literal ? extractions(literal, scene) : [];
        },
      };
  }),
};
