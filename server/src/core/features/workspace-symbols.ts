import { largest } from '../extremes';
import { basename } from '../files';
import type { Scene } from '../fix';
import { grouped } from '../grouped';
import { memo } from '../memo';
import type { Solution } from '../model';
import type { Span, Uri } from '../text';
import { hasInOrder } from './letters';

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
 * Where there are more than `most`, only those that match best.
 */
export function workspaceSymbols(query: string, { snapshot: { solutions } }: Scene, most = Infinity): readonly WorkspaceSymbol[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((it) => it !== '');
  const found = solutions.flatMap(listed).filter(({ letters }) => words.every((word) => letters.some((it) => hasInOrder(it, word))));
  if (found.length <= most) return found.map((it) => it.symbol);
  const groups = grouped(found, ({ letters: [name] }) => largest(words, (word) => distanceIn(name!, word)));
  const inOrder = [...groups].sort(([a], [b]) => a - b).flatMap(([, its]) => its);
  return inOrder.slice(0, most).map((it) => it.symbol);
}

/** How far a word is from being what a name begins with. */
function distanceIn(name: string, word: string): number {
  const at = name.indexOf(word);
  return at < 0 ? 2 : Math.min(at, 1);
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
