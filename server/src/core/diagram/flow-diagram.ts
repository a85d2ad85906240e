import { connectorLabel, connectorOfEntry, connectorOfOperation } from '../connector-identity';
import type { Block, Step } from '../facts/steps';
import { flowName, referenceName } from '../features/known-names';
import { insideOf } from '../inside';
import type { Flow } from '../model';
import type { Neighbours } from '../neighbours';
import type { Finding } from '../rule';
import { inRunOrder, runOrderOf, type RunOrder } from '../run-order';
import { countBelow } from '../search';
import type { Diagram, DiagramBlock, DiagramBranch, DiagramEdge, DiagramProblem, DiagramStep } from './diagram';
import { nameInWords, statesInWords, wordsFor } from './step-words';

/** A flow as it is drawn, with what is found in its file. Findings in other files are none of its. */
export function flowDiagram(flow: Flow, neighbours: Neighbours, findings: readonly Finding[]): Diagram {
  return new Drawing(flow, neighbours, findings).diagram();
}

/** What a step tells of where it leads. */
interface Call {
  readonly what?: string;
  readonly connector: string | undefined;
  readonly connection: string | undefined;
}

class Drawing {
  readonly #calls: ReadonlyMap<number, Call>;
  readonly #problems = new Map<Step | undefined, DiagramProblem[]>();
  readonly #ids = new Map<Step, string>();
  readonly #taken = new Set<string>();
  /** Of each name that was given, which number is to be tried next. */
  readonly #numbers = new Map<string, number>();

  constructor(
    private readonly flow: Flow,
    neighbours: Neighbours,
    findings: readonly Finding[],
  ) {
    this.#calls = callsOf(flow, neighbours);
    const stepAt = stepsByPlace(runOrderOf(insideOf(flow)));
    for (const { at, severity, message } of findings) {
      if (at.uri !== flow.uri) continue;
      const step = stepAt(at.span.start);
      const its = this.#problems.get(step);
      if (its) its.push({ severity, message });
      else this.#problems.set(step, [{ severity, message }]);
    }
  }

  diagram(): Diagram {
    const { name } = this.flow;
    const { triggers, actions } = insideOf(this.flow);
    const starts = triggers.map((it) => this.#step(it));
    const { steps, edges } = this.#block(actions);
    const later = new Set(edges.map((it) => it.to));
    const first = steps.filter(({ id }) => !later.has(id));
    const started = starts.flatMap(({ id }) => first.map((it) => ({ from: id, to: it.id, label: '' })));
    return { name, steps: { steps: [...starts, ...steps], edges: [...started, ...edges] }, problems: this.#problems.get(undefined) ?? [] };
  }

  #block(block: Block | undefined): DiagramBlock {
    if (!block) return { steps: [], edges: [] };
    const steps = inRunOrder(block);
    const drawn = steps.map((it) => this.#step(it));
    const byName = new Map(steps.map((it) => [it.name.value.toLowerCase(), it]));
    const edges = steps.flatMap((step) =>
      step.after.flatMap((it): readonly DiagramEdge[] => {
        const before = byName.get(it.name.value.toLowerCase());
        if (!before || before === step) return [];
        return [{ from: this.#idOf(before), to: this.#idOf(step), label: statesInWords(it) }];
      }),
    );
    return { steps: drawn, edges };
  }

  #step(step: Step): DiagramStep {
    const { name, span, description } = step;
    const id = this.#idOf(step);
    const { what, look } = wordsFor(step);
    const call = this.#calls.get(name.span.start);
    return {
      id,
      look,
      name: nameInWords(name.value),
      key: name.value,
      what: call?.what ?? what,
      connector: call?.connector,
      connection: call?.connection,
      description: description?.value || undefined,
      problems: this.#problems.get(step) ?? [],
      branches: this.#branches(step, id),
      span,
      keySpan: name.span,
    };
  }

  #branches({ type, blocks }: Step, id: string): readonly DiagramBranch[] {
    return blocksOf(type, blocks).map((it, index) => ({ id: `${id}\n${index}`, label: labelOf(it, type), ...this.#block(it) }));
  }

  /** Names are different within a flow that can be saved. */
  #idOf(step: Step): string {
    const known = this.#ids.get(step);
    if (known !== undefined) return known;
    const name = `${step.role} ${step.name.value}`;
    let number = this.#numbers.get(name) ?? 1;
    let id = number === 1 ? name : `${name} ${number}`;
    while (this.#taken.has(id)) id = `${name} ${++number}`;
    this.#numbers.set(name, number + 1);
    this.#taken.add(id);
    this.#ids.set(step, id);
    return id;
  }
}

/** The innermost step that holds an offset: the last that begins before it, or one that holds that. */
function stepsByPlace(order: RunOrder): (offset: number) => Step | undefined {
  const steps = order.steps.toSorted((a, b) => a.span.start - b.span.start);
  return (offset) => {
    let step = steps[countBelow(steps.length, (index) => steps[index]!.span.start <= offset) - 1];
    while (step && step.span.end <= offset) step = order.parentOf(step);
    return step;
  };
}

function isCondition(type: string): boolean {
  return type.toLowerCase() === 'if';
}

/** A condition has two outcomes, whether or not anything is done then; a scope or a loop is one without actions too. */
function blocksOf(type: string, blocks: readonly Block[]): readonly Block[] {
  const none = (kind: Block['kind']): Block => ({ kind, key: undefined, compared: undefined, span: { start: 0, end: 0 }, steps: [] });
  if (isCondition(type)) return (['actions', 'else'] as const).map((kind) => blocks.find((it) => it.kind === kind) ?? none(kind));
  return blocks.length === 0 && /^(?:scope|foreach|until|switch)$/i.test(type)
    ? [none(/^switch$/i.test(type) ? 'default' : 'actions')]
    : blocks;
}

function labelOf({ kind, key, compared }: Block, type: string): string {
  switch (kind) {
    case 'actions':
      return isCondition(type) ? 'Yes' : '';
    case 'else':
      return 'No';
    case 'case':
      return compared || nameInWords(key?.value ?? '');
    case 'default':
      return 'Default';
  }
}

/** By where the names of the steps start: through which connection they go, and which flow they run. */
function callsOf(flow: Flow, neighbours: Neighbours): ReadonlyMap<number, Call> {
  const { connections, childFlows } = flow;
  const entries = new Map(connections.map((it) => [it.key.value, it]));
  const calls = new Map<number, Call>();
  for (const operation of insideOf(flow).operations) {
    const entry = entries.get(operation.key.value);
    const connector = (entry && connectorOfEntry(entry)) ?? connectorOfOperation(operation);
    const name = entry?.logicalName?.value;
    calls.set(operation.at.start, {
      connector: connector && connectorLabel(connector, neighbours),
      connection: name === undefined ? entry && 'Direct connection' : (referenceName(name, neighbours) ?? name),
    });
  }
  for (const { at, flowId } of childFlows) {
    const name = flowName(flowId.value, neighbours);
    calls.set(at.start, { connector: name, connection: undefined });
  }
  return calls;
}
