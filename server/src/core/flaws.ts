import type { FlowFacts } from './facts/flow';
import type { Flaw, Step } from './facts/steps';
import { FLOWS, recent } from './memo';
import { runOrderOf } from './run-order';

type FlawOf<Kind extends Flaw['kind']> = Extract<Flaw, { readonly kind: Kind }>;

/** A flaw with the trigger or action it stands in. */
export interface Flawed<One extends Flaw = Flaw> {
  readonly step: Step;
  readonly flaw: One;
}

/** The flaws of some kinds in a flow, in document order. */
export function flawsOf<Kind extends Flaw['kind']>(flow: FlowFacts, ...kinds: readonly Kind[]): readonly Flawed<FlawOf<Kind>>[] {
  const isWanted = (flaw: Flaw): flaw is FlawOf<Kind> => kinds.some((it) => it === flaw.kind);
  return allFlawsOf(flow).flatMap(({ step, flaw }) => (isWanted(flaw) ? [{ step, flaw }] : []));
}

const allFlawsOf = recent(FLOWS, (flow: FlowFacts): readonly Flawed[] =>
  runOrderOf(flow)
    .steps.flatMap((step) => step.flaws.map((flaw) => ({ step, flaw })))
    .sort((a, b) => a.flaw.span.start - b.flaw.span.start),
);
