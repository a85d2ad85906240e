import type { Block, Predecessor, Step } from './facts/steps';
import { memo } from './memo';

/** Actions that wait for each other, so that none of them ever starts. */
export interface Circle {
  /** The entry of `runAfter` without which there was no circle, and the action it stands in. */
  readonly step: Step;
  readonly predecessor: Predecessor;
  /** All that wait, each behind the one that it waits for; the step is the first, for it waits for the last. */
  readonly steps: readonly Step[];
}

/** Which steps of a block run after which. Names that stand for none of them are passed over. */
export const runAfterIn = memo((block: Block): RunAfter => new RunAfter(block));

const NONE: readonly never[] = [];

/** One step in the order of its block. */
interface Place {
  readonly step: Step;
  rank: number;
  /** What it names in `runAfter`, but for itself. */
  before: readonly Place[];
  /** Those that name it. */
  readonly behind: Place[];
  isSettled: boolean;
}

class RunAfter {
  /** One for each circle; without their entries there is none left. */
  readonly circles: readonly Circle[];
  /** By name: of two steps of one name the last counts, as for the platform. */
  readonly #places = new Map<string, Place>();

  constructor(block: Block) {
    let rank = 0;
    for (const step of block.steps)
      this.#places.set(keyOf(step.name.value), { step, rank: rank++, before: NONE, behind: [], isSettled: true });
    const places = [...this.#places.values()];
    const unsettled = places.filter((it) => !this.#join(it));
    if (!isInOrder(places)) for (const [rank, step] of inRunOrder(block).entries()) this.#place(step).rank = rank;
    this.circles = isInOrder(places) ? NONE : [...circlesAmong(places)];
    for (const { step } of this.circles) unsettled.push(this.#place(step));
    for (let next = unsettled.pop(); next; next = unsettled.pop()) {
      if (!next.isSettled) continue;
      next.isSettled = false;
      for (const it of next.behind) unsettled.push(it);
    }
  }

  /** Whether one step has always run, or been skipped, when another starts. */
  isBefore(first: Step, step: Step): boolean {
    const its = this.#place(first);
    const hasCircle = this.circles.length > 0;
    const met = new Set<Place>();
    const open = [this.#place(step)];
    for (let next = open.pop(); next; next = open.pop())
      for (const it of next.before) {
        if (it === its) return true;
        if (met.has(it) || (!hasCircle && it.rank < its.rank)) continue;
        if (hasCircle || it.behind.length > 1) met.add(it); // elsewhere nobody comes by twice, and chains are long
        open.push(it);
      }
    return false;
  }

  /** All that have always run, or been skipped, when a step starts. */
  before(step: Step): ReadonlySet<Step> {
    return this.#reached(step, (it) => it.before);
  }

  /** All that start only when a step has run, or been skipped. */
  behind(step: Step): ReadonlySet<Step> {
    return this.#reached(step, (it) => it.behind);
  }

  #reached(step: Step, next: (place: Place) => readonly Place[]): ReadonlySet<Step> {
    const found = new Set<Step>();
    const open = [this.#place(step)];
    for (let place = open.pop(); place; place = open.pop())
      for (const it of next(place)) {
        if (found.has(it.step)) continue;
        found.add(it.step);
        open.push(it);
      }
    return found;
  }

  /** Whether it is known what a step runs after: everything named on the way to it stands beside it, and nothing there waits for itself. */
  isSettled(step: Step): boolean {
    return this.#place(step).isSettled;
  }

  #place(step: Step): Place {
    const its = this.#places.get(keyOf(step.name.value));
    return its?.step === step ? its : { step, rank: 0, before: NONE, behind: [], isSettled: false };
  }

  /** Joins a step to those that it names; gives whether all of them stand beside it. */
  #join(place: Place): boolean {
    const before: Place[] = [];
    let isSettled = true;
    for (const { name } of place.step.after) {
      const its = this.#places.get(keyOf(name.value));
      if (!its || its === place) isSettled = false;
      else if (its.behind.at(-1) !== place) {
        its.behind.push(place);
        before.push(its);
      }
    }
    if (before.length > 0) place.before = before;
    return isSettled;
  }
}

/** Whether each step stands behind those it runs after. */
function isInOrder(places: readonly Place[]): boolean {
  return places.every(({ rank, before }) => before.every((it) => it.rank < rank));
}

/** The steps of a block, each behind those it runs after; what does not depend on each other stays as it is written, and a circle too. */
export function inRunOrder({ steps }: Block): readonly Step[] {
  const byName = new Map(steps.map((it) => [keyOf(it.name.value), it]));
  const entered = new Set<Step>();
  const ordered: Step[] = [];
  for (const step of steps) {
    const open = entered.has(step) ? [] : [step];
    for (let next = open.at(-1); next; next = open.at(-1)) {
      entered.add(next);
      const first = next.after.flatMap(({ name }) => byName.get(keyOf(name.value)) ?? []).find((it) => !entered.has(it));
      if (first) open.push(first);
      else ordered.push(open.pop()!);
    }
  }
  return ordered;
}

/**
 * Follows the actions from those that start at once, and then from those that never do: whatever leads back to where it came from
 * closes a circle. So an action that would start without the circle is the one that is said to wait in vain.
 */
function* circlesAmong(places: readonly Place[]): Iterable<Circle> {
  const done = new Set<Place>();
  const way: Place[] = [];
  const isOnWay = new Set<Place>();
  const next = new Map<Place, number>();
  for (const start of [...places].sort((a, b) => Number(a.before.length > 0) - Number(b.before.length > 0))) {
    if (done.has(start)) continue;
    way.push(start);
    for (let place = way.at(-1); place; place = way.at(-1)) {
      isOnWay.add(place);
      const index = next.get(place) ?? 0;
      next.set(place, index + 1);
      const follower = place.behind[index];
      if (!follower) {
        done.add(way.pop()!);
        isOnWay.delete(place);
      } else if (isOnWay.has(follower)) {
        yield circleOf(way.slice(way.indexOf(follower)).map((it) => it.step));
      } else if (!done.has(follower)) way.push(follower);
    }
  }
}

function circleOf(steps: readonly Step[]): Circle {
  const [step, last] = [steps[0]!, keyOf(steps.at(-1)!.name.value)];
  return { step, predecessor: step.after.find((it) => keyOf(it.name.value) === last)!, steps };
}

function keyOf(name: string): string {
  return name.toLowerCase();
}
