import * as assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import {
  commands,
  CompletionItemKind,
  extensions,
  Location,
  Position,
  Range,
  Uri,
  workspace,
  type CodeLens,
  type CompletionList,
  type DocumentHighlight,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type InlayHint,
  type LocationLink,
  type MarkdownString,
  type SelectionRange,
  type SymbolInformation,
} from 'vscode';
import { waitFor } from '../wait-for';
import { exampleFolder, firstFolder } from './support';

const absence = 'solutions/absence-management/src';
const customizations = `${absence}/Other/Customizations.xml`;
const escalate = `${absence}/Workflows/Escalateopenabsences-D7306A2E-8E1E-EF11-840B-000D3A2C9B41.json`;
const notify = `${absence}/Workflows/Notifymanagerofabsence-5E91C7A4-7B1E-EF11-840B-000D3A2C9B41.json`;
const request = `${absence}/Workflows/Requestabsence-3B6F0D52-7A1E-EF11-840B-000D3A2C9B41.json`;
const settings = ['deployment/prod.deploymentsettings.json', 'deployment/test.deploymentsettings.json'];

it('has every command that it contributes', async () => {
  const manifest = extensions.getExtension('keyhook.keyhook')?.packageJSON as {
    readonly contributes: { readonly commands: readonly { readonly command: string }[] };
  };
  const registered = await commands.getCommands(true);
  const missing = manifest.contributes.commands.map((it) => it.command).filter((it) => !registered.includes(it));
  assert.deepEqual(missing, []);
});

it('goes from a logical name to its definition, and from a child flow to its trigger', async () => {
  assert.deepEqual(await definitions(escalate, 25, 50), [`${customizations}:42:58`]);
  assert.deepEqual(await definitions(request, 101, 50), [`${notify}:37:10`]);
});

it('finds every place of a logical name, and highlights those of a key in its flow', async () => {
  const places = await ask<Location[]>('executeReferenceProvider', customizations, new Position(41, 60));
  assert.deepEqual(places.map(placeOf), [`${settings[0]}:74:23`, `${settings[1]}:57:23`, `${customizations}:42:58`, `${escalate}:25:46`]);
  const highlights = await ask<DocumentHighlight[]>('executeDocumentHighlights', escalate, new Position(21, 10));
  assert.deepEqual(
    highlights.map(({ range }) => startOf(range)),
    ['22:8', '112:38'],
  );
});

it('says on hovering what stands behind a name', async () => {
  const hovers = await ask<Hover[]>('executeHoverProvider', escalate, new Position(24, 50));
  const texts = hovers.flatMap((it) => it.contents as readonly MarkdownString[]); // the editor's own JSON support says something too
  const card = texts.find((it) => it.value.includes('Absence – Office 365 Outlook – Service Account'));
  assert.ok(card && !card.isTrusted && !card.supportHtml, texts.map((it) => it.value).join(' / '));
});

it('counts uses above definitions', async () => {
  const lenses = await ask<CodeLens[]>('executeCodeLensProvider', customizations, 100);
  assert.deepEqual(
    lenses.map(({ range, command }) => `${range.start.line + 1} ${command?.title}`),
    [
      '15 used by 1 flow, 1 action',
      '24 used by 7 flows, 9 actions',
      '33 not used',
      '42 used by 1 flow, 1 action',
      '51 used by 3 flows, 3 actions',
      '60 used by 1 flow, 2 actions',
      '69 used by 2 flows, 2 actions',
      '78 used by 3 flows, 2 actions',
    ],
  );
});

it('puts display names beside logical names', async () => {
  const hints = await ask<InlayHint[]>('executeInlayHintProvider', escalate, new Range(0, 0, 200, 0));
  assert.deepEqual(
    hints.map(({ position, label }) => `${position.line + 1} ${String(label)}`),
    [
      '7 Absence – Dataverse – Service Principal',
      '16 Absence – Outlook – Service Account',
      '25 Absence – Office 365 Outlook – Service Account',
    ],
  );
});

it('outlines flows and references', async () => {
  const flow = await ask<DocumentSymbol[]>('executeDocumentSymbolProvider', escalate);
  const loop = flow.find((it) => it.name === 'For_each_open_absence');
  assert.deepEqual(
    loop?.children.map((it) => it.name),
    ['Mail_the_manager', 'Mail_HR'],
  );
  assert.ok(flow.some((it) => it.name === 'Every_day'));
  const references = await ask<DocumentSymbol[]>('executeDocumentSymbolProvider', customizations);
  assert.deepEqual(references.map(({ name, range }) => `${range.start.line + 1} ${name}`).slice(2, 5), [
    '33 Absence – Excel – Service Account',
    '42 Absence – Office 365 Outlook – Service Account',
    '51 Absence – Outlook – Service Account',
  ]);
  const found = await commands.executeCommand<SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', 'AbsenceMail');
  assert.deepEqual(
    found.map((it) => it.name),
    ['Absence – Office 365 Outlook – Service Account (contoso_AbsenceMailbox)'],
  );
});

