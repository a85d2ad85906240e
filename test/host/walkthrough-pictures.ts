import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { InBrowser } from './in-browser';
import { pack } from './pack';
import { repository } from './place';
import { check, playground, type Report } from './playground';
import { smaller } from './png';
import {
  choose,
  openActions,
  openFile,
  openWorkbench,
  runCommand,
  showProblems,
  startCommand,
  type,
  untilAsked,
  untilCounted,
} from './workbench';

/** The steps of the walkthrough, each with what its picture shows. A walkthrough shows it small, so it is a part of the window. */
const steps: Readonly<Record<string, (page: Page, report: Report) => Promise<Area>>> = {
  async references(page) {
    await runCommand(page, 'Keyhook: Focus on Connection References View');
    const row = (name: string): Locator => page.locator('.sidebar .monaco-list-row').filter({ hasText: name }).first();
    await row('Absence Management').waitFor();
    for (let times = 0; times < 3; times++) await runCommand(page, 'Increase Current View Size');
    for (const name of ['Absence Management', 'Office 365 Outlook', 'Absence – Outlook – Service Account', 'Escalate open absences']) {
      await row(name).locator('.monaco-tl-twistie').click();
      await page.locator('.sidebar .monaco-list-row[aria-expanded="true"]').filter({ hasText: name }).waitFor();
    }
    return { of: page.locator('.part.sidebar'), height: 360 };
  },

  async problems(page) {
    await page.setViewportSize({ width: 800, height: 800 });
    await showProblems(page);
    await runCommand(page, 'Increase Current View Size');
    return { of: page.locator('.part.panel'), height: 360 };
  },

  async mending(page, { findings }) {
    const finding = findings.find((it) => it.rule === 'direct-connection');
    if (!finding) throw new Error('The example has no direct connection.');
    await openFile(page, `${finding.path}:${finding.line}:${finding.column}`);
    await openActions(page);
    return { of: page.locator('.action-widget'), above: 90, left: 60 };
  },

  async naming(page) {
    await startCommand(page, 'Keyhook: Rename by the Naming Scheme…');
    await choose(page, 'Connection reference to rename', 'contoso_PurchasingDataverse');
    await type(page, 'Purchasing', "'Purchasing – ");
    await page.keyboard.press('Enter');
    await untilAsked(page, 'Type of ');
    return { of: page.locator('.quick-input-widget') };
  },
};

interface Area {
  readonly of: Locator;
  /** Pixels: as much as this of it at most, and so much more around it. */
  readonly height?: number;
  readonly above?: number;
  readonly left?: number;
}

const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern' };

export async function takeWalkthroughPictures(editor: InBrowser): Promise<void> {
  const extensions = dirname(await editor.install(await pack()));
  await editor.with({ extensions }, async (browser, server) => {
    for (const [theme, name] of Object.entries(themes))
      for (const [step, show] of Object.entries(steps)) {
        const { folder } = await playground();
        mkdirSync(join(folder, '.vscode'));
        writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'workbench.colorTheme': name }));
        const report = await check(folder);
        const page = await openWorkbench(browser, server, { open: folder });
        await untilCounted(page, report.summary);
        await page.getByRole('button', { name: 'Yes, I trust the authors' }).click();
        if (step !== 'references') await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
        const { of, height, above = 0, left = 0 } = await show(page, report);
        await page.getByText('Activating Extensions').waitFor({ state: 'hidden' });
        await page.mouse.move(1270, 10);
        const box = (await of.boundingBox())!;
        const clip = {
          x: box.x - left,
          y: box.y - above,
          width: box.width + left,
          height: Math.min(height ?? box.height, box.height) + above,
        };
        const path = join(repository, 'docs', 'walkthrough', `${step}-${theme}.png`);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, smaller(await page.screenshot({ clip })));
        console.log(path);
        await page.close();
      }
  });
}
