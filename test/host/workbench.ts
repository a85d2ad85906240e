import type { Browser, Page } from 'playwright-core';
import type { CodeServer } from './code-server';
import type { Report } from './playground';
import { waitFor } from './wait-for';

export interface WorkbenchOptions {
  /** A folder or a `.code-workspace` file. */
  readonly open: string;
  /** An extension that runs from its folder, and the suite that is to be run in its host. */
  readonly development?: { readonly extension: string; readonly suite: string };
}

/** VS Code in a page of the browser. */
export async function openWorkbench(browser: Browser, server: CodeServer, { open, development }: WorkbenchOptions): Promise<Page> {
  const remote = (path: string): string => `vscode-remote://${server.authority}${path}`;
  const address = new URL(`http://${server.authority}/`);
  address.searchParams.set(open.endsWith('.code-workspace') ? 'workspace' : 'folder', open);
  if (development) {
    const payload = [
      ['extensionDevelopmentPath', remote(development.extension)],
      ['extensionTestsPath', remote(development.suite)],
    ];
    address.searchParams.set('payload', JSON.stringify(payload));
  }
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(address.href);
  await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
  return page;
}

/** As a person would: the palette, the command's name, Enter. */
export const runCommand = (page: Page, name: string): Promise<void> => choose(page, 'F1', `>${name}`);

/** `name:line` goes to the line. */
export const openFile = (page: Page, name: string): Promise<void> => choose(page, 'Control+P', name);

async function choose(page: Page, key: string, text: string): Promise<void> {
  await page.keyboard.press(key);
  await page.locator('.quick-input-widget input[type="text"]').first().fill(text);
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').first().waitFor({ state: 'hidden' });
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
