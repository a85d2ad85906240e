import { readFlow, type FlowInside } from './facts/flow';
import type { Step } from './facts/steps';
import { parseJson, type JsonValue } from './json';
import { runOrderOf } from './run-order';
import type { Span } from './text';

/** The innermost trigger or action that an offset of the flow's file stands in. */
export function stepAt({ triggers, actions }: Pick<FlowInside, 'triggers' | 'actions'>, offset: number): Step | undefined {
  const holding = (steps: readonly Step[]): Step | undefined => steps.find(({ span }) => span.start <= offset && offset < span.end);
  let found: Step | undefined;
  for (let next = holding([...triggers, ...(actions?.steps ?? [])]); next; next = holding(next.blocks.flatMap((it) => it.steps)))
    found = next;
  return found;
}

/** What a trigger or an action says for itself, without what it holds. */
export interface StepJson {
  /** An object whose one member it is. Spans in it are of another text than the file. */
  readonly root: JsonValue | undefined;
  /** Where something of it stands in the file. */
  inFile(span: Span): Span;
}

/** Reads one step out of the text of its flow's file, which takes less time than to read all of that. */
export function stepJson(step: Step, source: string): StepJson {
  const moved = step.span.start - 1; // for the brace that makes the member an object
  return {
    root: parseJson(`{${ownText(step, source)}}`).root,
    inFile: ({ start, end }) => ({ start: start + moved, end: end + moved }),
  };
}

/** The JSON of a step as it stands in the file, blank where it holds others. */
function ownText({ span, blocks }: Step, source: string): string {
  let text = '';
  let at = span.start;
  for (const block of blocks.toSorted((a, b) => a.span.start - b.span.start)) {
    text += source.slice(at, block.span.start) + '{}'.padStart(block.span.end - block.span.start);
    at = block.span.end;
  }
  return text + source.slice(at, span.end);
}

/** Where a trigger or an action gets this name in the text of a flow's file, without the quotes. */
export function placeOfStep(name: string, text: string): Span | undefined {
  return runOrderOf(readFlow(text).inside).named(name)[0]?.name.span;
}
