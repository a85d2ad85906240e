import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import {
  CompletionRequest,
  DefinitionRequest,
  DocumentHighlightRequest,
  FoldingRangeRequest,
  HoverRequest,
  ReferencesRequest,
  SemanticTokensRequest,
  SignatureHelpRequest,
  type CompletionList,
  type FoldingRange,
  type Hover,
  type SemanticTokens,
  type SignatureHelp,
} from 'vscode-languageserver';
import { uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { endlessDisk, slowDisk } from '../support/endless-disk';
import { call, entry, flow, flowPath, metadata, operation, reference, solution } from '../support/solution';
import { rangeOf } from './asking';
import { idOf, only, start, textOf, UNDEFINED } from './setup';

const TEAMS = { shared_teams: entry('con_own') };
const KEY = 'unused-connection-key';
const OFF = 'inactive-flow';

/** A flow that uses what is defined in `z`, or nowhere, and declares what it does not use; switched off. */
const parts = (root: string, number = 0): { root: string; name: string; id: string } => ({ root, name: `Flow${number}`, id: idOf(number) });
const faulty = (root: string, number = 0, logicalName = 'con_gone'): string =>
  flow({
    ...parts(root, number),
    connections: { shared_teams: entry(logicalName), shared_sql: entry(logicalName, 'shared_sql') },
    actions: { Act: operation('shared_teams') },
  }) + metadata({ ...parts(root, number), displayName: `Named ${number}`, stateCode: '0' });
const pathOf = (root: string, number = 0): string => flowPath(parts(root, number));

interface Held {
  readonly client: Client;
  readonly folder: string;
  readonly release: () => void;
  open(path: string): void;
}

const releases: (() => void)[] = [];
afterEach(() => {
  for (const release of releases.splice(0)) release();
});

/** A client whose server does not come to an end with reading before `release`. */
async function held(source: string, options: object = only(KEY, UNDEFINED, OFF), diskOf = endlessDisk): Promise<Held> {
  const folder = folderWith(source);
  const { disk, release } = diskOf(uriOf(folder));
  releases.push(release);
  const client = await start({ folders: [folder], disk, options: { ...options, hasCommands: true } });
  return { client, folder, release, open: (path) => client.open(join(folder, path), textOf(join(folder, path))) };
}

const codesIn = (client: Client, path: string): unknown[] => (client.diagnostics.get(uriOf(path)) ?? []).map((it) => it.code).sort();

describe('while the workspace is first read', () => {
  const source = solution({ root: 'a' }) + faulty('a') + solution({ root: 'm' }) + faulty('m') + faulty('m', 1) + solution({ root: 'z' });

  it('tells what is certain of an open document and its solution, and all else when everything is read', async () => {
    const { client, folder, release, open } = await held(source);
    open(pathOf('m'));
    const [early, other] = [join(folder, pathOf('m')), join(folder, pathOf('m', 1))];
    await client.until('what is certain', () => Object.keys(client.shows(folder)).length === 4);
    assert.deepEqual(codesIn(client, early), [KEY]);
    assert.deepEqual(codesIn(client, other), [KEY]);
    assert.deepEqual(Object.keys(client.shows(folder)).sort(), [
      pathOf('m'),
      `${pathOf('m')}.data.xml`,
      pathOf('m', 1),
      `${pathOf('m', 1)}.data.xml`,
    ]);
    assert.equal(client.published[0]?.uri, uriOf(early), 'what is open comes first');
    assert.ok(client.statuses.length > 0 && client.statuses.every((it) => it.busy), 'and it says that it goes on reading');
    assert.ok(
      client.statuses.every((it) => it.solutions === 0 && it.warnings === 0),
      'and counts nothing of half a workspace',
    );

    client.forget();
    release();
    await client.until('the rest', () => codesIn(client, join(folder, pathOf('a'))).length > 0);
    await client.settled(folder);
    for (const path of [early, other]) assert.deepEqual(codesIn(client, path), [UNDEFINED, UNDEFINED, KEY].sort());
  });

  it('tells what is certain of documents that are opened before it is known what files there are', async () => {
    const { client, folder, open, release } = await held(source, undefined, slowDisk);
    for (const root of ['m', 'a']) {
      open(pathOf(root));
      await client.until('what is certain', () => codesIn(client, join(folder, pathOf(root))).length > 0);
    }
    assert.ok(client.statuses.every((it) => it.busy));
    release();
    await client.settled(folder);
    assert.deepEqual(codesIn(client, join(folder, pathOf('a'))), [UNDEFINED, UNDEFINED, KEY].sort());
  });

  it('checks what is typed, and what is opened meanwhile', async () => {
    const { client, folder, open } = await held(source);
    const [first, second] = [join(folder, pathOf('m')), join(folder, pathOf('a'))];
    open(pathOf('m'));
    await client.until('what is certain', () => codesIn(client, first).length > 0);
    client.change(first, 2, { text: textOf(first).replaceAll('"shared_teams"', '"shared_sql"') });
    await client.until('what was typed', () => client.published.some((it) => it.uri === uriOf(first) && it.version === 2));
    open(pathOf('a'));
    await client.until('the other solution', () => codesIn(client, second).length > 0);
    client.change(second, 2, { text: textOf(second).replace('shared_sql', 'shared_x') });
    await client.until('what was typed', () => client.published.some((it) => it.uri === uriOf(second) && it.version === 2));
    assert.ok(client.statuses.every((it) => it.busy));
  });

  it('calls flows what their metadata calls them from the first', async () => {
    const { client, folder, open, release } = await held(source);
    const [first, second] = [join(folder, pathOf('m')), join(folder, pathOf('m', 1))];
    for (const it of [first, second]) open(it.slice(folder.length + 1));
    await client.until('both', () => [first, second].every((it) => codesIn(client, it).length > 0));
    release();
    await client.settled(folder);
    const messages = client.published.flatMap((it) => it.diagnostics.filter((one) => one.code === KEY).map((one) => String(one.message)));
    assert.ok(messages.length > 0 && messages.every((it) => /'Named [01]'/.test(it)), messages.join('\n'));
  });

  it('tells nothing of what the team has decided otherwise, wherever that stands', async () => {
    const configured = `--- keyhook.json\n{ "extends": "zz/keyhook-base.json" }\n--- zz/keyhook-base.json\n{ "rules": { "${KEY}": "off" } }\n`;
    const { [KEY]: _, ...rules } = only(UNDEFINED, OFF).rules;
    const { client, folder, open, release } = await held(configured + source, { rules });
    open(pathOf('m'));
    await client.until('what is certain', () => Object.keys(client.shows(folder)).length > 0);
    release();
    await client.settled(folder);
    assert.ok(!client.published.some((it) => it.diagnostics.some((one) => one.code === KEY)));
  });

  it('tells nothing of flows in a folder of a solution that are no part of it', async () => {
    const nested = solution({ root: 'a' }) + faulty('a/tools') + solution({ root: 'm' }) + faulty('m');
    const { client, folder, open, release } = await held(nested);
    open(pathOf('a/tools'));
    open(pathOf('m'));
    await client.until('the solution', () => codesIn(client, join(folder, pathOf('m'))).length > 0);
    release();
    await client.settled(folder);
    assert.ok(!client.published.some((it) => it.uri.includes('/tools/')));
  });

  it('tells of the names that only an open flow has, and of no other before everything is read', async () => {
    const actions = {
      Init: { type: 'InitializeVariable', inputs: { variables: [{ name: 'total', type: 'integer' }] } },
      Use: { type: 'Compose', inputs: "@concat(variables('total'), outputs('Init'))", runAfter: { Init: ['Succeeded'] } },
      Teams: operation('shared_teams'),
    };
    const its = { ...parts('m'), actions, connections: { shared_teams: entry('con_lent') } };
    const lent = solution({ root: 'z', name: 'Core', references: [reference('con_lent', 'shared_teams', 'Lent')] });
    const caller = flow({ ...parts('z', 1), actions: { Run: call(idOf(0)) } });
    const { client, folder, open, release } = await held(solution({ root: 'm' }) + flow(its) + lent + caller);
    const path = join(folder, pathOf('m'));
    open(pathOf('m'));
    const at = (text: string): object => ({ textDocument: { uri: uriOf(path) }, position: rangeOf(client, path, text).end });
    const told = async (text: string): Promise<string> =>
      ((await client.ask<Hover>(HoverRequest.method, at(text))).contents as { readonly value: string }).value;
    const [variable, action] = ["variables('tot", "outputs('In"];
    const places = async (method: string, text: string): Promise<number> =>
      (await client.ask<unknown[]>(method, { ...at(text), context: { includeDeclaration: true } })).length;

    assert.match(await told(variable), /Variable of the type integer/);
    assert.match(await told('@conc'), /concat/);
    assert.equal(await places(DefinitionRequest.method, action), 1);
    assert.equal(await places(ReferencesRequest.method, action), 3);
    assert.equal(await places(DocumentHighlightRequest.method, variable), 2);
    assert.ok(client.statuses.every((it) => it.busy));

    const others = [told('"con_len'), told('"Tea')];
    const defined = places(DefinitionRequest.method, '"con_len');
    const calls = places(ReferencesRequest.method, '"manu');
    await told(variable); // what is asked before is answered before, if nothing keeps it
    release();
    for (const it of await Promise.all(others)) assert.match(it, /Lent/);
    assert.equal(await defined, 1);
    assert.equal(await calls, 2, 'a trigger stands for its flow');
    await client.settled(folder);
  });

  it('answers what follows from an open document alone, and nothing that others may decide', async () => {
    const actions = {
      First: { type: 'Compose', inputs: 'a' },
      Second: { type: 'Compose', inputs: "@outputs('First')", runAfter: { First: ['Succeeded'] } },
      Third: operation('shared_teams'),
    };
    const typing = solution({ root: 'm', references: [reference('con_own')] }) + flow({ ...parts('m'), actions, connections: TEAMS });
    const lent = solution({ root: 'z', name: 'Core', references: [reference('con_lent')] });
    const { client, folder, open, release } = await held(typing + lent);
    const path = join(folder, pathOf('m'));
    open(pathOf('m'));
    open('m/Other/Customizations.xml');
    const textDocument = { uri: uriOf(path) };
    const behind = (text: string): object => ({ textDocument, position: rangeOf(client, path, text).end });
    const labelsAt = async (text: string): Promise<readonly string[]> => {
      const { items } = await client.ask<CompletionList>(CompletionRequest.method, behind(text));
      return items.map((it) => it.label);
    };
    const tokens = await client.ask<SemanticTokens>(SemanticTokensRequest.method, { textDocument });
    assert.ok(tokens.data.length > 0);
    const help = await client.ask<SignatureHelp>(SignatureHelpRequest.method, behind('@outputs('));
    assert.match(help.signatures[0]!.label, /^outputs\(/);
    const customizations = { textDocument: { uri: uriOf(join(folder, 'm/Other/Customizations.xml')) } };
    assert.ok((await client.ask<FoldingRange[]>(FoldingRangeRequest.method, customizations)).length > 0);
    assert.deepEqual(await labelsAt("@outputs('"), ['First']);

    client.change(path, 2, { text: textOf(path).replace("@outputs('First')", "@concat(outputs('First'), outputs('')") });
    assert.deepEqual(await labelsAt("outputs('First'), outputs('"), ['First'], 'what is typed meanwhile counts');
    assert.ok(client.statuses.every((it) => it.busy));

    const names = labelsAt('"connectionReferenceLogicalName": "con_');
    await labelsAt("outputs('First'), outputs('"); // what is asked before is answered before, if nothing keeps it
    release();
    assert.deepEqual(await names, ['con_own', 'con_lent']);
    await client.settled(folder);
  });
});
