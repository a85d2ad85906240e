import * as assert from 'node:assert/strict';
import { CodeActionResolveRequest, RenameRequest, type CodeAction } from 'vscode-languageserver';
import { uriOf } from '../../server/src/host/disk';
import type { LiteralId } from '../../server/src/protocol';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { flow, solution } from '../support/solution';
import { able, actionsAt, choose, eager, own, rangeOf, touched } from './asking';
import { refactor, refusal } from './commands';
import { flowOf, only, start } from './setup';

const SITE = 'https://contoso.sharepoint.com/sites/absence';
const http = { type: 'Http', inputs: { method: 'GET', uri: SITE }, runAfter: {} };
const compose = { type: 'Compose', inputs: "@{outputs('Get')}", runAfter: {} };
const SETTINGS = '--- config/test.json\n{ "EnvironmentVariables": [], "ConnectionReferences": [] }\n';
const WORKSPACE = solution({ root: 'a' }) + flow({ root: 'a', actions: { Get: http, Say: compose } }) + SETTINGS;
const TITLE = 'Extract into an environment variable…';

async function opened(options: object = { ...only(), hasCommands: true }, capabilities: object = able): Promise<Opened> {
  const folder = folderWith(WORKSPACE);
  const client = await start({ folders: [folder], options, capabilities });
  const path = flowOf(folder, 'a');
  return {
    client,
    folder,
    path,
    at: (text, kinds) => actionsAt(client, path, rangeOf(client, path, text), kinds ? { only: [...kinds] } : {}),
  };
}

interface Opened {
  readonly client: Client;
  readonly folder: string;
  readonly path: string;
  /** What can be done at a text of the flow. */
  at(text: string, kinds?: readonly string[]): Promise<CodeAction[]>;
}

const titles = (actions: readonly CodeAction[]): string[] => actions.map((it) => it.title);

