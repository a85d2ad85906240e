import * as assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { check } from '../playground';
import { waitFor } from '../wait-for';
import { choose, chooseInMenu, openFile, runCommand, untilAt, untilCounted } from '../workbench';
import { photograph, untilAsBefore, type Tests } from './bench';
import { drawnFlow, longFlow } from './drawn-flow';
import { expand, openTree, row } from './rows';

const file = 'Answerabsences-0A5E91C7-7B1E-EF11-840B-000D3A2C9B41.json';
const long = 'Longflow-1A5E91C7-7B1E-EF11-840B-000D3A2C9B41.json';
const workflows = 'solutions/absence-management/src/Workflows';

/** The flow beside its JSON. The first opens it, and it stays. */
export const diagram: Tests = {
  async 'shows a flow with its branches and loops beside its JSON'({ page, folder }) {
    writeFileSync(join(folder, workflows, file), drawn());
    writeFileSync(join(folder, workflows, long), `${JSON.stringify(longFlow(250), undefined, 2)}\n`);
    await untilCounted(page, (await check(folder)).summary);
    await openFile(page, `${file}:1:1`);
    await runCommand(page, 'Keyhook: Show Flow');
    const flow = flowIn(page);
    await box(flow, 'Every morning').waitFor();
    assert.deepEqual(await levels(flow), [
      '1 Every morning',
      '1 Count of mails',
      '1 List absences that nobody has answered for longer than a week',
      '1 For each absence',
      '2 Is it urgent',
      '3 For each manager',
      '4 Mail the manager',
      '4 Count',
      '3 <img src=x onerror=alert(1)>',
      '2 By kind',
      '3 Wait a day',
      '3 Tell the team',
      '1 Report',
      '1 Tell of failure',
    ]);
    assert.equal(await flow.locator('img').count(), 0);
    await flow.locator('.edge text').getByText('has failed, timed out').waitFor();
    assert.match(
      (await box(flow, 'Mail the manager').getAttribute('aria-label')) ?? '',
      /^Mail the manager, Action Office 365 Outlook · Send email V2, Connection: /,
    );
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await photograph(page, 'diagram');
  },

  async 'goes to the place of a box, and marks the box of the cursor'({ page }) {
    const flow = flowIn(page);
    await head(flow, 'Mail the manager').click();
    const line = lineOf('"Mail_the_manager"');
    await untilAt(page, `Ln ${line}, Col ${columnOf('"Mail_the_manager"') + 1}`);
    await marked(flow, 'Mail the manager');
    await openFile(page, `${file}:${lineOf('"Wait_a_day"') + 1}:5`);
    await marked(flow, 'Wait a day');
    await photograph(page, 'diagram-marked');
  },

  async 'is walked through and folded by the keyboard'({ page }) {
    const flow = flowIn(page);
    await flow.locator('.bar .flow').click(); // a page that has not the focus gives none
    await box(flow, 'Every morning').focus();
    for (const name of [
      'Count of mails',
      'List absences that nobody has answered for longer than a week',
      'For each absence',
      'Is it urgent',
    ]) {
      await page.keyboard.press('ArrowDown');
      await focused(flow, name);
    }
    await page.keyboard.press('Space');
    await flow.locator('[aria-expanded="false"]').waitFor();
    assert.deepEqual((await levels(flow)).slice(4, 6), ['2 Is it urgent', '2 By kind']);
    await page.keyboard.press('ArrowDown');
    await focused(flow, 'By kind');
    await photograph(page, 'diagram-folded');
    await page.keyboard.press('Enter');
    await untilAt(page, `Ln ${lineOf('"By_kind"')}, Col ${columnOf('"By_kind"') + 1}`);
    await openFile(page, `${file}:${lineOf('"Mail_the_manager"')}:25`);
    await marked(flow, 'Mail the manager'); // which unfolds what holds it
  },

  async 'follows what is typed, and keeps the last picture while that is no JSON'({ page }) {
    const flow = flowIn(page);
    await openFile(page, `${file}:${lineOf('"Wait_a_day"')}:${columnOf('"Wait_a_day"') + 1}`);
    await page.keyboard.type('Please_');
    await box(flow, 'Please Wait a day').waitFor();
    await page.keyboard.type('"');
    await flow.locator('.note').waitFor();
    await box(flow, 'Please Wait a day').waitFor();
    await page.keyboard.press('Backspace');
    await flow.locator('.note').waitFor({ state: 'detached' });
    await runCommand(page, 'File: Revert File');
    await box(flow, 'Wait a day').filter({ hasNotText: 'Please' }).waitFor();
  },

  async 'zooms by the keyboard and by the buttons'({ page }) {
    const flow = flowIn(page);
    const width = async (): Promise<number> => Math.round((await flow.locator('[role="tree"]').boundingBox())?.width ?? 0);
    await flow.locator('.bar .flow').click();
    await box(flow, 'Every morning').focus();
    await page.keyboard.press('0');
    await flow.getByRole('button', { name: 'Actual Size' }).getByText('100%').waitFor();
    const before = await width();
    await page.keyboard.press('+');
    await flow.getByRole('button', { name: 'Actual Size' }).getByText('120%').waitFor();
    assert.equal(await width(), Math.round(before * 1.2));
    await flow.getByRole('button', { name: 'Fit into the Window' }).click();
    await photograph(page, 'diagram-fit');
  },

  ...Object.fromEntries(
    (
      [
        ['Dark Modern', 'vs-dark'],
        ['Dark High Contrast', 'hc-black'],
        ['Light High Contrast', 'hc-light'],
        ['Light Modern', 'vs'],
      ] as const
    ).map(([theme, kind]): readonly [string, Tests[string]] => [
      `takes the colours of the theme '${theme}'`,
      async ({ page }) => {
        await page.keyboard.press('Control+K');
        await page.keyboard.press('Control+T');
        await choose(page, 'Select Color Theme', theme);
        await page.locator(`.monaco-workbench.${kind}`).waitFor();
        const flow = flowIn(page);
        const colour = (element: Locator, property: string): Promise<string> =>
          element.evaluate((it, property) => getComputedStyle(it).getPropertyValue(property), property);
        await waitFor(
          async () => {
            const name = box(flow, 'Every morning').locator('.name').first();
            return [await colour(name, 'fill'), await colour(flow.locator('body'), 'background-color')];
          },
          ([text, ground]) => text !== ground,
          'the name of a box to stand out',
        );
        await photograph(page, `diagram-${kind}`);
      },
    ]),
  ),

  async 'is copied as Mermaid'({ page }) {
    const flow = flowIn(page);
    await box(flow, 'Every morning').focus();
    await runCommand(page, 'Keyhook: Copy Flow as Mermaid');
    await page.locator('.statusbar').getByText('The diagram was copied as Mermaid.').waitFor();
  },

  async 'is opened from a row of the tree, and shows 250 actions'({ page }) {
    await runCommand(page, 'View: Close All Editors');
    await openFile(page, `${long}:1:1`);
    await runCommand(page, 'Keyhook: Show Flow');
    const flow = flowIn(page);
    await box(flow, 'Group 49').waitFor({ state: 'attached' });
    assert.equal(await flow.locator('.step').count(), 251);
    await photograph(page, 'diagram-long');
    await runCommand(page, 'View: Close All Editors');
    await openTree(page);
    await runCommand(page, 'Keyhook: Group the Tree by Flow');
    await expand(page, 'Absence Management');
    await row(page, 'Approve absence').click({ button: 'right' });
    await photograph(page, 'diagram-context-menu');
    await chooseInMenu(page, 'Show Flow');
    await box(flowIn(page), 'Was it approved').waitFor();
    await photograph(page, 'diagram-from-tree');
  },

  async 'says so when the file is gone'(bench) {
    const { page, folder } = bench;
    await runCommand(page, 'View: Close All Editors');
    await openFile(page, `${file}:1:1`);
    await runCommand(page, 'Keyhook: Show Flow');
    const flow = flowIn(page);
    await box(flow, 'Every morning').waitFor();
    rmSync(join(folder, workflows, file));
    rmSync(join(folder, workflows, long));
    await page.locator('.tab').filter({ hasText: file }).click();
    await runCommand(page, 'View: Revert and Close Editor'); // what is open is there as long
    await flow.locator('.note').getByText('is not there any more').waitFor();
    await runCommand(page, 'Keyhook: Group the Tree by Connector');
    await untilAsBefore(bench);
  },
};

