import * as assert from 'node:assert/strict';
import { workspace } from 'vscode';
import { exampleFolder, shown, untilShown } from './support';

it('clears what it said of a folder that is removed from the workspace', async () => {
  const folder = exampleFolder();
  assert.ok(shown(folder).length > 0);
  assert.ok(workspace.updateWorkspaceFolders(1, 1));
  await untilShown([], 'no findings', folder);
});
