import * as assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString, writeHeapSnapshot } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createLinter, entryOf, inMemory, rules, Workspace } from '../../server/src/core';
import { matches } from '../../server/src/core/globs';
import { own } from '../../server/src/core/strings';
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
const collect = runInNewContext('gc') as () => void;

async function main(): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keyhook-soak-')));
  try {
    await soak(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Fills what is remembered up to a limit, for whatever is asked: how full it happens to be is no leak. */
function fill(): void {
  const fixture = Array.from({ length: 1_000 }, (_, i) => flowUsing(`con_fill_${i}`, { name: `Fill${i}` })).join('');
  const changes = [...readFixture(fixture).files].map(([uri, text]) => ({
    uri,
    entry: entryOf(inMemory(uri, text), text),
  }));
  const linter = createLinter({ rules, onCrash: () => {} });
  for (const _ of linter.run(new Workspace().apply(changes)));
  for (let i = 0; i < 1_990; i++) matches('file:///w/a', [{ base: 'file:///w', pattern: `fill-${i}/**` }]);
  for (let i = 0; i < 98_000; i++) own(`fill ${i}`);
}

async function soak(folder: string): Promise<void> {
  const session = new Session(folder, SEED);
  const setup = { folders: [folder], options: { hasCommands: true }, configuration: () => session.settings };
  const client = await Client.start(setup);
  session.use(client);
  console.log(`KEYHOOK_SEED=${SEED}`);
  for (let i = 0; i < WARM; i++) await step(i, session, client);
  fill();
  const warm = await rest('warm', session, client, folder);
  let last = warm;
  for (let part = 1; part <= PARTS; part++) {
    for (let i = 0; i < STEPS / PARTS; i++) await step(i, session, client);
    last = await rest(`${(STEPS / PARTS) * part}`, session, client, folder);
  }
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
async function rest(name: string, session: Session, client: Client, folder: string): Promise<number> {
  await session.finish();
  await client.settled(folder);
  assert.deepEqual(
    client.logged.filter((it) => it.includes('failed')),
    [],
  );
  client.forget();
  for (let i = 0; i < 3; i++) collect();
  const { heapUsed } = process.memoryUsage();
  console.log(`${name.padStart(7)} steps ${(heapUsed / MIB).toFixed(2).padStart(8)} MiB`);
  if (SNAPSHOTS !== undefined) writeHeapSnapshot(join(SNAPSHOTS, `${name}.heapsnapshot`));
  return heapUsed;
}

main().catch((error: unknown) => {
  console.error(String(error).slice(0, 5_000));
  process.exitCode = 1;
});
