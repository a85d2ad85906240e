import * as assert from 'node:assert/strict';
import { folderWith } from '../cli/run';
import { able } from '../lsp/asking';
import { start } from '../lsp/setup';
import { sightOf } from './driver';
import { Session } from './session';

const SEED = Number(process.env['KEYHOOK_SEED'] ?? 20_260_101);
const RUNS = Number(process.env['KEYHOOK_RUNS'] ?? 12);
const STEPS = 120;

describe('the server, whatever a person does', function () {
  this.timeout(RUNS * 20_000);

  for (let i = 0; i < RUNS; i++)
    it(`shows in the end what a fresh one shows (KEYHOOK_SEED=${SEED + i})`, async () => {
      const folder = folderWith();
      const session = new Session(folder, SEED + i);
      const setup = { folders: [folder], capabilities: able, options: { hasCommands: true }, configuration: () => session.settings };
      const client = await start(setup);
      session.use(client);
      for (let step = 0; step < STEPS; step++) await session.step();
      await session.finish();
      const seen = await sightOf(client, folder);
      const fresh = await start(setup);
      session.use(fresh);
      assert.deepEqual(seen, await sightOf(fresh, folder), session.done.join(', '));
      assert.deepEqual(client.logged, []);
    });
});
