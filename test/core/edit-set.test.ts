import * as assert from 'node:assert/strict';
import { Refusal, type Scene, type Uri } from '../../server/src/core';
import { asOne, textAfter, type FileEdit } from '../../server/src/core/edits';
import { EditSet } from '../../server/src/core/edit-set';
import { removeReference } from '../../server/src/core/refactorings/remove';
import { sceneOf } from '../support/check-fix';
import { readFixture, ROOT } from '../support/fixture';
import { reference, solution } from '../support/solution';

const CUSTOMIZATIONS = `${ROOT}src/Other/Customizations.xml`;
const MANIFEST = `${ROOT}src/Other/Solution.xml`;
const SETTINGS = `${ROOT}src/test.settings.json`;

function setOf(fixture = solution({ references: [reference('con_teams')] })): EditSet {
  return new EditSet(sceneOf(readFixture(fixture).files));
}

function refused(act: () => void, message: string): void {
  assert.throws(act, (error) => error instanceof Refusal && error.message === message, message);
}

describe('a set of edits', () => {
  it('has changed, made and removed files by path', () => {
    const set = setOf();
    set.create(`${ROOT}src/z.json`, '{}');
    set.replace(CUSTOMIZATIONS, { start: 3, end: 4 }, 'x');
    set.create(`${ROOT}a/new folder.json`, 'ü\r\n');
    set.remove(MANIFEST);
    set.replace(CUSTOMIZATIONS, { start: 0, end: 1 }, 'y');
    assert.deepEqual(set.build(), [
      { kind: 'create', uri: `${ROOT}a/new folder.json`, text: 'ü\r\n' },
      {
        kind: 'change',
        uri: CUSTOMIZATIONS,
        edits: [
          { span: { start: 0, end: 1 }, text: 'y' },
          { span: { start: 3, end: 4 }, text: 'x' },
        ],
      },
      { kind: 'delete', uri: MANIFEST },
      { kind: 'create', uri: `${ROOT}src/z.json`, text: '{}' },
    ]);
  });

  it('has no edits of a file that is removed, whichever came first', () => {
    for (const removesFirst of [true, false]) {
      const set = setOf();
      if (removesFirst) set.remove(CUSTOMIZATIONS);
      set.replace(CUSTOMIZATIONS, { start: 0, end: 1 }, 'y');
      set.xml(CUSTOMIZATIONS);
      if (!removesFirst) set.remove(CUSTOMIZATIONS);
      assert.deepEqual(set.build(), [{ kind: 'delete', uri: CUSTOMIZATIONS }]);
    }
  });

  it('refuses to make a file that is there, in any letter case', () => {
    const fixture = `${solution()}--- src/test.settings.json\n{ "ConnectionReferences": [] }\n`;
    for (const name of ['test.settings.json', 'TEST.Settings.json', 'test%2Esettings.json'])
      refused(
        () => setOf(fixture).create(`${ROOT}src/${name}`, '{}'),
        `There is a file '${name.replace('%2E', '.')}' already: change that, or choose another name.`,
      );
    setOf(fixture).create(`${ROOT}src/other/test.settings.json`, '{}');
  });

  it('refuses to make or remove a file of a managed solution', () => {
    const message = "'Managed' is kept here as a managed solution, which is made elsewhere: make the change there.";
    const managed = solution({ name: 'Managed', managed: '1' });
    refused(() => setOf(managed).create(`${ROOT}src/Workflows/new.json`, '{}'), message);
    refused(() => setOf(managed).remove(CUSTOMIZATIONS), message);
  });

  it('refuses to remove a file that does not parse', () => {
    const broken = `${solution()}--- src/Workflows/broken.json\n{ "properties":\n`;
    const message = "'broken.json' does not parse, so it cannot be changed safely: mend the file first.";
    refused(() => setOf(broken).remove(`${ROOT}src/Workflows/broken.json`), message);
  });

  it('makes a file once that is made twice alike, and throws when it is to become two things', () => {
    const set = setOf();
    set.create(SETTINGS, '{}');
    set.create(SETTINGS, '{}');
    assert.deepEqual(set.build(), [{ kind: 'create', uri: SETTINGS, text: '{}' }]);
    set.create(SETTINGS, '[]');
    assert.throws(() => set.build(), /is to become two things/);
  });

  it('reads a file once, however many fixes of one scene change it', () => {
    const references = Array.from({ length: 20 }, (_, index) => reference(`con_ref_${index}`, 'shared_teams', `Thing ${index}`));
    const scene = sceneOf(readFixture(solution({ references })).files);
    const [folder] = scene.snapshot.solutions;
    const asked: Uri[] = [];
    const counting: Scene = { ...scene, text: (uri) => (asked.push(uri), scene.text(uri)) };
    const edits = (sceneOfEach: () => Scene): unknown => folder!.references.map((it) => removeReference(folder!, it, sceneOfEach()).edits);
    assert.deepEqual(
      edits(() => counting),
      edits(() => ({ ...scene })),
    );
    assert.deepEqual(asked, [CUSTOMIZATIONS]);
  });
});

describe('edits of one state', () => {
  const change = (start: number, text: string): FileEdit => ({
    kind: 'change',
    uri: SETTINGS,
    edits: [{ span: { start, end: start + 1 }, text }],
  });
  const removal: FileEdit = { kind: 'delete', uri: SETTINGS };
  const creation: FileEdit = { kind: 'create', uri: SETTINGS, text: 'x' };

  it('are one edit for each file', () => {
    const both = { ...change(0, 'a'), edits: [...textOf(change(0, 'a')), ...textOf(change(2, 'b'))] };
    assert.deepEqual(asOne([change(2, 'b'), change(0, 'a')]), [both]);
    assert.deepEqual(asOne([change(2, 'b'), removal, change(0, 'a')]), [removal]);
    assert.deepEqual(asOne([removal, removal]), [removal]);
    for (const it of [change(0, 'a'), removal]) assert.throws(() => asOne([creation, it]), /is to become two things/);
  });

  it('give the text that is there then', () => {
    const after = (edit: FileEdit): string | undefined => textAfter(edit, () => 'abc');
    assert.deepEqual([after(change(1, 'B')), after(creation), after(removal)], ['aBc', 'x', undefined]);
  });
});

function textOf(edit: FileEdit): readonly { readonly text: string }[] {
  return edit.kind === 'change' ? edit.edits : [];
}
