import * as assert from 'node:assert/strict';
import {
  CodeLensRefreshRequest,
  CodeLensRequest,
  InlayHintRefreshRequest,
  InlayHintRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  type ClientCapabilities,
  type CodeLens,
  type InlayHint,
  type SemanticTokens,
} from 'vscode-languageserver';
import { uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { flow, flowUsing, reference, solution } from '../support/solution';
import { rangeOf } from './asking';
import { customizationsOf, flowOf, only, start, textOf, UNUSED } from './setup';

const refreshing: ClientCapabilities = { workspace: { codeLens: { refreshSupport: true }, inlayHint: { refreshSupport: true } } };
const fixture =
  solution({ root: 'a', references: [reference('con_teams'), reference('con_idle')] }) + flowUsing('con_teams', { root: 'a' });

const lensesIn = (client: Client, path: string): Promise<CodeLens[]> =>
  client.ask(CodeLensRequest.method, { textDocument: { uri: uriOf(path) } });

function hintsIn(client: Client, path: string, lines?: readonly [number, number]): Promise<InlayHint[]> {
  const [first, last] = lines ?? [0, textOf(path).split('\n').length];
  const range = { start: { line: first, character: 0 }, end: { line: last, character: 0 } };
  return client.ask(InlayHintRequest.method, { textDocument: { uri: uriOf(path) }, range });
}

const titles = (lenses: readonly CodeLens[]): unknown[] => lenses.map((it) => it.command?.title);

describe('code lenses and inlay hints, over the protocol', () => {
  it('stand at the places of the text that is open, and lead to the uses', async () => {
    const folder = folderWith(fixture);
    const [path, flow] = [customizationsOf(folder, 'a'), flowOf(folder, 'a')];
    const client = await start({ folders: [folder], options: { ...only(UNUSED), hasCommands: true } });
    client.open(path, `\n\n${textOf(path)}`);
    const [teams, idle] = ['con_teams', 'con_idle'].map((it) => rangeOf(client, path, it));
    assert.deepEqual(await lensesIn(client, path), [
      {
        range: teams,
        command: { title: 'used by 1 flow, 1 action', command: '_keyhook.showUses', arguments: [uriOf(path), teams!.start] },
      },
      { range: idle, command: { title: 'not used', command: '' } },
    ]);
    client.open(flow, `\n${textOf(flow)}`);
    assert.deepEqual(await hintsIn(client, flow), [
      { position: rangeOf(client, flow, '"con_teams"').end, label: 'Absence – Teams – Service Account', paddingLeft: true },
    ]);
  });

  it('name no command to a client that has none of ours', async () => {
    const folder = folderWith(fixture);
    const client = await start({ folders: [folder] });
    assert.deepEqual(
      (await lensesIn(client, customizationsOf(folder, 'a'))).map((it) => it.command),
      [
        { title: 'used by 1 flow, 1 action', command: '' },
        { title: 'not used', command: '' },
      ],
    );
  });

  it('show hints only in the part that is asked for', async () => {
    const folder = folderWith(fixture);
    const client = await start({ folders: [folder] });
    const path = flowOf(folder, 'a');
    const { line } = rangeOf(client, path, '"con_teams"').start;
    assert.equal((await hintsIn(client, path, [line, line + 1])).length, 1);
    assert.deepEqual(await hintsIn(client, path, [line + 1, line + 5]), []);
  });

  it('are those of the solution as it is after an edit in another file', async () => {
    const folder = folderWith(fixture);
    const [path, flow] = [customizationsOf(folder, 'a'), flowOf(folder, 'a')];
    const client = await start({ folders: [folder] });
    client.open(flow, textOf(flow).replace('con_teams', 'con_idle'));
    assert.deepEqual(titles(await lensesIn(client, path)), ['not used', 'used by 1 flow, 1 action']);
    client.open(path, textOf(path).replaceAll('Absence – Teams – Service Account', 'Chat'));
    assert.deepEqual(
      (await hintsIn(client, flow)).map((it) => it.label),
      ['Chat'],
    );
  });

  it('are none in a file that is not ours', async () => {
    const client = await start({ folders: [folderWith(fixture)] });
    for (const uri of ['file:///elsewhere/Workflows/x.json', 'untitled:Workflows/x.json']) {
      const textDocument = { uri };
      const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
      assert.deepEqual(await client.ask(CodeLensRequest.method, { textDocument }), []);
      assert.deepEqual(await client.ask(InlayHintRequest.method, { textDocument, range }), []);
    }
  });

  it('are shown as the settings say, and asked for again when these change', async () => {
    const folder = folderWith(fixture);
    const [path, flow] = [customizationsOf(folder, 'a'), flowOf(folder, 'a')];
    let configuration: unknown = null;
    const client = await start({ folders: [folder], capabilities: refreshing, configuration: () => configuration });
    const shown = async (): Promise<unknown> => [(await lensesIn(client, path)).length, (await hintsIn(client, flow)).length];
    const configure = async (settings: unknown): Promise<void> => {
      client.refreshed.length = 0;
      configuration = settings;
      client.configurationChanged();
      await client.until('both to be asked for again', () => client.refreshed.length >= 2);
    };
    await client.until('both to be asked for', () => client.refreshed.length >= 2);
    assert.deepEqual(await shown(), [2, 1]);
    await configure({ codeLens: { enabled: false } });
    assert.deepEqual(await shown(), [0, 1]);
    await configure({ inlayHints: { enabled: false } });
    assert.deepEqual(await shown(), [2, 0]);
    await configure({ codeLens: { enabled: true }, inlayHints: { enabled: true } });
    assert.deepEqual(await shown(), [2, 1]);
  });

  it('are asked for again once a change has been checked, by clients that can', async () => {
    const folder = folderWith(fixture);
    const path = flowOf(folder, 'a');
    const check = async (capabilities: ClientCapabilities, expected: readonly string[]): Promise<void> => {
      const client = await start({ folders: [folder], capabilities });
      await client.settled(folder);
      client.refreshed.length = 0;
      client.open(path, textOf(path).replace('con_teams', 'con_idle'));
      await client.settled(folder);
      await client.until('what is asked for again', () => expected.every((it) => client.refreshed.includes(it)));
      await client.settled(folder); // what should not come has had its time
      assert.deepEqual(new Set(client.refreshed), new Set(expected));
      assert.deepEqual(client.logged, []);
    };
    const { codeLens, inlayHint } = refreshing.workspace!;
    const [lenses, hints] = [CodeLensRefreshRequest.method, InlayHintRefreshRequest.method];
    await check({}, []);
    await check({ workspace: { codeLens: codeLens! } }, [lenses]);
    await check({ workspace: { inlayHint: inlayHint! } }, [hints]);
    await check(refreshing, [lenses, hints]);
  });

  it('colour names that only the flow knows, all or those of a part', async () => {
    const folder = folderWith(
      flow({
        root: 'a',
        parameters: { site: { type: 'String' } },
        actions: {
          Start: { type: 'InitializeVariable', inputs: { variables: [{ name: 'n', type: 'integer' }] } },
          Read: { type: 'Compose', inputs: "😀 @{variables('n')}@{body('start')}@{parameters('site')}@{body('Nobody')}" },
        },
      }),
    );
    const client = await start({ folders: [folder] });
    const path = flowOf(folder, 'a');
    client.open(path, `\n${textOf(path)}`);
    const { legend } = client.answer.capabilities.semanticTokensProvider!;
    const textDocument = { uri: uriOf(path) };
    const lines = client.textOf(path).split('\n');
    const said = ({ data }: SemanticTokens): string[] => {
      let [line, character] = [0, 0];
      return Array.from({ length: data.length / 5 }, (_, i) => {
        const [lines_ = 0, characters = 0, length = 0, type = 0, modifiers = 0] = data.slice(5 * i, 5 * i + 5);
        character = lines_ > 0 ? characters : character + characters;
        line += lines_;
        const its = legend.tokenModifiers.filter((_modifier, bit) => modifiers & (1 << bit));
        return [legend.tokenTypes[type], ...its, lines[line]!.slice(character, character + length)].join(' ');
      });
    };
    const used = ['variable n', 'variable readonly start', 'parameter site'];
    const all = await client.ask<SemanticTokens>(SemanticTokensRequest.method, { textDocument });
    assert.deepEqual(said(all), [
      'parameter declaration site',
      'variable declaration readonly manual',
      'variable declaration readonly Start',
      'variable declaration n',
      'variable declaration readonly Read',
      ...used,
    ]);
    const range = rangeOf(
      client,
      path,
      lines.find((it) => it.includes('😀'))!,
    );
    assert.deepEqual(said(await client.ask<SemanticTokens>(SemanticTokensRangeRequest.method, { textDocument, range })), used);
    const elsewhere = { textDocument: { uri: uriOf(`${folder}/none.json`) } };
    assert.equal(await client.ask(SemanticTokensRequest.method, elsewhere), null);
  });
});
