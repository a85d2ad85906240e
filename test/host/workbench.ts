import { basename } from 'node:path';
import { errors, type Browser, type Locator, type Page } from 'playwright-core';
import type { CodeServer } from './code-server';
import type { Report } from './playground';
import { waitFor } from './wait-for';

export interface WorkbenchOptions {
  /** A folder or a `.code-workspace` file. */
  readonly open: string;
  /** An extension that runs from its folder, and the suite that is to be run in its host, if any. */
  readonly development?: { readonly extension: string; readonly suite?: string };
}

/** VS Code in a page of the browser. */
export async function openWorkbench(browser: Browser, server: CodeServer, { open, development }: WorkbenchOptions): Promise<Page> {
  const remote = (path: string): string => `vscode-remote://${server.authority}${path}`;
  const address = new URL(`http://${server.authority}/`);
  address.searchParams.set(open.endsWith('.code-workspace') ? 'workspace' : 'folder', open);
  if (development) {
    const payload = [['extensionDevelopmentPath', remote(development.extension)]];
    if (development.suite !== undefined) payload.push(['extensionTestsPath', remote(development.suite)]);
    address.searchParams.set('payload', JSON.stringify(payload));
  }
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(address.href);
  await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
  return page;
}

const question = '.quick-input-widget';
const input = (page: Page) => page.locator(`${question} input[type="text"]`).first();

/** As a person would: the palette, the command's name, Enter. */
export async function runCommand(page: Page, name: string): Promise<void> {
  await ask(page, 'F1', `>${name}`, focused(page, name));
  await page.keyboard.press('Enter');
  await untilNotAsked(page);
}

/** One that asks something: its first question is there afterwards. */
export async function startCommand(page: Page, name: string): Promise<void> {
  await ask(page, 'F1', `>${name}`, focused(page, name));
  await page.keyboard.press('Enter');
  const title = name.replace(/^Keyhook: |…$/g, '');
  await page.locator('.quick-input-title').filter({ hasText: title }).waitFor();
}

/** `name:line:column` goes to the place. */
export async function openFile(page: Page, name: string): Promise<void> {
  const [file = '', line, column = '1'] = name.split(':');
  const row = new RegExp([basename(file), ...file.split('/').slice(0, -1)].map(escaped).join('.*'), 's');
  await ask(page, 'Control+P', name, focused(page, row));
  await page.keyboard.press('Enter');
  await untilNotAsked(page);
  await untilInFront(page, basename(file));
  if (line !== undefined) await untilAt(page, `Ln ${line}, Col ${column}`);
}

/** Until the editor in front has this on its tab. */
export async function untilInFront(page: Page, name: string, timeout = 30_000): Promise<void> {
  await page.locator('.tab.active').filter({ hasText: name }).waitFor({ timeout });
}

/** Until the status bar says of the cursor that it is there. */
export async function untilAt(page: Page, place: string): Promise<void> {
  await page.locator('[id="status.editor.selection"]').getByText(place, { exact: true }).waitFor();
}

/** The names that the palette offers for what is typed. */
export async function commandsFor(page: Page, typed: string): Promise<readonly string[]> {
  const names = page.locator(`${question} .monaco-list-row .quick-input-list-row:first-child .label-name`);
  await ask(page, 'F1', `>${typed}`, names.first().filter({ hasText: typed }));
  const found = await names.allInnerTexts();
  await page.keyboard.press('Escape');
  await untilNotAsked(page);
  return found;
}

/** Takes a row of the list that is asked from with these words. */
export async function choose(page: Page, words: string, row: string, typed = row): Promise<void> {
  await untilAsked(page, words);
  await input(page).fill(typed);
  await focused(page, row).waitFor();
  await page.keyboard.press('Enter');
}

/** Opens the box by its key and types, until that is there. A part of the page that takes the focus as it appears closes the box: then once more. */
async function ask(page: Page, key: string, typed: string, answer: Locator): Promise<void> {
  const asked = async (): Promise<boolean> => {
    await page.keyboard.press(key);
    try {
      await input(page).fill(typed, { timeout: 2000 });
      await answer.waitFor({ timeout: 10_000 });
      return true;
    } catch (error) {
      if (error instanceof errors.TimeoutError) return false;
      throw error;
    }
  };
  await waitFor(asked, (it) => it, `the box of ${key} to offer what is typed, '${typed}'`);
}

/** The row of the box that Enter takes. */
const focused = (page: Page, row: string | RegExp): Locator =>
  page.locator(`${question} .monaco-list-row.focused`).filter({ hasText: row });

/** Into the box that is asked in, until this is said of it. */
export async function type(page: Page, text: string, said: string): Promise<void> {
  await page.locator(`${question} .quick-input-message`).waitFor();
  await input(page).fill(text);
  await untilSaid(page, said);
}

