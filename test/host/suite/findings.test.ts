import * as assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { commands, DiagnosticTag, Uri, window, workspace, type Diagnostic } from 'vscode';
import { waitFor } from '../wait-for';
import { commandSays, diagnostics, exampleFolder, firstFolder, fromRunner, ruleOf, untilShown } from './support';

it('says of a folder that is added to the workspace what the command says of it', async () => {
  const folder = join(firstFolder(), '..', 'contoso');
  cpSync(fromRunner('KEYHOOK_EXAMPLE'), folder, { recursive: true });
  const expected = await commandSays(folder);
  assert.ok(expected.length > 0);
  assert.ok(workspace.updateWorkspaceFolders(1, 0, { uri: Uri.file(folder) }));
  await untilShown(expected, 'the findings of the command', folder);
});

it('tags what is unused and what is deprecated, links related places, and links each rule to its page, which opens', async () => {
  assert.deepEqual(first('unused-connection-reference').tags, [DiagnosticTag.Unnecessary]);
  assert.deepEqual(first('deprecated-connector').tags, [DiagnosticTag.Deprecated]);
  assert.ok((first('duplicate-connection-reference').relatedInformation ?? []).length > 0);
  for (const [, { code }] of diagnostics(exampleFolder())) {
    assert.ok(typeof code === 'object');
    assert.equal(code.target.toString(true), `command:keyhook.explainRule?["${code.value}"]`);
  }

  await commands.executeCommand('keyhook.explainRule', 'unused-connection-reference');
  await waitFor(
    () => window.tabGroups.activeTabGroup.activeTab?.label,
    (it) => it === 'Preview unused-connection-reference.md',
    'the page as it reads, in front',
  );
  await commands.executeCommand('workbench.action.closeAllEditors');
});

function first(rule: string): Diagnostic {
  const found = diagnostics(exampleFolder()).find(([, it]) => ruleOf(it.code) === rule);
  assert.ok(found, `no ${rule} in the example`);
  return found[1];
}
