import { createLinter, defaultNaming, rules, treePlace, treeRows, type Scene, type TreeSource, type Uri } from '../../server/src/core';
import type { TreeRow } from '../../server/src/core/features/tree';
import { sceneOf } from './check-fix';
import { readFixture } from './fixture';

export interface Shown extends Partial<TreeSource['view']> {
  /** The rules that are on; none, unless told. */
  readonly rules?: readonly string[];
}

/** The tree of a fixture. */
export function treeOf(source: string | ReadonlyMap<Uri, string>, shown: Shown = {}): TreeSource {
  return sourceFor(sceneOf(typeof source === 'string' ? readFixture(source).files : source, defaultNaming), shown);
}

export function sourceFor(scene: Scene, { groupBy = 'connector', filter = 'all', rules: on = [] }: Shown = {}): TreeSource {
  const linter = createLinter({
    rules: rules.filter((it) => on.includes(it.id)),
    severityOf: (it) => (it.severity === 'off' ? 'info' : it.severity),
    onCrash: (_, error) => {
      throw error;
    },
  });
  return { scene, view: { groupBy, filter }, linter };
}

/** Every row, from the top to the bottom. */
export function allRows(source: TreeSource, parent: readonly string[] = []): readonly TreeRow[] {
  return treeRows(parent, source).flatMap((it) => [it, ...allRows(source, it.path)]);
}

/** The whole tree as indented lines: `kind label | description`, the severity before and `>` where it is open at first. */
export function outline(source: TreeSource): string {
  const line = ({ path, kind, label, description, severity, isOpen }: TreeRow): string =>
    `${'  '.repeat(path.length - 1)}${isOpen ? '> ' : ''}${severity ? `${severity}: ` : ''}${kind} ${label}${description ? ` | ${description}` : ''}`;
  return allRows(source).map(line).join('\n');
}

/** The row with these labels from the solution down. */
export function rowAt(source: TreeSource, ...labels: readonly string[]): TreeRow {
  let row: TreeRow | undefined;
  for (const label of labels) {
    const below = treeRows(row?.path ?? [], source);
    row = below.find((it) => it.label === label);
    if (!row) throw new Error(`no row '${label}'; there are: ${below.map((it) => `'${it.label}'`).join(', ')}`);
  }
  return row!;
}

/** The text at the place that a row leads to. */
export function textAt(source: TreeSource, { path }: TreeRow): string | undefined {
  const at = treePlace(path, source);
  return at && source.scene.text(at.uri).slice(at.span.start, at.span.end);
}
