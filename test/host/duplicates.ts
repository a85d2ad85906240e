import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A third connection reference to Outlook for the example's two, and deployment settings that let all of them be merged. */
export function makeThreeDuplicates(folder: string): void {
  change(join(folder, 'solutions', 'absence-management', 'src', 'Other', 'Customizations.xml'), [
    ['contoso_AbsenceExcel', 'contoso_AbsenceReminders'],
    ['Absence – Excel – Service Account', 'Absence reminders'],
    ['Was for the import from the old workbook', 'Reminds managers'],
    ['shared_excelonlinebusiness', 'shared_office365'],
  ]);
  for (const environment of ['test', 'prod'])
    change(join(folder, 'deployment', `${environment}.deploymentsettings.json`), [
      ['contoso_AbsenceExcel', 'contoso_AbsenceReminders'],
      ['shared_excelonlinebusiness', 'shared_office365'],
      [/("LogicalName": "contoso_AbsenceReminders",\s*"ConnectionId": )"\w+"/, '$1""'],
      [/("LogicalName": "contoso_AbsenceMailbox",\s*"ConnectionId": )"\w+"/, '$1""'],
    ]);
}

function change(file: string, replacements: readonly (readonly [string | RegExp, string])[]): void {
  let text = readFileSync(file, 'utf8');
  for (const [from, to] of replacements) {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${file} does not hold ${String(from)}.`);
    text = changed;
  }
  writeFileSync(file, text);
}
