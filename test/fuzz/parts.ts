import { parseTree, type Node } from 'jsonc-parser';
import type { Span } from '../../server/src/core';

/** A part of a text that can be taken out, doubled, moved or exchanged for another of its kind. */
export interface Part extends Span {
  readonly kind: 'value' | 'key' | 'member' | 'item' | 'element' | 'content' | 'attribute' | 'quoted' | 'line';
}

/** The parts of a text in document order: those of JSON, of XML, or its lines. */
export function partsOf(text: string): readonly Part[] {
  const start = /[^\s\uFEFF]/.exec(text)?.[0];
  return start === '<' ? xmlParts(text) : start === '{' || start === '[' ? jsonParts(text) : lines(text);
}

function jsonParts(text: string): readonly Part[] {
  const root = parseTree(text, undefined, { allowTrailingComma: true });
  const parts: Part[] = [];
  const open: Node[] = root ? [root] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    const kind = next.type === 'property' ? 'member' : 'value';
    parts.push({ kind, ...spanOf(next) });
    if (next.parent?.type === 'array') parts.push({ kind: 'item', ...spanOf(next) });
    const [key, ...rest] = next.children ?? [];
    if (next.type === 'property' && key) {
      parts.push({ kind: 'key', ...spanOf(key) });
      open.push(...rest);
    } else open.push(...(next.children ?? []));
  }
  return parts.sort((a, b) => a.start - b.start);
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

/** Elements with their contents and attributes, and JSON that is written in them. */
function xmlParts(text: string): readonly Part[] {
  const parts: Part[] = [];
  const open: { readonly name: string; readonly start: number; readonly inner: number }[] = [];
  for (const { 0: tag, 1: slash, 2: name = '', 3: rest = '', index } of text.matchAll(/<(\/?)([\w:.-]+)([^<>]*)>/g)) {
    const end = index + tag.length;
    if (slash === '/') {
      const last = open.pop();
      if (!last || last.name !== name) break; // what follows is not to be trusted
      parts.push({ kind: 'element', start: last.start, end }, { kind: 'content', start: last.inner, end: index });
      const inner = text.slice(last.inner, index);
      if (inner.startsWith('{'))
        parts.push(...jsonParts(inner).map((it) => ({ ...it, start: it.start + last.inner, end: it.end + last.inner })));
      continue;
    }
    if (rest.endsWith('/')) parts.push({ kind: 'element', start: index, end });
    else open.push({ name, start: index, inner: end });
    for (const it of rest.matchAll(/\s[\w:.-]+="([^"]*)"/g)) {
      const start = index + 1 + name.length + it.index;
      parts.push({ kind: 'attribute', start, end: start + it[0].length });
      parts.push({ kind: 'quoted', start: start + it[0].length - 1 - it[1]!.length, end: start + it[0].length - 1 });
    }
  }
  return parts.sort((a, b) => a.start - b.start);
}

function lines(text: string): readonly Part[] {
  return [...text.matchAll(/.*\n|.+$/g)].map((it) => ({ kind: 'line', start: it.index, end: it.index + it[0].length }));
}
