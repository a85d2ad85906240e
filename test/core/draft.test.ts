import * as assert from 'node:assert/strict';
import { Draft, entryOf, inMemory, Workspace, type FileEdit, type Uri } from '../../server/src/core';
import { readFixture, ROOT } from '../support/fixture';
import { flow, flowPath, flowUsing, ID, reference, solution } from '../support/solution';

const FLOW = `${ROOT}${flowPath()}`;
const NEW = `${ROOT}src/Workflows/new.json`;
const SETTINGS = `${ROOT}settings/test.json`;
const { files } = readFixture(solution({ flows: [ID], references: [reference('con_teams')] }) + flowUsing('con_teams'));
const FLOW_TEXT = readFixture(flow({ connections: {} })).files.get(FLOW)!;

function draft(): { draft: Draft; workspace: Workspace } {
  const workspace = new Workspace();
  workspace.apply([...files].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) })));
  return { workspace, draft: new Draft(workspace, {}, (uri: Uri) => files.get(uri) ?? assert.fail(uri)) };
}

function editsOf({ files: changed }: Draft): readonly (FileEdit | undefined)[] {
  return [...changed].map(([uri, it]) => it.editOf(uri));
}

const flowsIn = ({ snapshot }: Workspace): Uri[] => snapshot.solutions.flatMap((it) => it.flows.map(({ uri }) => uri));

describe('a draft', () => {
  it('has a file that it makes in its workspace, and can change it', () => {
    const { draft: it, workspace } = draft();
    it.apply([{ kind: 'create', uri: NEW, text: FLOW_TEXT }]);
    assert.deepEqual(flowsIn(workspace).sort(), [FLOW, NEW].sort());
    assert.equal(it.scene.text(NEW), FLOW_TEXT);
    it.apply([{ kind: 'change', uri: NEW, edits: [{ span: { start: 0, end: 0 }, text: '\n' }] }]);
    assert.equal(it.scene.text(NEW), `\n${FLOW_TEXT}`);
    assert.deepEqual(editsOf(it), [{ kind: 'create', uri: NEW, text: `\n${FLOW_TEXT}` }]);
  });

  it('has no file any more that it takes away', () => {
    const { draft: it, workspace } = draft();
    it.apply([
      { kind: 'delete', uri: FLOW },
      { kind: 'create', uri: SETTINGS, text: '{ "ConnectionReferences": [] }' },
    ]);
    assert.deepEqual([flowsIn(workspace), workspace.entry(FLOW), workspace.entry(SETTINGS)?.kind], [[], undefined, 'deployment-settings']);
    assert.throws(() => it.scene.text(FLOW), /is deleted/);
    assert.deepEqual(
      editsOf(it).map((edit) => [edit?.kind, edit?.uri]),
      [
        ['create', SETTINGS],
        ['delete', FLOW],
      ],
    );
  });

  it('is as it was when what it made is taken away again', () => {
    const { draft: it, workspace } = draft();
    it.apply([{ kind: 'create', uri: NEW, text: FLOW_TEXT }]);
    it.apply([{ kind: 'delete', uri: NEW }]);
    assert.deepEqual([editsOf(it), flowsIn(workspace)], [[], [FLOW]]);
  });

  it('changes a file that it takes away and makes again', () => {
    const { draft: it, workspace } = draft();
    it.apply([{ kind: 'delete', uri: FLOW }]);
    it.apply([{ kind: 'create', uri: FLOW, text: FLOW_TEXT }]);
    assert.deepEqual(flowsIn(workspace), [FLOW]);
    assert.deepEqual(editsOf(it), [
      { kind: 'change', uri: FLOW, edits: [{ span: { start: 0, end: files.get(FLOW)!.length }, text: FLOW_TEXT }] },
    ]);
  });

  it('makes a file that is none of a solution', () => {
    const { draft: it, workspace } = draft();
    it.apply([{ kind: 'create', uri: `${ROOT}README.md`, text: 'Read me' }]);
    assert.deepEqual(editsOf(it), [{ kind: 'create', uri: `${ROOT}README.md`, text: 'Read me' }]);
    assert.equal(workspace.entry(`${ROOT}README.md`), undefined);
  });

  it('throws when a file is there, is not there, or does not parse', () => {
    const apply = (edit: FileEdit) => () => draft().draft.apply([edit]);
    assert.throws(apply({ kind: 'create', uri: FLOW, text: FLOW_TEXT }), /a file is made that is there/);
    assert.throws(apply({ kind: 'create', uri: NEW, text: '{' }), /a change breaks/);
    assert.throws(apply({ kind: 'delete', uri: NEW }), /no file of the workspace/);
    assert.throws(apply({ kind: 'change', uri: NEW, edits: [] }), /no file of the workspace/);
  });
});
