import type { FlowInside } from '../facts/flow';
import { placesNaming, writtenAs } from '../flow-names';
import { actionUsesIn } from '../name-uses';
import { edited } from '../refactorings/edited';
import { inFlow, type Rule } from '../rule';
import { runOrderOf } from '../run-order';
import type { Word } from '../text';

export const miscasedAction: Rule = {
  id: 'miscased-action',
  severity: 'off',
  summary: "An expression or a `runAfter` writes an action's name with other capital letters than the action itself.",

  checkFlow: inFlow(function* (flow, inside) {
    if (isWrittenAsCalled(inside)) return;
    for (const step of runOrderOf(inside).steps) {
      const as = step.name.value;
      const places = placesNaming('action', as, flow);
      if (places.some((it) => it.role === 'definition' && it.step !== step)) continue; // which of them is meant is not known
      for (const { name, role } of places) {
        if (name.value === as) continue;
        yield {
          at: { uri: flow.uri, span: name.span },
          message: `Flow '${flow.name}' writes the ${step.role} '${as}' as '${name.value}': write it as it is called.`,
          subject: as,
          related: [{ uri: flow.uri, span: step.name.span, message: `The ${step.role}` }],
          *fixes(scene) {
            yield {
              title: `Write '${as}'`,
              safety: 'safe',
              preferred: true,
              edits: () => edited(scene, (edits) => edits.replace(flow.uri, name.span, writtenAs(as, role))),
            };
          },
        };
      }
    }
  }),
};

/** Whether each action that is named is written like one of that name. */
function isWrittenAsCalled(inside: FlowInside): boolean {
  const order = runOrderOf(inside);
  const isAsCalled = ({ value }: Word): boolean => {
    const [its, ...others] = order.named(value);
    return !its || (others.length === 0 && its.name.value === value);
  };
  return (
    order.steps.every(({ name, after }) => isAsCalled(name) && after.every((it) => isAsCalled(it.name))) &&
    actionUsesIn(inside).every(({ use }) => isAsCalled(use.name))
  );
}
