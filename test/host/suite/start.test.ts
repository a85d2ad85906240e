import * as assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commands, extensions } from 'vscode';
import { waitFor } from '../wait-for';
import { serverProcess } from './server-process';
import { commandSays, firstFolder, fromRunner, shown, untilShown } from './support';

it('starts no server while there is no solution, not even for a command', async function () {
  if (process.platform === 'win32') this.skip();
  const extension = extensions.getExtension('keyhook.keyhook');
  assert.ok(extension);
  await waitFor(
    () => extension.isActive,
    (it) => it,
    'the extension to be active',
  );
  await commands.executeCommand('keyhook.mergeReferences');
  assert.equal(await serverProcess(), undefined);
  assert.deepEqual(shown(firstFolder()), []);
});

it('finds a solution that appears, and forgets one that goes', async () => {
  const solution = join(firstFolder(), 'appearing');
  cpSync(join(fromRunner('KEYHOOK_EXAMPLE'), 'solutions', 'absence-management'), solution, { recursive: true });
  const expected = await commandSays(firstFolder());
  assert.ok(expected.length > 0);
  await untilShown(expected, 'the findings of the command', firstFolder());
  rmSync(solution, { recursive: true });
  await untilShown([], 'no findings', firstFolder());
});
