import type { FlowInside } from './facts/flow';
import type { Step, VariableStart } from './facts/steps';
import { grouped } from './grouped';
import { memo } from './memo';
import { runAfterIn } from './run-after';
import { runOrderOf } from './run-order';
import type { Word } from './text';

/** A variable with the action that initializes it. */
export interface Initialization {
  readonly step: Step;
  readonly variable: VariableStart;
}

/** The initializations of a flow by the name of the variable in lower case, as the platform compares names. A flow that can be saved has one of each. */
export const initializationsIn = memo((inside: FlowInside): ReadonlyMap<string, readonly Initialization[]> => {
  const all: Initialization[] = [];
  for (const step of runOrderOf(inside).steps) for (const variable of step.variables) all.push({ step, variable });
  return grouped(all, ({ variable }) => variable.name.value.toLowerCase());
});

/** Whether the flow says of every variable that it initializes which it is. Else there may be more of them than can be told. */
export function saysItsVariables(inside: FlowInside): boolean {
  return runOrderOf(inside)
    .steps.filter(isInitialization)
    .every(({ variables }) => variables.length > 0 && variables.every(({ name }) => !name.value.includes('@')));
}

export function isInitialization({ type }: Step): boolean {
  return type.toLowerCase() === 'initializevariable';
}

/** The places where an action or trigger reads a variable. */
export function readsOf({ uses }: Step): readonly Word[] {
  return uses.flatMap((it) => (it.kind === 'variable' ? it.name : []));
}

/**
 * Whether a variable has surely been initialized when an action runs. An initialization may stand where the platform takes none: in
 * another branch of the same condition it counts too, for that it stands there is what is wrong.
 */
export function isSurelyBefore({ step: start }: Initialization, step: Step, inside: FlowInside): boolean {
  const order = runOrderOf(inside);
  if (step === start || step.role === 'trigger') return false;
  const { beside, own, block } = order.parting(start, step);
  return beside === own || runAfterIn(block).isBefore(beside, own);
}
