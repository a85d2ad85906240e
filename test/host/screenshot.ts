import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { box, flowIn } from './by-hand/diagram';
import { customizations, submit } from './by-hand/example';
import { expand, expandIn, openTree, row, showAlone } from './by-hand/rows';
import { makeThreeDuplicates } from './duplicates';
import type { InBrowser } from './in-browser';
import { pack } from './pack';
import { repository } from './place';
import { check, playground, type Report } from './playground';
import { smaller } from './png';
import {
  chooseAction,
  clickAt,
  openActions,
  openFile,
  openWorkbench,
  runCommand,
  showProblems,
  untilAt,
  untilCounted,
  untilPreviewed,
} from './workbench';

/** The pictures of the README, by name: what is to be seen in them. */
const pictures: Readonly<Record<string, (page: Page, report: Report) => Promise<void>>> = {
  /** A flow of the example with its squiggles, and the Problems panel under it. */
  async problems(page, report) {
    const { path, line } = telling(report);
    await openFile(page, `${path}:${line}`);
    await page.locator('.squiggly-error, .squiggly-warning').first().waitFor();
    await untilCounting(page);
    await showProblems(page);
  },

  /** Connection references under their connectors, with the flows and actions of one of them, and the place of an action. */
  async tree(page) {
    await openTree(page);
    await expand(page, 'Absence Management', /^Microsoft Teams/, /^Office 365 Outlook/, 'contoso_AbsenceOutlook', 'Escalate open absences');
    await widen(page, 240);
    await row(page, 'Mail_the_manager').click();
    await untilAt(page, 'Ln 87, Col 30 (16 selected)');
  },

  /** Which flows will be on in each environment, what one of them needs, and the entry that decides. */
  async readiness(page) {
    await openTree(page);
    await showAlone(page, 'Deployment Readiness');
    await widen(page, 340);
    await expandIn('Deployment Readiness', page, /^Onboarding2 of 3/, 'Still to do', 'Welcome new colleague');
    await row(page, "'Onboarding – SharePoint – User' has no connection", 'Deployment Readiness').last().click();
    await untilAt(page, 'Ln 93, Col 24');
  },

  /** The flows that use a connection reference, from the line above its definition. */
  async uses(page) {
    await openFile(page, `${customizations}:51:60`);
    await clickAt(page.locator('.codelens-decoration a').filter({ hasText: 'used by 3 flows, 3 actions' }));
    const focused = page.locator('.reference-zone-widget .ref-tree .monaco-list:focus .monaco-list-row.focused');
    await focused.waitFor();
    await page.addStyleTag({ content: '.peekview-title .dirname { visibility: hidden }' }); // where the example lies is nothing to show
  },

  /** Functions, names, texts and numbers in the expressions of a flow. */
  async expressions(page) {
    await openFile(page, `${submit}:160:1`);
    await page.locator('.view-line').filter({ hasText: 'For_each_receipt' }).first().waitFor();
    await untilCounting(page);
  },

  /** A flow with a loop, conditions and a switch, beside its JSON. */
  async diagram(page) {
    await openFile(page, `${submit}:173:26`);
    await runCommand(page, 'Keyhook: Show Flow');
    await flowIn(page).getByRole('button', { name: 'Fit into the Window (1)' }).click();
    await box(flowIn(page), 'Answer with error').click({ trial: true });
  },

  /** What can be done about a direct connection. */
  async 'light-bulb'(page, report) {
    await openFinding(page, report, 'direct-connection');
    await untilCounting(page);
    await openActions(page);
  },

  /** All that a merge would change, before it does. */
  async preview(page, report) {
    await openFinding(page, report, 'duplicate-connection-reference');
    await chooseAction(page, /^Merge 2 duplicates into /);
    await untilPreviewed(page);
    await runCommand(page, 'Increase Current View Size');
  },
};

export async function takeScreenshots(editor: InBrowser): Promise<void> {
  const extensions = dirname(await editor.install(await pack()));
  await editor.with({ extensions }, async (browser, server) => {
    for (const [name, show] of Object.entries(pictures)) {
      const { folder } = await playground();
      if (name === 'preview') makeThreeDuplicates(folder);
      const report = await check(folder);
      const page = await openWorkbench(browser, server, { open: folder });
      await untilCounted(page, report.summary);
      await page.getByRole('button', { name: 'Yes, I trust the authors' }).click();
      await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
      await show(page, report);
      await page.getByText('Activating Extensions').waitFor({ state: 'hidden' });
      await page.mouse.move(0, 0);
      const path = join(repository, 'docs', 'images', `${name}.png`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, smaller(await page.screenshot()));
      console.log(path);
      await page.close();
    }
  });
}

/** Until the lines above a flow's connections are there, be they in sight or not. */
const untilCounting = (page: Page): Promise<void> => page.locator('.codelens-decoration a').first().waitFor({ state: 'attached' });

/** The side bar, by its edge. */
async function widen(page: Page, pixels: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('The side bar is not to be seen.');
  const [edge, middle] = [box.x + box.width, box.y + box.height / 2];
  await page.mouse.move(edge, middle);
  await page.mouse.down();
  await page.mouse.move(edge + pixels, middle, { steps: 8 });
  await page.mouse.up();
}

async function openFinding(page: Page, { findings }: Report, rule: string): Promise<void> {
  const finding = findings.find((it) => it.rule === rule);
  if (!finding) throw new Error(`The example has no ${rule}.`);
  await openFile(page, `${finding.path}:${finding.line}:${finding.column}`);
}

/** The flow with the most findings, at the first of them. */
function telling({ findings }: Report): Report['findings'][number] {
  const flows = findings.filter((it) => /Workflows\/.*\.json$/.test(it.path));
  const count = (path: string): number => flows.filter((it) => it.path === path).length;
  const [first, ...others] = flows;
  if (!first) throw new Error('No flow of the example has a finding.');
  return others.reduce((best, it) => (count(it.path) > count(best.path) ? it : best), first);
}
