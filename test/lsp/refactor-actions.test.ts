import * as assert from 'node:assert/strict';
import { LSPErrorCodes, type CodeAction } from 'vscode-languageserver';
import { uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { entry, flow, flowUsing, operation, reference, solution } from '../support/solution';
import { able, actionsAt, choose, eager, editOf, failureOf, rangeOf, touched } from './asking';
import { DUPLICATE, duplicates, MISCASED, miscased, withRule } from './findings';
import { customizationsOf, flowOf, idOf, only, start } from './setup';

const REWRITE = { only: ['refactor.rewrite'] };
const OFF_SCHEME = 'off-scheme-name';

const references = [
  reference('con_teams', 'shared_teams', 'Absence – Teams – User'),
  reference('con_chat', 'shared_teams', 'Chat'),
  reference('con_mail', 'shared_office365', 'Mail'),
];
const SETTINGS = '{ "ConnectionReferences": [ { "LogicalName": "con_chat", "ConnectionId": "" } ] }';
const WORKSPACE = solution({ root: 'a', references }) + flowUsing('con_teams', { root: 'a' }) + `--- config/test.json\n${SETTINGS}\n`;

const titles = (actions: readonly CodeAction[]): string[] => actions.map((it) => it.title);

async function opened(fixture: string, options: object = only(), capabilities: object = able): Promise<{ folder: string; client: Client }> {
  const folder = folderWith(fixture);
  return { folder, client: await start({ folders: [folder], options, capabilities }) };
}

const RENAMES = (present: string): string[] =>
  ["Rename to 'Absence – Teams – Service Account'", "Rename to 'Absence – Teams – User'"].filter((it) => !it.includes(present));

describe('what can be done with a reference', () => {
  it('is to rename it by the scheme, anywhere in its definition', async () => {
    const { folder, client } = await opened(WORKSPACE);
    const path = customizationsOf(folder, 'a');
    const its = RENAMES('User');
    for (const text of ['connectionreference connectionreferencelogicalname="con_teams"', 'Absence – Teams – User', '<statecode>'])
      assert.deepEqual(titles(await actionsAt(client, path, rangeOf(client, path, text))), its);
    assert.deepEqual(titles(await actionsAt(client, path, rangeOf(client, path, 'con_teams'), REWRITE)), its);
    assert.deepEqual(titles(await actionsAt(client, path, rangeOf(client, path, 'con_teams'), { only: ['refactor'] })), its);
    assert.deepEqual(await actionsAt(client, path, rangeOf(client, path, 'con_teams'), { only: ['quickfix'] }), []);
    assert.deepEqual(await actionsAt(client, path, rangeOf(client, path, '<connectionreferences>')), []);
    const [two] = await actionsAt(client, path, { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } });
    assert.equal(two, undefined, 'of several there is no telling which is meant');
  });

  it('is to rename it where a flow or deployment settings name it', async () => {
    const { folder, client } = await opened(WORKSPACE);
    const [path, settings] = [flowOf(folder, 'a'), `${folder}/config/test.json`];
    assert.deepEqual(titles(await actionsAt(client, settings, rangeOf(client, settings, 'con_chat'))), [
      "Rename to 'Absence – Teams – Service Account'",
    ]);
    const actions = await actionsAt(client, path, rangeOf(client, path, 'con_teams'));
    assert.deepEqual(titles(actions), [...RENAMES('User'), "Use 'Chat' for this flow"]);
    assert.deepEqual(
      actions.map(({ kind, edit, isPreferred, diagnostics }) => [kind, edit, isPreferred, diagnostics]),
      actions.map(() => ['refactor.rewrite', undefined, undefined, undefined]),
    );
    const edit = await choose(client, actions, "Rename to 'Absence – Teams – Service Account'");
    assert.deepEqual(
      touched(edit).map(([uri, , number]) => [uri, number]),
      [[uriOf(customizationsOf(folder, 'a')), 1]],
    );
    assert.equal(edit.changeAnnotations, undefined, 'one file is changed unasked');
    assert.ok(client.textOf(customizationsOf(folder, 'a')).includes('>Absence – Teams – Service Account<'));
  });

  it('is to use another one of its connector for a flow, at the key and at the name', async () => {
    const { folder, client } = await opened(WORKSPACE);
    const path = flowOf(folder, 'a');
    const before = client.textOf(path);
    const key = await actionsAt(client, path, rangeOf(client, path, 'shared_teams'));
    assert.deepEqual(titles(key), ["Use 'Chat' for this flow"]);
    assert.deepEqual(await actionsAt(client, path, rangeOf(client, path, 'embedded')), []);
    await choose(client, key, "Use 'Chat' for this flow");
    assert.equal(client.textOf(path), before.replace('con_teams', 'con_chat'));
  });

  it('tells references of one name apart', async () => {
    const same = [...references, reference('con_chat_2', 'shared_teams', 'Chat')];
    const { folder, client } = await opened(solution({ root: 'a', references: same }) + flowUsing('con_teams', { root: 'a' }));
    const path = flowOf(folder, 'a');
    assert.deepEqual(titles(await actionsAt(client, path, rangeOf(client, path, 'shared_teams'))), [
      "Use 'Chat' (con_chat) for this flow",
      "Use 'Chat' (con_chat_2) for this flow",
    ]);
  });

  it('is nothing for a direct connection, and nothing in a managed solution', async () => {
    const direct = flow({ root: 'a', name: 'Direct', id: idOf(2), connections: { a: entry(undefined) }, actions: { b: operation('a') } });
    const managed =
      solution({ root: 'm', name: 'Bought', managed: '1', references: [...references, reference('con_own')] }) +
      flowUsing('con_own', { root: 'm', name: 'Bought', id: idOf(1) });
    const { folder, client } = await opened(
      WORKSPACE + direct + managed + `--- config/own.json\n${SETTINGS.replace('con_chat', 'con_own')}\n`,
    );
    const none = async (path: string, text: string): Promise<void> =>
      assert.deepEqual(await actionsAt(client, path, rangeOf(client, path, text), REWRITE), [], path);
    await none(`${folder}/a/Workflows/Direct-${idOf(2)}.json`, '"a"');
    await none(customizationsOf(folder, 'm'), 'con_teams');
    await none(`${folder}/m/Workflows/Bought-${idOf(1)}.json`, 'con_own');
    await none(`${folder}/config/own.json`, 'con_own');
  });

  it('is not offered twice: what a quick fix does is left out beside it', async () => {
    const { folder, client } = await opened(WORKSPACE, only(OFF_SCHEME));
    const path = customizationsOf(folder, 'a');
    const actions = await actionsAt(client, path, rangeOf(client, path, 'Mail'));
    assert.ok(actions.length > 1);
    assert.deepEqual(new Set(actions.map((it) => it.kind)), new Set(['quickfix']));
    const alone = await actionsAt(client, path, rangeOf(client, path, 'Mail'), REWRITE);
    assert.deepEqual(
      titles(alone),
      titles(actions).filter((it) => it.startsWith('Rename to')),
    );
  });

  it('comes with its edit for editors that do not ask again', async () => {
    const { folder, client } = await opened(WORKSPACE, only(), eager);
    const path = flowOf(folder, 'a');
    const range = rangeOf(client, path, 'con_teams');
    const action = (await actionsAt(client, path, range)).find((it) => it.title.startsWith('Use'));
    assert.deepEqual(
      [action?.data, action?.edit?.documentChanges],
      [undefined, [{ textDocument: { uri: uriOf(path), version: null }, edits: [{ range, newText: 'con_chat' }] }]],
    );
  });

  it('is refused when it is not offered any more', async () => {
    const { folder, client } = await opened(WORKSPACE);
    const path = flowOf(folder, 'a');
    const text = client.textOf(path);
    client.open(path, text);
    const [rename] = await actionsAt(client, path, rangeOf(client, path, 'con_teams'));
    client.change(path, 2, { text: text.replace('con_teams', 'con_chat ') });
    const { code, message } = await failureOf(editOf(client, rename!));
    assert.deepEqual([code, message], [LSPErrorCodes.ContentModified, `'${rename!.title}' is not offered any more.`]);
  });
});