describe('what can be done with an action of a flow', () => {
  it('is to wrap it in a scope, whose name is asked for then', async () => {
    const { client, path, at } = await opened();
    const actions = await at('"Say"');
    assert.deepEqual(
      actions.map(({ title, kind, edit, command }) => [title, kind, edit, command]),
      [["Wrap 'Say' in a scope", 'refactor.rewrite', undefined, undefined]],
    );
    const { edit, command } = await client.ask<CodeAction>(CodeActionResolveRequest.method, actions[0]!);
    client.apply(edit!);
    const { start: place } = rangeOf(client, path, 'Scope": {');
    assert.deepEqual(command, { title: "Wrap 'Say' in a scope", command: '_keyhook.rename', arguments: [uriOf(path), place] });
    const textDocument = { uri: uriOf(path) };
    client.apply(await client.ask(RenameRequest.method, { textDocument, position: place, newName: 'Try' }));
    assert.ok(client.textOf(path).includes('"Try": {'));
  });

  it('asks for no name in another editor', async () => {
    const { client, at } = await opened(only());
    const { edit, command } = await client.ask<CodeAction>(CodeActionResolveRequest.method, (await at('"Say"'))[0]!);
    assert.ok(edit);
    assert.equal(command, undefined);
  });

  it('is to wrap those that are selected, or to be told why that cannot be', async () => {
    const { client, path } = await opened(only(), eager);
    const range = { start: rangeOf(client, path, '"Get"').start, end: rangeOf(client, path, '"Say"').end };
    const [wrap, ...others] = await actionsAt(client, path, range);
    assert.deepEqual(others, []);
    assert.equal(wrap?.title, 'Wrap 2 actions in a scope');
    client.apply(wrap.edit!);
    assert.equal(client.textOf(path).match(/"Scope": \{/g)?.length, 1);
  });

  it('is to let it run after what it names, and to keep the type of that', async () => {
    const { client, path, at } = await opened();
    const actions = await at("Get')");
    assert.deepEqual(titles(actions), ["Let 'Say' run after 'Get'", "Write '@…' for '@{…}', which keeps the type of the value"]);
    await choose(client, actions, "Let 'Say' run after 'Get'");
    await choose(client, await at('@{outputs'), "Write '@…' for '@{…}', which keeps the type of the value");
    const { properties } = JSON.parse(client.textOf(path)) as { properties: { definition: { actions: Record<string, unknown> } } };
    assert.deepEqual(properties.definition.actions['Say'], {
      type: 'Compose',
      inputs: "@outputs('Get')",
      runAfter: { Get: ['Succeeded'] },
    });
  });
});

describe('extracting a text into an environment variable', () => {
  const idIn = ([action]: readonly CodeAction[]): LiteralId => action!.command!.arguments![0] as LiteralId;

  it('names a command of the client, once', async () => {
    const { client, path, at } = await opened();
    const id = { uri: uriOf(path), position: rangeOf(client, path, SITE).start, value: SITE };
    const action = {
      title: TITLE,
      kind: 'refactor.extract',
      command: { title: TITLE, command: '_keyhook.extractVariable', arguments: [id] },
    };
    assert.deepEqual(await at(SITE), [action]);
    assert.deepEqual(await at(SITE, ['refactor.extract']), [action]);
    assert.deepEqual(await at(SITE, ['refactor.rewrite']), []);
    assert.deepEqual(await at('"uri"'), []);
  });

  it('is shown before several files are changed, and says what has become of the value', async () => {
    const { client, folder, path, at } = await opened();
    const id = idIn(await at(SITE));
    const { places, ...proposed } = await own(client, 'keyhook/variableNames', id);
    assert.equal(places, 1);
    const typed = await own(client, 'keyhook/variableNames', { ...id, displayName: 'Absence site' });
    assert.deepEqual(typed, { displayName: 'Absence site', schemaName: 'con_Absencesite', places: 1 });
    const taken = await own(client, 'keyhook/variableNames', { ...id, ...proposed, schemaName: 'Site' });
    assert.match(taken.refused ?? '', /^'Site' cannot be a schema name/);

    const { edit, notes } = await refactor(client, { kind: 'extractVariable', ...id, ...typed, extent: 'here' });
    assert.deepEqual(
      Object.values(edit.changeAnnotations ?? {}).map((it) => [it.label, it.needsConfirmation]),
      [["Extract into 'Absence site'", true]],
    );
    assert.deepEqual(
      touched(edit)
        .map(([uri]) => uri)
        .sort(),
      [
        uriOf(path),
        uriOf(`${folder}/a/environmentvariabledefinitions/con_Absencesite/environmentvariabledefinition.xml`),
        uriOf(`${folder}/config/test.json`),
      ],
    );
    assert.equal(notes.length, 1);
    client.apply(edit);
    assert.ok(client.textOf(path).includes(`"uri": "@parameters('Absence site (con_Absencesite)')"`));
  });

  it('is refused when the text is another by then', async () => {
    const { client, at } = await opened();
    const id = { ...idIn(await at(SITE)), value: 'another' };
    const reason = 'The text that was to be extracted does not stand there any more: choose it again.';
    assert.equal(await refusal(own(client, 'keyhook/variableNames', id)), reason);
    const names = { displayName: 'Site', schemaName: 'con_Site' };
    assert.equal(await refusal(refactor(client, { kind: 'extractVariable', ...id, ...names, extent: 'here' })), reason);
  });

  it('takes the names that are proposed in another editor', async () => {
    const { client, path, at } = await opened(only());
    const actions = await at(SITE);
    assert.deepEqual(
      actions.map(({ kind, command }) => [kind, command]),
      [['refactor.extract', undefined]],
    );
    await choose(client, actions, actions[0]!.title);
    assert.match(client.textOf(path), /"uri": "@parameters\('[^']+ \(con_\w+\)'\)"/);
  });
});
