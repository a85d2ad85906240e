import { XMLValidator } from 'fast-xml-parser';
import type { Fault } from './faults';
import type { Span } from './text';

/** What the checks here look at of an element. */
interface Checked {
  readonly span: Span;
  readonly children: readonly Checked[];
  attributes(): Iterable<{ readonly raw: string; readonly span: Span }>;
}

/** What keeps a text from being well formed, as the validator of the parser sees it. The parser itself is lenient. */
export function syntaxFault(text: string): Fault | undefined {
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

/** What the validator lets pass in a text that was read, and no other reader does. */
export function strictFault(roots: readonly Checked[], text: string): Fault | undefined {
  return secondRoot(roots) ?? unescaped(roots, text);
}

function secondRoot([, second]: readonly Checked[]): Fault | undefined {
  return second && { kind: 'syntax', span: { start: second.span.start, end: second.span.start + 1 }, reason: 'it goes on after its end' };
}

const BARE_AMPERSAND = /&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[\da-f]+);)/i;
const BARE_BRACKET = /=\s*(?:"[^"<]*<|'[^'<]*<)/;
const LITERAL = /<!\[CDATA\[.*?(?:\]\]>|$)|<!--.*?(?:-->|$)|<\?.*?(?:\?>|$)/gs;

/** A bare `&`, an entity nobody defines, or a `<` in an attribute. */
function unescaped(roots: readonly Checked[], text: string): Fault | undefined {
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

function* everyElement(elements: readonly Checked[]): Iterable<Checked> {
  for (const element of elements) {
    yield element;
    yield* everyElement(element.children);
  }
}

/** A fault of the text as a whole. */
export function atStart(text: string, reason: string): Fault {
  return { kind: 'syntax', span: { start: 0, end: Math.min(1, text.length) }, reason };
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

/** What an error that the parser throws says, made to go on after "this file is no valid XML:". */
export function reasonOf(error: unknown): string {
  return error instanceof RangeError || /nested/i.test(String(error))
    ? 'it is nested too deeply'
    : lowerFirst(error instanceof Error ? error.message : String(error));
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
}
