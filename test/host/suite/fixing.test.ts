import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CodeActionKind,
  commands,
  ConfigurationTarget,
  Uri,
  window,
  workspace,
  type CodeAction,
  type TextDocument,
  type WorkspaceEdit,
} from 'vscode';
import { makeThreeDuplicates } from '../duplicates';
import { changedSince, filesIn, type Files } from '../files';
import { waitFor } from '../wait-for';
import { commandSays, diagnostics, exampleFolder, ruleOf, shown, untilShown } from './support';

const absence = 'solutions/absence-management/src';
const customizations = `${absence}/Other/Customizations.xml`;
const digest = `${absence}/Workflows/Dailyabsencedigest-A8D2E316-801E-EF11-840B-000D3A2C9B41.json`;
const escalate = `${absence}/Workflows/Escalateopenabsences-D7306A2E-8E1E-EF11-840B-000D3A2C9B41.json`;
const publish = `${absence}/Workflows/Publishteamcalendar-1C7AE8B5-9C1E-EF11-840B-000D3A2C9B41.json`;
const settings = ['deployment/prod.deploymentsettings.json', 'deployment/test.deploymentsettings.json'];

let files: Files;
let findings: readonly string[];

/** What one undo must bring back. */
function remember(): void {
  files = filesIn(exampleFolder());
  findings = shown();
}

it('replaces a direct connection in every file concerned, and one undo takes it back', async () => {
  remember();
  await open(publish);
  const actions = await quickFixes(publish, 'direct-connection');
  const [first, ...others] = actions;
  assert.match(first?.title ?? '', /^Use '/);
  assert.ok(first?.isPreferred);
  assert.ok(others.every((it) => !it.isPreferred));
  await previewed(actions.find((it) => /^Create connection reference '.*' and use it$/.test(it.title))?.edit);
  await untilChanged([...settings, customizations, publish]);
  assert.deepEqual(of(publish, 'direct-connection'), []);
  await takeBack();
});

it('merges three duplicates, and one undo takes it back', async () => {
  remember();
  makeThreeDuplicates(exampleFolder());
  const [original, before] = [files, findings];
  await untilShown(await commandSays(), 'the findings with a third duplicate');
  remember();

  await open(customizations);
  const actions = await quickFixes(customizations, 'duplicate-connection-reference');
  assert.equal(actions[0]?.title, "Merge 2 duplicates into 'Absence – Outlook – Service Account'");
  await previewed(actions[0].edit);
  await untilChanged([...settings, customizations, escalate]);
  assert.deepEqual(of(customizations, 'duplicate-connection-reference'), []);
  await takeBack();

  for (const path of changedSince(original, exampleFolder())) writeFileSync(join(exampleFolder(), path), original.get(path)!);
  await untilShown(before, 'the findings from before the third duplicate');
});

it('renames a logical name from a flow, and one undo takes it back', async () => {
  remember();
  const document = await open(escalate);
  const at = document.positionAt(document.getText().indexOf('contoso_AbsenceOutlook') + 3);
  const edit = await commands.executeCommand<WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    at,
    'contoso_AbsenceMail',
  );
  assert.ok(await workspace.applyEdit(edit, { isRefactoring: true }));
  const users = [...files].filter(([, bytes]) => /contoso_AbsenceOutlook/i.test(textOf(bytes))).map(([path]) => path);
  assert.ok(users.length > 3);
  await untilChanged(users.sort());
  await takeBack();
});

it('mends what is safe to mend in a file whenever it is saved, and one undo takes it back', async () => {
  remember();
  const onSave = workspace.getConfiguration('editor');
  await onSave.update('codeActionsOnSave', { 'source.fixAll.keyhook': 'explicit' }, ConfigurationTarget.Workspace);
  await open(digest);
  assert.equal(of(digest, 'miscased-logical-name').length, 1);
  await commands.executeCommand('workbench.action.files.save');
  await untilChanged([digest]);
  const expected = textOf(files.get(digest)).replace('contoso_absencedataverse', 'contoso_AbsenceDataverse');
  assert.equal(textOf(readFileSync(join(exampleFolder(), digest))), expected);
  await onSave.update('codeActionsOnSave', undefined, ConfigurationTarget.Workspace);
  await takeBack();
});

/** Until these files are different on the disk, when all is saved, and no others, and the editor says of them what the command says. */
async function untilChanged(paths: readonly string[]): Promise<void> {
  const changed = async (): Promise<readonly string[]> => {
    await workspace.saveAll();
    return changedSince(files, exampleFolder());
  };
  await waitFor(
    changed,
    (it) => it.join() === paths.join(),
    paths.length > 0 ? `a change of ${paths.join(', ')}` : 'the files from before',
  );
  await untilShown(await commandSays(), 'the findings of the command');
}

async function takeBack(): Promise<void> {
  await commands.executeCommand('workbench.action.focusActiveEditorGroup');
  await commands.executeCommand('undo');
  await untilShown(findings, 'the findings from before');
  await untilChanged([]);
  await commands.executeCommand('workbench.action.closeAllEditors');
}

const uriOf = (path: string): Uri => Uri.file(join(exampleFolder(), path));
const of = (path: string, rule: string) =>
  diagnostics(exampleFolder()).flatMap(([uri, it]) => (uri.fsPath === uriOf(path).fsPath && ruleOf(it.code) === rule ? [it] : []));

async function open(path: string): Promise<TextDocument> {
  await commands.executeCommand('vscode.open', uriOf(path));
  const document = await waitFor(
    () => window.activeTextEditor?.document,
    (it) => it?.uri.fsPath === uriOf(path).fsPath,
    `${path} in an editor`,
  );
  assert.ok(document);
  return document;
}

/** What the light bulb offers where the first finding of the rule stands, with what it would change. */
async function quickFixes(path: string, rule: string): Promise<readonly CodeAction[]> {
  const [finding] = of(path, rule);
  assert.ok(finding, `no ${rule} in ${path}`);
  const ask = async () =>
    commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uriOf(path),
      finding.range,
      CodeActionKind.QuickFix.value,
      20,
    );
  return waitFor(ask, (it) => it.length > 0, `quick fixes of ${rule}`);
}

/** Makes a change that the editor shows first, and says yes to it. */
async function previewed(edit: WorkspaceEdit | undefined): Promise<void> {
  assert.ok(edit);
  let isApplied: boolean | undefined;
  const applying = workspace.applyEdit(edit, { isRefactoring: true }).then((it) => (isApplied = it));
  const apply = async (): Promise<boolean | undefined> => {
    await commands.executeCommand('refactorPreview.apply');
    return isApplied;
  };
  await waitFor(apply, (it) => it !== undefined, 'the preview to be applied');
  assert.ok(await applying);
}

/** Flows of the example are UTF-8 or UTF-16 LE. */
function textOf(bytes: Buffer | undefined): string {
  assert.ok(bytes);
  return bytes.toString(bytes[0] === 0xff ? 'utf16le' : 'utf8');
}
