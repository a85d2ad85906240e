import * as assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  SelectionRangeRequest,
  SymbolKind,
  WorkspaceSymbolRequest,
  WorkspaceSymbolResolveRequest,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type SelectionRange,
  type SymbolInformation,
  type WorkspaceSymbol,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOf } from '../../server/src/host/disk';
import { folderWith, write } from '../cli/run';
import type { Client } from '../support/client';
import { customConnector, flow, flowPath, metadata, operation, entry, reference, solution } from '../support/solution';
import { rangeOf } from './asking';
import { customizationsOf, flowOf, start, textOf } from './setup';

const fixture =
  solution({ root: 'a', references: [reference('con_teams')] }) +
  flow({
    root: 'a',
    connections: { teams: entry('con_teams') },
    actions: { Check: { type: 'Scope', actions: { Post: operation('teams') } } },
  }) +
  metadata({ root: 'a' });

const nesting = { textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } };
const resolving = { workspace: { symbol: { resolveSupport: { properties: ['location.range'] } } } };
const about = (path: string): { textDocument: { uri: string } } => ({ textDocument: { uri: uriOf(path) } });

function textAt(client: Client, path: string, { start: from, end }: { start: { line: number }; end: { line: number } }): string {
  const document = TextDocument.create('', '', 0, client.textOf(path));
  return document.getText({ start: from as never, end: end as never });
}

describe('outlines, over the protocol', () => {
  it('nest, for a client that takes them so', async () => {
    const folder = folderWith(fixture);
    const path = flowOf(folder, 'a');
    const client = await start({ folders: [folder], capabilities: nesting });
    client.open(path, `\n${textOf(path)}`);
    const said = (symbols: readonly DocumentSymbol[]): unknown[] =>
      symbols.map(({ name, detail, kind, selectionRange, children = [] }) => [
        name,
        detail,
        kind,
        textAt(client, path, selectionRange),
        ...said(children),
      ]);
    assert.deepEqual(said(await client.ask(DocumentSymbolRequest.method, about(path))), [
      [
        'Connections',
        '',
        SymbolKind.Module,
        'connectionReferences',
        ['teams', 'Absence – Teams – Service Account', SymbolKind.Key, 'teams'],
      ],
      ['manual', 'by hand', SymbolKind.Event, 'manual'],
      ['Check', 'Scope', SymbolKind.Namespace, 'Check', ['Post', 'Microsoft Teams · DoIt', SymbolKind.Function, 'Post']],
    ]);
  });

  it('are flat for a client that does not', async () => {
    const folder = folderWith(fixture);
    const path = flowOf(folder, 'a');
    const client = await start({ folders: [folder] });
    const symbols = await client.ask<SymbolInformation[]>(DocumentSymbolRequest.method, about(path));
    assert.deepEqual(
      symbols.map(({ name, containerName, location }) => [name, containerName, location.uri === uriOf(path)]),
      [
        ['Connections', undefined, true],
        ['teams', 'Connections', true],
        ['manual', undefined, true],
        ['Check', undefined, true],
        ['Post', 'Check', true],
      ],
    );
    const post = JSON.stringify({ Post: operation('teams') }).slice(1, -1);
    assert.equal(textAt(client, path, symbols.at(-1)!.location.range).replace(/\s+/g, ''), post);
  });

  it('are none of a file that is not ours', async () => {
    const client = await start({ folders: [folderWith(fixture)] });
    assert.equal(await client.ask(DocumentSymbolRequest.method, { textDocument: { uri: 'file:///elsewhere/x.json' } }), null);
  });
});

describe('symbols of the workspace, over the protocol', () => {
  it('come with their places for a client that wants them at once', async () => {
    const folder = folderWith(fixture);
    const client = await start({ folders: [folder] });
    assert.deepEqual(await client.ask<WorkspaceSymbol[]>(WorkspaceSymbolRequest.method, { query: 'teams' }), [
      {
        name: 'Absence – Teams – Service Account (con_teams)',
        kind: SymbolKind.Interface,
        containerName: 'Absence',
        location: { uri: uriOf(customizationsOf(folder, 'a')), range: rangeOf(client, customizationsOf(folder, 'a'), 'con_teams') },
      },
    ]);
  });

  it('get their place when they are chosen, where a client can ask for it', async () => {
    const folder = folderWith(fixture);
    const client = await start({ folders: [folder], capabilities: resolving });
    const path = flowOf(folder, 'a');
    client.open(path, `\n${textOf(path)}`);
    const [symbol, ...rest] = await client.ask<WorkspaceSymbol[]>(WorkspaceSymbolRequest.method, { query: 'ask for' });
    assert.deepEqual(rest, []);
    assert.deepEqual(symbol?.location, { uri: uriOf(path) });
    const resolved = await client.ask<WorkspaceSymbol>(WorkspaceSymbolResolveRequest.method, symbol!);
    assert.deepEqual(resolved.location, { uri: uriOf(path), range: rangeOf(client, path, 'manual') });
    const gone = { ...symbol!, location: { uri: uriOf(join(folder, 'gone.json')) } };
    assert.deepEqual(await client.ask(WorkspaceSymbolResolveRequest.method, gone), gone);
  });
});

