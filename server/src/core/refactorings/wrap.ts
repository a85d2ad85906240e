import { LIMITS } from '../facts/limits';
import type { Block, Step } from '../facts/steps';
import { Refusal, type Scene } from '../fix';
import { insideOf } from '../inside';
import type { Flow } from '../model';
import { runOrderOf, type RunOrder } from '../run-order';
import type { Span } from '../text';
import { isInitialization } from '../variables';
import { edited } from './edited';
import type { Offered } from './refactoring';
import { freeName, wrapInScope } from './steps';

/** Puts into a scope the action whose name somebody looks at, or those beside each other that are selected. None where it initializes a variable. */
export function wraps(flow: Flow, at: Span, scene: Scene): readonly Offered[] {
  const { actions } = insideOf(flow);
  const steps = actions ? chosenIn(actions, at) : [];
  const [first, ...more] = steps;
  if (!first || (more.length === 0 && isInitialization(first))) return [];
  const name = freeName(flow, 'Scope');
  return [
    {
      kind: 'rewrite',
      title: `Wrap ${more.length === 0 ? `'${first.name.value}'` : `${steps.length} actions`} in a scope`,
      safety: 'review',
      subject: first.name.value,
      names: name,
      edits: () =>
        edited(scene, (edits) => {
          requireRoom(flow, steps);
          wrapInScope(edits, flow, steps, name);
        }),
    },
  ];
}

/** The actions of one block that a cursor or a selection touches; one alone is chosen by its name. */
function chosenIn(block: Block, at: Span): readonly Step[] {
  const isTouched = (span: Span): boolean => (at.start === at.end ? touches : overlaps)(span, at);
  const touched = block.steps.filter((it) => isTouched(it.span));
  const [only, ...more] = touched;
  if (!only) return [];
  return more.length > 0 || isTouched({ start: only.span.start, end: only.name.span.end + 1 })
    ? touched
    : only.blocks.flatMap((it) => chosenIn(it, at));
}

function requireRoom(flow: Flow, steps: readonly Step[]): void {
  const order = runOrderOf(insideOf(flow));
  const tooDeep = steps.flatMap((it) => [...withAllIn(it)]).find((it) => depthOf(it, order) >= LIMITS.depth);
  if (tooDeep)
    throw new Refusal(
      `The action '${tooDeep.name.value}' of flow '${flow.name}' stands in ${LIMITS.depth} others already, and Power Automate takes no more: wrap less, or make a child flow of a part.`,
    );
  const number = order.steps.filter((it) => it.role === 'action').length;
  if (number >= LIMITS.actions)
    throw new Refusal(
      `Flow '${flow.name}' has ${number} actions, and Power Automate takes no more than ${LIMITS.actions}: make a child flow of a part.`,
    );
}

function depthOf(step: Step, order: RunOrder): number {
  return [...order.enclosing(step)].length;
}

function* withAllIn(step: Step): Iterable<Step> {
  yield step;
  for (const { steps } of step.blocks) for (const it of steps) yield* withAllIn(it);
}

function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
