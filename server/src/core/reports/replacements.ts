import type { FileEdit } from '../edits';
import { FileChanged, Refusal, type Fix } from '../fix';
import type { Locator } from './located';
import type { LocatedFix } from './sarif';

/** Each fix may look at every file of its solution, so thousands of them would take minutes, and nobody reads so many. */
const MOST = 1_000;

/**
 * The first fix of each finding that has any, with the places it changes: it is the most sensible one, and the others may change
 * all of a solution for each of its findings. One that makes or deletes a file, or that cannot be done after all, is left out, and
 * so are those of further findings where there are very many.
 */
export function locatedFixes(fixes: readonly (readonly Fix[])[], locator: Locator): readonly (LocatedFix | undefined)[] {
  let room = MOST;
  return fixes.map(([first]) => (first && room-- > 0 ? located(first, locator) : undefined));
}

function located(fix: Fix, locator: Locator): LocatedFix | undefined {
  const edits = editsOf(fix);
  const changes = edits.flatMap((it) => (it.kind === 'change' ? it : []));
  if (changes.length === 0 || changes.length < edits.length) return undefined;
  const files = changes.map(({ uri, edits }) => ({
    path: locator.pathOf(uri),
    replacements: edits.map(({ span, text }) => ({ ...locator.locate({ uri, span }), text })),
  }));
  return { title: fix.title, files };
}

function editsOf(fix: Fix): readonly FileEdit[] {
  try {
    return fix.edits();
  } catch (error) {
    if (error instanceof Refusal || error instanceof FileChanged) return [];
    throw error;
  }
}
