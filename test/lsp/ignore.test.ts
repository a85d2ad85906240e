import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LSPErrorCodes, type CodeAction } from 'vscode-languageserver';
import { uriOf } from '../../server/src/host/disk';
import type { FindingId } from '../../server/src/protocol';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { able, actionsAt, failureOf, own, rangeOf } from './asking';
import { refactor, refusal } from './commands';
import { MISCASED, miscased } from './findings';
import { CUSTOMIZATIONS, customizationsOf, flowOf, only, small, start, textOf, UNDEFINED, UNUSED } from './setup';

const WHOLE = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

async function opened(source: string, ...rules: readonly string[]): Promise<{ folder: string; client: Client }> {
  const folder = folderWith(source);
  const client = await start({ folders: [folder], options: { ...only(...rules), hasCommands: true }, capabilities: able });
  return { folder, client };
}

const isIgnoring = ({ command }: CodeAction): boolean => command?.command === '_keyhook.ignoreFinding';

const idIn = ({ command }: CodeAction): FindingId => command!.arguments![0] as FindingId;

/** What the action asks the client to do about the only finding of a file. */
async function onlyFindingIn(client: Client, path: string): Promise<FindingId> {
  const [action, ...others] = (await actionsAt(client, path, WHOLE)).filter(isIgnoring);
  assert.deepEqual(others, []);
  return idIn(action!);
}

describe('the action that ignores a finding', () => {
  it('is the last one, names a command of the client, and is neither preferred nor an edit', async () => {
    const { folder, client } = await opened(miscased, MISCASED);
    const path = flowOf(folder, 'a');
    const actions = await actionsAt(client, path, rangeOf(client, path, 'Con_Teams'));
    const { diagnostics, ...ignore } = actions.at(-1)!;
    const title = 'Ignore this finding…';
    const id = { uri: uriOf(path), rule: MISCASED, subject: 'Con_Teams' };
    assert.deepEqual(ignore, { title, kind: 'quickfix', command: { title, command: '_keyhook.ignoreFinding', arguments: [id] } });
    assert.deepEqual(
      diagnostics?.map((it) => it.code),
      [MISCASED],
    );
    assert.equal(actions.filter(isIgnoring).length, 1);
  });

  it('says which finding it is about where there are several', async () => {
    const { folder, client } = await opened(small('a', ['con_b', 'con_a', 'con_teams']), UNUSED);
    const titles = (await actionsAt(client, customizationsOf(folder, 'a'), WHOLE)).filter(isIgnoring).map((it) => it.title);
    assert.deepEqual(titles.sort(), [`Ignore '${UNUSED}' of 'con_a'…`, `Ignore '${UNUSED}' of 'con_b'…`]);
  });

  it('is only for clients that have the command, and not in the configuration itself', async () => {
    const source = `${miscased}--- keyhook.json\n{ "rules": { "no-such-rule": "off" } }\n`;
    const { folder, client } = await opened(source, 'invalid-configuration');
    const path = join(folder, 'keyhook.json');
    await client.until('the finding', () => client.shows(folder)['keyhook.json'] !== undefined);
    const actions = await actionsAt(client, path, WHOLE);
    assert.ok(actions.some((it) => it.title.startsWith('Explain')));
    assert.ok(!actions.some(isIgnoring));
    const other = await start({ folders: [folder], options: only(MISCASED), capabilities: able });
    const flow = flowOf(folder, 'a');
    assert.ok(!(await actionsAt(other, flow, WHOLE)).some(isIgnoring));
  });
});

describe('ignoring a finding', () => {
  it('makes a keyhook.json in the folder of the workspace, and the finding is gone', async () => {
    const { folder, client } = await opened(small('a', ['con_teams', 'con_spare']), UNUSED);
    await client.until('the finding', () => client.shows(folder)[CUSTOMIZATIONS] !== undefined);
    const id = await onlyFindingIn(client, customizationsOf(folder, 'a'));
    const { edit, shows } = await refactor(client, { kind: 'ignore', ...id, reason: 'Planned for May', until: '2099-01-31' });
    const path = join(folder, 'keyhook.json');
    assert.equal(shows, uriOf(path));
    assert.equal(edit.changeAnnotations, undefined);
    assert.ok(!existsSync(path));
    client.apply(edit);
    assert.deepEqual(JSON.parse(textOf(path)), {
      ignore: [{ rule: UNUSED, path: CUSTOMIZATIONS, subject: 'con_spare', reason: 'Planned for May', until: '2099-01-31' }],
    });
    await client.untilShown(folder, {});
  });

  it('adds to the keyhook.json that there is, also while it is open and changed', async () => {
    const { folder, client } = await opened(`${small('a', ['con_teams', 'con_spare'])}--- keyhook.json\n{ "rules": {} }\n`, UNUSED);
    const path = join(folder, 'keyhook.json');
    client.open(path, '// ours\n{}\n', 7);
    const id = await onlyFindingIn(client, customizationsOf(folder, 'a'));
    client.apply((await refactor(client, { kind: 'ignore', ...id, reason: 'Planned' })).edit);
    await client.untilShown(folder, {});
    assert.match(client.textOf(path), /^\/\/ ours\n\{[^]*"ignore": \[[^]*"reason": "Planned"/);
    client.change(path, 9, { text: '// ours\n{}\n' });
    await client.until('the finding', () => client.shows(folder)[CUSTOMIZATIONS] !== undefined);
  });

  it('wants a reason, a day, and a finding', async () => {
    const { folder, client } = await opened(small('a', ['con_teams', 'con_spare']), UNUSED, UNDEFINED);
    const id = await onlyFindingIn(client, customizationsOf(folder, 'a'));
    assert.match(await refusal(refactor(client, { kind: 'ignore', ...id, reason: ' ' })), /^Say why/);
    assert.match(await refusal(refactor(client, { kind: 'ignore', ...id, reason: 'x', until: 'May' })), /2\d{3}-\d{2}-\d{2}/);
    const gone = refactor(client, { kind: 'ignore', ...id, rule: UNDEFINED, reason: 'x' });
    assert.match(await refusal(gone), /^'undefined-connection-reference' does not find this any more/);
    assert.ok(!existsSync(join(folder, 'keyhook.json')));
  });

  it('judges a day while it is typed', async () => {
    const { client } = await opened(small('a'), UNUSED);
    const judged = async (day: string): Promise<string | undefined> => (await own(client, 'keyhook/checkDay', { day })).refused;
    assert.equal(await judged('2099-12-31'), undefined);
    assert.equal(await judged('2020-12-31'), 'This day is over: it would be reported again at once.');
    assert.match((await judged('31.12.2099')) ?? '', /2\d{3}-\d{2}-\d{2}/);
  });

  it('is refused in an editor that makes no files', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_spare']));
    const client = await start({ folders: [folder], options: only(UNUSED), capabilities: {} });
    const id = { uri: uriOf(customizationsOf(folder, 'a')), rule: UNUSED, subject: 'con_spare' };
    const { code, message } = await failureOf(refactor(client, { kind: 'ignore', ...id, reason: 'x' }));
    assert.equal(code, LSPErrorCodes.RequestFailed);
    assert.match(message, /cannot create files/);
  });
});
