import { flowDiagram, neighboursOf, type Finding, type Flow } from '../../server/src/core';
import type { Diagram, DiagramBlock, DiagramStep } from '../../server/src/core/diagram/diagram';
import { readFixture, snapshotOf } from './fixture';

/** The diagram of the first flow of a fixture. Findings are told by the text that they stand at. */
export function diagramOf(source: string, findings: readonly Partial<Finding>[] = []): Diagram {
  const { flow, neighbours } = flowOf(source);
  return flowDiagram(
    flow,
    neighbours,
    findings.map((it) => ({ at: { uri: flow.uri, span: flow.start }, severity: 'warning', message: '', subject: '', ...it }) as Finding),
  );
}

export function flowOf(source: string): { readonly flow: Flow; readonly neighbours: Parameters<typeof flowDiagram>[1] } {
  const snapshot = snapshotOf(readFixture(source).files);
  const solution = snapshot.solutions.find((it) => it.flows.length > 0)!;
  const scene = { snapshot, naming: {}, text: () => '' };
  return { flow: solution.flows[0]!, neighbours: neighboursOf(solution, scene) };
}

/** What is drawn, a line each: steps, branches in brackets, edges as `a -> b`. */
export function drawn({ steps, edges }: DiagramBlock): readonly string[] {
  const names = new Map(steps.map((it) => [it.id, it.name]));
  return [
    ...steps.flatMap((it) => [said(it), ...it.branches.flatMap((branch) => indented([`[${branch.label}]`, ...indented(drawn(branch))]))]),
    ...edges.map((it) => `${names.get(it.from)} -> ${names.get(it.to)}${it.label === '' ? '' : `: ${it.label}`}`),
  ];
}

function said({ name, what, look, connector, connection }: DiagramStep): string {
  return [`${name} (${look})`, what, connector, connection].filter((it) => it !== undefined).join(' | ');
}

const indented = (lines: readonly string[]): readonly string[] => lines.map((it) => `  ${it}`);

/** A step as a diagram has it. */
export function step(name: string, more: Partial<DiagramStep> = {}): DiagramStep {
  return {
    id: `action ${name}`,
    look: 'action',
    name,
    key: name,
    what: 'Compose',
    connector: undefined,
    connection: undefined,
    description: undefined,
    problems: [],
    branches: [],
    span: { start: 0, end: 1 },
    keySpan: { start: 0, end: 1 },
    ...more,
  };
}

/** Steps with edges, told as `['a', 'b']` or with a label behind. */
export function block(
  steps: readonly DiagramStep[],
  ...edges: readonly (readonly [from: string, to: string, label?: string])[]
): DiagramBlock {
  return { steps, edges: edges.map(([from, to, label = '']) => ({ from: `action ${from}`, to: `action ${to}`, label })) };
}
