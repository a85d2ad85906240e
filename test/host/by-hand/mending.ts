import { openFinding, takeBack, untilAsBefore, untilChanged, type Tests } from './bench';
import { customizations, escalate, publish, settings } from './example';
import {
  applyPreview,
  choose,
  chooseAction,
  discardPreview,
  openFile,
  startCommand,
  type,
  untilAsked,
  untilNotAsked,
  untilTold,
} from '../workbench';

/** Everything that mends, with the preview where there is one, and one undo for each. */
export const mending: Tests = {
  async 'replaces a direct connection, in the settings too, from the light bulb'(bench) {
    const { page } = bench;
    await openFinding(bench, 'direct-connection', publish);
    await chooseAction(page, /^Create connection reference '.*' and use it$/);
    await applyPreview(page);
    await untilChanged(bench, ['Customizations.xml', publish, ...settings]);
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
    await untilChanged(bench, ['Customizations.xml', publish, ...settings]);
    await takeBack(bench);
  },
};
