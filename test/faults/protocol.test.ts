import * as assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CancellationTokenSource, ErrorCodes, LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import { turn } from '../../server/src/lsp/turns';
import { folderWith } from '../cli/run';
import { able } from '../lsp/asking';
import { flowOf, start, textOf } from '../lsp/setup';
import type { Client } from '../support/client';
import { generator, pick } from '../support/random';
import { methods, questionsIn, WORLD } from './asked';
import { answered, sightOf } from './driver';
import { oddFor, placesIn, settledMembers, valueAt, withValue, wrong } from './odd';

const SEED = Number(process.env['KEYHOOK_SEED'] ?? 20_260_101);
const RUNS = Number(process.env['KEYHOOK_RUNS'] ?? 3_000);
const AT_ONCE = 25;

/** What no person should have to read. */
const NOT_WORDS = /\bundefined\b|\bnull\b|is not a function|not iterable|Cannot read|\bat .*:\d+|Error:|\[object|\bNaN\b/;

const errors: ReadonlySet<number> = new Set([LSPErrorCodes.RequestFailed, LSPErrorCodes.RequestCancelled, LSPErrorCodes.ContentModified]);

interface Question {
  readonly method: string;
  readonly params: unknown;
}

async function outcomeOf(client: Client, { method, params }: Question, token?: CancellationToken): Promise<ResponseError | undefined> {
  try {
    await client.ask(method, params as object, token);
    return undefined;
  } catch (error) {
    if (error instanceof ResponseError) return error;
    throw error;
  }
}

/** Asks, many at once, and looks at how it is answered. */
async function askAll(client: Client, questions: readonly Question[]): Promise<void> {
  for (let i = 0; i < questions.length; i += AT_ONCE)
    await Promise.all(
      questions.slice(i, i + AT_ONCE).map(async (it) => {
        const what = `${it.method} ${JSON.stringify(it.params)?.slice(0, 500)}`;
        const error = await answered(what, outcomeOf(client, it));
        if (!error) return;
        assert.ok(errors.has(error.code), `${what}: ${error.code} ${error.message}`);
        if (error.code === LSPErrorCodes.RequestFailed) assert.doesNotMatch(error.message.replace(/'[^']*'/g, "''"), NOT_WORDS, what);
      }),
    );
}

describe('the server, whatever it is asked', function () {
  this.timeout(300_000);

  const workspace = { ...able.workspace, symbol: { resolveSupport: { properties: ['location.range'] } } };
  const setup = { capabilities: { ...able, workspace }, options: { hasCommands: true } };

  it('answers every request there is', async () => {
    const folder = folderWith(WORLD);
    const client = await start({ ...setup, folders: [folder] });
    await client.settled(folder);
    for (const [method, its] of await questionsIn(folder, client))
      for (const params of its) {
        const error = await answered(method, outcomeOf(client, { method, params }));
        assert.equal(error?.message, undefined, `${method} ${JSON.stringify(params)}`);
      }
  });

  it(`answers odd questions, and nothing fails that an editor may ask (${RUNS} with KEYHOOK_SEED=${SEED})`, async () => {
    const random = generator(SEED);
    const folder = folderWith(WORLD);
    const client = await start({ ...setup, folders: [folder] });
    client.open(flowOf(folder, 'a'), textOf(flowOf(folder, 'a')));
    const before = await sightOf(client, folder);
    const known = await questionsIn(folder, client);
    const questions = Array.from({ length: RUNS }, (_, i): Question => {
      const method = methods[i % methods.length]!;
      let params: unknown = pick(known.get(method)!, random);
      for (let changes = 1 + Math.floor(random() * 2); changes > 0; changes--) {
        const places = [...placesIn(params)].filter((it) => !it.some((name) => settledMembers.has(name)));
        const place = pick(places, random);
        params = withValue(params, place, oddFor(valueAt(params, place), folder, random));
      }
      return { method, params };
    });
    await askAll(client, questions);
    assert.deepEqual(client.logged, []);
    assert.deepEqual(await sightOf(client, folder), before);
  });

  it(`answers what makes no sense, in words (${RUNS} with KEYHOOK_SEED=${SEED})`, async () => {
    const random = generator(SEED);
    const folder = folderWith(WORLD);
    const client = await start({ ...setup, folders: [folder] });
    const before = await sightOf(client, folder);
    const known = await questionsIn(folder, client);
    const questions = Array.from({ length: RUNS }, (_, i): Question => {
      const method = methods[i % methods.length]!;
      const params = pick(known.get(method)!, random);
      return { method, params: withValue(params, pick([...placesIn(params)], random), pick(wrong, random)) };
    });
    await askAll(client, questions);
    assert.deepEqual(await sightOf(client, folder), before);
  });

  it('answers each request whose file has just gone', async () => {
    const folder = folderWith(WORLD);
    const client = await start({ ...setup, folders: [folder] });
    await client.settled(folder);
    const known = await questionsIn(folder, client);
    rmSync(join(folder, 'a'), { recursive: true });
    await askAll(
      client,
      [...known].flatMap(([method, its]) => its.map((params) => ({ method, params }))),
    );
    assert.deepEqual(client.logged, []);
    client.diskDeleted(join(folder, 'a'));
    const fresh = await start({ ...setup, folders: [folder] });
    assert.deepEqual(await sightOf(client, folder), await sightOf(fresh, folder));
  });

  it('answers each request that is cancelled, at whatever point', async () => {
    const folder = folderWith(WORLD);
    const client = await start({ ...setup, folders: [folder] });
    const before = await sightOf(client, folder);
    const known = await questionsIn(folder, client);
    for (let id = 0; id < 100_000; id += 7) client.say('$/cancelRequest', { id }); // most of these are asked only later
    for (let turns = 0; turns < 8; turns++)
      await Promise.all(
        [...known].flatMap(([method, its]) =>
          its.map(async (params) => {
            const source = new CancellationTokenSource();
            const asking = outcomeOf(client, { method, params }, source.token);
            for (let i = 0; i < turns; i++) await turn();
            source.cancel();
            const error = await answered(`${method}, cancelled after ${turns} turns`, asking);
            if (error) assert.ok(error.code === LSPErrorCodes.RequestCancelled, `${method}: ${error.code} ${error.message}`);
            source.cancel();
          }),
        ),
      );
    assert.deepEqual(client.logged, []);
    assert.deepEqual(await sightOf(client, folder), before);
  });

  it('says that it does not know what it does not know', async () => {
    const client = await start({ folders: [folderWith(WORLD)] });
    for (const method of ['keyhook/unknown', '', 'textDocument/formatting', '$/unknown', '__proto__', 'constructor']) {
      const error = await answered(method, outcomeOf(client, { method, params: {} }));
      assert.equal(error?.code, ErrorCodes.MethodNotFound, method);
    }
  });
});
