import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { makeThreeDuplicates } from './duplicates';
import { changedSince, filesIn, type Files } from './files';
import type { InBrowser } from './in-browser';
import { none, sum, type Outcome } from './outcome';
import { cache, repository } from './place';
import { check, playground, type Report } from './playground';
import { tried } from './tried';
import { waitFor } from './wait-for';
import {
  applyPreview,
  choose,
  chooseAction,
  discardPreview,
  openFile,
  openWorkbench,
  runCommand,
  saveAll,
  startCommand,
  type,
  undo,
  untilAsked,
  untilCounted,
  untilNotAsked,
  untilTold,
} from './workbench';

interface Bench {
  readonly page: Page;
  readonly folder: string;
  /** Every file's bytes, and what the command said, before anything was done. */
  readonly before: Files;
  readonly report: Report;
}

/** What a person does with the keyboard: the suite inside the editor cannot type into what it is asked. */
export async function runByHand(editor: InBrowser): Promise<Outcome> {
  const { folder } = await playground();
  makeThreeDuplicates(folder);
  const report = await check(folder);
  return editor.with({}, async (browser, server) => {
    const page = await openWorkbench(browser, server, { open: folder, development: { extension: repository } });
    await page.getByRole('button', { name: 'Yes, I trust the authors' }).click();
    await untilCounted(page, report.summary);
    const bench: Bench = { page, folder, before: filesIn(folder), report };
    let outcome = none;
    // each begins where the one before it has left the editor
    for (const [title, work] of Object.entries(tests))
      outcome = sum(outcome, outcome.failed > 0 ? { ...none, skipped: 1 } : await tried(title, () => photographed(page, work(bench))));
    return outcome;
  });
}

const customizations = 'absence-management/src/Other/Customizations.xml';
const escalate = 'Escalateopenabsences-D7306A2E-8E1E-EF11-840B-000D3A2C9B41.json';
const publish = 'Publishteamcalendar-1C7AE8B5-9C1E-EF11-840B-000D3A2C9B41.json';
const settings = ['prod.deploymentsettings.json', 'test.deploymentsettings.json'];

