import * as assert from 'node:assert/strict';
import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { entryOf, type Facts } from '../../server/src/core';
import { uriOf } from '../../server/src/host/disk';
import { KnownFiles } from '../../server/src/host/known-files';
import { Memory } from '../../server/src/host/memory';
import { ReadAhead } from '../../server/src/host/read-ahead';
import type { Disk } from '../../server/src/lsp/disks/disk';
import { readAhead } from '../../server/src/lsp/disks/own';
import { folderWith } from '../cli/run';
import { programOf, READS } from '../disk/programs';
import { flowOf, small, start, textOf } from './setup';

describe('a server that starts where another has read', () => {
  const { now } = Date;
  let folder: string;
  let cache: string;
  beforeEach(() => {
    folder = folderWith(small('a', ['con_teams'], 'con_gone') + small('b'));
    cache = folderWith();
    Date.now = () => now() + 60_000; // so that no file is too young
  });
  afterEach(() => void (Date.now = now));

  const known = (): KnownFiles => new KnownFiles(new Memory(cache, 'facts'), 'build');
  const program = programOf(READS);
  const found = async (limits?: ConstructorParameters<typeof ReadAhead>[1]): Promise<unknown> => {
    const disk: Disk = readAhead(new ReadAhead(program, limits), known);
    const client = await start({ folders: [folder], disk });
    await client.settled(folder);
    for (const _ of disk.settled?.() ?? []); // whatever is not kept yet
    return client.shows(folder);
  };
  /** What the flow said, for who believes it. */
  const pretend = (text: string): void => {
    const path = flowOf(folder, 'a');
    const entry = entryOf({ uri: uriOf(path), version: undefined, stamp: '', text: () => text }, text);
    const its = known();
    its.note(uriOf(path), statSync(path), JSON.parse(JSON.stringify(entry!.facts)) as Facts);
    for (const _ of its.keep(() => true));
  };

  for (const [how, limits] of [
    ['alone', undefined],
    ['with threads', { flowsEach: 1, most: 2 }],
  ] as const)
    describe(how, () => {
      it('finds the same', async () => {
        const client = await start({ folders: [folder] });
        await client.settled(folder);
        const expected = client.shows(folder);
        assert.deepEqual([await found(limits), await found(limits)], [expected, expected]);
      });

      it('reads no flow that is as it was, and every one that is not', async () => {
        const before = await found(limits);
        pretend(textOf(flowOf(folder, 'a')).replaceAll('con_gone', 'con_teams'));
        assert.deepEqual(await found(limits), {});
        const path = flowOf(folder, 'a');
        const { atime, mtime } = statSync(path);
        writeFileSync(path, textOf(path));
        utimesSync(path, atime, mtime);
        assert.deepEqual(await found(limits), before);
      });
    });
});
