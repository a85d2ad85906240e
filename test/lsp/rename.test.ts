import * as assert from 'node:assert/strict';
import {
  LSPErrorCodes,
  PrepareRenameRequest,
  RenameRequest,
  type Position,
  type PrepareRenameResult,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { everywhere } from '../support/everywhere';
import { readFixture, ROOT } from '../support/fixture';
import { flow, flowUsing, reference, solution } from '../support/solution';
import { able, eager, failureOf, rangeOf, touched } from './asking';
import { customizationsOf, FLOW, flowOf, only, small, start, textOf, UNDEFINED, UNUSED } from './setup';

const NAMED = everywhere((role) => `{|${role}:con_teams|}`);

function prepare(client: Client, path: string, position: Position): Promise<PrepareRenameResult | null> {
  return client.ask(PrepareRenameRequest.method, { textDocument: { uri: uriOf(path) }, position });
}

function rename(client: Client, path: string, at: string, newName: string): Promise<WorkspaceEdit> {
  const { start: position } = rangeOf(client, path, at);
  return client.ask(RenameRequest.method, { textDocument: { uri: uriOf(path) }, position, newName });
}

/** The files below a folder that a fixture has. */
function filesIn(folder: string, client: Client): Record<string, string> {
  const paths = [...readFixture(NAMED).files.keys()].map((it) => it.slice(ROOT.length));
  return Object.fromEntries(paths.map((it) => [it, client.textOf(`${folder}/${it}`)]));
}

function wanted(fixture: string): Record<string, string> {
  return Object.fromEntries([...readFixture(fixture).files].map(([uri, text]) => [uri.slice(ROOT.length), text]));
}

/** A flow with names of its own: an action that is named three times, a variable, a parameter, and a name that nothing has. */
function inFlow(action: string, variable = 'Count', read = variable.toLowerCase()): string {
  const start = { type: 'InitializeVariable', inputs: { variables: [{ name: variable, type: 'integer' }] } };
  const text = `@{outputs('${action.replaceAll("'", "''")}')} @{variables('${read}')} @{body('Nobody')} @{parameters('site')}`;
  return flow({
    root: 'a',
    parameters: { site: { type: 'String' } },
    actions: {
      [action]: start,
      Text: { runAfter: { [action]: ['Succeeded'] }, type: 'Compose', description: "variables('Count')", inputs: text },
    },
  });
}

describe('rename', () => {
  it('is offered wherever a logical name is written, with the name that is written there', async () => {
    const folder = folderWith(NAMED);
    const client = await start({ folders: [folder], capabilities: able });
    const { files, marks } = readFixture(NAMED);
    assert.deepEqual(
      new Set(marks.map((it) => it.label)),
      new Set(['definition', 'flow', 'app', 'agent', 'package', 'dependency', 'setting']),
    );
    for (const { uri, span } of marks) {
      const document = TextDocument.create(uri, '', 0, files.get(uri)!);
      const range = { start: document.positionAt(span.start), end: document.positionAt(span.end) };
      for (const position of [range.start, range.end])
        assert.deepEqual(await prepare(client, `${folder}/${uri.slice(ROOT.length)}`, position), { range, placeholder: 'con_teams' }, uri);
    }
  });

  it('begins with the name as its definition writes it', async () => {
    const folder = folderWith(small('a', ['con_teams'], 'CON_Teams'));
    const client = await start({ folders: [folder], capabilities: able });
    const path = flowOf(folder, 'a');
    const range = rangeOf(client, path, 'CON_Teams');
    assert.deepEqual(await prepare(client, path, range.start), { range, placeholder: 'con_teams' });
  });

  it('is not offered elsewhere', async () => {
    const folder = folderWith(`${small('a')}--- a/notes.txt\ncon_teams\n`);
    const client = await start({ folders: [folder], capabilities: able });
    const nothing = async (path: string, at: string): Promise<void> =>
      assert.equal(await prepare(client, path, rangeOf(client, path, at).start), null, at);
    await nothing(flowOf(folder, 'a'), 'shared_teams');
    await nothing(flowOf(folder, 'a'), 'embedded');
    await nothing(customizationsOf(folder, 'a'), 'iscustomizable');
    await nothing(`${folder}/a/Other/Solution.xml`, 'Absence');
    await nothing(`${folder}/a/notes.txt`, 'con_teams');
  });

  it('changes every file, each open one in its version, and takes it back to the byte', async () => {
    const folder = folderWith(NAMED);
    const client = await start({ folders: [folder], options: {}, capabilities: able });
    const before = filesIn(folder, client);
    const opened = `${folder}/src/Other/Customizations.xml`;
    client.open(opened, textOf(opened), 5);
    await client.settled(folder);
    const shown = client.shows(folder);

    const edit = await rename(client, `${folder}/src/botcomponents/con_bot.action.A/data`, 'con_teams', 'con_chat');
    assert.deepEqual(
      touched(edit).filter(([, version]) => version !== null),
      [[uriOf(opened), 5, 1]],
    );
    assert.equal(edit.changeAnnotations, undefined);
    client.apply(edit);
    assert.deepEqual(filesIn(folder, client), wanted(everywhere(() => 'con_chat')));
    await client.until('a word of what is left', () => client.shown.length > 0);
    assert.deepEqual(client.shown, [
      "2 pipeline tokens name 'con_teams': they are your pipeline's own variables and were left as they are.",
    ]);

    client.apply(await rename(client, opened, 'con_chat', 'con_teams'));
    assert.deepEqual(filesIn(folder, client), before);
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), shown);
  });

  it('leaves the findings right at once', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_mail']) + flowUsing('con_gone', { root: 'b' }));
    const client = await start({ folders: [folder], options: only(UNDEFINED, UNUSED), capabilities: able });
    const path = flowOf(folder, 'a');
    client.open(path, textOf(path));
    await client.settled(folder);
    const shown = client.shows(folder);
    client.apply(await rename(client, path, 'con_teams', 'con_chat'));
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), shown);
    assert.match(textOf(customizationsOf(folder, 'a')), /"con_chat"/);
  });

  it('gives a definition another display name', async () => {
    const folder = folderWith(small('a').replace('Absence – Teams – Service Account', 'R&amp;D 🦉'));
    const client = await start({ folders: [folder], capabilities: able });
    const path = customizationsOf(folder, 'a');
    const range = rangeOf(client, path, 'R&amp;D 🦉');
    assert.deepEqual(await prepare(client, path, range.start), { range, placeholder: 'R&D 🦉' });
    assert.deepEqual(await prepare(client, path, range.end), { range, placeholder: 'R&D 🦉' });
    const before = textOf(path);
    client.apply(await rename(client, path, 'R&amp;D', 'Q<A> & co'));
    assert.equal(textOf(path), before.replace('R&amp;D 🦉', 'Q&lt;A&gt; &amp; co'));
  });

  it('is refused in words', async () => {
    const folder = folderWith(solution({ root: 'a', references: [reference('con_teams'), reference('con_mail', 'shared_x', 'Mail')] }));
    const client = await start({ folders: [folder], capabilities: able });
    const path = customizationsOf(folder, 'a');
    const refused = async (at: string, to: string): Promise<string> => {
      const { code, message } = await failureOf(rename(client, path, at, to));
      assert.equal(code, LSPErrorCodes.RequestFailed);
      return message;
    };
    assert.match(await refused('con_teams', 'con_MAIL'), /'con_MAIL' is taken by the connection reference 'Mail'/);
    assert.match(await refused('con_teams', 'teams'), /'teams' cannot be a logical name/);
    assert.match(await refused('Mail', 'Absence – Teams – Service Account'), /already/);
    assert.match(await refused('Mail', ' '), /empty/);
    assert.deepEqual(client.shown, []);
    assert.deepEqual(client.logged, []);
  });

  it('asks before it changes the publisher’s prefix, and does not where it cannot ask', async () => {
    const folder = folderWith(small('a'));
    const path = flowOf(folder, 'a');
    const client = await start({ folders: [folder], capabilities: able });
    const edit = await rename(client, path, 'con_teams', 'new_teams');
    assert.deepEqual(edit.changeAnnotations, {
      keyhook: {
        label: "Change the publisher prefix from 'con' to 'new'",
        description: '1 flow, 1 solution file.',
        needsConfirmation: true,
      },
    });
    for (const it of edit.documentChanges!)
      for (const one of 'edits' in it ? it.edits : []) assert.equal('annotationId' in one && one.annotationId, 'keyhook');

    for (const capabilities of [eager, {}]) {
      const other = await start({ folders: [folder], capabilities });
      const { code, message } = await failureOf(rename(other, path, 'con_teams', 'new_teams'));
      assert.equal(code, LSPErrorCodes.RequestFailed);
      assert.match(message, /^Change the publisher prefix from 'con' to 'new'\? This editor cannot ask that/);
    }
  });

  it('gives an action another name from every place that names it, as the designer writes names', async () => {
    const folder = folderWith(inFlow("It's"));
    const client = await start({ folders: [folder], capabilities: able });
    const path = flowOf(folder, 'a');
    client.open(path, textOf(path), 3);
    for (const [at, written] of [
      ['"It\'s": {', "It's"],
      ['"It\'s": [', "It's"],
      ["It''s')}", "It''s"],
    ] as const) {
      const { start: quote } = rangeOf(client, path, at);
      const position = { ...quote, character: quote.character + (at.startsWith('"') ? 1 : 0) };
      const range = { start: position, end: { ...position, character: position.character + written.length } };
      assert.deepEqual(await prepare(client, path, position), { range, placeholder: "It's" });
    }
    const edit = await rename(client, path, "It''s')}", 'Load items');
    assert.deepEqual(touched(edit), [[uriOf(path), 3, 3]]);
    client.apply(edit);
    assert.equal(client.textOf(path), readFixture(inFlow('Load_items')).files.get(`${ROOT}${FLOW}`));
    client.apply(await rename(client, path, 'Load_items', "It's"));
    assert.equal(client.textOf(path), textOf(path));
  });

  it('gives a variable another name, and says what it left', async () => {
    const folder = folderWith(inFlow('A', 'Count'));
    const client = await start({ folders: [folder], capabilities: able });
    const path = flowOf(folder, 'a');
    const range = rangeOf(client, path, 'Count');
    assert.deepEqual(await prepare(client, path, range.start), { range, placeholder: 'Count' });
    client.apply(await rename(client, path, "count')", 'number of rows'));
    assert.equal(client.textOf(path), readFixture(inFlow('A', 'number of rows', 'number of rows')).files.get(`${ROOT}${FLOW}`));
    await client.until('a word of what is left', () => client.shown.length > 0);
    assert.deepEqual(client.shown, ["1 description of this flow still says 'Count': what descriptions say is never evaluated."]);
  });

  it('of an action is refused in words, and offered for nothing that there is not', async () => {
    const folder = folderWith(inFlow('Load'));
    const client = await start({ folders: [folder], capabilities: able });
    const path = flowOf(folder, 'a');
    const { code, message } = await failureOf(rename(client, path, "Load')", 'MANUAL'));
    assert.equal(code, LSPErrorCodes.RequestFailed);
    assert.equal(message, "The trigger 'manual' of this flow has this name already: choose another one.");
    for (const it of ['Nobody', 'Compose', "site')"]) assert.equal(await prepare(client, path, rangeOf(client, path, it).start), null, it);
  });

  it('says edits as the editor wants them', async () => {
    const folder = folderWith(small('a'));
    const client = await start({ folders: [folder], capabilities: {} });
    assert.equal(client.answer.capabilities.renameProvider, true);
    const path = flowOf(folder, 'a');
    const edit = await rename(client, path, 'con_teams', 'con_chat');
    assert.deepEqual(Object.keys(edit), ['changes']);
    assert.deepEqual(Object.keys(edit.changes!).sort(), [uriOf(customizationsOf(folder, 'a')), uriOf(path)].sort());
    client.apply(edit);
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), {});
    assert.match(textOf(`${folder}/${FLOW}`), /con_chat/);
  });

  it('tells the client to ask again when the document changes meanwhile', async () => {
    const folder = folderWith(small('a'));
    const client = await start({ folders: [folder], capabilities: able });
    const path = flowOf(folder, 'a');
    client.open(path, textOf(path));
    const asking = rename(client, path, 'con_teams', 'con_chat');
    client.change(path, 2, { text: `\n${textOf(path)}` });
    assert.equal((await failureOf(asking)).code, LSPErrorCodes.ContentModified);
  });
});
