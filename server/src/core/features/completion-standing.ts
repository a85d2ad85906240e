import type { FlowReading } from '../facts/flow';
import { NO_EXPRESSIONS } from '../facts/step-reading';
import type { Step } from '../facts/steps';
import type { JsonPlace } from '../json-place';
import { isUntil, runOrderOf, type RunOrder } from '../run-order';
import { stepAt } from '../step-at';

/** Where in the definition of a flow somebody is typing. */
export interface Standing {
  readonly flow: FlowReading;
  readonly order: RunOrder;
  /** The trigger or action; undefined in the outputs of the definition. */
  readonly step: Step | undefined;
  /** The names and numbers that lead from the step to the place. */
  readonly path: JsonPlace['path'];
  /** Whether an expression here is evaluated when the step and all it holds has run. */
  readonly isLate: boolean;
  /** Whether the platform evaluates what stands here. */
  readonly isEvaluated: boolean;
}

/** Undefined where there is no trigger or action, nor the outputs of the definition. The flow is that of the mended text. */
export function standingAt({ path, start, isKey }: JsonPlace, flow: FlowReading): Standing | undefined {
  const order = runOrderOf(flow.inside);
  if (path[2] === 'outputs') return { flow, order, step: undefined, path: path.slice(3), isLate: true, isEvaluated: true };
  const step = path[2] === 'actions' || path[2] === 'triggers' ? stepAt(flow.inside, start) : undefined;
  if (!step) return undefined;
  const inside = pathIn(path);
  const [member, second] = inside;
  const isLate =
    member === 'trackedProperties' || (member === 'expression' && isUntil(step)) || (member === 'inputs' && second === 'unsubscribe');
  const isEvaluated = inside.length > (isKey ? 1 : 0) && !NO_EXPRESSIONS.has(String(member));
  return { flow, order, step, path: inside, isLate, isEvaluated };
}

/** What is left of a path behind the innermost action. */
function pathIn(path: JsonPlace['path']): JsonPlace['path'] {
  let at = 4; // `properties`, `definition`, `actions` and a name
  for (let more = blockIn(path, at); more > 0; more = blockIn(path, at)) at += more;
  return path.slice(at);
}

/** How many parts of the path lead into a block, and to an action of it. */
function blockIn(path: JsonPlace['path'], at: number): number {
  const [first, second, third] = path.slice(at);
  const length = first === 'actions' ? 2 : (first === 'else' || first === 'default') && second === 'actions' ? 3 : 4;
  if (length === 4 && (first !== 'cases' || third !== 'actions')) return 0;
  return path.length >= at + length ? length : 0;
}
