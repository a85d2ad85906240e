import type { Solution } from './model';
import { defaultNaming } from './naming';
import type { Asked } from './neighbours';
import type { Finding, Rule, RuleOptions, Severity } from './rule';
import type { Snapshot } from './workspace';

export interface LintOptions extends Partial<RuleOptions> {
  readonly rules: readonly Rule[];
  /** The severity a rule has here; the rule's own when not given. */
  severityOf?(rule: Rule): Severity;
  /** Told of a rule that threw; the other rules still run. */
  onCrash(rule: Rule, error: unknown): void;
}

export interface Linter {
  /** The findings of one solution of this snapshot, by rule and in the rule's order; remembered, as the same objects, for as long as they hold. */
  findings(solution: Solution, snapshot: Snapshot): readonly Finding[];
  /** The same, one rule a step, so that others may have their turn in between. Stop when the workspace is no longer this snapshot. */
  steps(solution: Solution, snapshot: Snapshot): Generator<void, readonly Finding[]>;
  /** One solution a step, so the caller can stop between steps: stopping is the whole of cancellation. */
  run(snapshot: Snapshot): Generator<SolutionFindings, void>;
}

export interface SolutionFindings {
  readonly solution: Solution;
  readonly findings: readonly Finding[];
}

interface Memory {
  readonly findings: readonly Finding[];
  readonly asked: readonly Asked[];
}

/** Options never change: a new configuration is a new linter, with an empty memory of its own. */
export function createLinter({ rules, severityOf = (it) => it.severity, onCrash, naming = defaultNaming }: LintOptions): Linter {
  const active = rules.flatMap((rule) => {
    const severity = severityOf(rule);
    return severity === 'off' ? [] : [{ rule, severity }];
  });
  const memories = new WeakMap<Solution, Map<Rule, Memory>>();

  /** Undefined for a rule that threw: it is tried again the next time. */
  const findingsOf = (
    { rule, severity }: (typeof active)[number],
    solution: Solution,
    { neighbourhood }: Snapshot,
  ): readonly Finding[] | undefined => {
    const memory = memories.get(solution) ?? new Map<Rule, Memory>();
    memories.set(solution, memory);
    const known = memory.get(rule);
    if (known?.asked.every((it) => neighbourhood.stillHolds(it))) return known.findings;
    const asked: Asked[] = [];
    try {
      const drafts = [...rule.check(solution, neighbourhood.seenFrom(solution.root, asked), { naming })];
      const findings = drafts.map((draft): Finding => ({ ...draft, rule, severity }));
      memory.set(rule, { findings, asked });
      return findings;
    } catch (error) {
      onCrash(rule, error);
      return undefined;
    }
  };

  /** What was found while the neighbourhood gave the answers it gives in this state. */
  const found = new WeakMap<Solution, { readonly state: object; readonly findings: readonly Finding[] }>();

  function* steps(solution: Solution, snapshot: Snapshot): Generator<void, readonly Finding[]> {
    const { state } = snapshot.neighbourhood;
    const known = found.get(solution);
    if (known?.state === state) return known.findings;
    const findings: (readonly Finding[] | undefined)[] = [];
    for (const it of active) {
      findings.push(findingsOf(it, solution, snapshot));
      yield;
    }
    const all = findings.flatMap((it) => it ?? []);
    if (snapshot.neighbourhood.state === state && !findings.includes(undefined)) found.set(solution, { state, findings: all });
    return all;
  }

  const findings = (solution: Solution, snapshot: Snapshot): readonly Finding[] => {
    const run = steps(solution, snapshot);
    let step = run.next();
    while (!step.done) step = run.next();
    return step.value;
  };

  return {
    findings,
    steps,
    *run(snapshot) {
      for (const solution of snapshot.solutions) yield { solution, findings: findings(solution, snapshot) };
    },
  };
}
