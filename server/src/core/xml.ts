import { XMLParser } from 'fast-xml-parser';
import { withoutMergeMarkers, type Fault } from './faults';
import { own } from './strings';
import { Element, type XmlElement } from './xml-element';
import { atStart, reasonOf, strictFault, syntaxFault } from './xml-faults';
import { inPlainXml, UNREAD } from './xml-plain';

export type { XmlElement } from './xml-element';

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
  stopNodes: UNREAD.names.map((name) => `${UNREAD.root}.${name}`),
  maxNestedTags: 1_000,
});
const META: unique symbol = XMLParser.getMetaDataSymbol() as never; // its own types say `Symbol`, which cannot index
interface Raw {
  readonly [name: string]: Raw[] | string;
  readonly [META]?: { readonly startIndex: number; readonly endIndex?: number };
}

/** Never throws. Nearly every file is plain; the parser is there for what is not, and for what is not right. */
export function parseXml(source: string): XmlDocument {
  const root = inPlainXml(source);
  return root ? { roots: [root], faults: [] } : parseAnyXml(source);
}

/** As `parseXml`, many times slower. The parser is lenient, so the validator is asked separately whether the text is well formed. */
export function parseAnyXml(source: string): XmlDocument {
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
