import type { FlowInside } from './facts/flow';
import type { Flaw, Step } from './facts/steps';
import { memo } from './memo';
import { runOrderOf } from './run-order';

type FlawOf<Kind extends Flaw['kind']> = Extract<Flaw, { readonly kind: Kind }>;

/** A flaw with the trigger or action it stands in. */
export interface Flawed<One extends Flaw = Flaw> {
  readonly step: Step;
  readonly flaw: One;
}

/** The flaws of some kinds in the steps of a flow, in document order. */
export function flawsOf<Kind extends Flaw['kind']>(inside: FlowInside, ...kinds: readonly Kind[]): readonly Flawed<FlawOf<Kind>>[] {
  return allFlawsOf(inside).filter((it): it is Flawed<FlawOf<Kind>> => isOf(it.flaw, kinds));
}

/** The same of those that can also stand in the outputs of the definition, which are in no step. */
export function expressionFlawsOf<Kind extends Flaw['kind']>(
  inside: FlowInside,
  ...kinds: readonly Kind[]
): readonly { readonly step: Step | undefined; readonly flaw: FlawOf<Kind> }[] {
  const inSteps = flawsOf(inside, ...kinds);
  const inOutputs = inside.outputs.flaws.flatMap((flaw) => (isOf(flaw, kinds) ? [{ step: undefined, flaw }] : []));
  return inOutputs.length > 0 ? [...inSteps, ...inOutputs] : inSteps;
}

function isOf<Kind extends Flaw['kind']>(flaw: Flaw, kinds: readonly Kind[]): flaw is FlawOf<Kind> {
  return kinds.some((it) => it === flaw.kind);
}

const allFlawsOf = memo((inside: FlowInside): readonly Flawed[] => {
  const all: Flawed[] = [];
  for (const step of runOrderOf(inside).steps) for (const flaw of step.flaws) all.push({ step, flaw });
  return all.sort((a, b) => a.flaw.span.start - b.flaw.span.start);
});
