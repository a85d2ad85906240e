import type { NameUse, Step } from '../facts/steps';
import type { Fix, Scene } from '../fix';
import { insideOf } from '../inside';
import type { Flow } from '../model';
import { runAfterIn } from '../run-after';
import { isForeach, runOrderOf, type RunOrder } from '../run-order';
import { stepAt } from '../step-at';
import type { Span, Word } from '../text';
import { initializationsIn } from '../variables';
import { edited } from './edited';
import type { Offered } from './refactoring';
import { addRunAfter } from './steps';

/**
 * Lets an action run after another, whose outcome it can name then: where both stand deeper, those of one block that hold them.
 * None where it runs after that one already or the other way round, and where more than that would be needed.
 */
export function runAfterFixes(from: Step, target: Step, flow: Flow, scene: Scene): readonly Fix[] {
  const order = runOrderOf(insideOf(flow));
  if (from.role === 'trigger' || target.role === 'trigger' || !order.isSettled(from)) return [];
  const { own, beside, block } = order.parting(target, from);
  const runAfter = runAfterIn(block);
  if (own === beside || runAfter.isBefore(beside, own) || runAfter.isBefore(own, beside)) return [];
  return [
    {
      title: `Let '${own.name.value}' run after '${beside.name.value}'`,
      safety: 'review',
      preferred: true,
      edits: () => edited(scene, (edits) => addRunAfter(edits, flow, own, beside.name.value)),
    },
  ];
}

/** The same for what a name in an expression stands for: an action, or the one that initializes a variable. */
export function runAfterFixesOf({ kind, name, isLate }: NameUse, from: Step, flow: Flow, scene: Scene): readonly Fix[] {
  if (kind === 'variable') return runAfterInitialization(name, from, flow, scene);
  const order = runOrderOf(insideOf(flow));
  const [target, ...others] = kind === 'action' ? order.named(name.value) : [];
  const isLast = target && others.length === 0 && order.sight(target, from, isLate) === 'late' && loopsAround(target, from, order) <= 1;
  return isLast ? runAfterFixes(from, target, flow, scene) : [];
}

/** The same for an action that reads or writes a variable, and the one that initializes it. */
export function runAfterInitialization(variable: Word, from: Step, flow: Flow, scene: Scene): readonly Fix[] {
  const [first, ...others] = initializationsIn(insideOf(flow)).get(variable.value.toLowerCase()) ?? [];
  return first && others.length === 0 ? runAfterFixes(from, first.step, flow, scene) : [];
}

/** Offers it on such a name. */
export function runAfters(flow: Flow, at: Span, scene: Scene): readonly Offered[] {
  const step = stepAt(insideOf(flow), at.start);
  if (!step || step.span.end < at.end) return [];
  const isHere = ({ span }: Word): boolean => span.start <= at.end && at.start <= span.end;
  const written = step.writes && isHere(step.writes) ? runAfterInitialization(step.writes, step, flow, scene) : [];
  const named = step.uses.filter((it) => isHere(it.name)).flatMap((it) => runAfterFixesOf(it, step, flow, scene));
  return [...written, ...named].map(({ preferred: _, ...it }) => ({ ...it, kind: 'rewrite', subject: step.name.value }));
}

function loopsAround(target: Step, from: Step, order: RunOrder): number {
  if (from.role === 'trigger') return 0;
  const { beside } = order.parting(target, from);
  const path = [target, ...order.enclosing(target)];
  return path.slice(1, path.indexOf(beside) + 1).filter(isForeach).length;
}
