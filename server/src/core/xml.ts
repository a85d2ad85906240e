import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { withoutMergeMarkers, type Fault } from './faults';
import { own } from './strings';
import type { Span, Word } from './text';

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
  const syntax = validate(text);
  const whole = read(text);
  const first = fault ?? syntax ?? (typeof whole === 'string' ? atStart(text, whole) : (secondRoot(whole) ?? unescaped(whole, text)));
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

function validate(text: string): Fault | undefined {
  let verdict: ReturnType<typeof XMLValidator.validate>;
  try {
    verdict = XMLValidator.validate(text);
  } catch (error) {
    return atStart(text, reasonOf(error));
  }
  if (verdict === true) return undefined;
  const { line, col, msg } = verdict.err;
  const open = /^Invalid '\[(.*)\]' found/s.exec(msg)?.[1]; // the file ends, and these are not closed yet
  const start = Math.max(0, Math.min(open ? text.trimEnd().length - 1 : offsetOf(text, line || 1, col || 1), text.length - 1));
  return {
    kind: 'syntax',
    span: { start, end: Math.min(text.length, start + 1) },
    reason: open ? `it ends before '${lastOf(open)}' is closed` : inWords(msg),
  };
}

/** The last name in a list of quoted ones. */
function lastOf(names: string): string {
  return names.split('"').at(-2) ?? '';
}

/** The validator's words, made to go on after "this file is no valid XML:". */
function inWords(message: string): string {
  if (/^char '&'/.test(message)) return "'&' must be written '&amp;'";
  if (/^Start tag expected/.test(message)) return 'it holds no element';
  return lowerFirst(message.replace(/^Unclosed tag '(.*)'\.?$/, "the element '$1' is not closed"));
}

/** The elements of a text, or why there are none. */
function read(text: string): Element[] | string {
  try {
    return elements(parser.parse(text) as Raw[], text);
  } catch (error) {
    return reasonOf(error);
  }
}

function secondRoot([, second]: readonly XmlElement[]): Fault | undefined {
  return second && { kind: 'syntax', span: { start: second.span.start, end: second.span.start + 1 }, reason: 'it goes on after its end' };
}

const BARE_AMPERSAND = /&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[\da-f]+);)/i;
const BARE_BRACKET = /=\s*(?:"[^"<]*<|'[^'<]*<)/;
const LITERAL = /<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>/gs;

/** The validator lets a bare `&` and a `<` in an attribute pass, and entities nobody defines; no other reader does. */
function unescaped(roots: readonly Element[], text: string): Fault | undefined {
  const fault = (start: number, reason: string): Fault => ({ kind: 'syntax', span: { start, end: start + 1 }, reason });
  if (BARE_AMPERSAND.test(text) && !text.includes('<!DOCTYPE')) {
    const start = text.replace(LITERAL, (it) => ' '.repeat(it.length)).search(BARE_AMPERSAND);
    if (start >= 0) return fault(start, "'&' must be written '&amp;'");
  }
  if (!BARE_BRACKET.test(text)) return undefined;
  for (const element of everyElement(roots))
    for (const { raw, span } of element.attributes())
      if (raw.includes('<')) return fault(span.start + raw.indexOf('<'), "'<' in an attribute must be written '&lt;'");
  return undefined;
}

function* everyElement(elements: readonly Element[]): Iterable<Element> {
  for (const element of elements) {
    yield element;
    yield* everyElement(element.children);
  }
}

function atStart(text: string, reason: string): Fault {
  return { kind: 'syntax', span: { start: 0, end: Math.min(1, text.length) }, reason };
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

/** Text with its entities decoded. `offsets[i]` is where decoded character `i` begins in `raw`; undefined when nothing moved. */
function decode(raw: string): { readonly text: string; readonly offsets: Int32Array | undefined } {
  if (!raw.includes('&') && !raw.includes('<!')) return { text: raw, offsets: undefined };
  const offsets: number[] = [];
  let text = '';
  const copy = (from: number, to: number): void => {
    for (let i = from; i < to; i++) offsets.push(i);
    text += raw.slice(from, to);
  };
  let at = 0;
  for (const match of raw.matchAll(/<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|&(#x[0-9a-f]{1,6}|#\d{1,7}|lt|gt|amp|quot|apos);/gis)) {
    copy(at, match.index);
    at = match.index + match[0].length;
    if (match[1] !== undefined) copy(match.index + 9, match.index + 9 + match[1].length);
    else if (match[2] !== undefined) {
      const character = entity(match[2]);
      for (let i = 0; i < character.length; i++) offsets.push(match.index);
      text += character;
    }
  }
  copy(at, raw.length);
  offsets.push(raw.length);
  return { text, offsets: Int32Array.from(offsets) };
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function entity(name: string): string {
  if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? '';
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let i = 1; i < line; i++) {
    const next = text.indexOf('\n', start);
    if (next < 0) break;
    start = next + 1;
  }
  return start + Math.max(0, column - 1);
}

function reasonOf(error: unknown): string {
  return error instanceof RangeError || /nested/i.test(String(error))
    ? 'it is nested too deeply'
    : lowerFirst(error instanceof Error ? error.message : String(error));
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
}
