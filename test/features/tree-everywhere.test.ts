import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defaultNaming, rules, treePlace, treeRowsTo, type Scene, type TreeSource } from '../../server/src/core';
import type { TreeRow } from '../../server/src/core/features/tree';
import { CORPUS, FOLDERS, needCorpus } from '../corpus/corpus';
import { allRows, sourceFor, textAt } from '../support/outline';
import { onDisk } from '../support/workspace-on-disk';

const EXAMPLES = resolve('examples/contoso');

describe('every row of the tree', () => {
  it('can be opened and leads to what it says, in the examples', () => {
    check(EXAMPLES);
  });

  describe('of the corpus', () => {
    before(needCorpus);
    for (const folder of FOLDERS)
      it(`can be opened and leads to what it says, in ${folder}`, () => {
        check(join(CORPUS, folder));
      });
  });
});

function check(folder: string): void {
  assert.ok(existsSync(folder));
  const { workspace, text } = onDisk(folder);
  const scene: Scene = { snapshot: workspace.snapshot, naming: defaultNaming, text };
  for (const groupBy of ['connector', 'flow'] as const) {
    const source = sourceFor(scene, { groupBy, rules: rules.map((it) => it.id) });
    const rows = allRows(source);
    assert.ok(rows.length > 0);
    assert.equal(new Set(rows.map((it) => JSON.stringify(it.path))).size, rows.length, 'two rows have one path');
    for (const row of rows) {
      const hasChildren = rows.some((it) => it.path.length === row.path.length + 1 && row.path.every((part, i) => part === it.path[i]));
      assert.equal(row.hasChildren, hasChildren, JSON.stringify(row));
      checkPlace(row, source);
    }
  }
}

/** What stands at the place of a row says what the row says, and the way back from there leads to a row of the same kind. */
function checkPlace(row: TreeRow, source: TreeSource): void {
  const { kind, label, description } = row;
  const at = treePlace(row.path, source);
  const text = textAt(source, row);
  const said = `${JSON.stringify(row)} leads to ${JSON.stringify(text)}`;
  assert.ok(at && text !== undefined, said);
  if (kind === 'trigger' || kind === 'action') {
    assert.equal(JSON.parse(`"${text}"`), label, said);
    assert.equal(treeRowsTo(at.uri, at.span.start, source).at(-1)?.label, label, said);
  } else if (kind === 'reference') {
    assert.ok(text === label || description.startsWith(`${text} · `), said);
    assert.equal(row.reference?.logicalName, text, said);
  } else if (kind === 'external') assert.ok(`${label} ${description}`.toLowerCase().includes(text.toLowerCase()), said);
  else if (kind === 'package' || kind === 'agent') assert.match(text, /^[\w.-]+$/, said);
  else if (kind === 'connection') assert.ok(row.flow === undefined || description.includes(text) || description.startsWith('in '), said);
  else assert.ok(kind === 'solution' || text !== '', said);
}
