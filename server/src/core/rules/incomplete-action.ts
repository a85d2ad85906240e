import { isIncomplete } from '../faults';
import { flawsOf } from '../flaws';
import { inFlow, type Rule } from '../rule';

export const incompleteAction: Rule = {
  id: 'incomplete-action',
  severity: 'error',
  summary: 'An action or trigger lacks a property that its type cannot do without.',

  checkFlow: inFlow(function* (flow, inside) {
    if (isIncomplete(flow.faults)) return;
    for (const { step, flaw } of flawsOf(inside, 'missing-property')) {
      const which = `The ${step.role} '${step.name.value}' of flow '${flow.name}'`;
      yield {
        at: { uri: flow.uri, span: flaw.span },
        message: step.type
          ? `${which} has no '${flaw.path}', which the type ${step.type} needs: add it.`
          : `${which} has no 'type', so nobody can tell what it does: add it.`,
        subject: step.name.value,
      };
    }
  }),
};
