import { visible } from '../reports/check';
import type { Span } from '../text';

/** Something that has a name of its own, with what is inside it. */
export interface Outlined {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'trigger' | 'action' | 'container' | 'branch' | 'connection' | 'reference' | 'variable' | 'flow' | 'group';
  /** All of it. */
  readonly span: Span;
  /** Its name, inside the span. */
  readonly nameSpan: Span;
  /** In the order in which they are to be read. */
  readonly children: readonly Outlined[];
}

/** As editors take it: they refuse a name that is empty, and one that lies outside of what it names, as it may in a broken file. */
export function outlined(it: Omit<Outlined, 'children'> & { readonly children?: readonly Outlined[] }): Outlined {
  const { name, detail, span, nameSpan, children = [] } = it;
  return {
    ...it,
    name: visible(name.trim() || detail || ' '),
    detail: visible(detail),
    span: children.reduce((whole, child) => around(whole, child.span), around(span, nameSpan)),
    children,
  };
}

export function inPlaceOrder(all: readonly Outlined[]): readonly Outlined[] {
  return all.toSorted((a, b) => a.span.start - b.span.start);
}

function around(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
