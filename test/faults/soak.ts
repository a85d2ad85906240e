import * as assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString, writeHeapSnapshot } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createLinter, entryOf, rules, Workspace } from '../../server/src/core';
import { matches } from '../../server/src/core/globs';
import { own, shared } from '../../server/src/core/strings';
import { Client } from '../support/client';
import { readFixture } from '../support/fixture';
import { flowUsing } from '../support/solution';
import { sightOf } from './driver';
import { Session } from './session';

/**
 * Works for long in one folder, and ends with the memory it had when it had warmed up and with what a fresh server shows:
 * `node soak.js <steps>`. With KEYHOOK_SNAPSHOTS=<folder> it leaves a heap snapshot from after the warm-up and one from the end.
 */
const STEPS = Number(process.argv[2] ?? 100_000);
const SEED = Number(process.env['KEYHOOK_SEED'] ?? 20_260_101);
const SNAPSHOTS = process.env['KEYHOOK_SNAPSHOTS'];
const PARTS = 10;
const WARM = Math.max(1_000, STEPS / 10); // all that is done has been done by then
const MOST = 1.1;
const MIB = 1024 * 1024;

setFlagsFromString('--no-opt'); // what the compiler keeps is not ours
setFlagsFromString('--expose-gc');
let number = 0;
const collect = runInNewContext('gc') as () => void;

async function main(): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keyhook-soak-')));
  try {
    await soak(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The memory with the same in all that is remembered up to a limit, whatever is asked, for how full that happens to be is no leak:
 * with other flows, and with no name, for those are all forgotten when there are too many.
 */
function least(): number {
  const fixture = Array.from({ length: 1_000 }, (_, i) => flowUsing(`con_fill_${i}`, { name: `Fill${i}` })).join('');
  const changes = [...readFixture(fixture).files].map(([uri, text]) => ({
    uri,
    entry: entryOf({ uri, version: undefined, stamp: '', text: () => text }, text),
  }));
  const linter = createLinter({ rules, onCrash: () => {} });
  for (const _ of linter.run(new Workspace().apply(changes)));
  let used = Infinity;
  for (let i = 0; i < 50_000; i++) {
    own(`${number++} is one more`);
    shared({ oneMore: number });
    matches('file:///a/b', [{ base: 'file:///a', pattern: `${number}*` }]);
    if (i % 997 === 0) used = Math.min(used, heapUsed());
  }
  return used;
}

function heapUsed(): number {
  for (let i = 0; i < 3; i++) collect();
  return process.memoryUsage().heapUsed;
}

async function soak(folder: string): Promise<void> {
  const session = new Session(folder, SEED);
  const setup = { folders: [folder], options: { hasCommands: true }, configuration: () => session.settings };
  const client = await Client.start(setup);
  session.use(client);
  console.log(`KEYHOOK_SEED=${SEED}`);
  for (let i = 0; i < WARM; i++) await step(i, session, client);
  await rest('warm', session, client, folder);
  const warm = least();
  console.log(`without what is remembered up to a limit ${(warm / MIB).toFixed(2)} MiB`);
  for (let part = 1; part <= PARTS; part++) {
    for (let i = 0; i < STEPS / PARTS; i++) await step(i, session, client);
    await rest(`${(STEPS / PARTS) * part}`, session, client, folder);
  }
  const last = least();
  console.log(`without what is remembered up to a limit ${(last / MIB).toFixed(2)} MiB`);
  const seen = await sightOf(client, folder);
  client.stop();
  const fresh = await Client.start(setup);
  session.use(fresh);
  assert.deepEqual(seen, await sightOf(fresh, folder), session.done.join(', '));
  fresh.stop();
  assert.ok(last <= warm * MOST, `it began with ${(warm / MIB).toFixed(1)} MiB and ended with ${(last / MIB).toFixed(1)}`);
  console.log('Nothing is left over.');
}

async function step(number: number, session: Session, client: Client): Promise<void> {
  await session.step();
  if (number % 20 === 0) await client.ask('keyhook/checkDay', { day: '2030-01-01' }); // what waits is to stay little
  if (number % 20 === 0) client.forget();
}

/** What the heap holds when all is done that was to be done. */
async function rest(name: string, session: Session, client: Client, folder: string): Promise<void> {
  await session.finish();
  await client.settled(folder);
  assert.deepEqual(
    client.logged.filter((it) => it.includes('failed')),
    [],
  );
  client.forget();
  const used = heapUsed();
  console.log(`${name.padStart(7)} steps ${(used / MIB).toFixed(2).padStart(8)} MiB`);
  if (SNAPSHOTS !== undefined) writeHeapSnapshot(join(SNAPSHOTS, `${name}.heapsnapshot`));
}

main().catch((error: unknown) => {
  console.error(String(error).slice(0, 5_000));
  process.exitCode = 1;
});
