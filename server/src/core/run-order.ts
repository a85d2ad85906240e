import type { FlowInside } from './facts/flow';
import type { Block, Step } from './facts/steps';
import { memo } from './memo';
import { runAfterIn } from './run-after';

export { inRunOrder } from './run-after';

/** Whether an expression of one step can name another: `late` for one that has not run before, `deep` for one two loops away. */
export type Sight = 'seen' | 'late' | 'deep';

/** Who holds whom in a flow, and what has run when a step runs. */
export const runOrderOf = memo((inside: Pick<FlowInside, 'triggers' | 'actions'>): RunOrder => new RunOrder(inside));

/** Where the steps of a block stand. */
interface Place {
  readonly block: Block;
  /** What holds the block. */
  readonly parent: Step | undefined;
}

const NONE: readonly never[] = [];

export class RunOrder {
  /** Triggers first, then the actions as they are written; what holds others stands before them. */
  readonly steps: readonly Step[];
  readonly #places = new Map<Step, Place>();
  readonly #named = new Map<string, Step[]>();

  constructor({ triggers, actions }: Pick<FlowInside, 'triggers' | 'actions'>) {
    const steps = [...triggers];
    const read = (block: Block, parent: Step | undefined): void => {
      const place = { block, parent };
      for (const step of block.steps) {
        steps.push(step);
        this.#places.set(step, place);
        for (const inner of step.blocks) read(inner, step);
      }
    };
    if (actions) read(actions, undefined);
    this.steps = steps;
    for (const step of steps) {
      const name = step.name.value.toLowerCase();
      const others = this.#named.get(name);
      if (others) others.push(step);
      else this.#named.set(name, [step]);
    }
  }

  /** Whether two steps have one name. */
  get hasTwins(): boolean {
    return this.#named.size < this.steps.length;
  }

  /** The steps of a name in any letter case, as the platform compares names; a flow that can be saved has one at most. */
  named(name: string): readonly Step[] {
    return this.#named.get(name.toLowerCase()) ?? NONE;
  }

  /** What holds a step; undefined for one that stands in no other. */
  parentOf(step: Step): Step | undefined {
    return this.#places.get(step)?.parent;
  }

  /** Where a step stands among others; undefined for a trigger. */
  blockOf(step: Step): Block | undefined {
    return this.#places.get(step)?.block;
  }

  /** All that hold a step, from the inside out. */
  *enclosing(step: Step): Iterable<Step> {
    for (let it = this.parentOf(step); it; it = this.parentOf(it)) yield it;
  }

  /** The steps beside one that have always run, or been skipped, when it starts: those it names in `runAfter`, and theirs. */
  before(step: Step): ReadonlySet<Step> {
    const block = this.blockOf(step);
    return block ? runAfterIn(block).before(step) : new Set();
  }

  /** The steps beside one that never start before it has run, or been skipped. */
  behind(step: Step): ReadonlySet<Step> {
    const block = this.blockOf(step);
    return block ? runAfterIn(block).behind(step) : new Set();
  }

  /**
   * Whether it is known what has run before a step. It is not where it, or something it waits for, or something that holds it, names
   * in `runAfter` what does not stand beside it, or waits for itself: that is a fault of its own, and much may follow from it.
   */
  isSettled(step: Step): boolean {
    return this.#path(step).every((it) => {
      const block = this.blockOf(it);
      return !block || runAfterIn(block).isSettled(it);
    });
  }

  /**
   * Whether an expression in one step can name the outcome of another. The trigger has run before all; else the other must lie in what
   * ran before the step, or before something that holds it, and at most one Foreach deep in there. What is evaluated late sees the step
   * itself and all it holds.
   * Source: the messages with which the platform refuses to save a flow.
   */
  sight(target: Step, from: Step, isLate: boolean): Sight {
    if (target.role === 'trigger') return 'seen';
    if (from.role === 'trigger') return 'late';
    const path = this.#path(target);
    if (isLate && path.includes(from)) return this.#depth(path.slice(0, path.indexOf(from)), target) > 1 ? 'deep' : 'seen';
    const { beside, own, block } = this.parting(target, from);
    if (!runAfterIn(block).isBefore(beside, own)) return 'late';
    return this.#depth(path.slice(0, path.indexOf(beside) + 1), target) > 1 ? 'deep' : 'seen';
  }

  /**
   * Where the ways to two actions part: the steps of one block that they are or stand in. They are the same one where either action
   * holds the other, or where they stand in two of its branches.
   */
  parting(target: Step, from: Step): { readonly beside: Step; readonly own: Step; readonly block: Block } {
    const path = this.#path(target);
    for (const own of this.#path(from)) {
      const block = this.blockOf(own);
      const beside = block && path.find((it) => this.blockOf(it) === block);
      if (beside) return { beside, own, block };
    }
    throw new Error(`${target.name.value} and ${from.name.value} are not actions of one flow`);
  }

  /** A step and all that hold it, from the inside out. */
  #path(step: Step): readonly Step[] {
    const path = [step];
    for (let it = this.parentOf(step); it; it = this.parentOf(it)) path.push(it);
    return path;
  }

  /** How many loops of these hold the target, for which there is one outcome for each item. */
  #depth(path: readonly Step[], target: Step): number {
    return path.filter((it) => it !== target && isForeach(it)).length;
  }
}

export function isForeach({ type }: Step): boolean {
  return type.toLowerCase() === 'foreach';
}

export function isUntil({ type }: Step): boolean {
  return type.toLowerCase() === 'until';
}

export function isLoop(step: Step): boolean {
  return isForeach(step) || isUntil(step);
}
