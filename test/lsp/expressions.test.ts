import * as assert from 'node:assert/strict';
import {
  CompletionRequest,
  CompletionResolveRequest,
  SignatureHelpRequest,
  type ClientCapabilities,
  type CompletionItem,
  type CompletionList,
  type SignatureHelp,
} from 'vscode-languageserver';
import { uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { flow, solution } from '../support/solution';
import { rangeOf } from './asking';
import { flowOf, start, textOf } from './setup';

const ACTIONS = {
  Get: { type: 'Compose', inputs: 'text' },
  Act: { type: 'Compose', inputs: "@concat('a, b', outputs('Get'))", runAfter: { Get: ['Succeeded'] } },
  Say: { type: 'Compose', inputs: 'Dear (you), mail us: a@b.c' },
};
const WORKSPACE = solution({ root: 'a' }) + flow({ root: 'a', actions: ACTIONS });

const able: ClientCapabilities = {
  textDocument: {
    completion: { completionItem: { labelDetailsSupport: true, snippetSupport: true, tagSupport: { valueSet: [1] } } },
    signatureHelp: { signatureInformation: { parameterInformation: { labelOffsetSupport: true } } },
  },
};

interface Opened {
  readonly client: Client;
  readonly path: string;
}

async function opened(capabilities: ClientCapabilities = able, options?: object): Promise<Opened> {
  const folder = folderWith(WORKSPACE);
  const client = await start({ folders: [folder], capabilities, ...(options ? { options } : {}) });
  return { client, path: flowOf(folder, 'a') };
}

/** What a request answers at the end of a text in the file as the user sees it. */
function at<Answer>({ client, path }: Opened, method: string, text: string): Promise<Answer | null> {
  return client.ask<Answer | null>(method, { textDocument: { uri: uriOf(path) }, position: rangeOf(client, path, text).end });
}

const offered = async (place: Opened, text: string): Promise<readonly CompletionItem[]> =>
  (await at<CompletionList>(place, CompletionRequest.method, text))?.items ?? [];

const oneOf = (items: readonly CompletionItem[], label: string): CompletionItem | undefined => items.find((it) => it.label === label);

describe('completion of expressions over the protocol', () => {
  it('offers functions as snippets with their signatures, and marks those that are deprecated', async () => {
    const place = await opened();
    const items = await offered(place, '"@con');
    const range = rangeOf(place.client, place.path, 'concat');
    const uri = uriOf(place.path);
    assert.deepEqual(oneOf(items, 'concat'), {
      label: 'concat',
      kind: 3,
      detail: 'concat(text1: string, ...textN: string): string',
      filterText: 'concat',
      sortText: '000 concat',
      textEdit: { range, newText: 'concat' },
      data: { uri, kind: 'function', id: 'concat' },
    });
    const more = await offered(place, "\"@concat('a, b', out");
    assert.deepEqual(more, await offered(place, "'a, b', "), 'the word is the same');
    assert.deepEqual(oneOf(more, 'parse')?.tags, [1]);
    assert.equal(items.at(-1)?.sortText, '001 parse');
  });

  it('writes parentheses and quotes where there are none, and asks for more in VS Code', async () => {
    const place = await opened(able, { hasCommands: true });
    place.client.open(place.path, textOf(place.path).replace("concat('a, b', outputs('Get'))", 'c'));
    const items = await offered(place, '"@c');
    const written = (label: string): unknown => {
      const { insertTextFormat, textEdit, command } = oneOf(items, label)!;
      return [insertTextFormat, textEdit?.newText, command?.command];
    };
    assert.deepEqual(written('concat'), [2, 'concat($0)', 'editor.action.triggerParameterHints']);
    assert.deepEqual(written('outputs'), [2, "outputs('$1')", 'editor.action.triggerSuggest']);
    assert.deepEqual(written('triggerBody'), [undefined, 'triggerBody()', undefined]);
  });

  it('writes plain text in an editor that has no snippets', async () => {
    const place = await opened({});
    place.client.open(place.path, textOf(place.path).replace("concat('a, b', outputs('Get'))", 'c'));
    const concat = oneOf(await offered(place, '"@c'), 'concat');
    assert.deepEqual([concat?.insertTextFormat, concat?.textEdit?.newText, concat?.command], [undefined, 'concat', undefined]);
    assert.equal(oneOf(await offered(place, '"@c'), 'parse')?.tags, undefined);
  });

  it('offers actions, tells of them, and writes the one that is chosen', async () => {
    const place = await opened();
    const { client, path } = place;
    const text = textOf(path);
    client.open(path, text);
    let version = 1;
    for (const typed of ['"@outputs(', '"@outputs(\'', '"@outputs(\'G', "\"@outputs('G')"]) {
      client.change(path, ++version, { text: text.replace("\"@concat('a, b', outputs('Get'))\"", typed) });
      assert.deepEqual(
        (await offered(place, typed.replace(/'\)$/, ''))).map((it) => [it.label, it.labelDetails?.description]),
        [['Get', 'Compose']],
        typed,
      );
    }
    const [get] = await offered(place, '"@outputs(\'G');
    const resolved = await client.ask<CompletionItem>(CompletionResolveRequest.method, get!);
    assert.ok(typeof resolved.documentation === 'object' && resolved.documentation.value.includes('Get'));
    assert.ok(get?.textEdit && 'range' in get.textEdit);
    client.apply({ changes: { [uriOf(path)]: [get.textEdit] } });
    assert.ok(client.textOf(path)?.includes("\"@outputs('Get')"));
  });

  it('is nothing in plain text, whatever key asks for it', async () => {
    const place = await opened();
    const keys = place.client.answer.capabilities.completionProvider?.triggerCharacters;
    assert.deepEqual(keys, ['"', "'", '/', '>', '@', '{', '(', '[', ',', '.']);
    for (const text of ['"Dear (', 'Dear (you),', 'a@', 'a@b.']) assert.deepEqual(await offered(place, text), [], text);
    assert.deepEqual(place.client.logged, []);
  });
});

describe('help with arguments over the protocol', () => {
  it('tells the function and the parameter', async () => {
    const place = await opened();
    assert.deepEqual(place.client.answer.capabilities.signatureHelpProvider, { triggerCharacters: ['(', ','] });
    const { signatures, ...rest } = (await at<SignatureHelp>(place, SignatureHelpRequest.method, "'a, b',"))!;
    const [{ label, documentation, parameters }] = signatures as [SignatureHelp['signatures'][number]];
    assert.deepEqual(rest, { activeSignature: 0, activeParameter: 1 });
    assert.equal(label, 'concat(text1: string, ...textN: string): string');
    assert.deepEqual(parameters, [{ label: [7, 20] }, { label: [22, 38] }]);
    assert.ok(typeof documentation === 'object' && documentation.kind === 'markdown');
    assert.equal(await at(place, SignatureHelpRequest.method, 'Dear ('), null);
  });

  it('names parameters as text for an editor that takes no places, and none where there is none', async () => {
    const place = await opened({});
    place.client.open(place.path, textOf(place.path).replace("outputs('Get'))", "outputs('Get', 1"));
    const help = await at<SignatureHelp>(place, SignatureHelpRequest.method, "outputs('Get', ");
    assert.deepEqual([help?.signatures[0]?.parameters, help?.activeParameter], [[{ label: 'actionName: string' }], 1]);
  });
});
