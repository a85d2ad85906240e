import * as assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { CodeServer } from '../code-server';
import type { Outcome } from '../outcome';
import { repository, temporaryFolder } from '../place';
import { tried } from '../tried';
import { choose, commandsFor, openWorkbench, startCommand, untilInFront } from '../workbench';
import { photograph } from './bench';

export async function tryWithoutSolution(browser: Browser, server: CodeServer): Promise<Outcome> {
  const folder = join(temporaryFolder(), 'notes');
  mkdirSync(folder);
  writeFileSync(join(folder, 'README.md'), 'No solution is here.\n');
  const page = await openWorkbench(browser, server, { open: folder, development: { extension: repository } });
  const outcome = await tried('says in a folder without a solution how to get one, and offers only what works there', async () => {
    await page.getByRole('button', { name: 'Yes, I trust the authors' }).click();
    await page.locator('.activitybar').getByRole('tab', { name: 'Keyhook' }).click();
    await page.locator('.sidebar').getByText('This folder has no unpacked Power Platform solution.').waitFor();
    await page.locator('.sidebar').getByRole('button', { name: 'See how it works' }).waitFor();
    assert.deepEqual(await commandsFor(page, 'Keyhook: '), [
      'Keyhook: Explain Rule…',
      'Keyhook: Focus on Connection References View',
      'Keyhook: Focus on Deployment Readiness View',
      'Keyhook: Open the Walkthrough',
      'Keyhook: Show Output',
      'View: Show Keyhook',
    ]);
    assert.equal(await page.locator('[id="keyhook.keyhook.keyhook.status"]').count(), 0);
    await photograph(page, 'without-solution');
    await startCommand(page, 'Keyhook: Explain Rule…');
    await choose(page, 'Rule to explain', 'direct-connection');
    await untilInFront(page, 'Preview direct-connection.md');
  });
  await page.close();
  return outcome;
}
