import * as assert from 'node:assert/strict';
import { statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { entryOf, type Facts } from '../../server/src/core';
import { load, uriOf, type FileStats, type Unread } from '../../server/src/host/disk';
import { KnownFiles } from '../../server/src/host/known-files';
import { Memory } from '../../server/src/host/memory';
import { loadShared } from '../../server/src/host/shared-reading';
import type { Program } from '../../server/src/host/threads';
import { writeWorkspace } from '../bench/workspace';
import { folderWith, write } from '../cli/run';
import { programOf, READS } from './programs';

/** What the flow in a file says, as JSON would. */
function factsOf(path: string, text: string): Facts {
  const entry = entryOf({ uri: uriOf(path), version: undefined, stamp: '', text: () => text }, text);
  return JSON.parse(JSON.stringify(entry!.facts)) as Facts;
}

/** All that a reading tells. */
interface Told {
  readonly files: readonly unknown[];
  readonly unread: readonly Unread[];
  readonly stats: readonly unknown[];
}

describe('reading that threads share', () => {
  const folders = new Map<string, string>([['examples', resolve('examples')]]);
  before(() => {
    const made = folderWith();
    writeWorkspace(made, { flows: 160 });
    write(made, 'solutions/Workflows/Huge.json', '');
    truncateSync(join(made, 'solutions/Workflows/Huge.json'), 65 * 1024 * 1024);
    write(made, 'solutions/Workflows/Huge.json.data.xml', '<Workflow');
    folders.set('made', made);
  });

  const gathered = (): Told & { onUnread(it: Unread): void; onRead(path: string, stats: FileStats): void; files: unknown[] } => {
    const [unread, stats]: [Unread[], unknown[]] = [[], []];
    return {
      files: [],
      unread,
      stats,
      onUnread: (it) => void unread.push(it),
      onRead: (path, { mtimeMs, ctimeMs, size, ino }) => void stats.push({ path, mtimeMs, ctimeMs, size, ino }),
    };
  };
  const plain = ({ files, unread, stats }: Told): Told => ({ files: JSON.parse(JSON.stringify(files)) as unknown[], unread, stats });

  const alone = (folder: string): Told => {
    const told = gathered();
    for (const { uri, entry } of load(folder, told.onUnread, told.onRead)) told.files.push({ uri, entry, stamp: entry?.file.stamp });
    return plain(told);
  };
  const shared = async (folder: string, program: Program | undefined, flowsEach = 1, known?: KnownFiles): Promise<Told> => {
    const told = gathered();
    const counts: number[] = [];
    const changes = await loadShared(folder, { program, known }, { ...told, onCount: (it) => counts.push(it) }, { flowsEach, most: 3 });
    for (const { uri, entry } of changes) told.files.push({ uri, entry, stamp: entry?.file.stamp });
    assert.deepEqual(
      counts,
      [...counts].sort((a, b) => a - b),
    );
    return plain(told);
  };

  it('says what one thread says, in the same order', async () => {
    for (const [name, folder] of folders) {
      const program = programOf(READS);
      const expected = alone(folder);
      assert.deepEqual(await shared(folder, program), expected, name);
      assert.ok(program.answers() > 0, 'threads have read');
      assert.deepEqual(await shared(folder, undefined), expected, name);
    }
    assert.equal(alone(folders.get('made')!).unread.length, 1);
  });

  it('loses nothing of a thread that ends early, whenever that is', async () => {
    const folder = folders.get('made')!;
    const expected = alone(folder);
    for (const script of [
      '',
      'throw new Error("as soon as it begins")',
      'parentPort.once("message", () => process.exit(1))',
      `let left = 1; parentPort.on('message', () => left-- || process.exit()); ${READS}`,
      'parentPort.on("message", () => parentPort.postMessage("no JSON"))',
      'parentPort.on("message", () => parentPort.postMessage("[]"))',
      'this is no script',
    ])
      assert.deepEqual(await shared(folder, programOf(script)), expected, script);
    assert.deepEqual(await shared(folder, { ...programOf(READS), file: join(folderWith(), 'gone.js') }), expected);
  });

  it('asks no thread that runs another version', async () => {
    const program = programOf(READS);
    const folder = folders.get('made')!;
    assert.deepEqual(await shared(folder, { ...program, state: 'as it was before it was replaced' }), alone(folder));
    assert.equal(program.answers(), 0);
  });

  it('starts no thread for few flows', async () => {
    const program = programOf(READS);
    const folder = folders.get('made')!;
    assert.deepEqual(await shared(folder, program, 162), alone(folder));
    assert.equal(program.answers(), 0);
    await shared(folder, program, 161);
    assert.ok(program.answers() > 0);
  });

  describe('and what is known from before', () => {
    const folder = folderWith();
    const flow = join(folder, 'solutions/Workflows/Known.json');
    const [long, short] = ['{"properties":{"displayName":"As it was"}}', '{"properties":{"displayName":"As it is"} }'];
    before(() => {
      writeWorkspace(folder, { flows: 20 });
      write(folder, 'solutions/Workflows/Known.json', long);
      writeFileSync(`${flow}.data.xml`, '<Workflow');
    });
    const cache = folderWith();
    const { now } = Date;
    before(() => void (Date.now = () => now() + 60_000)); // so that no file is too young
    after(() => void (Date.now = now));
    const known = (): KnownFiles => new KnownFiles(new Memory(cache, 'facts'), 'build');
    const namesIn = ({ files }: Told): string => JSON.stringify(files.filter((it) => JSON.stringify(it).includes('Known.json')));

    it('says what reading says', async () => {
      const expected = alone(folder);
      const [first, second] = [await shared(folder, undefined, 1, known()), await shared(folder, undefined, 1, known())];
      assert.deepEqual([first, second], [expected, expected]);
    });

    it('reads only files that have changed, and starts no thread for the others', async () => {
      const program = programOf(READS);
      const its = known();
      const stats = statSync(flow);
      its.note(uriOf(flow), stats, { ...factsOf(flow, long), displayName: 'As it is remembered' } as Facts);
      for (const _ of its.keep(() => true));
      assert.match(namesIn(await shared(folder, program, 1, known())), /As it is remembered/);
      assert.equal(program.answers(), 0);
      writeFileSync(flow, short);
      utimesSync(flow, stats.atime, stats.mtime);
      assert.equal(statSync(flow).size, stats.size);
      assert.match(namesIn(await shared(folder, program, 1, known())), /As it is"/);
    });
  });
});
