import { piecesOf, type Piece } from '../expressions/pieces';
import type { Step } from '../facts/steps';
import type { Scene } from '../fix';
import { insideOf } from '../inside';
import { placesInString, type JsonValue } from '../json';
import type { Flow } from '../model';
import { folderOf } from '../occurrences';
import { runOrderOf } from '../run-order';
import { stepAt, stepJson } from '../step-at';
import type { Span, Uri } from '../text';

/** A text in the inputs of a trigger or an action that stands for itself, so that an environment variable can take its place. */
export interface Literal {
  readonly flow: Flow;
  readonly step: Step;
  /** The member of the inputs that it stands in; `inputs` where they are a text themselves. */
  readonly property: string;
  /** What it is, where it is of a known sort: `SharePoint site`. */
  readonly what: string | undefined;
  /** All of a string, text in one, or what a function is given in an expression. */
  readonly form: Piece['form'];
  readonly value: string;
  /** What an environment variable takes the place of: with the quotes of the expression, without those of the file. */
  readonly span: Span;
}

/**
 * The literal that an offset of a flow's file touches, whether or not a rule reports it: what *Extract into an environment variable*
 * is for. Undefined elsewhere, and in a flow outside of a solution, where there are no environment variables.
 */
export function literalAt(uri: Uri, offset: number, { snapshot, text }: Scene): Literal | undefined {
  const flow = folderOf(uri, snapshot)?.flows.find((it) => it.uri === uri);
  const step = flow && !flow.legacy ? stepAt(insideOf(flow), offset) : undefined;
  if (!flow || !step) return undefined;
  const touches = ({ start, end }: Span): boolean => start <= offset && offset <= end;
  const found = [...literalsIn(step, flow, text(uri), touches)].filter((it) => touches(it.span));
  return found.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
}

/** Every literal of this value in the same flow, itself among them, in document order. */
export function literalsLike({ flow, value }: Literal, { text }: Scene): readonly Literal[] {
  const source = text(flow.uri);
  const mayBe = ({ start, end }: Span): boolean => end - start >= value.length; // it is never longer than what is written
  const all = runOrderOf(insideOf(flow)).steps.flatMap((it) => [...literalsIn(it, flow, source, mayBe)]);
  return all.filter((it) => it.value === value).sort((a, b) => a.span.start - b.span.start);
}

/** Members of inputs that are not for people to choose: what is called and how, and the shape of data. */
const FIXED: ReadonlySet<string> = new Set(['host', 'schema', 'method', 'type']);

/** `isWanted` is asked of each string, without its quotes. */
function* literalsIn(step: Step, flow: Flow, text: string, isWanted: (string: Span) => boolean): Iterable<Literal> {
  const { root, inFile } = stepJson(step, text);
  const isName = (key: string): boolean => key === 'name' && (step.writes !== undefined || step.variables.length > 0);
  const inputs = root?.get(step.name.value, 'inputs');
  const open: { readonly value: JsonValue; readonly property: string }[] = inputs ? [{ value: inputs, property: 'inputs' }] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, property } = next;
    const inner = inFile(value.inner);
    if (value.characters !== undefined && isWanted(inner)) yield* literalsOf(value.characters, inner, text, { flow, step, property });
    for (const member of value.members())
      if (!FIXED.has(member.key) && !isName(member.key)) open.push({ value: member.value, property: member.key });
    for (const item of value.items()) open.push({ value: item, property });
  }
}

function* literalsOf(decoded: string, inner: Span, text: string, of: Pick<Literal, 'flow' | 'step' | 'property'>): Iterable<Literal> {
  const places = placesInString(text, inner, decoded);
  const known = of.step.flaws.flatMap((it) => (it.kind === 'hard-coded' ? it : []));
  for (const { form, value: its, span } of piecesOf(decoded)) {
    const at = { start: places(span.start), end: places(span.end) };
    const inside = known.filter((it) => at.start <= it.span.start && it.span.end <= at.end);
    const all = inside.find((it) => form === 'argument' || it.span.end - it.span.start === at.end - at.start);
    yield { ...of, what: all?.what, form, value: its, span: at };
    for (const part of inside)
      if (part !== all) yield { ...of, what: part.what, form: 'text', value: text.slice(part.span.start, part.span.end), span: part.span };
  }
}
