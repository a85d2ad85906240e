import { namedBy } from '../expressions/functions';
import type { Block, Step } from '../facts/steps';
import { inRunOrder, isForeach, isUntil, type RunOrder } from '../run-order';
import type { Offer } from './completion-slots';
import type { Standing } from './completion-standing';

/** The names that a function can be given. */
export function namesFor(by: string, standing: Standing): readonly Offer[] {
  switch (namedBy(by)) {
    case 'action':
      return stepsOffered([...actionsSeen(standing)].filter((it) => it.blocks.length > 0 || by.toLowerCase() !== 'result'));
    case 'loop':
      return stepsOffered(loopsFor(by, standing));
    case 'variable':
      return variablesOffered(standing);
    case 'parameter':
      return parametersOffered(standing);
    case undefined:
      return [];
  }
}

/** The loops that a function can name: those that hold the place, from the inside out. */
export function loopsFor(by: string, { order, step, isLate }: Standing): readonly Step[] {
  if (!step) return [];
  const holding = [...order.enclosing(step)];
  return by.toLowerCase() === 'iterationindexes' ? (isLate ? [step, ...holding] : holding).filter(isUntil) : holding.filter(isForeach);
}

/** What can be written into the `name` of an action that writes a variable: the variables of a type that it takes. */
export function writtenVariables(standing: Standing): readonly Offer[] {
  const takes = TAKES[standing.step?.type.toLowerCase() ?? ''];
  return takes ? variablesOffered(standing, (type) => type === '' || takes.length === 0 || takes.includes(type)) : [];
}

/** Types of actions that write a variable, in lower case, with the types of variables they take; all, where none is said. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  setvariable: [],
  appendtoarrayvariable: ['array'],
  appendtostringvariable: ['string'],
  incrementvariable: ['integer', 'float'],
  decrementvariable: ['integer', 'float'],
};

/** The actions that one can be set to run after without closing a circle, those that run last first. */
export function siblingsOffered({ order, step }: Standing, isListed: (name: string) => boolean): readonly Offer[] {
  const block = step && order.blockOf(step);
  if (!block) return [];
  const behind = order.behind(step);
  const isFree = (it: Step): boolean => it !== step && !isListed(it.name.value) && !behind.has(it);
  return stepsOffered(inRunOrder(block).toReversed().filter(isFree));
}

/**
 * The actions whose outcome is there when an expression is evaluated, the nearest first. What a Foreach holds has an outcome for each
 * item, and is left out unless the place is in the loop as well, as in the designer.
 */
function* actionsSeen({ flow, order, step, isLate }: Standing): Iterable<Step> {
  if (!step) {
    const { actions } = flow.inside;
    if (actions) yield* within(actions, () => true);
    return;
  }
  if (isLate) {
    if (!isForeach(step)) for (const block of step.blocks.toReversed()) yield* within(block, () => true);
    if (step.role === 'action') yield step;
  }
  for (const own of [step, ...order.enclosing(step)]) {
    const block = order.blockOf(own);
    const before = ranBefore(own, order);
    if (block) yield* within(block, (it) => before.has(it));
  }
}

/** Of an action without `runAfter` that is not the first of its block, and so still being written, those that stand before it. */
function ranBefore(step: Step, order: RunOrder): ReadonlySet<Step> {
  const steps = order.blockOf(step)?.steps ?? [];
  if (step.afterSpan) return order.before(step);
  const behind = order.behind(step);
  return new Set(steps.slice(0, steps.indexOf(step)).filter((it) => !behind.has(it)));
}

function* within(block: Block, isMeant: (step: Step) => boolean): Iterable<Step> {
  for (const step of inRunOrder(block).toReversed()) {
    if (!isMeant(step)) continue;
    yield step;
    if (!isForeach(step)) for (const inner of step.blocks.toReversed()) yield* within(inner, () => true);
  }
}

function stepsOffered(steps: readonly Step[]): readonly Offer[] {
  return steps.map(({ name: { value: name }, type, operation }, rank) => ({
    name,
    label: name,
    detail: operation ?? type,
    kind: 'action',
    rank,
    id: name,
  }));
}

/** An action that sets a variable cannot read it: the platform refuses that. */
function variablesOffered(standing: Standing, takes?: (type: string) => boolean): readonly Offer[] {
  const own = takes || !/^setvariable$/i.test(standing.step?.type ?? '') ? undefined : standing.step?.writes?.value.toLowerCase();
  return [...actionsSeen(standing)]
    .flatMap((it) => it.variables)
    .filter(({ name, type }) => name.value.toLowerCase() !== own && (!takes || takes(type)))
    .map(({ name: { value: name }, type }) => ({ name, label: name, detail: type, kind: 'flow-variable', rank: 0, id: name }));
}

/** Those that begin with `$` are the platform's own. */
function parametersOffered({ flow: { facts, inside } }: Standing): readonly Offer[] {
  return inside.parameters
    .filter(({ value }) => !value.startsWith('$'))
    .map(({ value: name }) => {
      const detail = facts.variables.find((it) => it.parameter === name)?.schemaName.value ?? '';
      return { name, label: name, detail, kind: 'parameter', rank: 0, id: name };
    });
}