const tests: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  async 'replaces a direct connection in two files from the light bulb'(bench) {
    const { page } = bench;
    await openFinding(bench, 'direct-connection', publish);
    await chooseAction(page, /^Create connection reference '.*' and use it$/);
    await applyPreview(page);
    await untilChanged(bench, ['Customizations.xml', publish]);
    await takeBack(bench);
  },

  async 'merges three duplicates by the command'(bench) {
    const { page } = bench;
    await startCommand(page, 'Keyhook: Merge Connection References…');
    await choose(page, 'Connection reference that remains', 'contoso_AbsenceOutlook');
    await untilAsked(page, "Merge into 'Absence – Outlook – Service Account'");
    for (const key of ['ArrowDown', 'Space', 'ArrowDown', 'Space', 'Enter']) await page.keyboard.press(key);
    await applyPreview(page);
    await untilChanged(bench, ['Customizations.xml', escalate, ...settings]);
    await openFile(page, customizations);
    await takeBack(bench);
  },

  async 'leaves everything as it is when a command or a preview is given up'(bench) {
    const { page } = bench;
    await startCommand(page, 'Keyhook: Merge Connection References…');
    await choose(page, 'Connection reference that remains', 'contoso_AbsenceOutlook');
    await untilAsked(page, "Merge into 'Absence – Outlook – Service Account'");
    await page.keyboard.press('Escape');
    await untilNotAsked(page);
    await openFinding(bench, 'duplicate-connection-reference', customizations);
    await chooseAction(page, /^Merge 2 duplicates into 'Absence – Outlook – Service Account'$/);
    await discardPreview(page);
    await untilAsBefore(bench);
  },

  async 'says once why a merge is refused, by the command and from the light bulb'(bench) {
    const { page } = bench;
    await startCommand(page, 'Keyhook: Merge Connection References…');
    await choose(page, 'Connection reference that remains', 'contoso_ProcurementDataverse');
    await untilAsked(page, "Merge into 'Procurement – Dataverse – Service Account'");
    await page.keyboard.press('Enter');
    await untilTold(page, /test\.deploymentsettings\.json|prod\.deploymentsettings\.json/);
    await openFinding(bench, 'duplicate-connection-reference', 'procurement/src/Other/Customizations.xml');
    await chooseAction(page, /^Merge /);
    await untilTold(page, /test\.deploymentsettings\.json|prod\.deploymentsettings\.json/);
    await untilAsBefore(bench);
  },

  async 'goes back a question and says why a name is refused while it is typed'(bench) {
    const { page } = bench;
    await startCommand(page, 'Keyhook: Rename by the Naming Scheme…');
    await choose(page, 'Connection reference to rename', 'contoso_PurchasingDataverse');
    await type(page, '', 'The area is empty');
    await type(page, 'Stock', "'Stock – Dataverse – Service Account'");
    await page.keyboard.press('Enter');
    await untilAsked(page, "Type of 'Procurement – Dataverse – Service Account'");
    await page.getByRole('button', { name: 'Back' }).click();
    await type(page, 'Purchasing', "'Purchasing – Dataverse – Service Account'");
    await page.keyboard.press('Enter');
    await choose(page, "Type of 'Procurement – Dataverse – Service Account'", 'Another type: Robot', 'Robot');
    await untilChanged(bench, ['Customizations.xml']);
    await openFile(page, 'procurement/src/Other/Customizations.xml');
    await takeBack(bench);
  },

  async 'renames several of a solution by the scheme, and shows their names first'(bench) {
    const { page } = bench;
    await startCommand(page, 'Keyhook: Rename by the Naming Scheme…');
    await choose(page, 'Connection reference to rename', "Several of 'Procurement'…");
    await untilAsked(page, 'Connection references to rename');
    await page.keyboard.press('Enter');
    await type(page, 'Purchasing', "'Purchasing – ");
    await page.keyboard.press('Enter');
    await choose(page, 'Type of ', 'Service Account');
    await untilAsked(page, 'New names');
    await page.keyboard.press('Enter');
    await untilChanged(bench, ['Customizations.xml']);
    await openFile(page, 'procurement/src/Other/Customizations.xml');
    await takeBack(bench);
  },

  async 'renames a logical name from a flow, and asks for another prefix'(bench) {
    const { page } = bench;
    await openFinding(bench, 'several-references-for-connector', escalate);
    await openFile(page, `${escalate}:25:50`);
    await startCommand(page, 'Keyhook: Rename Connection Reference…');
    await choose(page, "Which name of 'Absence – Office 365 Outlook – Service Account'", 'Logical name');
    await type(page, 'contoso_absenceteams', 'contoso_AbsenceTeams');
    await type(page, 'fabrikam_AbsenceMail', 'fabrikam');
    await page.keyboard.press('Enter');
    await choose(page, 'fabrikam', "Rename to 'fabrikam_AbsenceMail'");
    await applyPreview(page);
    await untilChanged(bench, ['Customizations.xml', escalate, ...settings]);
    await takeBack(bench);
  },

  async 'creates a connection reference for a direct connection by the command'(bench) {
    const { page } = bench;
    await openFinding(bench, 'direct-connection', publish);
    await startCommand(page, 'Keyhook: Replace Direct Connections…');
    await choose(page, 'Connector whose direct connections are to be replaced', 'SharePoint', '');
    await choose(page, 'Connection reference to SharePoint', 'Create a connection reference…');
    await type(page, 'Calendar', "'Calendar – SharePoint – User'");
    await page.keyboard.press('Enter');
    await choose(page, 'Type of ', 'User');
    await applyPreview(page);
    await untilChanged(bench, ['Customizations.xml', publish]);
    await takeBack(bench);
  },
};

/** Leaves a picture of what was to be seen when it failed. */
async function photographed(page: Page, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const picture = join(cache, 'failed.png');
    await page.screenshot({ path: picture });
    throw new Error(`${String(error)}\n${picture} shows the editor.`);
  }
}

async function openFinding({ page, report }: Bench, rule: string, path: string): Promise<void> {
  const finding = report.findings.find((it) => it.rule === rule && it.path.endsWith(path));
  if (!finding) throw new Error(`The example has no ${rule} in ${path}.`);
  await openFile(page, `${finding.path}:${finding.line}:${finding.column}`);
}

/** Until these files, by their names, are different on the disk and no others, and the editor counts what the command counts in them. */
async function untilChanged({ page, folder, before }: Bench, names: readonly string[]): Promise<void> {
  const expected = [...names].sort().join();
  await waitFor(
    () => changedSince(before, folder),
    (it) =>
      it
        .map((path) => basename(path))
        .sort()
        .join() === expected,
    `${expected} to be changed on the disk`,
  );
  await untilCounted(page, (await check(folder)).summary);
}

/** One undo, in the file in front. */
async function takeBack(bench: Bench): Promise<void> {
  await undo(bench.page);
  await untilAsBefore(bench);
}

async function untilAsBefore({ page, folder, before, report }: Bench): Promise<void> {
  await untilCounted(page, report.summary);
  await saveAll(page);
  await waitFor(
    () => changedSince(before, folder),
    (it) => it.length === 0,
    'every file to be what it was, byte for byte',
  );
  await runCommand(page, 'View: Close All Editors');
}
