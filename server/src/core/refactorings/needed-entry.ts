import type { Block, Predecessor, Step } from '../facts/steps';
import type { Flow } from '../model';
import { actionUsesIn, canName } from '../name-uses';
import { runOrderOf } from '../run-order';
import { initializationsIn, isSurelyBefore, readsOf } from '../variables';

/**
 * Whether taking an entry out of an action's `runAfter` would bring to light that an expression names what has not run by then:
 * for that, or for what is wrong with the entry, it has to be something else.
 */
export function isNeeded(flow: Flow, step: Step, predecessor: Predecessor): boolean {
  const actions = flow.actions && without(flow.actions, step, predecessor);
  return outOfReach({ ...flow, actions }) > outOfReach(flow);
}

function without(block: Block, step: Step, predecessor: Predecessor): Block {
  const changed = (it: Step): Step => ({
    ...it,
    after: it === step ? it.after.filter((other) => other !== predecessor) : it.after,
    blocks: it.blocks.map((inner) => without(inner, step, predecessor)),
  });
  return { ...block, steps: block.steps.map(changed) };
}

/** How many names of actions and variables stand where those surely have not run or begun, as far as that is known. */
function outOfReach(flow: Flow): number {
  const order = runOrderOf(flow);
  const uses = [...actionUsesIn(flow)].filter((it) => {
    const [target, ...others] = order.named(it.use.name.value);
    return target && others.length === 0 && it.step && order.isSettled(it.step) && !canName(target, it, order);
  });
  const variables = order.steps
    .filter((it) => order.isSettled(it))
    .flatMap((step) => {
      const names = [...(step.writes ? [step.writes] : []), ...readsOf(step)];
      const starts = names.map((it) => initializationsIn(flow).get(it.value.toLowerCase()) ?? []);
      return starts.filter((its) => its.length > 0 && !its.some((it) => isSurelyBefore(it, step, flow)));
    });
  return uses.length + variables.length;
}
