import { nodesAt } from '../expressions/at';
import { parseExpression } from '../expressions/parser';
import type { Expression } from '../expressions/syntax';
import { templateOf } from '../expressions/template';
import type { Step } from '../facts/steps';
import { NO_EXPRESSIONS } from '../facts/step-reading';
import { insideOf } from '../inside';
import { placesInString, type JsonMember } from '../json';
import type { Flow } from '../model';
import { stepAt, stepJson } from '../step-at';
import type { Span, Word } from '../text';
import { isOn } from './mentioned';

/** An expression that somebody looks at. */
export interface ExpressionPlace {
  /** The trigger or action it is evaluated in. */
  readonly step: Step;
  /** The JSON string it stands in, decoded; spans and offsets here are of this text. */
  readonly text: string;
  readonly span: Span;
  readonly offset: number;
  /** The nodes that the offset stands in, what holds others before them. */
  readonly path: readonly Expression[];
  /** Where something of the text stands in the file. */
  placeOf(span: Span): Span;
}

/** A string of a flow's file that the platform evaluates. */
interface Evaluated {
  readonly step: Step;
  readonly text: string;
  /** What stands between its quotes in the file. */
  readonly inner: Span;
  /** Whether it is the name of a function, as in a condition that is written as objects. */
  readonly isFunction: boolean;
}

/** The expression that an offset of a flow's file stands in; undefined where nothing is evaluated. */
function expressionAt(flow: Flow, source: string, offset: number): ExpressionPlace | undefined {
  const its = evaluatedAt(flow, source, offset);
  if (!its || its.isFunction || !its.text.includes('@')) return undefined;
  const { step, text, inner } = its;
  const places = placesInString(source, inner, text);
  const at = decodedOffset(places, text.length, offset);
  const span = templateOf(text).expressions.find(({ start, end }) => start <= at && at <= end);
  if (!span) return undefined;
  const path = nodesAt(parseExpression(text, span).root, at);
  return { step, text, span, offset: at, path, placeOf: ({ start, end }) => ({ start: places(start), end: places(end) }) };
}

/** The name of the function that an offset of a flow's file stands on, with its place in the file. */
export function functionAt(flow: Flow, source: string, offset: number): Word | undefined {
  const its = evaluatedAt(flow, source, offset);
  if (its?.isFunction) return { value: its.text, span: its.inner };
  const found = expressionAt(flow, source, offset);
  const call = found?.path.findLast((it) => it.kind === 'call');
  if (!found || !call || !isOn(found.offset, call.name.span)) return undefined;
  return { value: call.name.value, span: found.placeOf(call.name.span) };
}

function evaluatedAt(flow: Flow, source: string, offset: number): Evaluated | undefined {
  const step = stepAt(insideOf(flow), offset);
  if (!step) return undefined;
  const { root, inFile } = stepJson(step, source);
  const holds = (span: Span): boolean => isOn(offset, inFile(span));
  const path: string[] = [];
  let value = root;
  while (value && value.kind !== 'string') {
    const member: JsonMember | undefined = [...value.members()].find((it) => holds(it.keySpan) || holds(it.value.span));
    if (member && path.length === 1 && NO_EXPRESSIONS.has(member.key)) return undefined;
    if (member && holds(member.keySpan)) {
      const isFunction = path[1] === 'expression';
      return path.length < 2 ? undefined : { step, text: member.key, inner: inFile(member.keySpan), isFunction };
    }
    if (member) path.push(member.key);
    value = member?.value ?? [...value.items()].find((it) => holds(it.span));
  }
  return value && holds(value.inner) ? { step, text: value.characters ?? '', inner: inFile(value.inner), isFunction: false } : undefined;
}

/** The offset of the decoded string of which a place in the file is, or lies in an escape of. */
function decodedOffset(places: (offset: number) => number, length: number, place: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (places(middle) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
