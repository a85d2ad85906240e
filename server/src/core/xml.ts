import { XMLParser } from 'fast-xml-parser';
import { withoutMergeMarkers, type Fault } from './faults';
import { own } from './strings';
import type { Span, Word } from './text';
import { atStart, reasonOf, strictFault, syntaxFault } from './xml-faults';
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

export interface XmlDocument {
  readonly roots: readonly XmlElement[];
  readonly faults: readonly Fault[];
}

const parser = new XMLParser({
  preserveOrder: true, // the only shape that keeps every element
  captureMetaData: true, // offsets; right for CRLF since 5.12.0
  ignoreAttributes: true, // read here, with their places
  parseTagValue: false,
  trimValues: false,
  processEntities: false, // never expanded: an entity bomb stays text
  stopNodes: ['ImportExportXml.Entities', 'ImportExportXml.EntityRelationships', 'ImportExportXml.optionsets'], // most of a large file, and nothing of it is read
  maxNestedTags: 1_000,
});
const META: unique symbol = XMLParser.getMetaDataSymbol() as never; // its own types say `Symbol`, which cannot index
interface Raw {
  readonly [name: string]: Raw[] | string;
  readonly [META]?: { readonly startIndex: number; readonly endIndex?: number };
}

/** Never throws. The parser is lenient, so the validator is asked separately whether the text is well formed. */
export function parseXml(source: string): XmlDocument {
  const { text, fault } = withoutMergeMarkers(source);
  const syntax = syntaxFault(text);
  const whole = read(text);
  const first = fault ?? syntax ?? (typeof whole === 'string' ? atStart(text, whole) : strictFault(whole, text));
  if (typeof whole !== 'string') return { roots: whole, faults: first ? [first] : [] };
  // The parser forgives what is not closed, so a text that ends too early is read up to its last tag, any other up to its fault.
  const cuts = syntax ? [text.lastIndexOf('<'), text.lastIndexOf('<', syntax.span.start - 1)] : [];
  for (const cut of cuts) {
    const part = cut > 0 ? read(text.slice(0, cut)) : [];
    if (typeof part !== 'string' && part.length > 0) return { roots: part, faults: first ? [first] : [] };
  }
  return { roots: [], faults: first ? [first] : [] };
}

/** Every element of that name, at any depth, in document order. */
export function* descendants(roots: readonly XmlElement[], name: string): Iterable<XmlElement> {
  for (const element of roots) {
    if (element.name === name) yield element;
    yield* descendants(element.children, name);
  }
}

/** The elements of a text, or why there are none. */
function read(text: string): Element[] | string {
  try {
    return elements(parser.parse(text) as Raw[], text);
  } catch (error) {
    return reasonOf(error);
  }
}

function elements(raw: readonly Raw[], text: string): Element[] {
  const found: Element[] = [];
  for (const node of raw) {
    const meta = node[META];
    const name = Object.keys(node).find((key) => key !== ':@');
    if (!meta || !name || name.startsWith('?') || name.startsWith('#')) continue;
    const children = node[name];
    found.push(
      new Element(
        own(name),
        Array.isArray(children) ? elements(children, text) : [],
        { start: meta.startIndex, end: meta.endIndex ?? text.length },
        text,
      ),
    );
  }
  return found;
}

class Element implements XmlElement {
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
    for (const it of this.attributes()) if (it.name === name) return { value: own(decode(it.raw).text), span: it.span };
    return undefined;
  }

  /** Attributes as they are written, each with the place between its quotes. */
  *attributes(): Iterable<{ readonly name: string; readonly raw: string; readonly span: Span }> {
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
