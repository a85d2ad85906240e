import { Refusal } from './fix';

/** Text with its entities decoded. `offsets[i]` is where decoded character `i` begins in `raw`; undefined when nothing moved. */
export function decode(raw: string): { readonly text: string; readonly offsets: Int32Array | undefined } {
  if (!raw.includes('&') && !raw.includes('<!')) return { text: raw, offsets: undefined };
  const offsets: number[] = [];
  let text = '';
  const copy = (from: number, to: number): void => {
    for (let i = from; i < to; i++) offsets.push(i);
    text += raw.slice(from, to);
  };
  let at = 0;
  for (const match of raw.matchAll(/<!\[CDATA\[(.*?)(?:\]\]>|$)|<!--.*?(?:-->|$)|&(#x[0-9a-f]{1,6}|#\d{1,7}|lt|gt|amp|quot|apos);/gis)) {
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

/** Whether XML 1.0 can hold the text at all: most control characters and halves of surrogate pairs cannot be written, not even escaped. */
export function isXmlText(text: string): boolean {
  return /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u.test(text);
}

/** The text as it is written between tags, `>` escaped as the platform does it. Throws `Refusal` for what `isXmlText` refuses. */
export function xmlText(text: string): string {
  if (!isXmlText(text)) throw new Refusal(`'${text}' has characters that XML cannot hold: take them out first.`);
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The text as it is written between quotes; readers would make blanks of tabs and line ends. Throws `Refusal` for what `isXmlText` refuses. */
export function xmlAttribute(text: string, quote: '"' | "'" = '"'): string {
  return xmlText(text)
    .replaceAll(quote, quote === '"' ? '&quot;' : '&apos;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\r', '&#xD;');
}
