import { EditSet } from '../edit-set';
import { ExpressionReading } from '../facts/expression-reading';
import type { Step } from '../facts/steps';
import type { Fix, Scene } from '../fix';
import { expressionFlawsOf } from '../flaws';
import { placesNaming } from '../flow-names';
import { insideOf } from '../inside';
import { parseJson } from '../json';
import type { Flow } from '../model';
import { canName, speakerOf, type PlacedUse } from '../name-uses';
import { inFlow, type Rule } from '../rule';
import { runOrderOf } from '../run-order';
import type { Span } from '../text';

export const literalExpression: Rule = {
  id: 'literal-expression',
  severity: 'warning',
  summary: 'A text has an expression in its middle that stays text, for it has no braces.',

  checkFlow: inFlow(function* (flow, inside) {
    for (const { step, flaw } of expressionFlawsOf(inside, 'literal'))
      yield {
        at: { uri: flow.uri, span: flaw.span },
        message: `${speakerOf(step, flow)} has '@${flaw.name}(…)' in the middle of a text, where it stays text: write '@{${flaw.name}(…)}'.`,
        subject: flaw.name,
        fixes: (scene) => [putInBraces(flaw.span, step, flow, scene)],
      };
  }),
};

/** Safe when the flow can be saved then: what is written about another flow may name what this one does not have. */
function putInBraces(span: Span, step: Step | undefined, flow: Flow, scene: Scene): Fix {
  const written = inBraces(scene.text(flow.uri).slice(span.start, span.end));
  const isSound = canBeEvaluated(written, step, flow);
  return {
    title: 'Put it in braces',
    safety: isSound ? 'safe' : 'review',
    preferred: isSound,
    edits: () => {
      const set = new EditSet(scene);
      set.replace(flow.uri, span, written);
      return set.build();
    },
  };
}

function inBraces(written: string): string {
  return `${written.replace(/^(?:@|\\u0040)/, '@{')}}`;
}

function canBeEvaluated(written: string, step: Step | undefined, flow: Flow): boolean {
  const text = `"${written}"`;
  const { root } = parseJson(text);
  if (!root) return false;
  const reading = new ExpressionReading(text, true);
  reading.value(root, false);
  return reading.flaws.length === 0 && reading.uses.every((use) => isKnown({ step, use }, flow));
}

function isKnown({ step, use }: PlacedUse, flow: Flow): boolean {
  const { kind, name } = use;
  const order = runOrderOf(insideOf(flow));
  if (kind === 'action' || kind === 'loop') return order.named(name.value).some((it) => canName(it, { step, use }, order));
  return placesNaming(kind, name.value, flow).some((it) => it.role === 'definition');
}
