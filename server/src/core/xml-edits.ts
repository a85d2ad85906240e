import { applyEdits, inOrder } from './edits';
import { Refusal } from './fix';
import type { Span, TextEdit } from './text';
import { parseXml, type XmlElement } from './xml';
import { xmlAttribute, xmlText } from './xml-text';

export { isXmlText, xmlAttribute, xmlText } from './xml-text';

/** An element to be written: its text, or its children. */
export interface NewElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content: string | readonly NewElement[];
}

/** What becomes of a parent that has nothing left in it: it stays with its line end, goes with its line, or gets `<name />`. */
export type Emptied = 'keep' | 'remove' | 'self-close';

/** A text that can be changed again and again, always as it was read. */
export interface OpenedXml {
  readonly text: string;
  readonly roots: readonly XmlElement[];
  /** By where they begin. */
  readonly elements: ReadonlyMap<number, { readonly element: XmlElement; readonly parent: XmlElement | undefined }>;
}

export function openXml(text: string): OpenedXml {
  const { roots } = parseXml(text);
  const elements = new Map(roots.map((element) => [element.span.start, { element, parent: undefined as XmlElement | undefined }]));
  for (const parent of subtrees(roots)) for (const element of parent.children) elements.set(element.span.start, { element, parent });
  return { text, roots, elements };
}

/** Elements to be put in one place, in the order they were given. */
interface Insertion {
  readonly parent: XmlElement;
  /** The child whose place and layout they take; undefined in a parent without any. */
  readonly like: XmlElement | undefined;
  readonly elements: NewElement[];
}

/** How new elements are laid out. */
interface Style {
  /** What children are indented by against their parent; undefined when they stand on its line. */
  readonly step: string | undefined;
  /** The end of a tag without content. */
  readonly selfClosing: string;
}

/**
 * Changes to one XML text, gathered first and cut into it at once; what they do not touch stays byte for byte.
 * Elements are known by their span, so they may come from any reading of the same text.
 * The text should have no faults: what could not be read cannot be respected either.
 */
export class XmlEditor {
  readonly roots: readonly XmlElement[];
  readonly #text: string;
  readonly #elements: OpenedXml['elements'];
  readonly #set = new Map<string, TextEdit>();
  readonly #inserted = new Map<number, Insertion>();
  readonly #removed = new Map<number, XmlElement>();
  readonly #emptied = new Map<XmlElement, Emptied>();

  constructor({ text, roots, elements }: OpenedXml) {
    this.#text = text;
    this.roots = roots;
    this.#elements = elements;
  }

  /** The element that begins at an offset. */
  elementAt(start: number): XmlElement | undefined {
    return this.#elements.get(start)?.element;
  }

  /** Puts the text in the place of what the element holds; blanks around a text that is there stay. The last word counts. */
  setText(element: XmlElement, value: string): void {
    const text = xmlText(value);
    const span = this.#slice(element.inner).trim() === '' ? element.inner : element.text().span;
    const edit = isSelfClosing(element) ? this.#afterAttributes(element, `>${text}</${element.name}>`) : { span, text };
    this.#set.set(`${element.span.start}`, edit);
  }