/** Until this is said below the box that is asked in. */
export async function untilSaid(page: Page, words: string): Promise<void> {
  await page.locator(`${question} .quick-input-message`).filter({ hasText: words }).waitFor();
}

/** Until a list is asked from with these words. */
export async function untilAsked(page: Page, words: string): Promise<void> {
  await page.locator(question).getByPlaceholder(words).waitFor();
}

export async function untilNotAsked(page: Page): Promise<void> {
  await page.locator(question).first().waitFor({ state: 'hidden' });
}

/** The light bulb's menu, where the cursor stands. What is asked for before the editor knows the file, it forgets: then again. */
export async function openActions(page: Page): Promise<void> {
  const row = page.locator('.action-widget .monaco-list-row').first();
  const open = async (): Promise<boolean> => {
    await page.keyboard.press('Control+.');
    return row.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
  };
  await waitFor(open, (it) => it, 'the menu of the light bulb');
}

/** By the keyboard: the menu takes no clicks while it opens. */
export async function chooseAction(page: Page, title: RegExp): Promise<void> {
  await openActions(page);
  const rows = page.locator('.action-widget .monaco-list-row');
  const focused = page.locator('.action-widget .monaco-list-row.focused');
  for (let left = await rows.count(); !title.test(await focused.innerText()); left--) {
    if (left === 0) throw new Error(`The light bulb offers no ${String(title)}: ${(await rows.allInnerTexts()).join(', ')}.`);
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}

/** An item of the context menu that is open. It takes no clicks while it opens: then once more, until it has closed. */
export async function chooseInMenu(page: Page, name: string): Promise<void> {
  const item = page.getByRole('menuitem', { name });
  await item.waitFor();
  const taken = async (): Promise<boolean> => {
    await item.click();
    return item.waitFor({ state: 'hidden', timeout: 2000 }).then(
      () => true,
      () => false,
    );
  };
  await waitFor(taken, (it) => it, `the menu to take '${name}'`);
}

/** The editor's own preview of a change that wants to be confirmed. */
export async function untilPreviewed(page: Page): Promise<void> {
  await page.locator('.bulk-edit-panel .monaco-list-row').first().waitFor();
}

export const applyPreview = (page: Page): Promise<void> => endPreview(page, 'Apply');
export const discardPreview = (page: Page): Promise<void> => endPreview(page, 'Discard');

async function endPreview(page: Page, button: string): Promise<void> {
  await untilPreviewed(page);
  await page.locator('.bulk-edit-panel').getByRole('button', { name: button }).click();
  await page.locator('.bulk-edit-panel').waitFor({ state: 'hidden' });
}

/** What was last done to the file in front, in all the files it was done to. */
export async function undo(page: Page): Promise<void> {
  await runCommand(page, 'View: Focus Active Editor Group');
  await page.locator('.editor-instance .monaco-editor.focused').waitFor();
  await page.keyboard.press('Control+Z');
}

export const saveAll = (page: Page): Promise<void> => runCommand(page, 'File: Save All Files');

/** Until a message says so, and only one; puts it away. */
export async function untilTold(page: Page, words: RegExp): Promise<void> {
  const messages = page.locator('.notification-toast .notification-list-item-message');
  await messages.filter({ hasText: words }).waitFor();
  if ((await messages.count()) > 1) throw new Error(`There are more messages: ${(await messages.allInnerTexts()).join(' / ')}`);
  await runCommand(page, 'Notifications: Clear All Notifications');
  await messages.waitFor({ state: 'hidden' });
}

export async function showProblems(page: Page): Promise<void> {
  await runCommand(page, 'Problems: Focus on Problems View');
  await page.locator('.markers-panel .monaco-list-row').first().waitFor();
}

/** Until the status bar counts as many problems as the command. */
export async function untilCounted(page: Page, { errors, warnings, infos }: Report['summary']): Promise<void> {
  const parts = [`Errors: ${errors}`, `Warnings: ${warnings}`, `Infos: ${infos}`].filter((it) => !it.endsWith(' 0'));
  const label = async (): Promise<string> => (await page.locator('[id="status.problems"] a').first().getAttribute('aria-label')) ?? '';
  await waitFor(label, (it) => it === parts.join(', '), `'${parts.join(', ')}' in the status bar`, 60_000);
}

/** The mouse goes there in steps, for a drag is only believed when it moves. */
export async function pointAt(place: Locator): Promise<void> {
  const box = await waitFor(
    () => place.boundingBox(),
    (it) => it !== null,
    `${String(place)} to be seen`,
  );
  if (box) await place.page().mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 8 });
}

/** Where it is to be seen: a click on the element itself would scroll the page to it. */
export async function clickAt(place: Locator): Promise<void> {
  await pointAt(place);
  await place.page().mouse.down();
  await place.page().mouse.up();
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
