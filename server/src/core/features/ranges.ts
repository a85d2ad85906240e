import type { Span } from '../text';

/** Part of a text that may be folded. */
export interface Foldable {
  readonly span: Span;
  readonly isComment: boolean;
}

/** The elements and comments of an XML text. Whether one is longer than a line, the caller sees. An element that is not closed is none. */
export function foldable(text: string): readonly Foldable[] {
  const { elements, literals } = outlineOf(text);
  return [
    ...elements.flatMap(({ span, isClosed }) => (isClosed ? { span, isComment: false } : [])),
    ...literals.flatMap(({ span, kind }) => (kind === 'comment' ? { span, isComment: true } : [])),
  ].sort((a, b) => a.span.start - b.span.start);
}

/** Tells what a selection grows to at an offset of an XML text, from the smallest to the whole: a value, an attribute, a tag, an element … */
export function growing(text: string): (offset: number) => readonly Span[] {
  const { elements, literals, tags } = outlineOf(text);
  return (offset) => {
    const holds = ({ start, end }: Span): boolean => start <= offset && offset <= end && start < end;
    const isWithin = ({ start, end }: Span): boolean => start < offset && offset < end; // a cursor beside a tag is in what the tag bounds
    const tag = tags.find(isWithin);
    const inTag = tag ? [...attributesIn(text, tag), tag] : [textAround(text, offset, tags)];
    const inLiterals = literals.filter(({ span }) => holds(span)).flatMap(({ span, content }) => [trimmed(text, content), span]);
    const inElements = elements.flatMap(({ span, inner }) => (holds(span) ? [inner, span] : []));
    const candidates = [...inTag, ...inLiterals, ...inElements].filter(holds).sort((a, b) => a.end - a.start - (b.end - b.start));
    const spans: Span[] = [];
    for (const it of candidates) {
      const last = spans.at(-1);
      if (!last || (it.start <= last.start && last.end <= it.end && it.end - it.start > last.end - last.start)) spans.push(it);
    }
    return spans;
  };
}

/** What stands between two tags, without the blanks around it. */
function textAround(text: string, offset: number, tags: readonly Span[]): Span {
  const [before, after] = [tags.findLast((it) => it.end <= offset), tags.find((it) => offset <= it.start)];
  return trimmed(text, { start: before?.end ?? 0, end: after?.start ?? text.length });
}

interface Outline {
  readonly elements: readonly { readonly span: Span; readonly inner: Span; readonly isClosed: boolean }[];
  readonly literals: readonly { readonly span: Span; readonly content: Span; readonly kind: 'comment' | 'cdata' | 'other' }[];
  /** Opening, closing and empty ones, in the order of the text. */
  readonly tags: readonly Span[];
}

/** Comments, CDATA, instructions and declarations, then tags. What does not end is taken as far as it goes, so that no character is looked at twice. */
const MARKUP =
  /(<!--)[^]*?(?:-->|$)|(<!\[CDATA\[)[^]*?(?:\]\]>|$)|(<\?)[^]*?(?:\?>|$)|(<!)[^<>]*>?|<(\/?)([^\s<>/="'!?]+)(?:"[^"]*"|'[^']*'|[^"'<>])*>?/g;

/** A reading of its own: the parser leaves out whole parts, and ends where a text is broken. */
function outlineOf(text: string): Outline {
  const outline = { elements: [] as Outline['elements'][number][], literals: [] as Outline['literals'][number][], tags: [] as Span[] };
  const open: { readonly name: string; readonly span: Span }[] = [];
  const numbers = new Map<string, number>();
  const close = (isClosed: boolean, content: number, end: number): void => {
    const { name, span } = open.pop()!;
    numbers.set(name, numbers.get(name)! - 1);
    outline.elements.push({ span: { start: span.start, end }, inner: { start: span.end, end: content }, isClosed });
  };
  for (const match of text.matchAll(MARKUP)) {
    const [whole, comment, cdata, instruction, declaration, slash, name] = match;
    const span = { start: match.index, end: match.index + whole.length };
    if (name === undefined) {
      const [begin, end] = comment ? [comment, '-->'] : cdata ? [cdata, ']]>'] : [instruction ?? declaration!, instruction ? '?>' : '>'];
      const stop = span.end - (whole.length >= begin.length + end.length && whole.endsWith(end) ? end.length : 0);
      outline.literals.push({
        span,
        content: { start: span.start + begin.length, end: stop },
        kind: comment ? 'comment' : cdata ? 'cdata' : 'other',
      });
      continue;
    }
    outline.tags.push(span);
    if (slash === '/') {
      if (!numbers.get(name)) continue; // it closes nothing
      while (open.at(-1)!.name !== name) close(false, span.start, span.start);
      close(true, span.start, span.end);
    } else if (whole.endsWith('/>')) {
      outline.elements.push({ span, inner: { start: span.end, end: span.end }, isClosed: true });
    } else {
      open.push({ name, span });
      numbers.set(name, (numbers.get(name) ?? 0) + 1);
    }
  }
  while (open.length > 0) close(false, text.length, text.length);
  return outline;
}

/** The attributes of a tag, each followed by its value without quotes. */
function attributesIn(text: string, { start, end }: Span): readonly Span[] {
  return [...text.slice(start, end).matchAll(/(?<![^\s<>/="'])[^\s<>/="']+\s*=\s*("[^"]*"|'[^']*')/g)].flatMap(
    ({ index, 0: whole, 1: value = '' }) => {
      const last = start + index + whole.length;
      return [
        { start: start + index, end: last },
        { start: last - value.length + 1, end: last - 1 },
      ];
    },
  );
}

function trimmed(text: string, { start, end }: Span): Span {
  const raw = text.slice(start, end);
  const lead = raw.length - raw.trimStart().length;
  return { start: start + lead, end: start + lead + raw.trim().length };
}
