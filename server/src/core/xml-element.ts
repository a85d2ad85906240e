import { own } from './strings';
import type { Span, Word } from './text';
import { decode } from './xml-text';

/**
 * An element of an XML text, as readers see it. It lives as long as the reading;
 * facts keep strings and spans, never an element.
 */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** From `<` to `>` of the closing tag. */
  readonly span: Span;
  /** Between the tags; empty at the end of a self-closing element. */
  readonly inner: Span;
  /** An attribute's value with the place between its quotes. */
  attribute(name: string): Word | undefined;
  /** The first child of that name. */
  child(name: string): XmlElement | undefined;
  /** The text inside, trimmed, entities decoded, CDATA taken as it is; its span covers the text as written. */
  text(): Word;
  /** The same text for a reader of its own (JSON inside XML), with a way back from its offsets to those of the file. */
  content(): { readonly text: string; placeOf(span: Span): Span };
}

/** An attribute as it is written, with the place between its quotes. */
interface Attribute {
  readonly name: string;
  readonly raw: string;
  readonly span: Span;
}

export class Element implements XmlElement {
  #attributes: readonly Attribute[] | undefined;

  constructor(
    readonly name: string,
    readonly children: readonly Element[],
    readonly span: Span,
    private readonly source: string,
  ) {}

  get #openEnd(): number {
    return endOfOpenTag(this.source, this.span);
  }

  get inner(): Span {
    const openEnd = this.#openEnd;
    if (this.source[openEnd - 2] === '/') return { start: this.span.end, end: this.span.end };
    const close = this.source.lastIndexOf('</', this.span.end - 1);
    return { start: openEnd, end: close < openEnd ? Math.max(openEnd, this.span.end) : close };
  }

  attribute(name: string): Word | undefined {
    const found = this.attributes().find((it) => it.name === name);
    return found && { value: own(decode(found.raw).text), span: found.span };
  }

  attributes(): readonly Attribute[] {
    return (this.#attributes ??= [...this.#written()]);
  }

  *#written(): Iterable<Attribute> {
    const start = this.span.start + 1 + this.name.length;
    const tag = this.source.slice(start, this.#openEnd);
    for (const match of tag.matchAll(/([^\s=<>/"']+)(?:\s*=\s*("[^"]*"|'[^']*'))?/g)) {
      if (match[2] === undefined) continue;
      const end = start + match.index + match[0].length - 1;
      const raw = match[2].slice(1, -1);
      yield { name: match[1]!, raw, span: { start: end - raw.length, end } };
    }
  }

  child(name: string): Element | undefined {
    return this.children.find((it) => it.name === name);
  }

  text(): Word {
    const span = this.#trimmed;
    return { value: own(decode(this.source.slice(span.start, span.end)).text), span };
  }

  content(): { text: string; placeOf(span: Span): Span } {
    const { start, end } = this.#trimmed;
    const { text, offsets } = decode(this.source.slice(start, end));
    const place = (offset: number): number => start + (offsets ? (offsets[offset] ?? end - start) : offset);
    return { text, placeOf: (span) => ({ start: place(span.start), end: place(span.end) }) };
  }

  get #trimmed(): Span {
    const { start, end } = this.inner;
    const raw = this.source.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    return { start: start + lead, end: start + lead + raw.trim().length };
  }
}

function endOfOpenTag(text: string, { start, end }: Span): number {
  let quote = '';
  for (let i = start; i < end; i++) {
    const c = text[i]!;
    if (quote) quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (c === '>') return i + 1;
  }
  return end;
}
