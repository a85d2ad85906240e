import { photograph, takeBack, tryAll, untilChanged, type Tests } from './by-hand/bench';
import { box, flowIn } from './by-hand/diagram';
import { publish, settings } from './by-hand/example';
import { expand, openTree, row, select, untilRows } from './by-hand/rows';
import { launch, type Chromium } from './chromium';
import { changedSince, filesIn } from './files';
import type { Outcome } from './outcome';
import { repository, temporaryFolder } from './place';
import { check, playground } from './playground';
import { waitFor } from './wait-for';
import { startWebServer } from './web-server';
import { applyPreview, chooseAction, runCommand, showProblems, untilCounted, untilInFront } from './workbench';

/** Everything but the command line, where there is no machine: the extension in the web extension host, its server in a worker. */
const inWorkers: Tests = {
  async 'finds in files of the browser what the command finds on the disk, and shows it'({ page, report }) {
    await untilCounted(page, report.summary);
    await showProblems(page);
    await photograph(page, 'web-problems');
    const link = page.locator('.markers-panel a.monaco-link').first();
    const rule = await link.innerText();
    await link.click();
    await untilInFront(page, `${rule}.md`);
    await photograph(page, 'web-rule');
    await runCommand(page, 'View: Close All Editors');
  },

  async 'shows the tree, and leads from a row to its place'({ page }) {
    await runCommand(page, 'View: Hide Panel');
    await openTree(page);
    await untilRows(page, solutions, 'the solutions');
    await expand(page, 'Absence Management', 'Direct connections');
    await select(page, 'Publish team calendar', publish);
    await runCommand(page, 'Go to Next Problem (Error, Warning, Info)');
    await page.locator('.marker-widget').getByText('direct-connection').waitFor();
    await page.locator('.squiggly-error').first().waitFor();
    await photograph(page, 'web-tree');
  },

  async 'replaces a direct connection in four files by the light bulb, and takes it back'(bench) {
    const { page } = bench;
    await page.keyboard.press('Escape');
    await chooseAction(page, /^Create connection reference '.*' and use it$/);
    await applyPreview(page);
    await untilChanged(bench, ['Customizations.xml', publish, ...settings]);
    await photograph(page, 'web-fixed');
    await takeBack(bench);
  },

  async 'draws a flow'({ page }) {
    await select(page, 'Publish team calendar', publish);
    await runCommand(page, 'Keyhook: Show Flow');
    await box(flowIn(page), 'List approved absences').waitFor();
    await photograph(page, 'web-flow');
    await runCommand(page, 'View: Close All Editors');
  },

  async 'makes a file'({ page, folder, before }) {
    await runCommand(page, 'Keyhook: Create Configuration');
    await untilInFront(page, 'keyhook.json');
    await runCommand(page, 'File: Save All Files');
    await waitFor(
      () => changedSince(before, folder),
      (it) => it.join() === 'keyhook.json',
      'keyhook.json to be made, and no other',
    );
    await untilCounted(page, (await check(folder)).summary);
  },

  async 'starts its server again'({ page, folder }) {
    await runCommand(page, 'Keyhook: Restart Server');
    await untilCounted(page, (await check(folder)).summary);
    await row(page, 'Procurement').waitFor();
  },
};

const solutions = [
  'Absence Management 1.4.0.0',
  'birthday-greetings legacy package',
  'Expenses 1.0.0.0',
  'Onboarding 1.0.0.3',
  'Procurement 2.0.1.0',
];

/** VS Code as vscode.dev is: nothing but a browser. `vscode` is the folder of its files. */
export async function runInWeb(chromium: Chromium, vscode: string): Promise<Outcome> {
  const { folder, report } = await playground();
  const server = await startWebServer(vscode, repository, folder);
  const browser = await launch(chromium, temporaryFolder());
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(server.address);
    await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
    return await tryAll({ page, folder, before: filesIn(folder), report }, inWorkers);
  } finally {
    await browser.close();
    await server.stop();
  }
}
