import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryOf, inMemory, type Uri } from '../../server/src/core';
import { decode } from '../../server/src/host/disk';
import { cases, findingsIn } from './case';
import { CORPUS, needCorpus } from './corpus';
import { withoutPlaces } from '../support/without-places';

const read = (folder: string, name: string): string => decode(readFileSync(join(CORPUS, folder, name)));
const readable = (uri: Uri, text: string): unknown => withoutPlaces(entryOf(inMemory(uri, text), text)!.facts);

describe('corpus: files that were committed in the middle of a merge', () => {
  before(needCorpus);

  it('say so at the first marker, once, and are read to the end', () => {
    const names = readdirSync(join(CORPUS, 'malformed')).filter((it) => it.includes('.conflict.'));
    assert.equal(names.length, 4);
    for (const name of names) {
      const text = read('malformed', name);
      const isXml = name.endsWith('.xml');
      const uri = isXml ? 'file:///w/src/Other/Solution.xml' : `file:///w/src/Workflows/${name}`;
      const manifest = isXml ? [] : [['file:///w/src/Other/Solution.xml', '<ImportExportXml />'] as const];
      const broken = findingsIn(new Map([[uri, text], ...manifest])).filter((it) => it.rule.id.startsWith('invalid-'));
      assert.deepEqual(
        broken.map(({ rule, at }) => [rule.id, at.uri, at.span.start, text.slice(at.span.start, at.span.end)]),
        [[isXml ? 'invalid-xml' : 'invalid-json', uri, text.indexOf('<<<<<<<'), '<<<<<<< HEAD']],
      );
      const resolved = text.replaceAll(/^<{7} .*\n([^]*?)^={7}\n[^]*?^>{7} .*\n/gm, '$1');
      assert.deepEqual(readable(uri, text), readable(uri, resolved), name);
    }
  });
});

describe('corpus: flows before and after their direct connections were replaced', () => {
  before(needCorpus);

  it('are told apart', () => {
    const [solution] = cases().filter((it) => it.folder === 'direct-connections');
    const names = readdirSync(join(CORPUS, 'before-after')).filter((it) => it.endsWith('.before.json'));
    assert.equal(names.length, 3);
    for (const name of names) {
      const [uri] = [...solution!.files.keys()].filter((it) => it.endsWith(`/${name.replace('.before.json', '.json')}`));
      assert.ok(uri, name);
      const direct = (state: string): number =>
        findingsIn(new Map(solution!.files).set(uri, read('before-after', name.replace('before', state)))).filter(
          ({ rule, at }) => rule.id === 'direct-connection' && at.uri === uri,
        ).length;
      assert.deepEqual([direct('before'), direct('after')], [1, 0], name);
    }
  });
});
