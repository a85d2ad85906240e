import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Facts, Uri } from '../../server/src/core';
import { KnownFiles } from '../../server/src/host/known-files';
import { Memory } from '../../server/src/host/memory';

const SOLUTION = 'file:///w/Contoso/src';
const flow = (name: string): Uri => `${SOLUTION}/Workflows/${name}.json`;
const OLD = { mtimeMs: 1_000.5, ctimeMs: 2_000.25, size: 30, ino: 4 };

/** Facts of no flow in particular; nobody looks inside. */
const says = (displayName: string): Facts => ({ kind: 'flow', displayName }) as unknown as Facts;

describe('what files said', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'keyhook-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const knownTo = (build = 'this'): KnownFiles => new KnownFiles(new Memory(folder, 'facts'), build);
  const keep = (files: Readonly<Record<Uri, Facts>>, isThere = (_: Uri): boolean => true, stats = OLD): void => {
    const known = knownTo();
    for (const [uri, facts] of Object.entries(files)) known.note(uri, stats, facts);
    for (const _ of known.keep(isThere));
  };

  it('is known to the next run, of each solution', () => {
    const other = 'file:///w/Other/src/Workflows/A.json';
    keep({ [flow('A')]: says('a'), [flow('B')]: says('b'), [other]: says('other') });
    const known = knownTo();
    assert.deepEqual(
      [flow('A'), other, flow('B'), flow('C')].map((it) => known.recall(it, OLD)),
      [says('a'), says('other'), says('b'), undefined],
    );
  });

  for (const number of ['mtimeMs', 'ctimeMs', 'size', 'ino'] as const)
    it(`is not known of a file whose ${number} is another`, () => {
      keep({ [flow('A')]: says('a') });
      assert.equal(knownTo().recall(flow('A'), { ...OLD, [number]: OLD[number] + 1 }), undefined);
    });

  it('is not known to a program that reads otherwise', () => {
    keep({ [flow('A')]: says('a') });
    assert.equal(knownTo('another').recall(flow('A'), OLD), undefined);
  });

  it('is not known of a file that was changed just before, for it may have changed again at the same time', () => {
    const young = { ...OLD, mtimeMs: Date.now() };
    keep({ [flow('A')]: says('a') }, undefined, young);
    assert.equal(knownTo().recall(flow('A'), young), undefined);
  });

  it('stays known when others of the solution are read again, but for files that are gone', () => {
    keep({ [flow('A')]: says('a'), [flow('B')]: says('b'), [flow('C')]: says('c') });
    keep({ [flow('A')]: says('new') }, (it) => it !== flow('C'));
    const known = knownTo();
    assert.deepEqual(
      [flow('A'), flow('B'), flow('C')].map((it) => known.recall(it, OLD)),
      [says('new'), says('b'), undefined],
    );
  });

  it('is kept of flows and their metadata alone', () => {
    const metadata = `${flow('A')}.data.xml`;
    const other = `${SOLUTION}/Other/Solution.xml`;
    keep({ [metadata]: says('metadata'), [other]: says('other') });
    assert.deepEqual([knownTo().recall(metadata, OLD), knownTo().recall(other, OLD)], [says('metadata'), undefined]);
  });

  it('is not kept of a file that could not be read', () => {
    keep({ [flow('A')]: { kind: 'unread', faults: [] } });
    assert.equal(knownTo().recall(flow('A'), OLD), undefined);
  });
});
