import * as assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { load, uriOf } from '../../server/src/host/disk';
import { ReadAhead } from '../../server/src/host/read-ahead';
import type { Program } from '../../server/src/host/threads';
import { found, type Found } from '../../server/src/host/walk';
import { readAhead } from '../../server/src/lsp/disks/own';
import { folderWith } from '../cli/run';
import { idOf, small, start, UNDEFINED } from '../lsp/setup';
import { flowUsing, metadata, solution } from '../support/solution';
import { programOf, READS } from './programs';

const LIMITS = { flowsEach: 1, most: 3 };
const NUMBERS = Array.from({ length: 400 }, (_, i) => i);

describe('files that threads read ahead', () => {
  const flows = NUMBERS.map((i) => {
    const parts = { name: `Flow${i}`, id: idOf(i) };
    return flowUsing(i % 3 === 0 ? 'con_gone' : 'con_teams', parts) + metadata(parts);
  });
  let folder: string;
  let files: readonly Found[];
  before(() => {
    folder = folderWith(solution() + flows.join(''));
    files = [...found(folder, () => {})].filter((it) => it.path.includes('Flow'));
    assert.equal(files.length, 2 * NUMBERS.length);
  });

  const begun = (program: Program): ReadAhead => {
    const ahead = new ReadAhead(program, LIMITS);
    ahead.begin(files);
    return ahead;
  };
  /** What is there when somebody asks for one after the other. */
  const taken = async (ahead: ReadAhead, its = files): Promise<readonly unknown[]> => {
    const all: unknown[] = [];
    for (const { uri } of its) {
      await ahead.arrival(uri);
      const change = ahead.take(uri);
      if (change) all.push({ ...change, stamp: change.entry?.file.stamp });
      assert.equal(ahead.take(uri), undefined, 'once');
    }
    ahead.end();
    return JSON.parse(JSON.stringify(all)) as unknown[];
  };

  it('are what one thread reads', async () => {
    const alone = [...load(folder, () => {})].filter((it) => it.uri.includes('Flow')).map((it) => ({ ...it, stamp: it.entry?.file.stamp }));
    assert.deepEqual(await taken(begun(programOf(READS))), JSON.parse(JSON.stringify(alone)));
  });

  it('are left to whoever asks in another order, and nobody waits in vain', async () => {
    const ahead = begun(programOf(READS));
    assert.ok((await taken(ahead, [...files].reverse())).length < 100);
  });

  it('are still read ahead when somebody wants some of them first', async () => {
    const disk = readAhead(new ReadAhead(programOf(READS), LIMITS));
    const uri = files.at(-1)!.uri;
    await disk.refresh([uriOf(folder)]);
    assert.ok(disk.arrival?.(files[0]!.uri), 'a thread reads');
    await disk.refresh([uri.slice(0, uri.lastIndexOf('/'))]);
    await disk.refresh([]);
    assert.ok(disk.arrival?.(files[0]!.uri), 'and goes on');
    for (const _ of disk.settled?.() ?? []);
    assert.equal(disk.arrival?.(uri), undefined);
  });

  it('are left to whoever asks where a thread ends early', async () => {
    for (const script of [
      '',
      'parentPort.on("message", () => process.exit())',
      'parentPort.on("message", () => parentPort.postMessage("[]"))',
    ])
      assert.deepEqual(await taken(begun(programOf(script))), [], script);
  });

  it('are not taken when they have changed since', async () => {
    const ahead = begun(programOf(READS));
    const [first, second] = files as [Found, Found];
    await ahead.arrival(first.uri);
    appendFileSync(first.path, ' ');
    assert.equal(ahead.take(first.uri), undefined);
    assert.ok(ahead.take(second.uri));
    ahead.end();
  });

  it('are found to be wrong by the server as if it had read them itself', async () => {
    const folder = folderWith(
      Array.from({ length: 40 }, (_, i) => small(`s${i}`, ['con_teams'], i % 2 ? 'con_gone' : 'con_teams')).join(''),
    );
    const plain = await start({ folders: [folder] });
    await plain.settled(folder);
    const program = programOf(READS);
    const client = await start({ folders: [folder], disk: readAhead(new ReadAhead(program, LIMITS)) });
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), plain.shows(folder));
    assert.ok(JSON.stringify(client.shows(folder)).includes(UNDEFINED));
    assert.ok(program.answers() > 0, 'threads have read');
  });
});
