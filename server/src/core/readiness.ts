import { activationOf, bindingOf, environmentsOf, valueOf, type DeploymentEnvironment } from './deployments';
import { memo } from './memo';
import { stateOf, type Flow, type SettingsFile, type Solution } from './model';
import { needsOf, type Child, type Needs, type ReferenceNeed, type SolutionNeeds, type VariableNeed } from './readiness-needs';
import { activated, blockingFirst, childNotOn, exportedOff, unbound, withoutValue } from './readiness-reasons';
import type { Location } from './text';
import type { Snapshot } from './workspace';

/** Which flows will be on after an import, for every environment that is known of each solution. */
export interface Readiness {
  /** In the order of the configuration, then by name; the one without a name last. */
  readonly environments: readonly EnvironmentReadiness[];
}

export interface EnvironmentReadiness {
  /** Undefined where nothing tells: a settings file that does not say for which environment it is, or no settings file at all. */
  readonly name: string | undefined;
  readonly solutions: readonly SolutionReadiness[];
}

export interface SolutionReadiness {
  readonly solution: Solution;
  /** The deployment settings files that are for it there. */
  readonly settings: readonly SettingsFile[];
  readonly flows: readonly FlowReadiness[];
  /** What is still to be bound, given a value or installed first, each thing once. */
  readonly open: readonly Reason[];
}

export interface FlowReadiness {
  readonly flow: Flow;
  /** `off` where it stays off on purpose: it was exported so; `needs` where something has to be done first. */
  readonly state: 'on' | 'off' | 'needs';
  /** Why it is not simply on; also notes on one that is on, such as whose connections it runs with. */
  readonly reasons: readonly Reason[];
}

export type ReasonKind =
  | 'exported-off'
  | 'direct-connection'
  | 'undefined-reference'
  | 'unshipped-reference'
  | 'unbound-reference'
  | 'wrong-connector'
  | 'external-reference'
  | 'child-flow'
  | 'missing-value'
  | 'run-only'
  | 'activation'
  | 'unreadable';

export interface Reason {
  readonly kind: ReasonKind;
  /** Whether the flow cannot be on as long as it holds. */
  readonly isBlocking: boolean;
  /** What it is about, in words that survive edits: a logical name, a schema name, a key, a flow's id. */
  readonly subject: string;
  /** What is so and what to do, in a sentence or two. The same object wherever the same is so. */
  readonly message: string;
  /** What decides it. */
  readonly at: Location;
  /** The solution that has to be installed first, where that is the reason. */
  readonly solution?: string;
}

/** Computed once for each snapshot. Reads no text. */
export const readinessOf = memo((snapshot: Snapshot): Readiness => {
  const judge = new Judge(snapshot);
  return { environments: environmentsOf(snapshot).map((it) => judge.environment(it)) };
});

/** Judges each environment by what is found out once for all of them. */
class Judge {
  readonly #needs: ReadonlyMap<Solution, SolutionNeeds>;
  readonly #callers = new Map<Flow, Flow[]>();

