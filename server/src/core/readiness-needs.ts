import type { Configurations } from './configurations';
import type { Frames } from './folders';
import { memo } from './memo';
import { type ConnectionReference, type EnvironmentVariable, type Flow, type Frame, isDeployable, type Solution } from './model';
import type { FlowReadiness, Reason } from './readiness';
import { Outlook, Seen } from './readiness-outlook';
import { Reading } from './readiness-reading';
import type { Uri, Word } from './text';
import type { Snapshot } from './workspace';

/** A connection reference that needs a connection, and the roots of the solutions whose settings may bind it. */
export interface ReferenceNeed {
  readonly definition: ConnectionReference;
  readonly boundBy: readonly Uri[];
}

/** An environment variable that needs a value, and the roots of the solutions whose settings may give it. */
export interface VariableNeed {
  readonly definition: EnvironmentVariable;
  readonly setBy: readonly Uri[];
}

/** What a flow needs, whatever the environment. */
export interface Needs {
  readonly flow: Flow;
  /** Reasons that hold everywhere, blocking ones first. */
  readonly fixed: readonly Reason[];
  readonly references: readonly ReferenceNeed[];
  readonly variables: readonly VariableNeed[];
  readonly children: readonly Child[];
  /** What it is where the settings leave nothing to be said. */
  readonly plain: FlowReadiness;
}

/** A child flow that a solution of the workspace holds. */
export interface Child {
  readonly flow: Flow;
  readonly solution: Frame;
  /** The id where the flow is called. */
  readonly call: Word;
}

export interface SolutionNeeds {
  readonly solution: Solution;
  readonly flows: readonly Needs[];
  /** Those of them that have child flows. */
  readonly callers: readonly Needs[];
  /** Solutions to be installed first, with what they bring, each thing once. */
  readonly first: readonly Reason[];
  /** Its own references, but for those that only the users of its flows bring connections for: an import asks for each. */
  readonly references: readonly ReferenceNeed[];
  readonly variables: readonly VariableNeed[];
}

/** What the flows of each solution need, by its root; of those in the layouts that tell. */
export const needsOf = memo(
  (snapshot: Snapshot): ReadonlyMap<Uri, SolutionNeeds> =>
    new Map(snapshot.solutions.filter(isDeployable).map((it) => [it.root, needsIn(it, snapshot)])),
);

/** Finds that out for a solution a step, where nothing is known yet. */
export function* needsSteps(snapshot: Snapshot): Generator<void> {
  for (const solution of snapshot.solutions)
    if (isDeployable(solution) && !known.has(solution)) {
      needsIn(solution, snapshot);
      yield;
    }
}

interface Known {
  readonly needs: SolutionNeeds;
  readonly seen: Seen;
  readonly configurations: Configurations;
  /** What was the same when it was last seen to hold. */
  frames: Frames;
  state: object;
}

/** An edit in one solution leaves most others as they are. */
const known = new WeakMap<Solution, Known>();

function needsIn(solution: Solution, snapshot: Snapshot): SolutionNeeds {
  const { configurations, neighbourhood, folders } = snapshot;
  const { frames } = folders;
  const { state } = neighbourhood;
  const last = known.get(solution);
  if (last?.configurations === configurations) {
    const isFlowsOnly = last.frames === frames && last.state === state;
    if (isFlowsOnly ? last.seen.areSameFlows(snapshot) : last.seen.stillHolds(snapshot)) {
      [last.frames, last.state] = [frames, state];
      return last.needs;
    }
  }
  const seen = new Seen();
  const allowed = configurations.of(solution.root).rules['external-connection-reference']?.options['allow'] ?? [];
  const needs = new Reading(solution, new Outlook(solution.root, snapshot, seen), allowed).needs();
  seen.asked.pack();
  known.set(solution, { needs, seen, configurations, frames, state });
  return needs;
}
