import * as assert from 'node:assert/strict';
import { CompletionRequest, CompletionResolveRequest, type CompletionItem, type CompletionList } from 'vscode-languageserver';
import { uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { flowUsing, reference, solution } from '../support/solution';
import { rangeOf } from './asking';
import { flowOf, start, textOf } from './setup';

const WORKSPACE =
  solution({ root: 'a', references: [reference('con_teams', 'shared_teams', 'Teams'), reference('con_chat', 'shared_teams', 'Chat')] }) +
  flowUsing('con_teams', { root: 'a' }) +
  '--- a/notes.txt\ncon_teams\n';

/** What is offered at the end of a text in a file as the user sees it. */
function offered(client: Client, path: string, text: string): Promise<CompletionList | null> {
  const { end } = rangeOf(client, path, text);
  return client.ask(CompletionRequest.method, { textDocument: { uri: uriOf(path) }, position: end });
}

const detailed = { textDocument: { completion: { completionItem: { labelDetailsSupport: true } } } };

describe('completion over the protocol', () => {
  it('answers with what is offered, best first, each with the place it replaces', async () => {
    const folder = folderWith(WORKSPACE);
    const path = flowOf(folder, 'a');
    const client = await start({ folders: [folder], capabilities: detailed });
    assert.deepEqual(client.answer.capabilities.completionProvider?.resolveProvider, true);
    const { isIncomplete, items } = (await offered(client, path, '"con_te'))!;
    const range = rangeOf(client, path, 'con_teams');
    const item = (label: string, name: string): CompletionItem => ({
      label,
      kind: 18,
      labelDetails: { description: name },
      filterText: `${label} ${name}`,
      sortText: `000 ${label}`,
      textEdit: { range, newText: label },
      data: { uri: uriOf(path), kind: 'reference', id: label },
    });
    assert.equal(isIncomplete, false);
    assert.deepEqual(items, [item('con_chat', 'Chat'), item('con_teams', 'Teams')]);
  });

  it('says the name as a detail to an editor that shows nothing beside a label', async () => {
    const folder = folderWith(WORKSPACE);
    const client = await start({ folders: [folder] });
    const { items } = (await offered(client, flowOf(folder, 'a'), '"con_te'))!;
    assert.deepEqual(
      items.map((it) => [it.detail, it.labelDetails]),
      [
        ['Chat', undefined],
        ['Teams', undefined],
      ],
    );
  });

  it('tells more of one when somebody looks at it, and nothing of one that is gone', async () => {
    const folder = folderWith(WORKSPACE);
    const client = await start({ folders: [folder], capabilities: detailed });
    const { items } = (await offered(client, flowOf(folder, 'a'), '"con_te'))!;
    const resolved = await client.ask<CompletionItem>(CompletionResolveRequest.method, items[0]!);
    const { documentation, ...rest } = resolved;
    assert.deepEqual(rest, items[0]);
    assert.ok(typeof documentation === 'object' && documentation.kind === 'markdown' && documentation.value.includes('Chat'));
    const gone = { ...items[0]!, data: { ...(items[0]!.data as object), id: 'con_gone' } };
    assert.deepEqual(await client.ask(CompletionResolveRequest.method, gone), gone);
  });

  it('is there with every key that is typed, however broken the file is meanwhile', async () => {
    const folder = folderWith(WORKSPACE);
    const path = flowOf(folder, 'a');
    const client = await start({ folders: [folder] });
    const text = textOf(path);
    client.open(path, text);
    let version = 1;
    for (const typed of ['', '"', '"c', '"con_', '"con_c']) {
      client.change(path, ++version, { text: text.replace('"con_teams"', typed) });
      const before = `"connectionReferenceLogicalName": ${typed}`;
      const items = (await offered(client, path, before))?.items ?? [];
      assert.deepEqual(
        items.map((it) => it.label),
        ['con_chat', 'con_teams'],
        typed,
      );
    }
    const chosen = (await offered(client, path, '"con_c'))!.items[0]!;
    assert.ok(chosen.textEdit && 'range' in chosen.textEdit);
    client.apply({ changes: { [uriOf(path)]: [chosen.textEdit] } });
    assert.equal(client.textOf(path), text.replace('"con_teams"', '"con_chat'));
  });

  it('is nothing elsewhere, and in files that are none of ours', async () => {
    const folder = folderWith(WORKSPACE);
    const client = await start({ folders: [folder] });
    assert.equal(await offered(client, flowOf(folder, 'a'), '"runtimeSource": "embe'), null);
    assert.equal(await offered(client, `${folder}/a/notes.txt`, 'con_te'), null);
    assert.deepEqual(client.logged, []);
  });
});
