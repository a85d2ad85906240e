import type { Span } from '../text';
import { xmlAttribute, xmlText } from '../xml-text';
import type { Asking, Slot } from './completion-slots';

/** In the definitions of connection references: the id of the connector. */
export function slotInCustomizations({ text, offset }: Asking): Slot | undefined {
  const tag = text.lastIndexOf('<', offset - 1);
  const match = /^<connectorid\s*>\s*([^<>\s][^<>\r\n]*)?$/.exec(text.slice(tag, offset));
  if (!match || !isInReference(text, tag) || isInComment(text, tag)) return undefined;
  const start = offset - (match[1]?.length ?? 0);
  const line = /^[^<\r\n]*/.exec(text.slice(offset, offset + LONGEST))![0];
  const isClosed = text.startsWith('</connectorid', offset + line.length);
  const rest = isClosed ? line.trimEnd() : /^[\w./-]*/.exec(line)![0];
  return { span: { start, end: offset + rest.length }, write: xmlText, wanted: { kind: 'connector', asPath: true } };
}

/** In what agents use: the attribute that names a connection reference. */
export function slotInAgents(asking: Asking): Slot | undefined {
  return slotInAttribute(asking, 'connectionreferenceid.connectionreferencelogicalname');
}

/** In a solution's manifest: the attribute of a missing dependency that names one. */
export function slotInManifest(asking: Asking): Slot | undefined {
  return slotInAttribute(asking, 'id.connectionreferencelogicalname');
}

/** In the YAML of an agent's component: what a line says that names one. */
export function slotInAgentData({ text, offset }: Asking): Slot | undefined {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const match = /^[ \t-]*connectionReference:([ \t]*)(["']?)([\w.-]*)$/.exec(line);
  if (!match) return undefined;
  const [, blank = '', , typed = ''] = match;
  const lead = blank === '' ? ' ' : ''; // without one, it is no value
  return {
    span: { start: offset - typed.length, end: offset + /^[\w.-]*/.exec(text.slice(offset, offset + LONGEST))![0].length },
    write: (name) => lead + name,
    wanted: { kind: 'reference' },
  };
}

/** How far a name can go on behind the cursor. */
const LONGEST = 1_000;

function slotInAttribute({ text, offset }: Asking, name: string): Slot | undefined {
  const tag = text.lastIndexOf('<', offset - 1);
  const match = ATTRIBUTE.exec(text.slice(tag, offset));
  if (match?.[1] !== name || isInComment(text, tag)) return undefined;
  const [, , double, single, bare] = match;
  const quote = double !== undefined ? '"' : single !== undefined ? "'" : undefined;
  const typed = double ?? single ?? bare ?? '';
  const behind = text.slice(offset, offset + LONGEST);
  const whole = quote === '"' ? /^([^"<>=\r\n]*)"/.exec(behind) : quote === "'" ? /^([^'<>=\r\n]*)'/.exec(behind) : undefined;
  const span: Span = { start: offset - typed.length, end: offset + (whole?.[1] ?? /^[\w.-]*/.exec(behind)![0]).length };
  const write = (its: string): string => (quote === undefined ? `"${xmlAttribute(its)}"` : xmlAttribute(its, quote));
  return { span, write, wanted: { kind: 'reference' } };
}

/** A tag up to the value of its last attribute: that one's name, its quote, and what is there of the value. */
const ATTRIBUTE = /^<[\w.:-]+(?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s+([\w.:-]+)\s*=\s*(?:"([^"\r\n]*)|'([^'\r\n]*)|([\w.-]*))$/;

/** Whether the nearest element that begins before is a reference, and does not end before. Custom connectors have an element of the same name inside. */
function isInReference(text: string, offset: number): boolean {
  if (/<customconnectorid\s*>\s*$/.test(text.slice(Math.max(0, offset - 200), offset))) return false;
  const end = text.lastIndexOf('</connectionreference>', offset);
  return /<connectionreference[\s>]/.test(text.slice(end + 1, offset));
}

function isInComment(text: string, offset: number): boolean {
  return text.lastIndexOf('<!--', offset) > text.lastIndexOf('-->', offset);
}
