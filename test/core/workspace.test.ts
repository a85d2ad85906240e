import * as assert from 'node:assert/strict';
import { entryOf, inMemory, Workspace, type FileChange, type Solution } from '../../server/src/core';
import { readFixture, ROOT } from '../support/fixture';
import { flowUsing, metadata, reference, solution } from '../support/solution';

const A =
  solution({ root: 'a/src', name: 'A', references: [reference('con_a')] }) +
  flowUsing('con_a', { root: 'a/src' }) +
  metadata({ root: 'a/src' });
const B = solution({ root: 'b/src', name: 'B' }) + flowUsing('con_a', { root: 'b/src' });

const changesOf = (fixture: string): FileChange[] =>
  [...readFixture(fixture).files].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) }));
const gone = (fixture: string): FileChange[] => changesOf(fixture).map(({ uri }) => ({ uri, entry: undefined }));
const rootsOf = (of: { solutions: readonly Solution[] }): string[] => of.solutions.map((it) => it.root.slice(ROOT.length));

describe('Workspace', () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
    workspace.apply(changesOf(A + B));
  });
  const solutionAt = (root: string): Solution => workspace.snapshot.solutions.find((it) => it.root === ROOT + root)!;

  it('has its solutions in the order of their roots', () => assert.deepEqual(rootsOf(workspace.snapshot), ['a/src', 'b/src']));

  it('does not take a folder of flows inside a solution for one of its own, whichever is read first', () => {
    const stray = flowUsing('con_a', { root: 'a/src/backup' });
    workspace.apply(changesOf(stray));
    assert.deepEqual(rootsOf(workspace.snapshot), ['a/src', 'b/src']);
    workspace.apply(gone(A));
    assert.deepEqual(rootsOf(workspace.snapshot), ['a/src/backup', 'b/src']);
    workspace.apply(changesOf(A));
    assert.deepEqual(rootsOf(workspace.snapshot), ['a/src', 'b/src']);
  });

  it('keeps the solution that nothing has changed in', () => {
    const [a, b] = [solutionAt('a/src'), solutionAt('b/src')];
    workspace.apply(changesOf(flowUsing('con_b', { root: 'b/src' })));
    assert.equal(solutionAt('a/src'), a);
    assert.notEqual(solutionAt('b/src'), b);
    assert.equal(solutionAt('b/src').flows[0]!.connections[0]!.logicalName?.value, 'con_b');
    assert.equal(b.flows[0]!.connections[0]!.logicalName?.value, 'con_a', 'what was is not touched');
  });

  it('keeps the flow that nothing has changed in, and makes it anew when its file or its metadata is another', () => {
    const other = { root: 'a/src', name: 'Other', id: '00000000-0000-4000-8000-000000000001' };
    workspace.apply(changesOf(flowUsing('con_a', other) + metadata(other)));
    const flows = (): Solution['flows'] => solutionAt('a/src').flows;
    const [ask, its] = flows();
    workspace.apply(changesOf(flowUsing('con_b', other)));
    assert.equal(flows()[0], ask);
    assert.notEqual(flows()[1], its);
    assert.equal(flows()[1]!.connections[0]!.logicalName?.value, 'con_b');
    workspace.apply(changesOf(metadata({ ...other, displayName: 'Another name' })));
    assert.deepEqual([flows()[0] === ask, flows()[1]!.name], [true, 'Another name']);
    workspace.apply(gone(metadata(other)));
    assert.deepEqual([flows()[0] === ask, flows()[1]!.name, flows()[1]!.metadata], [true, 'Other', undefined]);
  });

  it('keeps the facts of the files that have not changed', () => {
    const before = solutionAt('b/src').entries;
    workspace.apply(changesOf(flowUsing('con_b', { root: 'b/src' })));
    const after = solutionAt('b/src').entries;
    assert.deepEqual(
      [...after.keys()].filter((it) => after.get(it) !== before.get(it)).map((it) => it.includes('/Workflows/')),
      [true],
    );
  });

  it('takes many changes as one step', () => {
    const { id } = workspace.snapshot;
    const snapshot = workspace.apply([
      ...gone(A),
      ...changesOf(flowUsing('con_b', { root: 'b/src' })),
      ...changesOf(A.replaceAll('--- a/', '--- c/')),
    ]);
    assert.equal(snapshot.id, id + 1);
    assert.equal(snapshot, workspace.snapshot);
    assert.deepEqual(rootsOf(snapshot), ['b/src', 'c/src']);
  });

  it('is the same snapshot when nothing of ours changed', () => {
    const before = workspace.snapshot;
    for (const changes of [
      [],
      [{ uri: `${ROOT}readme.md`, entry: undefined }],
      gone(solution({ root: 'nowhere' })),
      gone(flowUsing('con_b', { root: 'b/src', name: 'Never' })),
    ])
      assert.equal(workspace.apply(changes), before);
  });

  it('forgets a solution whose files are all gone, and knows it again when they are back', () => {
    workspace.apply(gone(A));
    assert.deepEqual(rootsOf(workspace.snapshot), ['b/src']);
    workspace.apply(gone(B));
    assert.deepEqual([...workspace.snapshot.solutions, ...workspace.uris()], []);
    workspace.apply(changesOf(B));
    assert.deepEqual(rootsOf(workspace.snapshot), ['b/src']);
  });

  it('has no solution in a folder that holds none', () => {
    workspace.apply([...gone(A + B), ...changesOf('--- x.ppkg.json\n{}\n--- c/Workflows/settings.json\n{}\n')]);
    assert.deepEqual(rootsOf(workspace.snapshot), []);
    assert.equal([...workspace.uris()].length, 2);
  });

  it('gives a file as it was last read', () => {
    const [change] = changesOf(flowUsing('con_a', { root: 'b/src' }));
    assert.ok(workspace.entry(change!.uri));
    workspace.apply([change!]);
    assert.equal(workspace.entry(change!.uri), change!.entry);
    workspace.apply([{ uri: change!.uri, entry: undefined }]);
    assert.equal(workspace.entry(change!.uri), undefined);
    assert.equal(workspace.entry('file:///w/none.txt'), undefined);
  });

  it('does not depend on the order in which files were read', () => {
    const backwards = new Workspace();
    for (const change of changesOf(A + B).reverse()) backwards.apply([change]);
    const said = ({ snapshot }: Workspace): unknown =>
      snapshot.solutions.map((it) => [
        it.root,
        [...it.entries.keys()],
        it.flows.map((flow) => ({ ...flow, file: flow.file.uri })),
        it.references,
      ]);
    assert.deepEqual(said(backwards), said(workspace));
  });

  it('reads only files of ours', () => {
    assert.equal(entryOf(inMemory(`${ROOT}README.md`, '# x'), '# x'), undefined);
    const file = inMemory(`${ROOT}Workflows/a.json`, '');
    assert.equal(entryOf(file, '')?.file, file);
  });
});
