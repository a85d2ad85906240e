import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { waitFor } from '../wait-for';
import { applyPreview, choose, chooseAction, openFile, type, untilSaid, untilTold } from '../workbench';
import { photograph, takeBack, untilChanged, type Bench, type Tests } from './bench';
import { escalate, settings, submit } from './example';

/** What a person sees of the language of a flow, and does with its actions and values; what changes a file ends with one undo. */
export const authoring: Tests = {
  async 'colours expressions in a dark and a light theme'(bench) {
    const { page } = bench;
    await openAt(bench, submit, "@div(items('For_each_receipt')");
    for (const [theme, kind] of [
      ['Dark Modern', 'vs-dark'],
      ['Light Modern', 'vs'],
    ] as const) {
      await page.keyboard.press('Control+K');
      await page.keyboard.press('Control+T');
      await choose(page, 'Select Color Theme', theme);
      await page.locator(`.monaco-workbench.${kind}`).waitFor();
      const line = page.locator('.view-line').filter({ hasText: "@div(items('For_each_receipt')" });
      const colours = (): Promise<readonly string[]> => Promise.all(['div', "'", 'amount', '1.1'].map((it) => colourOf(line, it)));
      await waitFor(colours, (it) => new Set(it).size >= 3, 'a function, a text and a number in colours of their own');
      await photograph(page, `expressions-${kind}`);
    }
  },

  async "offers inside of outputs('') the actions that have run, and no others"(bench) {
    const { page } = bench;
    await openAt(bench, submit, "Amount_in_euro')");
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+Space');
    const offered = page.locator('.suggest-widget.visible .monaco-list-row .label-name');
    await offered.first().waitFor();
    assert.deepEqual(await offered.allInnerTexts(), ['Amount_in_euro', 'Parse_expense', 'Initialize_refused', 'Initialize_total']);
    await photograph(page, 'completion-in-outputs');
    await page.keyboard.press('Escape');
  },

  async 'renames an action in all the ten places where it is named'(bench) {
    const { page, folder } = bench;
    await openAt(bench, submit, 'For_each_receipt');
    await page.keyboard.press('F2');
    const box = page.locator('.rename-box input');
    await box.waitFor();
    await box.fill('Each receipt');
    await photograph(page, 'rename-action');
    await page.keyboard.press('Enter');
    await box.waitFor({ state: 'hidden' });
    await save(page);
    await untilChanged(bench, [submit]);
    const text = readFileSync(join(folder, pathOf(bench, submit)), 'utf8');
    const before = bench.before.get(pathOf(bench, submit))!.toString();
    assert.equal(text, before.replaceAll('For_each_receipt', 'Each_receipt'));
    assert.equal(text.split('Each_receipt').length - 1, 10);
    await takeBack(bench);
  },

  async 'wraps an action in a scope and asks for its name'(bench) {
    const { page } = bench;
    await openAt(bench, escalate, 'List_open_absences');
    await chooseAction(page, /^Wrap 'List_open_absences' in a scope$/);
    const box = page.locator('.rename-box input');
    await box.waitFor();
    assert.equal(await box.inputValue(), 'Scope');
    await photograph(page, 'wrapped');
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'hidden' });
    await save(page);
    await untilChanged(bench, [escalate]);
    await takeBack(bench);
  },

  async 'extracts a text into an environment variable, and asks for its names'(bench) {
    const { page, folder } = bench;
    await openAt(bench, escalate, 'Absence waits for you');
    await chooseAction(page, /^Extract into an environment variable…$/);
    await type(page, ' ', 'An environment variable needs a display name');
    await type(page, 'Reminder subject', "'contoso_Remindersubject'");
    await page.keyboard.press('Enter');
    await untilSaid(page, 'Schema name of the environment variable');
    await type(page, 'fabrikam_Subject', "begin with 'contoso_'");
    await type(page, 'contoso_AbsenceSite', 'is taken by');
    await type(page, 'contoso_ReminderSubject', 'Schema name of the environment variable');
    await photograph(page, 'extract');
    await page.keyboard.press('Enter');
    await applyPreview(page);
    await untilTold(page, /^The value stands in /);
    await untilChanged(bench, ['environmentvariabledefinition.xml', escalate, ...settings]);
    const text = readFileSync(join(folder, pathOf(bench, escalate)), 'utf8');
    assert.ok(text.includes(`"emailMessage/Subject": "@parameters('Reminder subject (contoso_ReminderSubject)')"`));
    await takeBack(bench);
  },
};

/** Opens the file with the cursor in the first place of a text. */
async function openAt(bench: Bench, name: string, text: string): Promise<void> {
  const before = bench.before.get(pathOf(bench, name))!.toString();
  const lines = before.slice(0, before.indexOf(text)).split('\n');
  await openFile(bench.page, `${name}:${lines.length}:${lines.at(-1)!.length + 2}`);
}

/** The colour of the first part of a line that is just this. */
function colourOf(line: Locator, text: string): Promise<string> {
  const parts = line.locator('span span').filter({ hasText: text });
  return parts.evaluateAll((all, text) => {
    const part = all.find((it) => it.textContent === text);
    return part ? getComputedStyle(part).color : '';
  }, text);
}

const pathOf = ({ before }: Bench, name: string): string => [...before.keys()].find((it) => it.endsWith(name))!;

const save = (page: Page): Promise<void> => page.keyboard.press('Control+S');
