import type { Step } from '../facts/steps';
import { isIncomplete } from '../faults';
import type { Fix, Scene } from '../fix';
import { insideOf } from '../inside';
import type { Flow } from '../model';
import { edited } from '../refactorings/edited';
import { moveToRoot } from '../refactorings/steps';
import { inFlow, type Rule } from '../rule';
import { isLoop, runOrderOf } from '../run-order';
import { initializationsIn, isInitialization, isSurelyBefore } from '../variables';

export const nestedInitializeVariable: Rule = {
  id: 'nested-initialize-variable',
  severity: 'error',
  summary: 'A variable is initialized inside a scope, a condition or a loop, where the platform takes no initialization.',

  checkFlow: inFlow(function* (flow, inside) {
    const order = runOrderOf(inside);
    for (const step of order.steps) {
      const holder = order.parentOf(step);
      if (!holder || !isInitialization(step)) continue;
      const outermost = [...order.enclosing(step)].at(-1)!;
      yield {
        at: { uri: flow.uri, span: step.name.span },
        message: `The action '${step.name.value}' of flow '${flow.name}' initializes a variable inside '${holder.name.value}', which the platform takes at the top of a flow only: move it there.`,
        subject: step.name.value,
        *fixes(scene) {
          if (!isIncomplete(flow.faults) && canRunBefore(outermost, step, flow, scene)) yield move(step, outermost, flow, scene);
        },
      };
    }
  }),
};

function move(step: Step, outermost: Step, flow: Flow, scene: Scene): Fix {
  const loop = [...runOrderOf(insideOf(flow)).enclosing(step)].find(isLoop);
  return {
    title: `Move '${step.name.value}' to the top of the flow, before '${outermost.name.value}'`,
    safety: 'review',
    preferred: true,
    notes: () =>
      loop
        ? [`The variable gets its first value once then, and not anew in each round of '${loop.name.value}': set it there if need be.`]
        : [],
    edits: () => edited(scene, (edits) => moveToRoot(edits, flow, step)),
  };
}

/** Whether all that the value of a variable names is there already when something at the top of the flow starts. */
function canRunBefore(top: Step, step: Step, flow: Flow, scene: Scene): boolean {
  const order = runOrderOf(insideOf(flow));
  if (/\bitem\s*\(/i.test(scene.text(flow.uri).slice(step.span.start, step.span.end))) return false;
  return step.uses.every(({ kind, name }) => {
    if (kind === 'parameter') return true;
    if (kind === 'loop') return false;
    if (kind === 'action') return order.named(name.value).some((it) => order.sight(it, top, false) === 'seen');
    return initializationsIn(insideOf(flow))
      .get(name.value.toLowerCase())
      ?.some((it) => !order.parentOf(it.step) && isSurelyBefore(it, top, insideOf(flow)));
  });
}
