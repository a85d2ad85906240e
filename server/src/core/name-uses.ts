import type { FlowInside } from './facts/flow';
import type { NameUse, Step } from './facts/steps';
import { memo } from './memo';
import type { Flow } from './model';
import { isForeach, isUntil, runOrderOf, type RunOrder } from './run-order';

/** A name in an expression, with the trigger or action that evaluates it; that is undefined in the outputs of the definition. */
export interface PlacedUse {
  readonly step: Step | undefined;
  readonly use: NameUse;
}

/** Every name in the expressions of a flow. */
export const usesIn = memo((inside: FlowInside): readonly PlacedUse[] => {
  const uses: PlacedUse[] = [];
  for (const step of runOrderOf(inside).steps) for (const use of step.uses) uses.push({ step, use });
  for (const use of inside.outputs.uses) uses.push({ step: undefined, use });
  return uses;
});

/** Those that name an action, or a loop, which is one. */
export function actionUsesIn(inside: FlowInside): readonly PlacedUse[] {
  return usesIn(inside).filter(({ use: { kind } }) => kind === 'action' || kind === 'loop');
}

/** Whether a name may stand for this action where it is: one that has run, or a loop around it. */
export function canName(target: Step, { step, use }: PlacedUse, order: RunOrder): boolean {
  if (use.kind === 'loop') return step !== undefined && isLoopAround(target, step, use, order);
  return step === undefined || order.sight(target, step, use.isLate) === 'seen';
}

/** `items` tells of a Foreach, `iterationIndexes` of an Until. What is evaluated late stands inside of its own loop. */
function isLoopAround(target: Step, step: Step, { by, isLate }: NameUse, order: RunOrder): boolean {
  const isMeant = by === 'items' ? isForeach : isUntil;
  return isMeant(target) && [...(isLate ? [step] : []), ...order.enclosing(step)].includes(target);
}

/** Who says something of a flow, as a sentence begins: `The action 'Send' of flow 'Ask for leave'`. */
export function speakerOf(step: Step | undefined, flow: Flow): string {
  return step ? stepOf(step, flow) : `An output of flow '${flow.name}'`;
}

export function stepOf({ role, name }: Step, flow: Flow): string {
  return `The ${role} '${name.value}' of flow '${flow.name}'`;
}
