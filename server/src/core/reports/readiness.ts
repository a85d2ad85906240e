import { stateOf } from '../model';
import type { EnvironmentReadiness, FlowReadiness, Readiness, Reason, SolutionReadiness } from '../readiness';
import type { Problem } from './check';
import type { Locator } from './located';

/** The whole of `readiness --format json`, an interface (docs/json.md, schemas/readiness.schema.json). */
export interface ReadinessReport {
  readonly version: 1;
  readonly environments: readonly ReportedEnvironment[];
  /** Over all environments: a flow counts in each. */
  readonly summary: FlowCounts;
  readonly problems: readonly Problem[];
}

export interface FlowCounts {
  readonly on: number;
  readonly off: number;
  readonly needs: number;
}

export interface ReportedEnvironment {
  /** Null where nothing tells. */
  readonly name: string | null;
  readonly solutions: readonly ReportedSolution[];
}

export interface ReportedSolution {
  readonly root: string;
  readonly name: string;
  readonly uniqueName: string | null;
  readonly settings: readonly string[];
  readonly summary: FlowCounts;
  readonly flows: readonly ReportedFlow[];
  readonly open: readonly ReportedReason[];
}

export interface ReportedFlow {
  readonly path: string;
  readonly id: string | null;
  readonly name: string;
  /** What it was when it was exported. */
  readonly exported: 'on' | 'off' | 'suspended' | null;
  readonly state: FlowReadiness['state'];
  readonly reasons: readonly ReportedReason[];
}

export interface ReportedReason {
  readonly kind: Reason['kind'];
  readonly blocking: boolean;
  readonly subject: string;
  readonly message: string;
  /** The solution that has to be installed first, where that is the reason. */
  readonly solution: string | null;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export function readinessReport({ environments }: Readiness, problems: readonly Problem[], locator: Locator): ReadinessReport {
  return {
    version: 1,
    environments: environments.map(({ name, solutions }) => ({
      name: name ?? null,
      solutions: solutions.map((it) => reportSolution(it, locator)),
    })),
    summary: countsOf(flowsIn(environments)),
    problems,
  };
}

function reportSolution({ solution, settings, flows, open }: SolutionReadiness, locator: Locator): ReportedSolution {
  return {
    root: locator.pathOf(solution.root),
    name: solution.name,
    uniqueName: solution.manifest?.uniqueName || null,
    settings: settings.map((it) => locator.pathOf(it.uri)),
    summary: countsOf(flows),
    flows: flows.map(({ flow, state, reasons }) => ({
      path: locator.pathOf(flow.uri),
      id: flow.id ?? null,
      name: flow.name,
      exported: stateOf(flow) ?? null,
      state,
      reasons: reasons.map((it) => reportReason(it, locator)),
    })),
    open: open.map((it) => reportReason(it, locator)),
  };
}

function reportReason({ kind, isBlocking, subject, message, solution, at }: Reason, locator: Locator): ReportedReason {
  const { path, line, column } = locator.locate(at);
  return { kind, blocking: isBlocking, subject, message, solution: solution ?? null, path, line, column };
}

export function countsOf(flows: readonly FlowReadiness[]): FlowCounts {
  const number = (state: FlowReadiness['state']): number => flows.filter((it) => it.state === state).length;
  return { on: number('on'), off: number('off'), needs: number('needs') };
}

export function flowsIn(environments: readonly EnvironmentReadiness[]): readonly FlowReadiness[] {
  return environments.flatMap((it) => it.solutions.flatMap(({ flows }) => flows));
}
