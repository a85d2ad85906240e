import { everyFunction, namedBy, type FunctionInfo } from '../expressions/functions';
import { GIVES_ITEMS } from '../facts/step-reading';
import type { Offer } from './completion-slots';
import type { Standing } from './completion-standing';
import { loopsFor } from './completion-steps';
import { signatureOf } from './function-card';

/** The functions that can be called in an expression. `isCalled` where the parentheses are there already. */
export function functionsOffered(standing: Standing, isCalled: boolean): readonly Offer[] {
  return [...everyFunction()]
    .filter((it) => !it.hidden && meansSomething(it, standing))
    .map((it) => offerOf(it, isCalled ? 'name' : 'call'));
}

/** The functions that can be the key of a condition in its object form: those that say yes or no. */
export function conditionsOffered(): readonly Offer[] {
  return [...everyFunction()].filter((it) => !it.hidden && it.returns === 'boolean').map((it) => offerOf(it, 'name'));
}

function offerOf(its: FunctionInfo, form: 'name' | 'call'): Offer {
  const { name, maxArgs, deprecated } = its;
  const hasArguments = maxArgs !== 0;
  const inside = namedBy(name) ? "'$1'" : '$0';
  return {
    name: form === 'call' && !hasArguments ? `${name}()` : name,
    label: name,
    detail: signatureOf(its),
    kind: 'function',
    filter: name,
    rank: deprecated ? 1 : 0,
    id: name,
    ...(form === 'call' && hasArguments ? { snippet: `${name}(${inside})` } : {}),
    ...(deprecated ? { isDeprecated: true } : {}),
  };
}

/** `item`, `items` and `iterationIndexes` mean something in loops, and the first of them in what goes through a list. */
function meansSomething({ name }: FunctionInfo, standing: Standing): boolean {
  if (name === 'item') return givesItems(standing) || loopsFor('items', standing).length > 0;
  return (name !== 'items' && name !== 'iterationIndexes') || loopsFor(name, standing).length > 0;
}

/** Whether a step hands the items of a list to the expressions of this place: not to the one that names the list. */
export function givesItems({ step, path: [member, second] }: Pick<Standing, 'step' | 'path'>): boolean {
  return step !== undefined && member === 'inputs' && second !== 'from' && GIVES_ITEMS.has(step.type.toLowerCase());
}
