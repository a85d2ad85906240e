import { activationOf, bindingOf, environmentsOf, valueOf, type DeploymentEnvironment } from './deployments';
import { memo } from './memo';
import { stateOf, type Flow, type SettingsFile, type Solution } from './model';
import { needsOf, needsSteps, type Child, type Needs, type ReferenceNeed, type SolutionNeeds, type VariableNeed } from './readiness-needs';
import { activated, blockingFirst, childNotOn, exportedOff, unbound, withoutValue } from './readiness-reasons';
import type { Location, Uri } from './text';
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

/** Computed once for each snapshot; what an edit leaves as it is is not judged again. Reads no text. */
export const readinessOf = memo((snapshot: Snapshot): Readiness => {
  const needs = needsOf(snapshot);
  return { environments: environmentsOf(snapshot).map((it) => readinessIn(it, needs, snapshot)) };
});

/** All that `readinessOf` judges of single solutions, one a step, so that others have their turn; what is known already is passed over. */
export function* readinessSteps(snapshot: Snapshot): Generator<void> {
  yield* needsSteps(snapshot);
  const needs = needsOf(snapshot);
  for (const environment of environmentsOf(snapshot)) {
    const { judged } = knownOf(environment);
    for (const root of environment.deployments.keys()) {
      const its = needs.get(root)!;
      if (judged.has(its)) continue;
      judgedIn(environment, its, snapshot);
      yield;
    }
  }
}

/** What a solution comes to in an environment: by itself, and with the child flows of its flows, as long as the same flows are blocked. */
interface Judged {
  readonly needs: SolutionNeeds;
  readonly alone: SolutionReadiness;
  whole?: { readonly of: SolutionReadiness; readonly blocked: ReadonlySet<Uri> };
}

/** What is known of an environment, which is the same object as long as no settings and no answers change. */
const knownOf = memo((_: DeploymentEnvironment) => new KnownEnvironment());

class KnownEnvironment {
  readonly judged = new WeakMap<SolutionNeeds, Judged>();
  /** By their roots, all that may be called there, too. */
  called: ReadonlyMap<Uri, Judged> | undefined;
  blocked: ReadonlySet<Uri> = new Set();
}

function readinessIn(environment: DeploymentEnvironment, needs: ReadonlyMap<Uri, SolutionNeeds>, snapshot: Snapshot): EnvironmentReadiness {
  const known = knownOf(environment);
  const judged = (root: Uri): Judged => judgedIn(environment, needs.get(root)!, snapshot);
  const now = known.called && new Map([...known.called.keys()].map((root) => [root, judged(root)]));
  const isSame = now && [...now].every(([root, it]) => it === known.called!.get(root) || callsOf(it) === callsOf(known.called!.get(root)!));
  if (isSame) known.called = now;
  else [known.called, known.blocked] = blockedIn(environment, judged);
  const { called, blocked } = known;
  const whole = (root: Uri): SolutionReadiness => {
    const its = called.get(root)!;
    if (its.whole?.blocked !== blocked) its.whole = { of: withChildren(its, called, blocked, environment), blocked };
    return its.whole.of;
  };
  return { name: environment.name, solutions: [...environment.deployments.keys()].map(whole) };
}

function judgedIn(environment: DeploymentEnvironment, needs: SolutionNeeds, snapshot: Snapshot): Judged {
  const { judged } = knownOf(environment);
  const its = judged.get(needs) ?? { needs, alone: new Look(environment, snapshot).judge(needs) };
  judged.set(needs, its);
  return its;
}

/** The solutions with all that are called from them, and the flows that are not on or wait for one that is not. */
function blockedIn(
  { deployments }: DeploymentEnvironment,
  judged: (root: Uri) => Judged,
): [called: ReadonlyMap<Uri, Judged>, blocked: ReadonlySet<Uri>] {
  const called = new Map([...deployments.keys()].map((root) => [root, judged(root)]));
  const callers = new Map<Uri, Uri[]>();
  const blocked = new Set<Uri>();
  for (const { needs, alone } of called.values()) {
    for (const { flow, state } of alone.flows) if (state !== 'on') blocked.add(flow.uri);
    for (const { flow, children } of needs.callers)
      for (const { flow: child, solution } of children) {
        const its = callers.get(child.uri);
        if (its) its.push(flow.uri);
        else callers.set(child.uri, [flow.uri]);
        if (!called.has(solution.root)) called.set(solution.root, judged(solution.root)); // grows: perhaps no file says that it goes there
      }
  }
  for (const uri of blocked) for (const caller of callers.get(uri) ?? []) blocked.add(caller); // grows, too
  return [called, blocked];
}

