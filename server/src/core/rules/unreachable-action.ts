import type { NameUse, Step } from '../facts/steps';
import { isIncomplete } from '../faults';
import { actionUsesIn, canName, speakerOf } from '../name-uses';
import { runAfterFixesOf } from '../refactorings/run-after';
import { inFlow, type Rule } from '../rule';
import { runAfterIn } from '../run-after';
import { isForeach, isUntil, runOrderOf, type RunOrder } from '../run-order';
import { inOneBreath } from '../strings';

export const unreachableAction: Rule = {
  id: 'unreachable-action',
  severity: 'error',
  summary: 'An expression names an action that cannot have run before, or a loop that is not around it.',

  checkFlow: inFlow(function* (flow, inside) {
    if (isIncomplete(flow.faults)) return;
    const order = runOrderOf(inside);
    for (const it of actionUsesIn(inside)) {
      const { step, use } = it;
      const [target, ...others] = order.named(use.name.value);
      if (!target || others.length > 0 || canName(target, it, order)) continue;
      const clause = use.kind === 'loop' ? notAround(target, step, use, order) : step && notBefore(target, step, use, order);
      if (clause === undefined) continue;
      yield {
        at: { uri: flow.uri, span: use.name.span },
        message: `${speakerOf(it.step, flow)} ${clause}.`,
        subject: target.name.value,
        related: [{ uri: flow.uri, span: target.name.span, message: `The ${target.role} '${target.name.value}'` }],
        fixes: (scene) => (step ? runAfterFixesOf(use, step, flow, scene) : []),
      };
    }
  }),
};

function notAround(target: Step, step: Step | undefined, { by }: NameUse, order: RunOrder): string {
  const name = target.name.value;
  const isItems = by === 'items';
  const reads = `reads the ${isItems ? 'item' : 'count'} of '${name}'`;
  if (!(isItems ? isForeach : isUntil)(target))
    return `${reads}, which is no ${isItems ? 'Foreach' : 'Until'}: name the loop that it stands in`;
  if (target === step) return `${reads}, which it has inside the loop only: move the expression into the loop`;
  const around = step && [...order.enclosing(step)].find(isItems ? isForeach : isUntil);
  return `${reads}, and does not stand in that loop: ${around ? `name '${around.name.value}', in which it does` : 'move it into the loop'}`;
}

/** Why an action has not run; undefined where it may follow from another fault. */
function notBefore(target: Step, step: Step, { isLate }: NameUse, order: RunOrder): string | undefined {
  const refers = `refers to '${target.name.value}'`;
  if (step.role === 'trigger') return `${refers}, and no action has run when the trigger fires: name none there`;
  if (target === step) return 'refers to itself, and has no outcome before it has run: refer to an action before it';
  const holders = [...order.enclosing(step)];
  if (order.sight(target, step, isLate) === 'deep') {
    const loops = [...order.enclosing(target)].filter((it) => isForeach(it) && it !== step && !holders.includes(it)).reverse();
    const names = inOneBreath(loops.map((it) => `'${it.name.value}'`));
    return `${refers} from outside of the loops ${names}, and can look into one only: refer to it inside of them, or keep in a variable what is needed`;
  }
  if (holders.includes(target)) return `${refers}, in which it stands and which has not ended then: refer to an action that runs before it`;
  if ([...order.enclosing(target)].includes(step))
    return `${refers}, which stands inside of it and runs only then: refer to an action that runs before it`;
  const { own, beside, block } = order.parting(target, step);
  if (own === beside)
    return `${refers}, which stands in another branch of '${own.name.value}', and only one of them runs: refer to an action before that`;
  if (!order.isSettled(step)) return undefined;
  const late = own === step ? 'it' : `'${own.name.value}'`;
  if (runAfterIn(block).isBefore(own, beside)) return `${refers}, which runs only after ${late}: refer to an action that runs before`;
  return `${refers}, which need not have run by then: let ${late} run after '${beside.name.value}'`;
}