describe('the action that explains a rule', () => {
  const withCommands = (...rules: string[]): object => ({ ...only(...rules), hasCommands: true });

  it('names a command of the client after the fixes, and is neither preferred nor an edit', async () => {
    const { folder, client } = await opened(miscased, withCommands(MISCASED));
    const path = flowOf(folder, 'a');
    const actions = await actionsAt(client, path, rangeOf(client, path, 'Con_Teams'));
    assert.equal(actions.at(-3)?.kind, 'refactor.rewrite');
    const { diagnostics, ...explain } = actions.at(-2)!;
    const title = `Explain rule '${MISCASED}'`;
    assert.deepEqual(explain, { title, kind: 'quickfix', command: { title, command: 'keyhook.explainRule', arguments: [MISCASED] } });
    assert.deepEqual(
      diagnostics?.map((it) => it.code),
      [MISCASED],
    );
    assert.deepEqual(await client.ask('codeAction/resolve', actions.at(-2)!), actions.at(-2));
  });

  it('is one for each rule, however many findings there are', async () => {
    const { folder, client } = await opened(duplicates('', ''), withCommands(DUPLICATE, OFF_SCHEME));
    const path = customizationsOf(folder, 'a');
    const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const explained = (await actionsAt(client, path, whole, { only: ['quickfix'] })).flatMap(({ command }) =>
      command?.command === 'keyhook.explainRule' ? (command.arguments as string[]) : [],
    );
    assert.deepEqual(explained.sort(), [DUPLICATE, OFF_SCHEME].sort());
  });

  it('is there for a finding that has no fix', async () => {
    await withRule(
      () => [],
      async () => {
        const { folder, client } = await opened(miscased, { rules: only('made-up').rules, hasCommands: true });
        const actions = await actionsAt(client, flowOf(folder, 'a'), { line: 0, character: 0 });
        assert.deepEqual(titles(actions), ["Explain rule 'made-up'", 'Ignore this finding…']);
      },
    );
  });

  it('is only for clients that have the command, and only among quick fixes', async () => {
    const { folder, client } = await opened(miscased, only(MISCASED));
    const path = flowOf(folder, 'a');
    const isExplaining = (it: CodeAction): boolean => it.title.startsWith('Explain');
    assert.ok(!(await actionsAt(client, path, rangeOf(client, path, 'Con_Teams'))).some(isExplaining));
    const its = await opened(miscased, withCommands(MISCASED));
    const other = flowOf(its.folder, 'a');
    const found = await actionsAt(its.client, other, rangeOf(its.client, other, 'Con_Teams'), { only: ['refactor', 'source.fixAll'] });
    assert.ok(found.length > 1 && !found.some(isExplaining));
  });
});
