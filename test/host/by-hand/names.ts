import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { chooseAction, clickAt, openFile, pointAt, runCommand, showProblems, untilAt, untilInFront } from '../workbench';
import { waitFor } from '../wait-for';
import { openFinding, photograph, takeBack, untilChanged, type Tests } from './bench';
import { customizations, notify, publish, request } from './example';
import { came, soon } from './rows';

/** From a name to what it stands for, and back. */
export const names: Tests = {
  async 'peeks at the uses of a connection reference from the line above its definition'({ page }) {
    await openFile(page, `${customizations}:51:60`);
    await clickAt(page.locator('.codelens-decoration a').filter({ hasText: 'used by 3 flows, 3 actions' }));
    const peek = page.locator('.reference-zone-widget .ref-tree');
    for (const flow of ['Dailyabsencedigest', 'Escalateopenabsences', 'Requestabsence']) await peek.getByText(flow).waitFor();
    await photograph(page, 'uses');
    await page.keyboard.press('Escape');
    await peek.waitFor({ state: 'detached' });
    await runCommand(page, 'View: Close All Editors');
  },

  async 'completes a logical name in a flow'(bench) {
    const { page, folder } = bench;
    await openFile(page, `${request}:16:68`); // at the end of contoso_AbsenceOutlook
    for (let left = 'Outlook'.length; left > 0; left--) await page.keyboard.press('Backspace');
    await page.keyboard.type('Mail');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Space');
    const offered = page.locator('.suggest-widget .monaco-list-row');
    await offered.filter({ hasText: 'Absence – Office 365 Outlook – Service Account' }).waitFor();
    assert.equal(await offered.count(), 1);
    await photograph(page, 'completion');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+S');
    await untilChanged(bench, [request]);
    const original = bench.before.get(`${workflows}/${request}`)!.toString();
    const expected = original.replace('contoso_AbsenceOutlook', 'contoso_AbsenceMailbox');
    assert.equal(readFileSync(join(folder, workflows, request), 'utf8'), expected);
    for (const _ of ['what was chosen', 'what was typed']) await page.keyboard.press('Control+Z');
    await takeBack(bench);
  },

  async 'follows a child flow by F12 and by Ctrl+click, and shows a card for a logical name'({ page }) {
    await openFile(page, `${request}:101:50`);
    await page.keyboard.press('F12');
    await untilInFront(page, notify);
    await untilAt(page, 'Ln 37, Col 10'); // its trigger
    await photograph(page, 'child-flow');

    await openFile(page, `${request}:101:50`);
    await followByMouse(page, '5e91c7a4-7b1e', notify);
    await untilAt(page, 'Ln 37, Col 10');

    await openFile(page, `${request}:7:1`);
    await pointAt(word(page, 'contoso_AbsenceDataverse'));
    const hover = page.locator('.monaco-hover:not(.hidden) .hover-row').filter({ hasText: 'Service Principal' });
    await hover.waitFor();
    const lines = (await hover.innerText()).split('\n').filter(Boolean);
    assert.deepEqual(lines, [
      'Absence – Dataverse – Service Principal contoso_AbsenceDataverse',
      'Microsoft Dataverse shared_commondataserviceforapps',
      'Reads and writes the absences',
      'Area: Absence, Type: Service Principal',
      "Used by 7 flows (9 actions): 'Approve absence', 'Daily absence digest', 'Escalate open absences', 'Publish team calendar', 'Request absence' and 2 more",
      'Bound in prod and test.',
    ]);
    await photograph(page, 'hover');
    await runCommand(page, 'View: Close All Editors');
  },

  async 'explains a rule from the Problems panel and from the light bulb'(bench) {
    const { page } = bench;
    await showProblems(page);
    const link = page.locator('.markers-panel a.monaco-link').first();
    const rule = await link.innerText();
    await link.click();
    await untilExplained(page, rule);
    await photograph(page, 'rule-from-problems');
    await runCommand(page, 'View: Hide Panel');
    await openFinding(bench, 'direct-connection', publish);
    await chooseAction(page, /^Explain rule 'direct-connection'$/);
    await untilExplained(page, 'direct-connection');
    await photograph(page, 'rule-from-light-bulb');
    await runCommand(page, 'View: Close All Editors');
  },
};

const workflows = 'solutions/absence-management/src/Workflows';

/** The first in the editor, with the marks that the text has there. */
const word = (page: Page, text: string): Locator =>
  page.locator('.editor-instance .view-line > span > span').filter({ hasText: text }).last();

/** Ctrl+click on a name. A link that the editor draws anew while it is clicked takes no click: then again. */
async function followByMouse(page: Page, text: string, file: string): Promise<void> {
  const isInFront = async (): Promise<boolean> => {
    await page.keyboard.down('Control');
    await pointAt(word(page, text));
    await page.locator('.goto-definition-link').first().waitFor();
    await page.mouse.down();
    await page.mouse.up();
    await page.keyboard.up('Control');
    return came(untilInFront(page, file, soon));
  };
  await waitFor(isInFront, (it) => it, `${file} to be opened by ${text}`);
}

/** Until the page of a rule is in front as it reads, not as its text. */
async function untilExplained(page: Page, rule: string): Promise<void> {
  await untilInFront(page, `Preview ${rule}.md`);
  const rendered = page.locator('iframe.webview.ready').contentFrame().locator('#active-frame').contentFrame();
  await rendered.getByRole('heading', { name: rule, level: 1 }).waitFor();
}
