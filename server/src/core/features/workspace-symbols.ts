import { basename } from '../files';
import type { Scene } from '../fix';
import { memo } from '../memo';
import type { Solution } from '../model';
import type { Span, Uri } from '../text';

/** A connection reference or a flow of the workspace. Where its name stands is looked up when it is chosen. */
export interface WorkspaceSymbol {
  readonly name: string;
  readonly kind: 'reference' | 'flow';
  readonly container: string;
  readonly uri: Uri;
  readonly span: Span;
}

/**
 * Every connection reference and flow whose names, or whose solution's, have the letters of the query in their order.
 * Of a query of several words each may match by itself: editors send what is typed, and look again for themselves.
 */
export function workspaceSymbols(query: string, { snapshot: { solutions } }: Scene): readonly WorkspaceSymbol[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((it) => it !== '');
  const matches = ({ letters }: Listed): boolean => words.every((word) => letters.some((it) => hasInOrder(it, word)));
  return solutions.flatMap(listed).flatMap((it) => (matches(it) ? it.symbol : []));
}

interface Listed {
  readonly symbol: WorkspaceSymbol;
  /** What a query may match, in lower case. */
  readonly letters: readonly string[];
}

/** A solution is walked once, however often somebody types. */
const listed = memo((solution: Solution): readonly Listed[] =>
  [...symbolsOf(solution)].map((symbol) => ({ symbol, letters: [symbol.name.toLowerCase(), symbol.container.toLowerCase()] })),
);

function* symbolsOf({ references, repeated, flows, name: container }: Solution): Iterable<WorkspaceSymbol> {
  for (const { label, logicalName, uri } of [...references, ...repeated]) {
    const { value, span } = logicalName;
    yield { name: label === value ? value : `${label} (${value})`, kind: 'reference', container, uri, span };
  }
  for (const { name, uri, triggerName, start } of flows)
    yield { name: name.trim() || basename(uri), kind: 'flow', container, uri, span: triggerName?.span ?? start };
}

function hasInOrder(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