describe('links, over the protocol', () => {
  it('lead only to files that are there', async () => {
    const folder = folderWith(
      solution({ root: 'a' }) +
        flow({ root: 'a' }) +
        metadata({ root: 'a' }) +
        customConnector('a').replace(
          '</Connector>',
          '<openapidefinition>/Connector/con (5) ü.json</openapidefinition><iconblob>/Connector/none.png</iconblob></Connector>',
        ),
    );
    write(folder, 'a/Connectors/con (5) ü.json', '{}');
    const client = await start({ folders: [folder] });
    const path = `${flowOf(folder, 'a')}.data.xml`;
    const linksIn = (of: string): Promise<DocumentLink[]> => client.ask(DocumentLinkRequest.method, about(of));
    const written = flowPath({ root: 'a' }).slice(1);
    const link = { range: rangeOf(client, path, written), target: uriOf(flowOf(folder, 'a')), tooltip: 'Open the flow' };
    assert.deepEqual(await linksIn(path), [link]);
    assert.deepEqual(
      (await linksIn(join(folder, 'a/Connectors/con_5Fleave.xml'))).map((it) => it.target),
      [uriOf(join(folder, 'a/Connectors/con (5) ü.json'))],
    );
    rmSync(flowOf(folder, 'a'));
    assert.deepEqual(await linksIn(path), [], 'the file has gone, and nobody has told');
  });

  it('lead to a document as the editor spells it', async () => {
    const folder = folderWith(fixture);
    const client = await start({ folders: [folder] });
    const path = flowOf(folder, 'a');
    const spelt = uriOf(path).replace('Askforleave', '%41skforleave');
    client.open(path, textOf(path), 1, spelt);
    const [link] = await client.ask<DocumentLink[]>(DocumentLinkRequest.method, about(`${path}.data.xml`));
    assert.equal(link?.target, spelt);
  });
});

describe('folding and selecting, over the protocol', () => {
  const xml = '<Workflow WorkflowId="{x}"\n  Name="y">\n  <!-- one\n  two -->\n  <A>\n    <B>1</B>\n  </A>\n</Workflow>';

  it('folds what is longer than a line, and keeps a closing tag in sight', async () => {
    const folder = folderWith(fixture);
    const path = `${flowOf(folder, 'a')}.data.xml`;
    const client = await start({ folders: [folder] });
    for (const text of [xml, xml.replaceAll('\n', '\r\n')]) {
      client.open(path, text);
      assert.deepEqual(await client.ask<FoldingRange[]>(FoldingRangeRequest.method, about(path)), [
        { startLine: 0, endLine: 6 },
        { startLine: 2, endLine: 3, kind: 'comment' },
        { startLine: 4, endLine: 5 },
      ]);
      client.close(path);
    }
  });

  it('selects more and more, to the whole file', async () => {
    const folder = folderWith(fixture);
    const path = `${flowOf(folder, 'a')}.data.xml`;
    const client = await start({ folders: [folder] });
    client.open(path, `\n${xml}`);
    const positions = [rangeOf(client, path, '1</B>').start, { line: 0, character: 0 }];
    const answer = await client.ask<SelectionRange[]>(SelectionRangeRequest.method, { ...about(path), positions });
    const steps = ({ range, parent }: SelectionRange): string[] => [textAt(client, path, range), ...(parent ? steps(parent) : [])];
    const inner = xml.slice(xml.indexOf('>\n') + 1, xml.lastIndexOf('</'));
    assert.deepEqual(answer.map(steps), [
      ['1', '<B>1</B>', '\n    <B>1</B>\n  ', '<A>\n    <B>1</B>\n  </A>', inner, xml, `\n${xml}`],
      [`\n${xml}`],
    ]);
    client.change(path, 2, { text: xml });
    const [whole] = await client.ask<SelectionRange[]>(SelectionRangeRequest.method, { ...about(path), positions: [positions[1]!] });
    assert.deepEqual(steps(whole!), [xml], 'each is larger than the one before');
  });

  it('leaves XML alone that only has the name of a solution’s', async () => {
    const folder = folderWith(`${fixture}--- notes/customizations.xml\n${xml}\n`);
    const client = await start({ folders: [folder] });
    const path = `${folder}/notes/customizations.xml`;
    assert.equal(await client.ask(FoldingRangeRequest.method, about(path)), null);
    assert.deepEqual(await client.ask(DocumentSymbolRequest.method, about(path)), []);
  });

  it('leaves JSON to the editor', async () => {
    const folder = folderWith(fixture);
    const client = await start({ folders: [folder] });
    const path = flowOf(folder, 'a');
    assert.equal(await client.ask(FoldingRangeRequest.method, about(path)), null);
    assert.equal(await client.ask(SelectionRangeRequest.method, { ...about(path), positions: [{ line: 1, character: 1 }] }), null);
  });
});
