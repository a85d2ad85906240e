import { EditSet } from '../edit-set';
import { everyFunction } from '../expressions/functions';
import { preferredIfOnly, type Fix, type Scene } from '../fix';
import { expressionFlawsOf } from '../flaws';
import type { Flow } from '../model';
import { speakerOf } from '../name-uses';
import { didYouMean, nearNames } from '../near-names';
import { inFlow, type Rule } from '../rule';
import type { Span } from '../text';

const offered: readonly string[] = [...everyFunction()].filter((it) => !it.hidden && !it.deprecated).map((it) => it.name);

export const unknownFunction: Rule = {
  id: 'unknown-function',
  severity: 'error',
  summary: 'An expression calls a function that does not exist.',

  checkFlow: inFlow(function* (flow, inside) {
    for (const { step, flaw } of expressionFlawsOf(inside, 'unknown-function'))
      yield {
        at: { uri: flow.uri, span: flaw.span },
        message: didYouMean(
          `${speakerOf(step, flow)} calls the function '${flaw.name}', which does not exist`,
          flaw.name,
          offered,
          'call one that does',
        ),
        subject: flaw.name,
        fixes: (scene) => fixesFor(flaw, flow, scene),
      };
  }),
};

/** Among short names one letter makes another word, so that it is a guess: `sum` is nearly `sub`. */
const SHORTEST_SURE = 5;

function fixesFor({ name, span }: { readonly name: string; readonly span: Span }, flow: Flow, scene: Scene): readonly Fix[] {
  const near = nearNames(name, offered);
  const isSure = near.length === 1 && name.length >= SHORTEST_SURE;
  return preferredIfOnly(
    near.map((it) => written(it, span, isSure ? 'safe' : 'review', flow, scene)),
    isSure,
  );
}

function written(name: string, span: Span, safety: Fix['safety'], flow: Flow, scene: Scene): Omit<Fix, 'preferred'> {
  return {
    title: `Write '${name}'`,
    safety,
    edits: () => {
      const set = new EditSet(scene);
      set.replace(flow.uri, span, name);
      return set.build();
    },
  };
}