/** All that decides which flows of others a solution blocks. */
function callsOf({ needs, alone }: Judged): string {
  return JSON.stringify([
    needs.callers.map(({ flow, children }) => [flow.uri, children.map((it) => it.flow.uri)]),
    alone.flows.map(({ flow, state }) => [flow.uri, state]),
  ]);
}

/** A flow that calls itself does not wait for that. */
function withChildren(
  { needs, alone }: Judged,
  called: ReadonlyMap<Uri, Judged>,
  blocked: ReadonlySet<Uri>,
  { name, deployments }: DeploymentEnvironment,
): SolutionReadiness {
  const stateIn = ({ flow, solution: { root } }: Child): 'off' | 'needs' =>
    flowsOf(called.get(root)!.alone).get(flow.uri)!.state === 'off' ? 'off' : 'needs';
  const waits = needs.callers.flatMap(({ flow, children }) => {
    const its = children.filter((it) => it.flow !== flow && blocked.has(it.flow.uri));
    const reasons = its.map((it) => childNotOn(it, stateIn(it), flow, deployments.has(it.solution.root), name));
    return reasons.length > 0 ? [[flow.uri, reasons] as const] : [];
  });
  if (waits.length === 0) return alone;
  const reasons = new Map(waits);
  return { ...alone, flows: alone.flows.map((it) => withReasons(it, reasons.get(it.flow.uri))) };
}

const flowsOf = memo(({ flows }: SolutionReadiness): ReadonlyMap<Uri, FlowReadiness> => new Map(flows.map((it) => [it.flow.uri, it])));

/** A flow that waits for others, too. */
function withReasons(its: FlowReadiness, reasons: readonly Reason[] | undefined): FlowReadiness {
  if (!reasons || its.state === 'off') return its;
  return { flow: its.flow, state: 'needs', reasons: blockingFirst([...its.reasons, ...reasons]) };
}

/** One solution in one environment, each thing looked up once. */
class Look {
  readonly #references = new Map<ReferenceNeed, Reason | undefined>();
  readonly #variables = new Map<VariableNeed, Reason | undefined>();

  constructor(
    private readonly environment: DeploymentEnvironment,
    private readonly snapshot: Snapshot,
  ) {}

  /** Without its child flows. */
  judge({ solution, flows, first, references, variables }: SolutionNeeds): SolutionReadiness {
    const settings = this.#settings([solution.root]);
    const judged = flows.map((it) => this.#flow(it, settings, solution));
    const unbound = [...references, ...flows.flatMap((it) => it.references)].flatMap((it) => this.#reference(it, solution) ?? []);
    const valueless = [...variables, ...flows.flatMap((it) => it.variables)].flatMap((it) => this.#variable(it) ?? []);
    // what to install first, then what to bind, then what to give a value
    return { solution, settings, flows: judged, open: [...first, ...new Set(unbound), ...new Set(valueless)] };
  }

  #flow({ flow, fixed, references, variables, plain }: Needs, settings: readonly SettingsFile[], solution: Solution): FlowReadiness {
    const state = stateOf(flow) ?? 'on'; // without metadata nothing says that it is to stay off
    const activation = flow.id === undefined ? undefined : activationOf(flow.id, settings);
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
      ...references.flatMap((it) => this.#reference(it, solution) ?? []),
      ...variables.flatMap((it) => this.#variable(it) ?? []),
      ...note,
    ];
    if (here.length === 0) return plain;
    const reasons = blockingFirst([...fixed, ...here]);
    return { flow, state: reasons.some((it) => it.isBlocking) ? 'needs' : 'on', reasons };
  }

  /** Why a reference has no connection here; undefined where it has one. */
  #reference(need: ReferenceNeed, { root }: Solution): Reason | undefined {
    if (!this.#references.has(need)) {
      const neighbours = this.snapshot.neighbourhood.seenFrom(root);
      const binding = bindingOf(need.definition, this.#settings(need.boundBy));
      this.#references.set(need, unbound(need.definition, binding, this.environment.name, neighbours));
    }
    return this.#references.get(need);
  }

  /** Why a variable has no value here; undefined where it has one. */
  #variable(need: VariableNeed): Reason | undefined {
    if (!this.#variables.has(need))
      this.#variables.set(need, withoutValue(need.definition, valueOf(need.definition, this.#settings(need.setBy)), this.environment.name));
    return this.#variables.get(need);
  }

  #settings(roots: readonly Uri[]): readonly SettingsFile[] {
    const { deployments } = this.environment;
    const [only] = roots;
    if (only !== undefined && roots.length === 1) return deployments.get(only) ?? [];
    return [...new Set(roots.flatMap((it) => deployments.get(it) ?? []))];
  }
}
