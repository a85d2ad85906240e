import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import { able } from '../lsp/asking';
import { CUSTOMIZATIONS, FLOW, flowOf, small, start, textOf, UNDEFINED, UNUSED } from '../lsp/setup';
import { generator, pick } from '../support/random';
import { WORLD } from './asked';
import { answered, sightOf, spawned } from './driver';
import { oddFor, oddUris, placesIn, valueAt, withValue, wrong } from './odd';

const SEED = Number(process.env['KEYHOOK_SEED'] ?? 20_260_101);
const RUNS = Number(process.env['KEYHOOK_RUNS'] ?? 600);

interface Said {
  readonly method: string;
  readonly params: object;
}

function saidIn(folder: string): readonly Said[] {
  const uri = uriOf(join(folder, FLOW));
  const text = textOf(join(folder, FLOW));
  const range = { start: { line: 1, character: 0 }, end: { line: 3, character: 2 } };
  const folders = { added: [{ uri: uriOf(join(folder, 'a')), name: 'a' }], removed: [{ uri: uriOf(join(folder, 'b')), name: 'b' }] };
  return [
    { method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'json', version: 1, text } } },
    { method: 'textDocument/didChange', params: { textDocument: { uri, version: 2 }, contentChanges: [{ range, text: 'x' }] } },
    { method: 'textDocument/didChange', params: { textDocument: { uri, version: 3 }, contentChanges: [{ text }] } },
    { method: 'textDocument/didSave', params: { textDocument: { uri }, text } },
    { method: 'textDocument/willSave', params: { textDocument: { uri }, reason: 1 } },
    { method: 'textDocument/didClose', params: { textDocument: { uri } } },
    {
      method: 'workspace/didChangeWatchedFiles',
      params: {
        changes: [
          { uri, type: 2 },
          { uri: uriOf(join(folder, 'a')), type: 1 },
        ],
      },
    },
    { method: 'workspace/didChangeConfiguration', params: { settings: { keyhook: { rules: { 'direct-connection': 'off' } } } } },
    { method: 'workspace/didChangeWorkspaceFolders', params: { event: folders } },
    { method: 'window/workDoneProgress/cancel', params: { token: 'x' } },
    { method: '$/setTrace', params: { value: 'off' } },
    { method: '$/cancelRequest', params: { id: 3 } },
    { method: '$/progress', params: { token: 'x', value: {} } },
    { method: 'keyhook/unknown', params: { uri } },
    { method: 'initialized', params: {} },
  ];
}

describe('the server, whatever it is told', () => {
  it('takes in what is typed beside a document that has no text', async () => {
    const folder = folderWith(small('a'));
    const client = await start({ folders: [folder] });
    const path = flowOf(folder, 'a');
    await client.settled(folder);
    for (const text of [null, 5, {}])
      client.say('textDocument/didOpen', {
        textDocument: { uri: uriOf(`${folder}/b/Workflows/x.json`), languageId: 'json', version: 1, text },
      });
    client.open(path, textOf(path).replace('con_teams', 'con_gone'));
    await client.until('a finding', () => client.shows(folder)[FLOW] !== undefined);
  });

  it('believes one of two spellings of a document as long as it is open', async () => {
    const folder = folderWith(small('a'));
    const client = await start({ folders: [folder] });
    const path = flowOf(folder, 'a');
    const uri = uriOf(path).replace('/a/Workflows/', '/a/Work%66lows/');
    const gone = { [CUSTOMIZATIONS]: [`${UNUSED} 3:58`], [FLOW]: [`${UNDEFINED} 9:46`] };
    client.open(path, textOf(path));
    client.open(path, textOf(path).replace('con_teams', 'con_gone'), 1, uri);
    await client.untilShown(folder, gone);
    client.close(path);
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), gone);
    client.close(path, uri);
    await client.untilShown(folder, {});
  });

  it(`lives, and is what a fresh one is when all is taken back (${RUNS} with KEYHOOK_SEED=${SEED})`, async () => {
    const random = generator(SEED);
    const folder = folderWith(WORLD);
    const [server, other] = [spawned(), spawned()];
    try {
      const client = await start({ server, capabilities: able, options: {}, folders: [folder] });
      const usual = saidIn(folder);
      const documents = new Set<unknown>();
      for (let i = 0; i < RUNS; i++) {
        const { method, params } = pick(usual, random);
        const place = pick([...placesIn(params)], random);
        const value = random() < 0.5 ? oddFor(valueAt(params, place), folder, random) : pick(wrong, random);
        const said = (isWholeDisk(method, value) ? params : withValue(params, place, value)) as object;
        const named = (said as { textDocument?: { uri?: unknown } | null } | null | undefined)?.textDocument?.uri;
        if (named !== undefined) documents.add(named);
        client.say(method, said);
      }
      for (const uri of documents) client.say('textDocument/didClose', { textDocument: { uri } });
      const strange = [...oddUris(folder), uriOf(join(folder, 'a')), uriOf(join(folder, 'b'))].filter((it) => it !== uriOf(folder));
      client.say('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: strange.map((uri) => ({ uri, name: '' })) } });
      client.foldersChanged([folder], []);
      client.configurationChanged({ keyhook: {} });
      client.diskChanged(flowOf(folder, 'a'));
      await answered('the last of them', client.ask('keyhook/rules', {}), 60_000);
      const fresh = await start({ server: other, capabilities: able, options: {}, folders: [folder] });
      assert.deepEqual(await sightOf(client, folder), await sightOf(fresh, folder));
    } finally {
      await Promise.all([server.kill(), other.kill()]);
    }
  });
});

/** What nobody wants to have read. */
function isWholeDisk(method: string, value: unknown): boolean {
  return (
    method === 'workspace/didChangeWorkspaceFolders' &&
    (value === 'file:' || value === 'file:///' || value === 'file:////x/Workflows/a.json')
  );
}
