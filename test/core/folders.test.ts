import * as assert from 'node:assert/strict';
import { checkedIn, entryOf, inMemory, Workspace } from '../../server/src/core';
import { readFixture, ROOT } from '../support/fixture';
import { flowUsing, reference, settings, solution } from '../support/solution';

const SETTINGS = 'settings/prod.json';

describe('the folders of a workspace', () => {
  const { files } = readFixture(
    ['b', 'a', 'c']
      .map((root) => solution({ root, references: [reference(`con_${root}`)] }) + flowUsing(`con_${root}`, { root }))
      .join('') + settings(SETTINGS, { references: [] }),
  );

  function read(): Workspace {
    const workspace = new Workspace();
    workspace.apply([...files].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) })));
    return workspace;
  }

  function put(workspace: Workspace, path: string, text: string): void {
    const uri = `${ROOT}${path}`;
    workspace.apply([{ uri, entry: entryOf(inMemory(uri, text), text) }]);
  }

  const namesOf = (folders: readonly { readonly root: string }[]): readonly string[] => folders.map(({ root }) => root.slice(ROOT.length));
  const pathIn = (root: string, end: string): string =>
    [...files.keys()].find((it) => it.startsWith(`${ROOT}${root}/`) && it.endsWith(end))!.slice(ROOT.length);

  it('stand in the order of their paths, what is no solution at the end of what is checked', () => {
    const { snapshot } = read();
    assert.deepEqual(namesOf(snapshot.solutions), ['a', 'b', 'c']);
    assert.deepEqual(namesOf(snapshot.others), ['settings']);
    assert.deepEqual(namesOf(checkedIn(snapshot)), ['a', 'b', 'c', 'settings']);
  });

  it('are the same but for the one that a flow is edited in', () => {
    const workspace = read();
    const before = workspace.snapshot;
    const path = pathIn('b', '.json');
    put(workspace, path, ` ${files.get(ROOT + path)!}`);
    const { solutions, others, folders } = workspace.snapshot;
    assert.deepEqual(
      solutions.map((it, i) => it === before.solutions[i]),
      [true, false, true],
    );
    assert.equal(others[0], before.others[0]);
    assert.equal(folders.frames, before.folders.frames);
    assert.deepEqual([folders.at(`${ROOT}b`), folders.solution(`${ROOT}b`), folders.checked(`${ROOT}b`)], Array(3).fill(solutions[1]));
    assert.equal(before.folders.at(`${ROOT}b`), before.solutions[1], 'the moment before is as it was');
  });

  it('are others for what looks at their definitions when those are edited', () => {
    const workspace = read();
    const before = workspace.snapshot.folders.frames;
    const path = pathIn('b', 'Customizations.xml');
    put(workspace, path, files.get(ROOT + path)!.replace('con_b', 'con_d'));
    const { frames } = workspace.snapshot.folders;
    assert.deepEqual(
      frames.solutions.map((it, i) => it === before.solutions[i]),
      [true, false, true],
    );
    assert.equal(frames.solutions[1]!.references[0]!.logicalName.value, 'con_d');
  });

  it('come, go, and become something to be checked', () => {
    const workspace = read();
    for (const uri of files.keys()) if (uri.startsWith(`${ROOT}b/`)) workspace.apply([{ uri, entry: undefined }]);
    assert.deepEqual(namesOf(checkedIn(workspace.snapshot)), ['a', 'c', 'settings']);
    assert.equal(workspace.snapshot.folders.at(`${ROOT}b`), undefined);
    workspace.apply([{ uri: `${ROOT}${SETTINGS}`, entry: undefined }]);
    assert.deepEqual(namesOf(checkedIn(workspace.snapshot)), ['a', 'c']);
    put(workspace, 'team/keyhook.json', '{}');
    assert.deepEqual(namesOf(checkedIn(workspace.snapshot)), ['a', 'c', 'team']);
  });
});
