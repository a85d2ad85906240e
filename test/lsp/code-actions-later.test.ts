import * as assert from 'node:assert/strict';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver';
import { folderWith, write } from '../cli/run';
import { entry, flow, flowUsing, reference, solution } from '../support/solution';
import { able, fixesAt, choose, editOf, failureOf, rangeOf } from './asking';
import { DUPLICATE, duplicates, MISCASED, miscased } from './findings';
import { CUSTOMIZATIONS, customizationsOf, flowOf, idOf, only, small, start, textOf } from './setup';

describe('code actions, while things change', () => {
  it('are right just after a keystroke', async () => {
    const folder = folderWith(small('a'));
    const client = await start({ folders: [folder], options: only(MISCASED), capabilities: able });
    const path = flowOf(folder, 'a');
    const text = textOf(path);
    client.open(path, text);
    assert.deepEqual(await fixesAt(client, path, rangeOf(client, path, 'con_teams')), []);
    client.change(path, 2, { text: text.replace('con_teams', 'Con_Teams') });
    const actions = await fixesAt(client, path, rangeOf(client, path, 'Con_Teams'));
    assert.deepEqual(
      actions.map((it) => it.title),
      ["Write 'con_teams'"],
    );
    await choose(client, actions, "Write 'con_teams'");
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), {});
  });

  it('tell the client to ask again when the document changes meanwhile', async () => {
    const folder = folderWith(miscased);
    const client = await start({ folders: [folder], options: only(MISCASED), capabilities: able });
    const path = flowOf(folder, 'a');
    client.open(path, textOf(path));
    const asking = fixesAt(client, path, rangeOf(client, path, 'Con_Teams'));
    client.change(path, 2, { text: `\n${textOf(path)}` });
    assert.equal((await failureOf(asking)).code, LSPErrorCodes.ContentModified);
    assert.equal((await fixesAt(client, path, rangeOf(client, path, 'Con_Teams'))).length, 1);
  });

  it('are not worked out for somebody who does not want them any more', async () => {
    const folder = folderWith(miscased);
    const client = await start({ folders: [folder], options: only(MISCASED), capabilities: able });
    const path = flowOf(folder, 'a');
    const source = new CancellationTokenSource();
    const asking = fixesAt(client, path, rangeOf(client, path, 'Con_Teams'), { token: source.token });
    source.cancel();
    assert.equal((await failureOf(asking)).code, LSPErrorCodes.RequestCancelled);
  });

  it('find the finding again that was meant, wherever it is now', async () => {
    const folder = folderWith(miscased);
    const client = await start({ folders: [folder], options: only(MISCASED), capabilities: able });
    const path = flowOf(folder, 'a');
    const text = textOf(path);
    client.open(path, text);
    const actions = await fixesAt(client, path, rangeOf(client, path, 'Con_Teams'));
    client.change(path, 2, { text: `\n\n${text}` });
    await choose(client, actions, "Write 'con_teams'");
    assert.equal(client.textOf(path), `\n\n${text.replace('Con_Teams', 'con_teams')}`);
    assert.equal((await failureOf(editOf(client, actions[0]!))).code, LSPErrorCodes.ContentModified);
  });

  it('mend the one of several equal findings that was meant', async () => {
    const connections = { shared_teams: entry('Con_Teams'), shared_teams_1: entry('Con_Teams') };
    const folder = folderWith(solution({ root: 'a', references: [reference('con_teams')] }) + flow({ root: 'a', connections }));
    const client = await start({ folders: [folder], options: only(MISCASED), capabilities: able });
    const path = flowOf(folder, 'a');
    const text = textOf(path);
    const last = text.lastIndexOf('Con_Teams');
    const line = text.slice(0, last).split('\n').length - 1;
    const at = { line, character: last - text.lastIndexOf('\n', last) };
    await choose(client, await fixesAt(client, path, at), "Write 'con_teams'");
    assert.equal(textOf(path), `${text.slice(0, last)}con_teams${text.slice(last + 'con_teams'.length)}`);
  });

  it('read a file again that has changed and nobody said so', async () => {
    const folder = folderWith(duplicates('', ''));
    const client = await start({ folders: [folder], options: only(DUPLICATE), capabilities: able });
    const path = customizationsOf(folder, 'a');
    const actions = await fixesAt(client, path, rangeOf(client, path, 'con_chat'));
    const before = textOf(path);
    write(folder, CUSTOMIZATIONS, `<!-- new -->\n${before}`);
    await choose(client, actions, "Merge 'Chat' into 'Teams'");
    assert.match(textOf(path), /^<!-- new -->\n<ImportExportXml>\n  <connectionreferences>\n/);
    assert.doesNotMatch(textOf(path), /con_chat/);
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), {});
  });

  it('wait until everything is read', async () => {
    const many = Array.from({ length: 200 }, (_, i) => flowUsing('con_teams', { root: 'a', name: `Flow${i}`, id: idOf(i) }));
    const folder = folderWith(miscased + many.join(''));
    const client = await start({ folders: [folder], options: only(MISCASED), capabilities: able });
    const path = flowOf(folder, 'a');
    assert.equal((await fixesAt(client, path, rangeOf(client, path, 'Con_Teams'))).length, 1);
  });
});
