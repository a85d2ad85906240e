import type { FlowInside } from './facts/flow';
import { insideOf } from './inside';
import { memo } from './memo';
import type { Flow } from './model';

/** A look at one flow alone: at what is kept of it, and at what stands inside. */
export type Look<Found> = (flow: Flow, inside: FlowInside) => Iterable<Found>;

/** What a look found, or what it threw. */
type Outcome = { readonly found: readonly unknown[] } | { readonly error: unknown };

const looks: Look<unknown>[] = [];
const trials: Look<unknown>[] = [];

const NOTHING: readonly never[] = [];

/**
 * Gives what a look finds in a flow, for as long as the flow is what it is. Each look is tried when a file is read, and where it finds
 * nothing, as in most flows, the text is never asked for again. So whether it finds anything must follow from the file alone, and
 * not from the flow's name, metadata or solution. What it finds should hold nothing of what stands inside, for it is kept.
 * `trial` is tried in its place: what finds something just where it does, at less cost.
 */
export function lookInside<Found>(look: Look<Found>, trial: Look<unknown> = look): (flow: Flow) => readonly Found[] {
  looks.push(look);
  trials.push(trial);
  return (flow) => {
    const outcome = flow.finds.length > 0 ? outcomesOf(flow).get(look) : undefined;
    if (!outcome) return NOTHING;
    if ('error' in outcome) throw outcome.error;
    return outcome.found as readonly Found[];
  };
}

/** The looks that find something in a flow that has just been read, by number; one that throws is among them, and throws again when it is asked. */
export function findsIn(flow: Flow, inside: FlowInside): readonly number[] {
  let finds: number[] | undefined;
  for (const [number, trial] of trials.entries()) if (findsAny(trial, flow, inside)) (finds ??= []).push(number);
  return finds ?? NOTHING;
}

function findsAny(look: Look<unknown>, flow: Flow, inside: FlowInside): boolean {
  try {
    for (const _ of look(flow, inside)) return true;
    return false;
  } catch {
    return true;
  }
}

/** All in one turn: a flow's text is read once for all of them. */
const outcomesOf = memo((flow: Flow): ReadonlyMap<Look<unknown>, Outcome> => {
  const inside = insideOf(flow);
  return new Map(flow.finds.map((number) => [looks[number]!, outcomeOf(looks[number]!, flow, inside)]));
});

function outcomeOf(look: Look<unknown>, flow: Flow, inside: FlowInside): Outcome {
  try {
    return { found: [...look(flow, inside)] };
  } catch (error) {
    return { error };
  }
}