export const flowIn = (page: Page): FrameLocator =>
  page.locator('iframe.webview.ready').contentFrame().locator('#active-frame').contentFrame();

export const box = (flow: FrameLocator, name: string): Locator => flow.locator(`.step[aria-label^="${name}, "]`);

/** Where a click is meant for the box itself, and not for one that it holds. */
const head = (flow: FrameLocator, name: string): Locator => box(flow, name).locator('> .name');

const focused = (flow: FrameLocator, name: string): Promise<void> => flow.locator(`.step[aria-label^="${name}, "]:focus`).waitFor();

const marked = (flow: FrameLocator, name: string): Promise<void> =>
  flow.locator(`.step.marked[aria-selected="true"][aria-label^="${name}, "]`).waitFor();

/** Each box with how deep it lies, as they follow each other. */
function levels(flow: FrameLocator): Promise<readonly string[]> {
  return flow
    .locator('.step')
    .evaluateAll((all) => all.map((it) => `${it.getAttribute('aria-level')} ${it.getAttribute('aria-label')?.split(', ')[0]}`));
}

const drawn = (): string => `${JSON.stringify(drawnFlow, undefined, 2)}\n`;

const lineOf = (words: string): number => drawn().slice(0, drawn().indexOf(words)).split('\n').length;

/** 1-based, of the first of the words. */
const columnOf = (words: string): number => drawn().split('\n')[lineOf(words) - 1]!.indexOf(words) + 1;
