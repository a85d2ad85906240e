import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { waitFor } from '../wait-for';
import {
  applyPreview,
  choose,
  chooseInMenu,
  openFile,
  runCommand,
  type,
  untilAt,
  untilInFront,
  untilNotAsked,
  untilPreviewed,
  untilTold,
} from '../workbench';
import { photograph, takeBack, untilAsBefore, untilChanged, type Tests } from './bench';
import { customizations, escalate, request, settings } from './example';
import {
  collapseAll,
  drag,
  expand,
  expandBy,
  message,
  openTree,
  pressButton,
  row,
  rows,
  select,
  titleButton,
  untilRows,
  untilSelected,
  type Row,
} from './rows';

const outlook = /^Office 365 Outlook3 references/;
const solutions = [
  'Absence Management 1.4.0.0',
  'birthday-greetings legacy package',
  'Expenses 1.0.0.0',
  'Onboarding 1.0.0.3',
  'Procurement 2.0.1.0',
];

/** What is seen of the references to Outlook and done with them. The first opens the view, and it stays. */
export const tree: Tests = {
  async 'opens the tree by its icon and, by the mouse, the place of an action'({ page }) {
    await openTree(page);
    await untilRows(page, solutions, 'the solutions');
    await expand(page, 'Absence Management', outlook, 'contoso_AbsenceOutlook', 'Escalate open absences');
    await untilRows(page, withAction, 'the action below its flow, reference, connector and solution');
    await select(page, 'Mail_the_manager', escalate);
    await untilAt(page, 'Ln 87, Col 30 (16 selected)');
    await photograph(page, 'tree-to-action');
    await runCommand(page, 'View: Close All Editors');
  },

  async 'reaches the action by the keyboard, and says of each row what it is'({ page }) {
    await collapseAll(page);
    await runCommand(page, 'Keyhook: Focus on Connection References View');
    await page.locator('.sidebar .monaco-list:focus').waitFor();
    await press(page, 'End', 'Procurement');
    await press(page, 'Home', 'Absence Management');
    await open(page, 'Absence Management');
    for (const name of [/^Microsoft Dataverse/, /^Microsoft Teams/, outlook]) await press(page, 'ArrowDown', name);
    await open(page, outlook);
    for (const name of ['contoso_AbsenceReminders', 'contoso_AbsenceMailbox', 'contoso_AbsenceOutlook'])
      await press(page, 'ArrowDown', name);
    await open(page, 'contoso_AbsenceOutlook');
    for (const name of ['Daily absence digest', 'Escalate open absences']) await press(page, 'ArrowDown', name);
    await open(page, 'Escalate open absences');
    await press(page, 'ArrowDown', 'Mail_the_manager');
    const seen = await rows(page);
    assert.deepEqual(
      seen.map((it) => it.text),
      withAction,
    );
    assert.deepEqual(
      seen.slice(3, 10).map((it) => it.spoken),
      spokenOfOutlook,
    );
    assert.deepEqual(
      seen.filter((it) => !saysWhatIsSeen(it)),
      [],
    );
    await page.keyboard.press('Enter');
    await untilInFront(page, escalate);
    await untilAt(page, 'Ln 87, Col 30 (16 selected)');
    await photograph(page, 'tree-by-keyboard');
    await runCommand(page, 'View: Close All Editors');
  },

  async 'shows only the duplicates, says so, and shows all again as it was'({ page }) {
    const before = (await rows(page)).map((it) => it.text);
    await pressButton(page, 'Filter the Tree of References');
    await choose(page, 'What to show', 'duplicates');
    await untilRows(page, duplicates, 'the duplicates');
    await message(page).getByText('Filter: duplicates', { exact: true }).waitFor();
    await photograph(page, 'filter');
    await pressButton(page, 'Show All in the Tree of References');
    await row(page, 'birthday-greetings').waitFor();
    await message(page).waitFor({ state: 'hidden' });
    await titleButton(page, 'Filter the Tree of References').waitFor({ state: 'attached' });
    await untilRows(page, before, 'what was open before');
  },

  async 'merges a connection reference into the one that it is dragged onto, after a preview'(bench) {
    const { page } = bench;
    await expand(page, 'Absence Management', outlook, 'contoso_AbsenceOutlook');
    await drag(page, 'contoso_AbsenceMailbox', 'contoso_AbsenceOutlook', page.locator('.bulk-edit-panel'));
    await untilPreviewed(page);
    await photograph(page, 'merge-by-drag');
    await applyPreview(page);
    await untilChanged(bench, ['Customizations.xml', escalate, ...settings]);
    await row(page, 'contoso_AbsenceMailbox').waitFor({ state: 'detached' });
    await openFile(page, customizations);
    await takeBack(bench);
    await row(page, 'contoso_AbsenceMailbox').waitFor();
  },

  async 'says why one of another connector cannot be dropped, and changes nothing'(bench) {
    const { page } = bench;
    await expand(page, /^Microsoft Teams/, 'contoso_AbsenceTeams');
    await drag(page, 'contoso_AbsenceMailbox', 'contoso_AbsenceTeams', page.locator('.notification-toast'));
    await page.locator('.notification-toast').hover(); // once it has stopped moving
    await photograph(page, 'refused-drag');
    await untilTold(page, /are of different connectors, so one cannot take the other's place\.$/);
    await untilAsBefore(bench);
  },

  async 'lets a flow use the connection reference that it is dragged onto'(bench) {
    const { page, folder } = bench;
    await expand(page, 'contoso_AbsenceMailbox');
    const before = await texts(page);
    await drag(page, 'Request absence', 'contoso_AbsenceMailbox', row(page, /contoso_AbsenceMailbox · 2 flows, 2 actions$/));
    await untilChanged(bench, [request]);
    const text = readFileSync(join(folder, 'solutions', 'absence-management', 'src', 'Workflows', request), 'utf8');
    assert.equal(
      JSON.parse(text).properties.connectionReferences.shared_office365_1.connection.connectionReferenceLogicalName,
      'contoso_AbsenceMailbox',
    );
    await photograph(page, 'flow-by-drag');
    await openFile(page, request);
    await takeBack(bench);
    await untilRows(page, before, 'the rows from before');
  },

  async 'renames a connection reference by F2, and keeps what is open and selected'(bench) {
    const { page } = bench;
    const before = await texts(page);
    await select(page, 'contoso_AbsenceMailbox', 'Customizations.xml');
    await page.keyboard.press('F2');
    await renameTo(page, 'Display name', 'Absence – Outlook – Robot');
    await untilChanged(bench, ['Customizations.xml']);
    await untilSelected(page, /^Absence – Outlook – Robotcontoso_AbsenceMailbox/);
    const renamed = before.map((it) => it.replace('Absence – Office 365 Outlook – Service Account', 'Absence – Outlook – Robot'));
    await untilRows(page, renamed, 'the same rows with the new name');
    await photograph(page, 'rename');
    await takeBack(bench);
    await untilRows(page, before, 'the rows from before');
    await untilSelected(page, 'contoso_AbsenceMailbox');
  },

  async 'renames the logical name from the context menu'(bench) {
    const { page } = bench;
    await row(page, 'contoso_AbsenceMailbox').click({ button: 'right' });
    await photograph(page, 'context-menu');
    await chooseInMenu(page, 'Rename Connection Reference…');
    await renameTo(page, 'Logical name', 'contoso_AbsencePost');
    await applyPreview(page);
    await untilChanged(bench, ['Customizations.xml', escalate, ...settings]);
    await row(page, 'contoso_AbsencePost').waitFor();
    await row(page, 'contoso_AbsenceMailbox').waitFor({ state: 'detached' });
    await openFile(page, customizations);
    await takeBack(bench);
  },

  async 'shows in the tree what the cursor stands on, after all was collapsed'({ page }) {
    await collapseAll(page);
    await openFile(page, `${escalate}:25:50`);
    await runCommand(page, 'Keyhook: Show in the Tree of References');
    await untilSelected(page, /^Escalate open absences/);
    await openFile(page, `${customizations}:51:60`);
    await runCommand(page, 'Keyhook: Show in the Tree of References');
    await untilSelected(page, 'contoso_AbsenceOutlook');
    await photograph(page, 'reveal');
    await runCommand(page, 'View: Close All Editors');
  },

  async 'counts in the status bar what the command counts, and leads to the tree from there'({ page, report }) {
    const { solutions, errors, warnings } = report.summary;
    const item = page.locator('[id="keyhook.keyhook.keyhook.status"]');
    await waitFor(
      () => item.innerText(),
      (it) => it.split(/\s+/).filter(Boolean).join(' ') === `${solutions} solutions ${errors} ${warnings}`,
      'the counts in the status bar',
    );
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await row(page, 'Procurement').waitFor({ state: 'hidden' });
    await item.click();
    await row(page, 'Procurement').waitFor();
    await photograph(page, 'status-bar');
  },
};

/** The tree as it is opened down to one action. */
const withAction = [
  'Absence Management 1.4.0.0',
  '  Microsoft Dataverse 1 reference · 7 flows, 9 actions',
  '  Microsoft Teams 1 reference · 2 flows, 2 actions',
  '  Office 365 Outlook 3 references · 3 flows, 4 actions',
  '    Absence reminders contoso_AbsenceReminders · not used',
  '    Absence – Office 365 Outlook – Service Account contoso_AbsenceMailbox · 1 flow, 1 action',
  '    Absence – Outlook – Service Account contoso_AbsenceOutlook · 3 flows, 3 actions',
  '      Daily absence digest 1 action · on a schedule',
  '      Escalate open absences 1 action · on a schedule',
  '        Mail_the_manager',
  '      Request absence 1 action · from an app',
  '  Office 365 Users 1 reference · 3 flows, 2 actions',
  '  SharePoint 1 reference · 1 flow, 2 actions',
  '  Standard approvals 1 reference · 1 flow, 1 action',
  '  Direct connections 1 flow',
  '  Canvas apps 1 app',
  ...solutions.slice(1),
];

const spokenOfOutlook = [
  'connector Office 365 Outlook, 3 references, 3 flows, 4 actions, 1 error, 2 warnings, 2 infos',
  'connection reference Absence reminders, contoso_AbsenceReminders, not used, 1 warning, 1 info',
  'connection reference Absence – Office 365 Outlook – Service Account, contoso_AbsenceMailbox, 1 flow, 1 action, 1 warning, 1 info',
  'connection reference Absence – Outlook – Service Account, contoso_AbsenceOutlook, 3 flows, 3 actions, 1 error',
  'flow Daily absence digest, 1 action, on a schedule, 1 error',
  'flow Escalate open absences, 1 action, on a schedule',
  'action Mail_the_manager',
];

const duplicates = [
  'Absence Management 1.4.0.0',
  '  Office 365 Outlook 3 references · 3 flows, 4 actions',
  '    Absence reminders contoso_AbsenceReminders · not used',
  '    Absence – Office 365 Outlook – Service Account contoso_AbsenceMailbox · 1 flow, 1 action',
  '    Absence – Outlook – Service Account contoso_AbsenceOutlook · 3 flows, 3 actions',
  'Onboarding 1.0.0.3',
  '  Office 365 Outlook 2 references · 1 flow, 1 action',
  '    Onboarding – Outlook – User contoso_OnboardingOutlook · 1 flow, 1 action',
  '    Onboarding – Outlook – User contoso_OnboardingOutlook · 1 flow, 1 action',
  'Procurement 2.0.1.0',
  '  Microsoft Dataverse 2 references · 4 flows, 5 actions',
  '    Procurement – Dataverse – Service Account contoso_ProcurementDataverse · 3 flows, 4 actions',
  '    Procurement – Dataverse – Service Account contoso_PurchasingDataverse · 1 flow, 1 action',
];

const texts = async (page: Page): Promise<readonly string[]> => (await rows(page)).map((it) => it.text);

async function press(page: Page, key: string, focused: string | RegExp): Promise<void> {
  await page.keyboard.press(key);
  await page.locator('.sidebar .monaco-list:focus .monaco-list-row.focused').filter({ hasText: focused }).waitFor();
}

/** By the key that opens the row with the focus. */
const open = (page: Page, words: string | RegExp): Promise<void> => expandBy(() => page.keyboard.press('ArrowRight'), page, words);

/** Whether the words for a screen reader hold all that stands there, and what its icon means. */
function saysWhatIsSeen({ text, spoken, icon }: Row): boolean {
  const means = { error: /, \d+ errors?\b/, warning: /, \d+ warnings?\b/, info: /, \d+ infos?\b/ }[icon];
  const words = text.trim().split(/[\s·,]+/);
  return words.every((it) => spoken.includes(it)) && (means ? means.test(spoken) : !/\d+ (error|warning|info)/.test(spoken));
}

async function renameTo(page: Page, kind: string, name: string): Promise<void> {
  await choose(page, "Which name of 'Absence – Office 365 Outlook – Service Account'", kind);
  await type(page, name, '');
  await page.keyboard.press('Enter');
  await untilNotAsked(page);
}