it('completes logical names of the right connector', async () => {
  const { items } = await ask<CompletionList>('executeCompletionItemProvider', request, new Position(15, 60));
  const offered = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  assert.deepEqual(offered, [
    'contoso_AbsenceMailbox',
    'contoso_AbsenceOutlook',
    'contoso_OnboardingOutlook',
    'contoso_ProcurementOutlook',
  ]);
});

it('folds, selects and links in XML', async () => {
  const folds = await ask<FoldingRange[]>('executeFoldingRangeProvider', customizations);
  assert.deepEqual(
    folds.slice(1, 4).map(({ start, end }) => [start + 1, end + 1]),
    [
      [14, 86],
      [15, 22],
      [24, 31],
    ],
  );
  const [selected] = await ask<SelectionRange[]>('executeSelectionRangeProvider', customizations, [new Position(42, 50)]);
  const ranges = [...outward(selected)].map((it) => `${startOf(it)}-${it.end.line + 1}:${it.end.character + 1}`);
  assert.ok(ranges.includes('43:39-43:85') && ranges.includes('42:5-50:27'), ranges.join());
  const links = await ask<DocumentLink[]>('executeLinkProvider', `${request}.data.xml`, 100);
  assert.ok(
    links.some(({ target }) => target && pathOf(target) === request),
    JSON.stringify(links),
  );
});

it('says nothing of files that belong to no solution', async () => {
  const folder = join(firstFolder(), 'notes');
  const entry = { connection: { connectionReferenceLogicalName: 'contoso_AbsenceMailbox' } };
  const texts = {
    'notes.xml': '<a>\n<connectionreference connectionreferencelogicalname="contoso_AbsenceMailbox">\n</connectionreference>\n</a>\n',
    'notes.json': JSON.stringify({ properties: { connectionReferences: { shared_office365: entry } } }),
  };
  mkdirSync(folder);
  for (const [name, text] of Object.entries(texts)) {
    const uri = Uri.file(join(folder, name));
    writeFileSync(uri.fsPath, text);
    const before = text.slice(0, text.indexOf('AbsenceMailbox')).split('\n');
    const at = new Position(before.length - 1, before.at(-1)!.length);
    const answers = (provider: string, ...args: readonly unknown[]): Promise<readonly unknown[]> =>
      inEditor(uri, async () => (await commands.executeCommand<unknown[] | undefined>(`vscode.${provider}`, uri, ...args)) ?? []);
    for (const provider of ['executeDefinitionProvider', 'executeReferenceProvider', 'executeHoverProvider'])
      assert.deepEqual(await answers(provider, at), [], `${provider} in ${name}`);
    assert.deepEqual(await answers('executeCodeLensProvider', 100), []);
    assert.deepEqual(await answers('executeInlayHintProvider', new Range(0, 0, 100, 0)), []);
    const { items } = await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', uri, at);
    assert.deepEqual(
      items.filter((it) => it.kind === CompletionItemKind.Reference),
      [],
    );
    if (name === 'notes.json') continue; // of JSON the editor itself knows the rest
    assert.deepEqual(await answers('executeDocumentSymbolProvider'), []);
    assert.deepEqual(await answers('executeFoldingRangeProvider'), []);
  }
  rmSync(folder, { recursive: true });
});

function ask<Answer>(provider: string, path: string, ...args: readonly unknown[]): Promise<Answer> {
  return inEditor(Uri.file(join(exampleFolder(), path)), async (uri) =>
    commands.executeCommand<Answer>(`vscode.${provider}`, uri, ...args),
  );
}

/** Not by `openTextDocument`: the editor would keep the document open for minutes, also when its file goes. */
async function inEditor<Result>(uri: Uri, work: (uri: Uri) => Promise<Result>): Promise<Result> {
  await commands.executeCommand('vscode.open', uri);
  const result = await work(uri);
  await commands.executeCommand('workbench.action.closeAllEditors');
  await waitFor(
    () => workspace.textDocuments.some((it) => it.uri.toString() === uri.toString()),
    (it) => !it,
    `${uri.path} to be closed`,
  );
  return result;
}

async function definitions(path: string, line: number, column: number): Promise<readonly string[]> {
  const found = await ask<readonly (Location | LocationLink)[]>('executeDefinitionProvider', path, new Position(line - 1, column - 1));
  return found.map((it) => placeOf('targetUri' in it ? new Location(it.targetUri, it.targetSelectionRange ?? it.targetRange) : it));
}

function* outward(selection: SelectionRange | undefined): Iterable<Range> {
  for (let at = selection; at; at = at.parent) yield at.range;
}

const pathOf = ({ fsPath }: Uri): string => relative(exampleFolder(), fsPath).split(sep).join('/');
const startOf = ({ start }: Range): string => `${start.line + 1}:${start.character + 1}`;
const placeOf = ({ uri, range }: Location): string => `${pathOf(uri)}:${startOf(range)}`;
