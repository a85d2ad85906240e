import type { FlowInside } from '../facts/flow';
import { LIMITS } from '../facts/limits';
import type { Block, Predecessor, Step } from '../facts/steps';
import { memo } from '../memo';
import { actionUsesIn, canName } from '../name-uses';
import { runOrderOf } from '../run-order';
import { initializationsIn, isSurelyBefore, readsOf } from '../variables';

/**
 * Whether taking an entry out of an action's `runAfter` would bring to light that an expression names what has not run by then:
 * for that, or for what is wrong with the entry, it has to be something else. In a flow of more actions than the platform takes it
 * may be, for nobody looks.
 */
export function isNeeded(inside: FlowInside, step: Step, predecessor: Predecessor): boolean {
  if (runOrderOf(inside).steps.length > LIMITS.actions + inside.triggers.length) return true;
  const actions = inside.actions && without(inside.actions, step, predecessor);
  return countIn({ ...inside, actions }) > outOfReach(inside);
}

const outOfReach = memo(countIn);

function without(block: Block, step: Step, predecessor: Predecessor): Block {
  const changed = (it: Step): Step => ({
    ...it,
    after: it === step ? it.after.filter((other) => other !== predecessor) : it.after,
    blocks: it.blocks.map((inner) => without(inner, step, predecessor)),
  });
  return { ...block, steps: block.steps.map(changed) };
}

/** How many names of actions and variables stand where those surely have not run or begun, as far as that is known. */
function countIn(inside: FlowInside): number {
  const order = runOrderOf(inside);
  const uses = [...actionUsesIn(inside)].filter((it) => {
    const [target, ...others] = order.named(it.use.name.value);
    return target && others.length === 0 && it.step && order.isSettled(it.step) && !canName(target, it, order);
  });
  const variables = order.steps
    .filter((it) => order.isSettled(it))
    .flatMap((step) => {
      const names = [...(step.writes ? [step.writes] : []), ...readsOf(step)];
      const starts = names.map((it) => initializationsIn(inside).get(it.value.toLowerCase()) ?? []);
      return starts.filter((its) => its.length > 0 && !its.some((it) => isSurelyBefore(it, step, inside)));
    });
  return uses.length + variables.length;
}
