import { functionNamed, namedBy } from '../expressions/functions';
import { parseExpression } from '../expressions/parser';
import { nodesOf, type Call } from '../expressions/syntax';
import { templateOf, type Template } from '../expressions/template';
import { memoOfTexts } from '../memo';
import { own } from '../strings';
import type { Span, Word } from '../text';
import { LIMITS } from './limits';
import type { Flaw, NameUse } from './steps';

/** What the expressions of one string say, wherever it stands. Offsets are of the decoded string. */
export interface Meaning {
  readonly uses: readonly Omit<NameUse, 'isLate'>[];
  readonly flaws: readonly Flaw[];
  /** Calls of `item()`: flaws where nothing gives one. */
  readonly items: readonly Span[];
  /** The keys that `parameters('$connections')['key']` names; the spans leave the quotes out. */
  readonly keys: readonly Word[];
  /** Whether an expression reads `$connections` in another way. */
  readonly namesKeysOtherwise: boolean;
}

const NOTHING: Meaning = { uses: [], flaws: [], items: [], keys: [], namesKeysOtherwise: false };

/** The same few expressions stand in all flows of a solution, and all but one stay as they are while somebody types. */
export const meaningOf: (decoded: string) => Meaning = memoOfTexts(1_000_000, (decoded) => {
  const template = templateOf(decoded);
  const reading = new MeaningReading(decoded);
  for (const span of template.expressions) reading.expression(span, template);
  if (template.kind !== 'whole' && !decoded.startsWith('@@')) reading.calledInText(template);
  const { uses, flaws, items, keys, namesKeysOtherwise } = reading;
  const isNothing = !namesKeysOtherwise && [uses, flaws, items, keys].every((it) => it.length === 0);
  return isNothing ? NOTHING : { uses: exact(uses), flaws: exact(flaws), items: exact(items), keys: exact(keys), namesKeysOtherwise };
});

const NONE: readonly never[] = [];

/** A list without the room that it grew with. */
function exact<Item>(list: readonly Item[]): readonly Item[] {
  return list.length > 0 ? Array.from(list) : NONE;
}

/** The flaw of a function's name; the count of what it is given is undefined where any will do. */
export function flawOfCall(name: string, span: Span, count: number | undefined): Flaw | undefined {
  const its = functionNamed(name);
  if (!its) return { kind: 'unknown-function', span, name: own(name) };
  const isRight = count === undefined || (count >= its.minArgs && count <= (its.maxArgs ?? Infinity));
  return isRight ? undefined : { kind: 'argument-count', span, name: its.name, count };
}

/** Parameters that the platform itself brings. */
const CONNECTIONS = '$connections';
const AUTHENTICATION = '$authentication';

class MeaningReading {
  readonly uses: Omit<NameUse, 'isLate'>[] = [];
  readonly flaws: Flaw[] = [];
  readonly items: Span[] = [];
  readonly keys: Word[] = [];
  namesKeysOtherwise = false;

  constructor(private readonly decoded: string) {}

  expression({ start, end }: Span, { open }: Template): void {
    const { root, fault, doubleQuoted } = parseExpression(this.decoded, { start, end });
    const isOpen = open !== undefined && start === open + 2;
    if (end - start > LIMITS.expression) this.flaws.push({ kind: 'too-long', span: { start, end }, length: end - start });
    else if (doubleQuoted.length > 0 && !isOpen) for (const span of doubleQuoted) this.flaws.push({ kind: 'double-quoted', span });
    else if (isOpen && fault?.kind !== 'double-quoted' && !(fault && isOpenQuote(this.decoded.slice(start))))
      this.flaws.push({ kind: 'syntax', span: { start: open, end: start }, reason: "the '}' of this '@{' is missing" });
    else if (fault) {
      const isNothing = fault.span.start === fault.span.end; // between '@{' and '}'
      this.flaws.push({ kind: 'syntax', span: isNothing ? { start: start - 2, end: end + 1 } : fault.span, reason: own(fault.reason) });
    }
    const isWhole = !fault && !isOpen;
    for (const node of nodesOf(root)) {
      if (node.kind !== 'call') continue;
      if (isWhole) this.#call(node);
      this.#name(node);
    }
  }

  #call({ name, span, end, arguments: { length } }: Call): void {
    const flaw = flawOfCall(name.value, name.span, length);
    if (flaw) this.flaws.push(flaw);
    if (name.value.toLowerCase() === 'item') this.items.push({ start: span.start, end: end ?? span.end });
  }

  #name({ name, arguments: [first], accessors: [accessor] }: Call): void {
    if (first?.kind !== 'string') return;
    const by = name.value.toLowerCase();
    const kind = namedBy(by);
    if (!kind) return;
    const parameter = kind === 'parameter' ? first.value.toLowerCase() : '';
    if (parameter === CONNECTIONS) {
      if (accessor?.index?.kind === 'string') this.keys.push({ value: own(accessor.index.value), span: accessor.index.inner });
      else this.namesKeysOtherwise = true;
    } else if (parameter !== AUTHENTICATION) this.uses.push({ kind, by: own(by), name: { value: own(first.value), span: first.inner } });
  }

  /** `@function(…)` outside of braces is text, whatever whoever wrote it meant. What is no whole call is left alone. */
  calledInText({ expressions }: Template): void {
    const { decoded } = this;
    const called = /(?<![@\w])@([A-Za-z]\w*)\s*\(/g;
    let next = 0;
    for (let found = called.exec(decoded); found; found = called.exec(decoded)) {
      const { 1: name = '', index } = found;
      while (next < expressions.length && expressions[next]!.end < index) next++;
      const end = (expressions[next]?.start ?? decoded.length + 2) - 2;
      const its = functionNamed(name);
      if (end < index || !its || its.hidden) continue;
      const { root, fault } = parseExpression(decoded, { start: index + 1, end });
      const behind = root?.kind === 'call' ? endInText(root, decoded) : undefined;
      called.lastIndex = Math.max(called.lastIndex, root?.span.end ?? 0); // what was read is not read again: long texts stay fast
      if (behind === undefined || (fault && fault.span.start < behind)) continue;
      this.flaws.push({ kind: 'literal', span: { start: index, end: behind }, name: its.name });
    }
  }
}

/** Whether the brace that would end an expression stands in quotes for one of them that is missing, or too many. */
function isOpenQuote(expression: string): boolean {
  return expression.includes('}') && expression.split("'").length % 2 === 0;
}

/** The end of a call that stands in prose: a full stop or a bracket with a blank beside it is no property of what it gives. */
function endInText({ end, accessors }: Call, text: string): number | undefined {
  let at = end;
  for (const { span, isDotted } of accessors) {
    if (span.start !== at || !(isDotted ? /^\??\.\w+$/ : /^\??\[[^]+\]$/).test(text.slice(span.start, span.end))) return at;
    at = span.end;
  }
  return at;
}
