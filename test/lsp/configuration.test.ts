import * as assert from 'node:assert/strict';
import { rules, type Rule } from '../../server/src/core';
import { uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import { flowUsing, reference, solution } from '../support/solution';
import { CUSTOMIZATIONS, customizationsOf, FLOW, flowOf, only, small, start, textOf, UNDEFINED, UNUSED } from './setup';

const unused = [`${UNUSED} 3:58`, `${UNUSED} 11:58`];
const both = { [CUSTOMIZATIONS]: unused, [FLOW]: [`${UNDEFINED} 9:46`] };
const faulty = small('a', ['con_teams', 'con_mail'], 'con_gone');

describe('the server, as it is configured', () => {
  it('asks the client that can answer, and again when something has changed', async () => {
    const folder = folderWith(faulty);
    let configuration: unknown = only(UNUSED);
    const client = await start({
      folders: [folder],
      options: only(UNDEFINED),
      capabilities: { workspace: { didChangeConfiguration: { dynamicRegistration: true } } },
      configuration: () => configuration,
    });
    await client.untilShown(folder, { [CUSTOMIZATIONS]: unused });
    assert.deepEqual(
      client.registered.map(({ method, registerOptions }) => [method, registerOptions as unknown]),
      [['workspace/didChangeConfiguration', { section: 'keyhook' }]],
    );
    configuration = only(UNUSED, UNDEFINED);
    client.configurationChanged();
    await client.untilShown(folder, both);
    configuration = { rules: { ...only(UNUSED).rules, [UNUSED]: 'error' } };
    client.configurationChanged();
    await client.until('errors', () => client.diagnostics.get(uriOf(customizationsOf(folder, 'a')))?.[0]?.severity === 1);
    configuration = null;
    client.configurationChanged();
    await client.untilShown(folder, { [FLOW]: both[FLOW]! });
  });

  it('takes what another client sends along', async () => {
    const folder = folderWith(faulty);
    const client = await start({ folders: [folder], options: only(UNUSED) });
    await client.untilShown(folder, { [CUSTOMIZATIONS]: unused });
    client.configurationChanged({ keyhook: only(UNDEFINED) });
    await client.untilShown(folder, { [FLOW]: both[FLOW]! });
    client.configurationChanged({ somethingElse: true });
    await client.untilShown(folder, { [CUSTOMIZATIONS]: unused });
  });

  it('goes by each rule’s own severity when nobody says anything', async () => {
    const folder = folderWith(faulty);
    const client = await start({ folders: [folder], options: undefined });
    await client.until('findings', () => client.shows(folder)[CUSTOMIZATIONS] !== undefined);
    const found = [...client.diagnostics.values()].flat();
    const severities = { error: 1, warning: 2, info: 3, off: 0 };
    for (const { code, severity } of found) assert.equal(severity, severities[rules.find((it) => it.id === code)!.severity], String(code));
    assert.ok(found.some((it) => it.severity === 1));
  });

  it('ignores values that are none, and says so in the log', async () => {
    const folder = folderWith(faulty);
    const settings = { rules: { ...only(UNUSED).rules, 'no-such-rule': 'error', [UNDEFINED]: 'loud', 'default-name': 3 } };
    const client = await start({ folders: [folder], options: settings });
    await client.until('findings', () => client.shows(folder)[FLOW] !== undefined);
    assert.deepEqual([...client.logged].sort(), [
      "Settings: rule 'default-name' is one of error, warning, info, off, not 3.",
      `Settings: rule '${UNDEFINED}' is one of error, warning, info, off, not "loud".`,
      "Settings: there is no rule 'no-such-rule'.",
    ]);
    for (const wrong of [{ rules: 'all' }, { rules: ['x'] }, 'rules', 7]) {
      const other = await start({ folders: [folder], options: wrong });
      await other.until('findings', () => other.shows(folder)[CUSTOMIZATIONS] !== undefined);
    }
  });
});

describe('the server’s diagnostics', () => {
  it('say which rule, where its page is, what may be faded or struck through, and what belongs to it', async () => {
    const twice = [reference('con_teams'), reference('con_teams')];
    const folder = folderWith(solution({ root: 'a', references: twice }) + flowUsing('con_gone', { root: 'a' }));
    const pages = 'file:///pages/';
    const client = await start({ folders: [folder], options: { ...only(UNUSED, 'duplicate-logical-name'), rulePages: pages } });
    const uri = uriOf(customizationsOf(folder, 'a'));
    await client.until('findings', () => client.diagnostics.has(uri));
    const [first, second] = client.diagnostics.get(uri)!;
    const message = first?.message;
    assert.deepEqual(first, {
      range: { start: { line: 2, character: 57 }, end: { line: 2, character: 66 } },
      severity: 2,
      code: UNUSED,
      codeDescription: { href: `${pages}${UNUSED}.md` },
      source: 'keyhook',
      message,
      tags: [1],
    });
    assert.deepEqual(
      second?.relatedInformation?.map((it) => it.location),
      [{ uri, range: first.range }],
    );
    assert.ok(!('tags' in second) && !('data' in second));
  });

  it('strike through what is deprecated', async () => {
    const old = 'shared_airtable';
    const folder = folderWith(
      solution({ root: 'a', references: [reference('con_x', old)] }) + flowUsing('con_x', { root: 'a', connector: old }),
    );
    const client = await start({ folders: [folder], options: only('deprecated-connector') });
    await client.until('a finding', () => client.diagnostics.size === 1);
    assert.deepEqual(
      [...client.diagnostics.values()].flat().map((it) => it.tags),
      [[2]],
    );
  });

  it('have no link when nobody says where the pages are', async () => {
    const folder = folderWith(faulty);
    const client = await start({ folders: [folder] });
    await client.untilShown(folder, both);
    for (const it of [...client.diagnostics.values()].flat()) assert.ok(!('codeDescription' in it));
  });
});

describe('the server, when something fails', () => {
  it('names a rule that throws, once, and runs the others', async () => {
    const bad: Rule = {
      id: 'bad-rule',
      severity: 'error',
      summary: '',
      *check() {
        throw new Error('no luck');
      },
    };
    const options = only(UNUSED, UNDEFINED);
    (rules as Rule[]).push(bad);
    try {
      const folder = folderWith(faulty);
      const client = await start({ folders: [folder], options });
      await client.untilShown(folder, both);
      const flow = flowOf(folder, 'a');
      client.open(flow, `${textOf(flow)} `);
      await client.settled(folder);
      const said = client.logged.filter((it) => it.includes('bad-rule'));
      assert.equal(said.length, 1);
      assert.match(said[0]!, /^Rule 'bad-rule' failed: Error: no luck\n/);
    } finally {
      (rules as Rule[]).splice(rules.indexOf(bad), 1);
    }
  });

  it('logs a message it cannot make sense of, and lives', async () => {
    const folder = folderWith(faulty);
    const client = await start({ folders: [folder] });
    client.say('workspace/didChangeWatchedFiles', { changes: 7 });
    client.say('textDocument/didChange', { textDocument: { uri: 'file:///nowhere', version: 1 }, contentChanges: [] });
    client.say('no/such/thing', {});
    await client.until('a word in the log', () => client.logged.some((it) => it.includes('didChangeWatchedFiles')));
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), both);
  });

  it('says no more than it can do', async () => {
    const client = await start({ folders: [folderWith(faulty)] });
    assert.deepEqual(Object.keys(client.answer.capabilities).sort(), [
      'codeLensProvider',
      'completionProvider',
      'definitionProvider',
      'documentHighlightProvider',
      'documentLinkProvider',
      'documentSymbolProvider',
      'foldingRangeProvider',
      'hoverProvider',
      'inlayHintProvider',
      'referencesProvider',
      'renameProvider',
      'selectionRangeProvider',
      'semanticTokensProvider',
      'signatureHelpProvider',
      'textDocumentSync',
      'workspace',
      'workspaceSymbolProvider',
    ]);
    assert.equal(client.answer.serverInfo?.name, 'keyhook');
  });

  it('asks for what it wants to be told, where the client can be asked', async () => {
    const capabilities = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
    const client = await start({ folders: [folderWith(faulty)], capabilities });
    await client.until('a registration', () => client.registered.length === 1);
    assert.equal(client.registered[0]?.method, 'workspace/didChangeWatchedFiles');
  });
});
