import * as assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { waitFor } from '../wait-for';
import { serverProcess } from './server-process';
import { soleUse } from './sole-use';
import { shown, untilNew, untilShown } from './support';

it('starts a server again that was killed, and it knows all that the first one knew', async function () {
  if (process.platform === 'win32') this.skip();
  const before = shown();
  const { flow, text, renamed, finding } = await soleUse();
  const first = await serverProcess();
  assert.ok(first);
  process.kill(first, 'SIGKILL');
  await waitFor(serverProcess, (it) => it !== undefined && it !== first, 'another server');
  await untilShown(before, 'the findings from before');

  writeFileSync(flow, renamed);
  await untilNew(finding, before, 'the new server to hear of a change');
  writeFileSync(flow, text);
  await untilShown(before, 'the findings from before the change');
});
