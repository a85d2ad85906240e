import { placesInString, type JsonString, type JsonValue } from '../json';
import type { Span, Word } from '../text';
import { flawOfCall, meaningOf } from './expression-meaning';
import type { Flaw, NameUse } from './steps';

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
    for (const it of value.stringsWithAt()) this.#string(it, isLate);
  }

  /** The condition of an If in its object form: its keys are functions. A string is an expression like any other. */
  condition(condition: JsonValue, isLate: boolean): void {
    const open: JsonValue[] = [condition];
    for (let next = open.pop(); next; next = open.pop()) {
      if (next.kind !== 'object') this.value(next, isLate);
      for (const { key, keySpan, value: operands } of next.members()) {
        const its = operands.kind === 'array' ? [...operands.items()] : [operands];
        const flaw = flawOfCall(key, keySpan, /^(?:and|or)$/i.test(key) ? undefined : its.length); // lists of any length are written
        if (flaw) this.flaws.push(flaw);
        for (const operand of its) open.push(operand); // not spread: a list may be longer than a call can take
      }
    }
  }

  #string({ characters, inner }: JsonString, isLate: boolean): void {
    const { uses, flaws, items, keys, namesKeysOtherwise } = meaningOf(characters);
    const places = placesInString(this.text, inner, characters);
    const inFile = ({ start, end }: Span): Span => ({ start: places(start), end: places(end) });
    for (const { kind, by, name } of uses) this.uses.push({ kind, by, name: { value: name.value, span: inFile(name.span) }, isLate });
    for (const flaw of flaws) this.flaws.push({ ...flaw, span: inFile(flaw.span) });
    if (!this.hasItem) for (const span of items) this.flaws.push({ kind: 'loose-item', span: inFile(span) });
    for (const { value, span } of keys) this.keys.push({ value, span: inFile(span) });
    this.namesKeysOtherwise ||= namesKeysOtherwise;
  }
}

/** The key that `parameters('$connections')['key']` names, where a string is or holds that; the span leaves the quotes out. */
export function connectionKeyIn(value: JsonValue, text: string): Word | undefined {
  const reading = new ExpressionReading(text, true);
  reading.value(value, false);
  return reading.keys[0];
}
