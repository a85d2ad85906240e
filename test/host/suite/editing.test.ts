import * as assert from 'node:assert/strict';
import { commands, Range, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { waitFor } from '../wait-for';
import { soleUse } from './sole-use';
import { shown, untilNew, untilShown } from './support';

it('shows what an edit in an open flow means for a closed file, and takes it back', async () => {
  const before = shown();
  const { flow, logicalName, finding } = await soleUse();
  // not `openTextDocument`: the editor would keep the document open for minutes
  await commands.executeCommand('vscode.open', Uri.file(flow));
  const document = await waitFor(
    () => window.activeTextEditor?.document,
    (it) => it?.uri.fsPath === flow,
    'the flow in an editor',
  );
  assert.ok(document);
  const end = document.positionAt(document.getText().indexOf(`"${logicalName}"`) + logicalName.length + 1);

  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(end, end), '_gone');
  assert.ok(await workspace.applyEdit(edit));
  await untilNew(finding, before, `'${logicalName}' to be unused`);
  assert.ok(document.isDirty);

  await commands.executeCommand('undo');
  await untilShown(before, 'the findings from before the edit');
  await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await waitFor(
    () => document.isClosed,
    (it) => it,
    'the flow to be closed',
  );
});
