import type { Configurations } from './configurations';
import type { Flow, Frame, Solution } from './model';
import type { Asked } from './neighbours';
import type { Finding, Rule } from './rule';
import type { Snapshot } from './workspace';

/** What one rule finds in one folder, for as long as it holds. */
export interface Memory {
  readonly inFrame: readonly Finding[];
  /** By the number of the flow, of those flows that have some. */
  readonly inFlows: ReadonlyMap<number, readonly Finding[]>;
  readonly all: readonly Finding[];
  readonly flows: readonly Flow[];
  readonly asked: Asked;
  readonly judgement: Configurations['judgement'];
  /** The state in which the answers were last seen to hold. */
  state: object;
}

/** What all rules find in one folder. */
interface Memories {
  readonly of: (Memory | undefined)[];
  /** One for all rules that found nothing and asked nothing, as most of them do. */
  clean: Memory | undefined;
}

/** What each rule has found in each folder. */
export class LintMemory {
  readonly #numbers: ReadonlyMap<Rule, number>;
  readonly #folders = new WeakMap<Frame, Memories>();

  constructor(rules: readonly Rule[]) {
    this.#numbers = new Map(rules.map((it, number) => [it, number]));
  }

  /** What is left of what was found, when it still holds but for flows that are other ones now. */
  recall(rule: Rule, { frame, flows }: Solution, { neighbourhood, configurations }: Snapshot): Memory | undefined {
    const last = this.#folders.get(frame)?.of[this.#numbers.get(rule)!];
    if (!last || last.judgement !== configurations.judgement || last.flows.length !== flows.length) return undefined;
    if (last.state !== neighbourhood.state && !neighbourhood.stillHolds(last.asked)) return undefined;
    last.state = neighbourhood.state;
    return last;
  }

  keep(rule: Rule, frame: Frame, memory: Memory): void {
    const its = this.#folders.get(frame) ?? { of: Array<undefined>(this.#numbers.size).fill(undefined), clean: undefined };
    this.#folders.set(frame, its);
    memory.asked.pack();
    if (isClean(memory)) {
      const { clean } = its;
      if (clean?.flows !== memory.flows || clean.judgement !== memory.judgement) its.clean = memory;
    }
    its.of[this.#numbers.get(rule)!] = isClean(memory) ? its.clean : memory;
  }
}

function isClean({ all, asked }: Memory): boolean {
  return all.length === 0 && !asked.isAnything;
}

/** Nothing in any flow. */
export const NOWHERE: Memory['inFlows'] = new Map();

/** What was found in flows, with what is found in some of them now, in the order of the flows. */
export function inOrder(before: Memory['inFlows'], found: Memory['inFlows']): Memory['inFlows'] {
  if (before.size === 0) return found.size > 0 ? found : NOWHERE;
  const all = new Map(before);
  for (const [i, findings] of found) {
    if (findings.length > 0) all.set(i, findings);
    else all.delete(i);
  }
  const areNew = [...found.keys()].some((i) => !before.has(i));
  return areNew ? new Map([...all].sort(([a], [b]) => a - b)) : all;
}
