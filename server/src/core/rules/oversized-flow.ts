import { LIMITS } from '../facts/limits';
import type { Step } from '../facts/steps';
import { basename } from '../files';
import { flawsOf } from '../flaws';
import type { Flow } from '../model';
import { inFlow, type Draft, type Rule } from '../rule';
import { runOrderOf, type RunOrder } from '../run-order';
import { initializationsIn } from '../variables';

export const oversizedFlow: Rule = {
  id: 'oversized-flow',
  severity: 'error',
  summary: 'A flow, or one of its actions, is over a documented limit of the platform.',

  checkFlow: inFlow(function* (flow, inside) {
    const order = runOrderOf(inside);
    yield* tooMany(order.steps.filter((it) => it.role === 'action').length, LIMITS.actions, 'actions', flow);
    yield* tooMany(initializationsIn(inside).size, LIMITS.variables, 'variables', flow);
    for (const step of order.steps)
      if (isTooDeep(step, order)) {
        const what = `holds actions that ${LIMITS.depth + 1} containers stand around, more than the ${LIMITS.depth} there may be: move them up`;
        yield { at: { uri: flow.uri, span: step.name.span }, message: sentence(step, what, flow), subject: step.name.value };
      }
    for (const { step, flaw } of flawsOf(inside, 'excess'))
      yield { at: { uri: flow.uri, span: flaw.span }, message: sentence(step, flaw.what, flow), subject: step.name.value };
  }),
};

/** Whether a step is the first on its way down whose actions stand too deep. */
function isTooDeep(step: Step, order: RunOrder): boolean {
  return step.blocks.some((it) => it.steps.length > 0) && [...order.enclosing(step)].length === LIMITS.depth;
}

function* tooMany(count: number, most: number, what: string, flow: Flow): Iterable<Draft> {
  if (count <= most) return;
  yield {
    at: { uri: flow.uri, span: flow.start },
    message: `Flow '${flow.name}' has ${count} ${what}, more than the ${most} there may be: move some into a child flow.`,
    subject: flow.id ?? basename(flow.uri),
  };
}

function sentence({ role, name }: Step, what: string, flow: Flow): string {
  return `The ${role} '${name.value}' of flow '${flow.name}' ${what}.`;
}
