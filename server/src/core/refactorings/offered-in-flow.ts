import { isIncomplete } from '../faults';
import type { Fix, Scene } from '../fix';
import type { Flow, Solution } from '../model';
import type { Span, Uri } from '../text';
import { newExtractions, reuses } from './extract-variable';
import { literalAt } from './literal-at';
import type { Offered } from './refactoring';
import { runAfters } from './run-after';
import { conversions } from './whole-expression';
import { wraps } from './wrap';

/** What can be done with the actions, names and values of a flow that a part of its file touches. */
export function offeredInFlow(uri: Uri, at: Span, folder: Solution, scene: Scene): readonly Offered[] {
  const flow = folder.flows.find((it) => it.uri === uri && !it.legacy);
  if (!flow || isIncomplete(flow.faults)) return [];
  return [...wraps(flow, at, scene), ...runAfters(flow, at, scene), ...conversions(flow, at, scene), ...extractions(flow, at, scene)];
}

function extractions(flow: Flow, at: Span, scene: Scene): readonly Offered[] {
  const literal = literalAt(flow.uri, at.start, scene);
  if (!literal || literal.span.end < at.end) return [];
  const offered = (kind: Offered['kind'], fixes: readonly Fix[]): readonly Offered[] =>
    fixes.map((it) => ({
      kind,
      title: it.title,
      safety: it.safety,
      subject: literal.step.name.value,
      notes: () => it.notes?.() ?? [],
      edits: () => it.edits(),
    }));
  return [...offered('rewrite', reuses(literal, scene)), ...offered('extract', newExtractions(literal, scene))];
}
