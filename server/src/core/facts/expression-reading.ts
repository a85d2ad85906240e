import { functionNamed, namedBy } from '../expressions/functions';
import { parseExpression } from '../expressions/parser';
import { nodesOf, type Call } from '../expressions/syntax';
import { templateOf, type Template } from '../expressions/template';
import { placesInString, type JsonValue } from '../json';
import { own } from '../strings';
import type { Span, Word } from '../text';
import { LIMITS } from './limits';
import type { Flaw, NameUse } from './steps';

/** Parameters that the platform itself brings. */
const CONNECTIONS = '$connections';
const AUTHENTICATION = '$authentication';

/** Offsets of a decoded string, as offsets of the file. */
type Places = (offset: number) => number;

/** Gathers what the expressions of one step say. */
export class ExpressionReading {
  readonly uses: NameUse[] = [];
  readonly flaws: Flaw[] = [];
  /** The keys that `parameters('$connections')['key']` names; the spans leave the quotes out. */
  readonly keys: Word[] = [];
  /** Whether an expression reads `$connections` in another way. */
  namesKeysOtherwise = false;

  constructor(
    private readonly text: string,
    /** Whether `item()` means something here. */
    private readonly hasItem: boolean,
  ) {}

  /** Every string in a value, and every name of a property: the platform evaluates those too. */
  value(value: JsonValue, isLate: boolean): void {
    const open: JsonValue[] = [value];
    for (let next = open.pop(); next; next = open.pop()) {
      if (next.kind === 'string') this.#string(next.characters ?? '', next.inner, isLate);
      for (const { key, keySpan, value: member } of next.members()) {
        this.#string(key, keySpan, isLate);
        open.push(member);
      }
      for (const item of next.items()) open.push(item);
    }
  }

  /** The condition of an If in its object form: its keys are functions. A string is an expression like any other. */
  condition(condition: JsonValue, isLate: boolean): void {
    const open: JsonValue[] = [condition];
    for (let next = open.pop(); next; next = open.pop()) {
      if (next.kind !== 'object') this.value(next, isLate);
      for (const { key, keySpan, value: operands } of next.members()) {
        const its = [...operands.items()];
        const count = operands.kind === 'array' ? its.length : 1;
        this.#function(key, keySpan, /^(?:and|or)$/i.test(key) ? undefined : count); // lists of any length are written
        open.push(...(operands.kind === 'array' ? its : [operands]));
      }
    }
  }

  #string(decoded: string, inner: Span, isLate: boolean): void {
    if (!decoded.includes('@')) return;
    const places = placesInString(this.text, inner, decoded);
    const template = templateOf(decoded);
    for (const span of template.expressions) this.#expression(decoded, span, template, places, isLate);
    if (template.kind !== 'whole' && !decoded.startsWith('@@')) this.#calledInText(decoded, template, places);
  }

  #expression(decoded: string, { start, end }: Span, { open }: Template, places: Places, isLate: boolean): void {
    const { root, fault, doubleQuoted } = parseExpression(decoded, { start, end });
    const spanOf = (its: Span): Span => ({ start: places(its.start), end: places(its.end) });
    const isOpen = open !== undefined && start === open + 2;
    if (end - start > LIMITS.expression) this.flaws.push({ kind: 'too-long', span: spanOf({ start, end }), length: end - start });
    else if (doubleQuoted.length > 0 && !isOpen)
      for (const it of doubleQuoted) this.flaws.push({ kind: 'double-quoted', span: spanOf(it) });
    else if (isOpen && fault?.kind !== 'double-quoted' && !(fault && isOpenQuote(decoded.slice(start))))
      this.flaws.push({ kind: 'syntax', span: spanOf({ start: open, end: start }), reason: "the '}' of this '@{' is missing" });
    else if (fault) {
      const isNothing = fault.span.start === fault.span.end; // between '@{' and '}'
      const span = isNothing ? { start: start - 2, end: end + 1 } : fault.span;
      this.flaws.push({ kind: 'syntax', span: spanOf(span), reason: own(fault.reason) });
    }
    const isWhole = !fault && !isOpen;
    for (const node of nodesOf(root)) {
      if (node.kind !== 'call') continue;
      const { name } = node;
      if (isWhole) this.#function(name.value, spanOf(name.span), node.arguments.length);
      if (!this.hasItem && isWhole && name.value.toLowerCase() === 'item')
        this.flaws.push({ kind: 'loose-item', span: spanOf({ start: node.span.start, end: node.end ?? node.span.end }) });
      this.#name(node, spanOf, isLate);
    }
  }

  #name({ name, arguments: [first], accessors: [accessor] }: Call, spanOf: (span: Span) => Span, isLate: boolean): void {
    const by = name.value.toLowerCase();
    const kind = namedBy(by);
    if (!kind || first?.kind !== 'string') return;
    if (kind !== 'parameter') this.uses.push({ kind, by: own(by), name: { value: own(first.value), span: spanOf(first.inner) }, isLate });
    else if (first.value.toLowerCase() === CONNECTIONS) {
      if (accessor?.index?.kind === 'string') this.keys.push({ value: own(accessor.index.value), span: spanOf(accessor.index.inner) });
      else this.namesKeysOtherwise = true;
    } else if (first.value.toLowerCase() !== AUTHENTICATION) {
      this.uses.push({ kind, by: own(by), name: { value: own(first.value), span: spanOf(first.inner) }, isLate });
    }
  }

  /** The count is undefined where any will do. */
  #function(name: string, span: Span, count: number | undefined): void {
    const its = functionNamed(name);
    if (!its) this.flaws.push({ kind: 'unknown-function', span, name: own(name) });
    else if (count !== undefined && (count < its.minArgs || count > (its.maxArgs ?? Infinity)))
      this.flaws.push({ kind: 'argument-count', span, name: its.name, count });
  }

  /** `@function(…)` outside of braces is text, whatever whoever wrote it meant. What is no whole call is left alone. */
  #calledInText(decoded: string, { expressions }: Template, places: Places): void {
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
      this.flaws.push({ kind: 'literal', span: { start: places(index), end: places(behind) }, name: its.name });
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

/** The key that `parameters('$connections')['key']` names, where a string is or holds that; the span leaves the quotes out. */
export function connectionKeyIn(value: JsonValue, text: string): Word | undefined {
  const reading = new ExpressionReading(text, true);
  reading.value(value, false);
  return reading.keys[0];
}
