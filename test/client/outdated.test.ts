import * as assert from 'node:assert/strict';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { isOutdated } from '../../client/src/outdated';

const open: Readonly<Record<string, number>> = { 'file:///a.json': 7 };

function editOf(...documents: readonly [uri: string, version: number | null][]): WorkspaceEdit {
  return { documentChanges: documents.map(([uri, version]) => ({ textDocument: { uri, version }, edits: [] })) };
}

/** As it comes with every kind of answer: to a rename, to a refactoring or a chosen code action, and to a save. */
function outdated(edit: WorkspaceEdit): readonly boolean[] {
  return [edit, { edit, notes: [] }, [{ title: 'Other' }, { title: 'Fix', edit }]].map((it) => isOutdated(it, (uri) => open[uri]));
}

describe('an edit of the server', () => {
  it('is outdated when a document has another version by now, or is closed', () => {
    assert.deepEqual(outdated(editOf(['file:///b.xml', null], ['file:///a.json', 6])), [true, true, true]);
    assert.deepEqual(outdated(editOf(['file:///b.xml', 1])), [true, true, true]);
  });

  it('is not when its documents are as they were', () => {
    assert.deepEqual(outdated(editOf(['file:///b.xml', null], ['file:///a.json', 7])), [false, false, false]);
    assert.deepEqual(outdated({ documentChanges: [{ kind: 'delete', uri: 'file:///a.json' }] }), [false, false, false]);
    assert.deepEqual(outdated({ documentChanges: [{ kind: 'create', uri: 'file:///c.xml' }] }), [false, false, false]);
    assert.deepEqual(outdated({ changes: { 'file:///a.json': [] } }), [false, false, false]);
  });

  it('is in no other answer', () => {
    for (const it of [undefined, null, 'edit', [], {}, [null], { edit: null }])
      assert.equal(
        isOutdated(it, () => undefined),
        false,
      );
  });
});
