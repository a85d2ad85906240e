import { isIncomplete } from '../faults';
import { preferredIfOnly, type Fix, type Scene } from '../fix';
import { writtenAs } from '../flow-names';
import type { Step } from '../facts/steps';
import { insideOf } from '../inside';
import type { Flow } from '../model';
import { actionUsesIn, canName, speakerOf, type PlacedUse } from '../name-uses';
import { areTooMany, didYouMean, isNear } from '../near-names';
import { edited } from '../refactorings/edited';
import { inFlow, type Rule } from '../rule';
import { runOrderOf } from '../run-order';

export const unknownAction: Rule = {
  id: 'unknown-action',
  severity: 'error',
  summary: 'An expression names an action that the flow does not have.',

  checkFlow: inFlow(function* (flow, inside) {
    if (isIncomplete(flow.faults)) return;
    const order = runOrderOf(inside);
    for (const it of actionUsesIn(inside)) {
      const { kind, name } = it.use;
      if (order.named(name.value).length > 0) continue;
      const what = kind === 'loop' ? 'the loop' : 'the action';
      const near = nearOnes(it, flow).map((step) => step.name.value);
      const sentence = `${speakerOf(it.step, flow)} refers to ${what} '${name.value}', which the flow does not have`;
      yield {
        at: { uri: flow.uri, span: name.span },
        message: didYouMean(sentence, name.value, near, 'name one that it has'),
        subject: name.value,
        fixes: (scene) => fixesFor(it, flow, scene),
      };
    }
  }),
};

/** The designer writes `_` for each blank of a name, so that is what a name with blanks means. Else one that is nearly the same may be meant. */
function fixesFor(it: PlacedUse, flow: Flow, scene: Scene): readonly Fix[] {
  const name = it.use.name.value;
  const near = nearOnes(it, flow);
  const meant = near.find((step) => isSame(step.name.value, name.replaceAll(' ', '_')));
  if (meant) return [{ ...writing(meant, name, flow, scene), safety: 'safe', preferred: true }];
  return preferredIfOnly(near.map((step) => ({ ...writing(step, name, flow, scene), safety: 'review' })));
}

/** What may be meant: what has nearly that name, and can be named there. */
function nearOnes(it: PlacedUse, flow: Flow): readonly Step[] {
  const order = runOrderOf(insideOf(flow));
  const isMeant = (step: Step): boolean =>
    isNear(step.name.value, it.use.name.value) && (it.use.by !== 'result' || step.blocks.length > 0) && canName(step, it, order);
  const actions = order.steps.filter((step) => step.role === 'action');
  return areTooMany(actions) ? [] : actions.filter(isMeant);
}

/** Wherever the unknown name stands and the action can be named. */
function writing(meant: Step, name: string, flow: Flow, scene: Scene): Pick<Fix, 'title' | 'edits'> {
  const to = meant.name.value;
  return {
    title: `Write '${to}'`,
    edits: () =>
      edited(scene, (edits) => {
        const order = runOrderOf(insideOf(flow));
        for (const it of actionUsesIn(insideOf(flow)))
          if (isSame(it.use.name.value, name) && canName(meant, it, order)) edits.replace(flow.uri, it.use.name.span, writtenAs(to, 'use'));
      }),
  };
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
