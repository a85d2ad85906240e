import * as assert from 'node:assert/strict';
import { changeInWords, prefixChange, usersInWords, type FileEdit } from '../../server/src/core';
import { sceneOf } from '../support/check-fix';
import { everywhere } from '../support/everywhere';
import { readFixture, ROOT } from '../support/fixture';

const { files } = readFixture(everywhere(() => 'con_teams'));

describe('a change in words', () => {
  it('says what kinds of files it touches', () => {
    const change = (paths: readonly string[]): string =>
      changeInWords(paths.map((path): FileEdit => ({ kind: 'change', uri: ROOT + path, edits: [] })));
    assert.equal(
      change([...files.keys()].map((it) => it.slice(ROOT.length))),
      '2 flows, 6 solution files, 2 apps, 3 agent files, 2 package manifests, 2 settings files, 1 other file',
    );
    assert.equal(change(['a/Workflows/a.json', 'a/Connectors/x.xml', 'a/Workflows/a.json.data.xml']), '1 flow, 2 other files');
  });

  it('says which files are new, and which are deleted', () => {
    const uri = (path: string): string => ROOT + path;
    const edits: FileEdit[] = [
      { kind: 'create', uri: uri('a/test.json'), text: '' },
      { kind: 'delete', uri: uri('a/Workflows/a.json') },
      { kind: 'change', uri: uri('a/prod.json'), edits: [] },
      { kind: 'create', uri: uri('a/dev.json'), text: '' },
    ];
    assert.equal(changeInWords(edits), '1 flow deleted, 1 settings file, 2 new settings files');
  });

  it('says who uses a reference', () => {
    const scene = sceneOf(files);
    const own = scene.snapshot.solutions.find((it) => it.root === `${ROOT}src`)!.references;
    assert.deepEqual(
      own.map((it) => usersInWords(it, scene)),
      ['used by 1 flow', 'used by 2 flows, 2 apps, 1 agent, 2 package manifests'],
    );
  });

  it('says what becomes of the publisher’s prefix', () => {
    assert.equal(prefixChange('con_a', 'new_a'), "Change the publisher prefix from 'con' to 'new'");
    assert.equal(prefixChange('con_a', 'CON_b'), undefined);
  });
});
