import { own } from './strings';
import { Element } from './xml-element';

/** Where most of a large Customizations.xml is, and nothing that anybody looks for: these have no children here. */
export const UNREAD = { root: 'ImportExportXml', names: ['Entities', 'EntityRelationships', 'optionsets'] } as const;

/** A start tag whose end tag has not come yet. */
interface Open {
  readonly name: string;
  readonly start: number;
  /** Undefined inside of what is not read. */
  readonly children: Element[] | undefined;
}

const PROLOG = /(?:<\?xml version="1\.0"(?: encoding="[\w-]+")?(?: standalone="(?:yes|no)")? ?\?>)?[ \t\r\n]*/y;
const START = /<(?!(?:constructor|prototype|hasOwnProperty|toString|valueOf)\b)([A-Za-z][\w.-]*)/y; // the parser has its own mind about these
const ATTRIBUTE = /[ \t\r\n]+([A-Za-z][\w.:-]*)=(?:"[^"<]*"|'[^'<]*')/y;
const START_END = /[ \t\r\n]*\/?>/y;
const EPILOG = /[ \t\r\n]*$/y;
const STRANGE_ENTITY = /&(?!(?:lt|gt|amp|quot|apos|#\d{1,6}|#x[\da-fA-F]{1,5});)/;
const DEEPEST = 100;
const MOST_ATTRIBUTES = 100;

/**
 * The root of a well formed text that has nothing but elements with plain names, attributes between quotes, and text:
 * so is what the platform writes. Undefined for everything else, be it right or wrong.
 */
export function inPlainXml(text: string): Element | undefined {
  if (STRANGE_ENTITY.test(text)) return undefined;
  const open: Open[] = [];
  for (let at = endOf(PROLOG, text, 0) ?? -1; at >= 0; at = text.indexOf('<', at)) {
    const isEndTag = text[at + 1] === '/';
    const tag = isEndTag ? open.pop() : opened(text, at, open);
    if (!tag) return undefined;
    const end: number | undefined = (isEndTag ? endOfEndTag : endOfStartTag)(text, at, tag.name);
    if (end === undefined) return undefined;
    at = end;
    if (!isEndTag && text[end - 2] !== '/') {
      open.push(tag);
      continue;
    }
    const element = tag.children && new Element(own(tag.name), tag.children, { start: tag.start, end }, text);
    const parent = open.at(-1);
    if (!parent) return endOf(EPILOG, text, end) === undefined ? undefined : element;
    if (element) parent.children?.push(element);
  }
  return undefined;
}

function opened(text: string, start: number, open: readonly Open[]): Open | undefined {
  START.lastIndex = start;
  const name = START.exec(text)?.[1];
  if (name === undefined || open.length > DEEPEST) return undefined;
  return { name, start, children: isUnread(open) ? undefined : [] };
}

function isUnread([root, part]: readonly Open[]): boolean {
  return part !== undefined && root?.name === UNREAD.root && (UNREAD.names as readonly string[]).includes(part.name);
}

/** The offset after the tag; undefined when there is anything in it that is not plain. */
function endOfStartTag(text: string, start: number, name: string): number | undefined {
  const names: string[] = [];
  let at = start + 1 + name.length;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const attribute = ATTRIBUTE.exec(text)?.[1];
    if (attribute === undefined) break;
    if (names.includes(attribute) || names.length > MOST_ATTRIBUTES) return undefined;
    names.push(attribute);
    at = ATTRIBUTE.lastIndex;
  }
  return endOf(START_END, text, at);
}

function endOfEndTag(text: string, start: number, name: string): number | undefined {
  const end = start + 2 + name.length;
  return text.startsWith(name, start + 2) && text[end] === '>' ? end + 1 : undefined;
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
