import * as assert from 'node:assert/strict';
import {
  DefinitionRequest,
  DocumentHighlightKind,
  DocumentHighlightRequest,
  HoverRequest,
  MarkupKind,
  ReferencesRequest,
  type DocumentHighlight,
  type Hover,
  type Location,
  type LocationLink,
  type Position,
} from 'vscode-languageserver';
import { uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { entry, flow, flowUsing, operation, reference, solution } from '../support/solution';
import { able, rangeOf } from './asking';
import { customizationsOf, flowOf, small, start, textOf } from './setup';

function ask<Result>(client: Client, method: string, path: string, at: string, more: object = {}): Promise<Result> {
  return askAt(client, method, path, rangeOf(client, path, at).start, more);
}

function askAt<Result>(client: Client, method: string, path: string, position: Position, more: object = {}): Promise<Result> {
  return client.ask(method, { textDocument: { uri: uriOf(path) }, position, ...more });
}

const references = (client: Client, path: string, at: string, includeDeclaration: boolean): Promise<Location[]> =>
  ask(client, ReferencesRequest.method, path, at, { context: { includeDeclaration } });

/** An editor that shows a definition in place. */
const linking = { ...able, textDocument: { ...able.textDocument, definition: { linkSupport: true } } };

/** A whole document's text, as an editor sends it. */
const changed = (client: Client, path: string, version: number, from: string, to: string): void =>
  client.change(path, version, { text: client.textOf(path).replace(from, to) });

describe('navigation', () => {
  it('goes to a definition in a closed file, for every editor', async () => {
    const folder = folderWith(small('a', ['con_sql', 'con_teams']));
    const client = await start({ folders: [folder], capabilities: able });
    const path = customizationsOf(folder, 'a');
    assert.deepEqual(await ask<Location[]>(client, DefinitionRequest.method, flowOf(folder, 'a'), 'con_teams'), [
      { uri: uriOf(path), range: rangeOf(client, path, 'con_teams') },
    ]);
  });

  it('tells an editor that can show it where all of the definition stands', async () => {
    const folder = folderWith(small('a', ['con_sql', 'con_teams']));
    const client = await start({ folders: [folder], capabilities: linking });
    const path = customizationsOf(folder, 'a');
    assert.deepEqual(await ask<LocationLink[]>(client, DefinitionRequest.method, flowOf(folder, 'a'), 'con_teams'), [
      {
        targetUri: uriOf(path),
        targetRange: rangeOf(client, path, reference('con_teams').trim()),
        targetSelectionRange: rangeOf(client, path, 'con_teams'),
      },
    ]);
  });

  it('finds references in closed files, with the definitions when they are wanted', async () => {
    const folder = folderWith(small('a') + flowUsing('con_teams', { root: 'b' }));
    const client = await start({ folders: [folder], capabilities: able });
    const [definition, ...uses] = [customizationsOf(folder, 'a'), flowOf(folder, 'a'), flowOf(folder, 'b')].map((path) => ({
      uri: uriOf(path),
      range: rangeOf(client, path, 'con_teams'),
    }));
    assert.deepEqual(await references(client, flowOf(folder, 'b'), 'con_teams', false), uses);
    assert.deepEqual(await references(client, customizationsOf(folder, 'a'), 'con_teams', true), [definition, ...uses]);
  });

  it('highlights a key in its flow, the entry as the place that makes it', async () => {
    const folder = folderWith(flow({ root: 'a', connections: { keyed: entry('con_x') }, actions: { A: operation('keyed') } }));
    const client = await start({ folders: [folder], capabilities: able });
    const path = flowOf(folder, 'a');
    const [made, used] = ['keyed": {', 'keyed",'].map((it) => rangeOf(client, path, it));
    const upTo = ({ start: from }: { start: Position }): object => ({
      start: from,
      end: { line: from.line, character: from.character + 'keyed'.length },
    });
    assert.deepEqual(await askAt<DocumentHighlight[]>(client, DocumentHighlightRequest.method, path, used!.start), [
      { range: upTo(made!), kind: DocumentHighlightKind.Write },
      { range: upTo(used!), kind: DocumentHighlightKind.Read },
    ]);
  });

  it('says in Markdown what stands under the cursor', async () => {
    const folder = folderWith(small('a'));
    const client = await start({ folders: [folder], capabilities: able });
    const path = flowOf(folder, 'a');
    assert.deepEqual(await ask<Hover>(client, HoverRequest.method, path, 'con_teams'), {
      range: rangeOf(client, path, 'con_teams'),
      contents: {
        kind: MarkupKind.Markdown,
        value:
          "**Absence – Teams – Service Account** `con_teams`\n\nMicrosoft Teams `shared_teams`\n\nArea: Absence, Type: Service Account\n\nUsed by 1 flow (1 action): 'Askforleave'",
      },
    });
  });

  it('sees what was typed and is not saved yet', async () => {
    const folder = folderWith(
      solution({ root: 'a', references: [reference('con_teams'), reference('con_new')] }) + flowUsing('con_teams', { root: 'a' }),
    );
    const client = await start({ folders: [folder], capabilities: able });
    const [path, definitions] = [flowOf(folder, 'a'), customizationsOf(folder, 'a')];
    client.open(path, textOf(path));
    client.open(definitions, textOf(definitions));
    changed(client, path, 2, '{', '\n\n{');
    changed(client, path, 3, 'con_teams', 'con_new');
    changed(client, definitions, 2, '<ImportExportXml>', '<ImportExportXml>\n<!-- Ümläut 😀 -->');
    assert.deepEqual(await ask<Location[]>(client, DefinitionRequest.method, path, 'con_new'), [
      { uri: uriOf(definitions), range: rangeOf(client, definitions, 'con_new') },
    ]);
    assert.deepEqual(await references(client, definitions, 'con_new', false), [
      { uri: uriOf(path), range: rangeOf(client, path, 'con_new') },
    ]);
    assert.deepEqual(await references(client, definitions, 'con_teams', false), []);
    const found = await ask<Hover>(client, HoverRequest.method, path, 'con_new');
    assert.deepEqual(found.range, rangeOf(client, path, 'con_new'));
    client.close(path);
    assert.deepEqual(await references(client, definitions, 'con_teams', false), [
      { uri: uriOf(path), range: rangeOf(client, path, 'con_teams') },
    ]);
  });

  it('keeps silent in files that are no solution’s, and has nothing for what is no name', async () => {
    const folder = folderWith(`${small('a')}--- notes/notes.json\n{ "a": "con_teams" }\n--- a/readme.txt\ncon_teams\n`);
    const client = await start({ folders: [folder], capabilities: able });
    const methods = [DefinitionRequest.method, ReferencesRequest.method, DocumentHighlightRequest.method, HoverRequest.method];
    const answers = (path: string, at: string): Promise<unknown[]> =>
      Promise.all(methods.map((it) => ask(client, it, path, at, { context: { includeDeclaration: true } })));
    for (const path of [`${folder}/notes/notes.json`, `${folder}/a/readme.txt`]) {
      assert.deepEqual(await answers(path, 'con_teams'), [null, null, null, null]);
      client.open(path, textOf(path));
      assert.deepEqual(await answers(path, 'con_teams'), [null, null, null, null]);
    }
    assert.deepEqual(await answers(flowOf(folder, 'a'), 'contentVersion'), [[], [], [], null]);
  });
});