  /** Replaces the value between the quotes as they are, or adds the attribute after the last. The last word counts. */
  setAttribute(element: XmlElement, name: string, value: string): void {
    const span = element.attribute(name)?.span;
    const at = this.#endOfAttributes(element);
    const edit = span
      ? { span, text: xmlAttribute(value, this.#text[span.start - 1] === "'" ? "'" : '"') }
      : { span: { start: at, end: at }, text: ` ${name}="${xmlAttribute(value)}"` };
    this.#set.set(`${element.span.start} ${name}`, edit);
  }

  /**
   * Takes an element out with the line it stands on. A parent that keeps an element, gets one or holds a comment is not empty;
   * of several words on one parent the last counts. Throws `Refusal` for a root, without which the text would be no XML.
   */
  remove(element: XmlElement, emptied: Emptied = 'keep'): void {
    const parent = this.#parentOf(element);
    if (!parent)
      throw new Refusal(`Its file holds nothing but this '<${element.name}>', which cannot be taken out: delete the file instead.`);
    this.#removed.set(element.span.start, element);
    this.#emptied.set(parent, emptied === 'remove' && !this.#parentOf(parent) ? 'self-close' : emptied);
  }

  /** Writes an element into the parent as its neighbours are written, without `before` at the parent's end. */
  insert(parent: XmlElement, element: NewElement, before?: XmlElement): void {
    const at = before ? before.span.start - this.#leadOf(before.span.start).length : this.#endOfContent(parent);
    const known = this.#inserted.get(at);
    if (known) known.elements.push(element);
    else this.#inserted.set(at, { parent, like: before ?? parent.children.at(-1), elements: [element] });
  }

  /** All changes, in order and disjoint. Throws when an element is changed that is also removed. */
  edits(): readonly TextEdit[] {
    return inOrder([...this.#set.values(), ...[...this.#inserted].map(([at, it]) => this.#insertion(at, it)), ...this.#removals()]);
  }

  #insertion(at: number, { parent, like, elements }: Insertion): TextEdit {
    const around = like ? this.#leadOf(like.span.start) : this.#leadOf(parent.span.start) + this.#slice(parent.inner);
    const lineEnd = /\r?\n/.exec(around)?.[0];
    const step = lineEnd === undefined ? undefined : this.#step(like ?? parent);
    const outer = lineEnd === undefined ? '' : lineEnd + this.#indentOf(parent.span.start);
    const lead = like ? around : outer + (step ?? '');
    const style = { step: this.#isOnOneLine(parent) ? undefined : step, selfClosing: this.#selfClosing(parent) };
    const text = elements.map((it) => lead + written(it, lead, style)).join('');
    if (like) return { span: { start: at, end: at }, text };
    if (isSelfClosing(parent)) return this.#afterAttributes(parent, `>${text}${outer}</${parent.name}>`);
    return { span: { start: at, end: parent.inner.end }, text: text + outer };
  }

  /** Whether the parent's children have their own on one line. */
  #isOnOneLine(parent: XmlElement): boolean {
    const first = parent.children.flatMap((it) => it.children)[0];
    return first !== undefined && !this.#leadOf(first.span.start).includes('\n');
  }

  #removals(): TextEdit[] {
    const gone = new Map([...this.#removed].map(([start, element]) => [start, { element, as: 'remove' as Emptied }]));
    const isRemoved = ({ span }: XmlElement): boolean => gone.get(span.start)?.as === 'remove';
    // inner parents first: an outer one may be left empty by them
    for (const [parent, emptied] of [...this.#emptied].sort(([a], [b]) => b.span.start - a.span.start))
      if (emptied !== 'keep' && !isRemoved(parent) && this.#isEmptied(parent, isRemoved))
        gone.set(parent.span.start, { element: parent, as: emptied });
    const stays = (element: XmlElement): boolean => {
      const parent = this.#parentOf(element);
      return !parent || (!gone.has(parent.span.start) && stays(parent));
    };
    const outermost = [...gone.values()].filter((it) => stays(it.element));
    const those = (as: Emptied): XmlElement[] => outermost.filter((it) => it.as === as).map((it) => it.element);
    return [
      ...this.#blocks(those('remove')).map((it) => ({ span: this.#withLine(it), text: '' })),
      ...those('self-close').map((it) => this.#afterAttributes(it, this.#selfClosing(it))),
    ];
  }

  /** Whether nothing but white space is left between the parent's tags. */
  #isEmptied(parent: XmlElement, isRemoved: (child: XmlElement) => boolean): boolean {
    const { start, end } = parent.inner;
    const cuts = parent.children.filter(isRemoved).map(({ span }) => ({ span, text: '' }));
    const left = applyEdits(this.#text.slice(0, end), cuts).slice(start);
    return left.trim() === '' && ![...this.#inserted.values()].some((it) => it.parent.span.start === parent.span.start);
  }

  /** The elements' spans; those with only white space between them, and nothing to be put there, are one. */
  #blocks(elements: readonly XmlElement[]): Span[] {
    const blocks: Span[] = [];
    for (const { span } of [...elements].sort((a, b) => a.span.start - b.span.start)) {
      const last = blocks.at(-1);
      const gap = last && { start: last.end, end: span.start };
      if (!gap || this.#slice(gap).trim() !== '' || this.#isInsertedIn(gap)) blocks.push(span);
      else blocks[blocks.length - 1] = { start: last.start, end: span.end };
    }
    return blocks;
  }

  /** The block with the white space before it; on a line that goes on after the block, what follows moves into its place. */
  #withLine({ start, end }: Span): Span {
    const lead = this.#leadOf(start);
    const next = end + /^[ \t]*/.exec(this.#text.slice(end))![0].length;
    const goesOn = !/^(?:[\r\n]|<\/|$)/.test(this.#text.slice(next, next + 2));
    if (!lead.includes('\n') || !goesOn) return { start: start - lead.length, end };
    return { start, end: this.#isInsertedIn({ start: end, end: next }) ? end : next };
  }

  #isInsertedIn({ start, end }: Span): boolean {
    return [...this.#inserted.keys()].some((at) => start <= at && at <= end);
  }

  /** The blanks before an offset, with the line end when nothing else stands before it on its line. */
  #leadOf(offset: number): string {
    let at = offset;
    while (this.#text[at - 1] === ' ' || this.#text[at - 1] === '\t') at--;
    if (this.#text[at - 1] === '\n') at -= this.#text[at - 2] === '\r' ? 2 : 1;
    return this.#text.slice(at, offset);
  }

  /** The indentation of the line an offset is on. */
  #indentOf(offset: number): string {
    return /^[ \t]*/.exec(this.#text.slice(this.#text.lastIndexOf('\n', offset - 1) + 1, offset))![0];
  }

  /** What children are indented by against their parent, as the nearest elements have it. */
  #step(from: XmlElement): string {
    const step = (parent: XmlElement): string | undefined => {
      const outer = this.#indentOf(parent.span.start);
      const onTheirLines = parent.children.map((it) => it.span.start).filter((it) => this.#leadOf(it).includes('\n'));
      const inner = onTheirLines.map((it) => this.#indentOf(it)).find((it) => it !== outer && it.startsWith(outer));
      return inner?.slice(outer.length);
    };
    return this.#near(from, step) ?? '  ';
  }

  /** The end of a tag without content, as the nearest elements have it; the platform's has a blank. */
  #selfClosing(from: XmlElement): string {
    const end = (it: XmlElement): string | undefined =>
      isSelfClosing(it) ? this.#text.slice(this.#endOfAttributes(it), it.span.end) : undefined;
    return this.#near(from, end) ?? ' />';
  }

  /** The first answer from the element and what is in it, then from its parent and all in that, and so on. */
  #near(from: XmlElement, find: (element: XmlElement) => string | undefined): string | undefined {
    for (const element of subtrees([from])) {
      const found = find(element);
      if (found !== undefined) return found;
    }
    const parent = this.#parentOf(from);
    return parent && this.#near(parent, find);
  }

  #parentOf({ span }: XmlElement): XmlElement | undefined {
    return this.#elements.get(span.start)?.parent;
  }

  #endOfAttributes({ span, inner }: XmlElement): number {
    const tag = this.#text.slice(span.start, inner.start);
    return span.start + tag.slice(0, tag.endsWith('/>') ? -2 : -1).trimEnd().length;
  }

  /** Where a new last child goes. */
  #endOfContent(parent: XmlElement): number {
    return isSelfClosing(parent) ? this.#endOfAttributes(parent) : parent.inner.start + this.#slice(parent.inner).trimEnd().length;
  }

  /** Puts the text in the place of all that follows the element's attributes. */
  #afterAttributes(element: XmlElement, text: string): TextEdit {
    return { span: { start: this.#endOfAttributes(element), end: element.span.end }, text };
  }

  #slice({ start, end }: Span): string {
    return this.#text.slice(start, end);
  }
}

function isSelfClosing({ inner, span }: XmlElement): boolean {
  return inner.start === span.end;
}

function* subtrees(elements: readonly XmlElement[]): Iterable<XmlElement> {
  for (const element of elements) {
    yield element;
    yield* subtrees(element.children);
  }
}

/** `lead` is the white space before the element, which its end tag takes as well. */
function written({ name, attributes = {}, content }: NewElement, lead: string, style: Style): string {
  const tag = `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${xmlAttribute(value)}"`)
    .join('')}`;
  if (content.length === 0) return tag + style.selfClosing;
  if (typeof content === 'string') return `${tag}>${xmlText(content)}</${name}>`;
  const inner = style.step === undefined ? '' : lead + style.step;
  return `${tag}>${content.map((it) => inner + written(it, inner, style)).join('')}${style.step === undefined ? '' : lead}</${name}>`;
}
