import * as assert from 'node:assert/strict';
import { folderWith } from '../cli/run';
import { able } from '../lsp/asking';
import { Client } from '../support/client';
import { generator } from '../support/random';
import { sightOf, spawned } from './driver';
import { Session } from './session';

const SEED = Number(process.env['KEYHOOK_SEED'] ?? 20_260_101);
const RUNS = Number(process.env['KEYHOOK_RUNS'] ?? 4);

describe('the server, killed and started again', function () {
  this.timeout(60_000 + RUNS * 30_000);

  it(`shows all that a fresh one shows, wherever it was (${RUNS} times with KEYHOOK_SEED=${SEED})`, async () => {
    const random = generator(SEED);
    const folder = folderWith();
    const session = new Session(folder, SEED);
    const startOne = async (): Promise<{ client: Client; kill(): Promise<void> }> => {
      const server = spawned();
      const configuration = (): object => session.settings;
      const client = await Client.start({ folders: [folder], capabilities: able, options: { hasCommands: true }, configuration, server });
      session.use(client);
      return {
        client,
        kill: async () => {
          client.stop();
          await server.kill();
        },
      };
    };
    let [current, other] = [await startOne(), undefined as Awaited<ReturnType<typeof startOne>> | undefined];
    try {
      for (let run = 0; run < RUNS; run++) {
        for (let i = Math.floor(random() * 150); i > 0; i--) await session.step();
        session.abandon();
        await current.kill();
        current = await startOne();
        for (let i = Math.floor(random() * 20); i > 0; i--) await session.step(); // while it reads for the first time
      }
      await session.finish();
      const seen = await sightOf(current.client, folder);
      other = await startOne();
      assert.deepEqual(seen, await sightOf(other.client, folder), session.done.join(', '));
    } finally {
      await current.kill();
      await other?.kill();
    }
  });
});