  constructor(private readonly snapshot: Snapshot) {
    this.#needs = needsOf(snapshot);
    for (const { flows } of this.#needs.values())
      for (const { flow, children } of flows)
        for (const { flow: child } of children) {
          const callers = this.#callers.get(child);
          if (callers) callers.push(flow);
          else this.#callers.set(child, [flow]);
        }
  }

  environment({ name, deployments }: DeploymentEnvironment): EnvironmentReadiness {
    const look = new Look(name, deployments, this.snapshot);
    const judged = new Map<Flow, FlowReadiness>();
    const solutions = new Set(deployments.keys());
    for (const solution of solutions)
      // grows: a child flow may lie in a solution of which no file says that it goes there
      for (const needs of this.#needs.get(solution)!.flows) {
        judged.set(needs.flow, look.judge(needs, solution));
        for (const { solution: of } of needs.children) solutions.add(of);
      }
    const blocked = new Set([...judged.values()].flatMap(({ flow, state }) => (state === 'on' ? [] : flow)));
    for (const flow of blocked) for (const caller of this.#callers.get(flow) ?? []) if (judged.has(caller)) blocked.add(caller); // grows, too
    return {
      name,
      solutions: [...deployments].map(([solution, settings]) => ({
        solution,
        settings,
        flows: this.#needs.get(solution)!.flows.map((it) => withChildren(it, judged, blocked, look)),
        open: openIn(this.#needs.get(solution)!, solution, look),
      })),
    };
  }
}

/** A flow as it is judged by itself, and by its child flows: one that calls itself is none of them. */
function withChildren(
  { flow, children }: Needs,
  judged: ReadonlyMap<Flow, FlowReadiness>,
  blocked: ReadonlySet<Flow>,
  look: Look,
): FlowReadiness {
  const its = judged.get(flow)!;
  if (children.length === 0 || its.state === 'off' || !blocked.has(flow)) return its;
  const waiting = children.filter((it) => it.flow !== flow && blocked.has(it.flow));
  if (waiting.length === 0) return its;
  const reasons = waiting.map((it) => look.child(it, judged.get(it.flow)!.state === 'off' ? 'off' : 'needs', flow));
  return { flow, state: 'needs', reasons: blockingFirst([...its.reasons, ...reasons]) };
}

/** What to install first, then what to bind, then what to give a value. */
function openIn({ flows, first, references, variables }: SolutionNeeds, solution: Solution, look: Look): readonly Reason[] {
  const unbound = new Set([...references, ...flows.flatMap((it) => it.references)].flatMap((it) => look.reference(it, solution) ?? []));
  const valueless = new Set([...variables, ...flows.flatMap((it) => it.variables)].flatMap((it) => look.variable(it) ?? []));
  return [...first, ...unbound, ...valueless];
}

/** One environment's settings, each thing looked up once. */
class Look {
  readonly #references = new Map<ReferenceNeed, Reason | undefined>();
  readonly #variables = new Map<VariableNeed, Reason | undefined>();

  constructor(
    private readonly environment: string | undefined,
    private readonly deployments: ReadonlyMap<Solution, readonly SettingsFile[]>,
    private readonly snapshot: Snapshot,
  ) {}

  /** Without its child flows. */
  judge({ flow, fixed, references, variables, plain }: Needs, solution: Solution): FlowReadiness {
    const state = stateOf(flow) ?? 'on'; // without metadata nothing says that it is to stay off
    const activation = flow.id === undefined ? undefined : activationOf(flow.id, this.#settings([solution]));
    const isOff = activation?.activate === 'off' || (state !== 'on' && activation?.activate !== 'on');
    const note =
      activation && (activation.activate === 'token' || (activation.activate === 'on') !== (state === 'on'))
        ? [activated(activation, flow)]
        : [];
    if (isOff) {
      const isLeftToPipeline = activation?.activate === 'token';
      const reasons = state === 'on' ? note : [exportedOff(state, isLeftToPipeline, flow), ...(isLeftToPipeline ? note : [])];
      return { flow, state: 'off', reasons };
    }
    const here = [
      ...references.flatMap((it) => this.reference(it, solution) ?? []),
      ...variables.flatMap((it) => this.variable(it) ?? []),
      ...note,
    ];
    if (here.length === 0) return plain;
    const reasons = blockingFirst([...fixed, ...here]);
    return { flow, state: reasons.some((it) => it.isBlocking) ? 'needs' : 'on', reasons };
  }

  /** Why a reference has no connection here; undefined where it has one. */
  reference(need: ReferenceNeed, { root }: Solution): Reason | undefined {
    if (!this.#references.has(need)) {
      const neighbours = this.snapshot.neighbourhood.seenFrom(root);
      const binding = bindingOf(need.definition, this.#settings(need.boundBy));
      this.#references.set(need, unbound(need.definition, binding, this.environment, neighbours));
    }
    return this.#references.get(need);
  }

  /** Why a variable has no value here; undefined where it has one. */
  variable(need: VariableNeed): Reason | undefined {
    if (!this.#variables.has(need))
      this.#variables.set(need, withoutValue(need.definition, valueOf(need.definition, this.#settings(need.setBy)), this.environment));
    return this.#variables.get(need);
  }

  /** Why a flow waits for one of its child flows. */
  child(child: Child, state: 'off' | 'needs', flow: Flow): Reason {
    return childNotOn(child, state, flow, this.deployments.has(child.solution), this.environment);
  }

  #settings(solutions: readonly Solution[]): readonly SettingsFile[] {
    const [only] = solutions;
    if (only && solutions.length === 1) return this.deployments.get(only) ?? [];
    return [...new Set(solutions.flatMap((it) => this.deployments.get(it) ?? []))];
  }
}
