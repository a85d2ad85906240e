import * as assert from 'node:assert/strict';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { tickingAll } from '../../client/src/preview';

type Changes = NonNullable<WorkspaceEdit['documentChanges']>;

const ASKED = { label: 'Rename', description: 'Two files.' };
const text = (uri: string): Changes[number] => ({ textDocument: { uri, version: null }, edits: [] });
const created = (uri: string): Changes[number] => ({ kind: 'create', uri, annotationId: 'keyhook' });
const deleted = (uri: string): Changes[number] => ({ kind: 'delete', uri, annotationId: 'keyhook' });

function editOf(documentChanges: Changes, needsConfirmation = true): WorkspaceEdit {
  return { documentChanges, changeAnnotations: { keyhook: { ...ASKED, needsConfirmation } } };
}

/** What asks in the place of these changes. */
function question(...changes: Changes): Changes[number] | undefined {
  const { documentChanges, changeAnnotations } = tickingAll(editOf(changes));
  assert.deepEqual(changeAnnotations, {
    keyhook: { ...ASKED, needsConfirmation: false },
    'keyhook?': { ...ASKED, needsConfirmation: true },
  });
  assert.deepEqual(documentChanges?.slice(1), changes);
  return documentChanges?.[0];
}

describe('an edit that is to be confirmed', () => {
  const idle = (uri: string): Changes[number] => ({ kind: 'create', uri, options: { ignoreIfExists: true }, annotationId: 'keyhook?' });

  it('is ticked, and asks by making a file that is there', () => {
    assert.deepEqual(question(text('file:///a'), text('file:///b')), idle('file:///a'));
  });

  it('never asks by a file that it makes itself', () => {
    assert.deepEqual(question(created('file:///a'), text('file:///a'), text('file:///b')), idle('file:///b'));
    assert.deepEqual(question(created('file:///a'), text('file:///a'), deleted('file:///b')), idle('file:///b'));
  });

  it('asks by deleting what cannot be there, when it only makes files', () => {
    assert.deepEqual(question(created('file:///a'), text('file:///a'), created('file:///b'), text('file:///b')), {
      kind: 'delete',
      uri: 'file:///a/none',
      options: { ignoreIfNotExists: true },
      annotationId: 'keyhook?',
    });
  });

  it('is found in a code action and in a refactoring', () => {
    const edit = editOf([text('file:///a')]);
    assert.deepEqual(tickingAll({ edit, notes: ['Note.'] }), { edit: tickingAll(edit), notes: ['Note.'] });
  });

  it('is the only answer that becomes another', () => {
    const calm = editOf([text('file:///a')], false);
    for (const it of [calm, { edit: calm }, undefined, null, [], {}, 'edit', { documentChanges: [] }, editOf([])])
      assert.deepEqual(tickingAll(it), it);
  });
});
