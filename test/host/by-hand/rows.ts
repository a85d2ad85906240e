import type { Locator, Page } from 'playwright-core';
import { waitFor } from '../wait-for';
import { pointAt, untilInFront } from '../workbench';

/** A row of the tree as it is seen and heard. */
export interface Row {
  /** Label and description, indented by two spaces a level. */
  readonly text: string;
  readonly spoken: string;
  /** The name of its codicon. */
  readonly icon: string;
}

/** The views of the side bar, by their headings. */
export type View = 'Connection References' | 'Deployment Readiness';

const references: View = 'Connection References';

const pane = (name: View): string => `.sidebar .pane:has(.pane-header[aria-label^="${name}"])`;

const itemsIn = (view: View): string => `${pane(view)} [role="treeitem"]`;

const heading = (page: Page, view: View): Locator => page.locator(`${pane(view)} .pane-header`);

/** The one row with these words. */
export const row = (page: Page, words: string | RegExp, view: View = references): Locator =>
  page.locator(itemsIn(view)).filter({ hasText: words });

/** What is above the rows: what is left out of them, for instance. */
export const message = (page: Page, view: View = references): Locator =>
  page.locator(`${pane(view)} .tree-explorer-viewlet-tree-view > .message`);

/** By the icon in the activity bar, with all the height for it. */
export async function openTree(page: Page): Promise<void> {
  await page
    .locator('.activitybar')
    .getByRole('tab', { name: /^Keyhook/ })
    .click();
  await showAlone(page, references);
}

/** Where both are to be seen. */
export async function showAlone(page: Page, view: View): Promise<void> {
  for (const it of ['Connection References', 'Deployment Readiness'] as const) {
    const isOpen = (await heading(page, it).getAttribute('aria-expanded')) === 'true';
    if (isOpen !== (it === view)) await heading(page, it).click();
  }
  await page.locator(itemsIn(view)).first().waitFor();
}

/** All rows that are to be seen, from the top. */
export async function rows(page: Page, view: View = references): Promise<readonly Row[]> {
  const found = await page.locator(itemsIn(view)).evaluateAll((elements) =>
    elements.map((it) => ({
      at: Number(it.getAttribute('data-index')),
      level: Number(it.getAttribute('aria-level')),
      label: it.querySelector('.label-name')?.textContent ?? '',
      description: it.querySelector('.label-description')?.textContent ?? '',
      spoken: it.getAttribute('aria-label') ?? '',
      icon: /codicon-([\w-]+)/.exec(it.querySelector('.custom-view-tree-node-item-icon')?.className ?? '')?.[1] ?? '',
    })),
  );
  return found
    .sort((a, b) => a.at - b.at)
    .map(({ level, label, description, spoken, icon }) => ({
      text: `${'  '.repeat(level - 1)}${[label, description].filter(Boolean).join(' ')}`,
      spoken,
      icon,
    }));
}

export async function untilRows(page: Page, expected: readonly string[], description: string, view: View = references): Promise<void> {
  const texts = async (): Promise<readonly string[]> => (await rows(page, view)).map((it) => it.text);
  await waitFor(texts, (it) => it.join('\n') === expected.join('\n'), description);
}

/** One after the other, by their twisties. */
export const expand = (page: Page, ...words: readonly (string | RegExp)[]): Promise<void> => expandIn(references, page, ...words);

export async function expandIn(view: View, page: Page, ...words: readonly (string | RegExp)[]): Promise<void> {
  for (const it of words) await expandBy(() => row(page, it, view).locator('.monaco-tl-twistie').click(), page, it, view);
}

/** What is clicked or pressed while the tree is being read again, it forgets: then again. */
export async function expandBy(work: () => Promise<void>, page: Page, words: string | RegExp, view: View = references): Promise<void> {
  const isOpen = async (): Promise<boolean> => {
    if ((await row(page, words, view).getAttribute('aria-expanded')) === 'false') await work();
    return came(untilExpanded(page, words, soon, view));
  };
  await waitFor(isOpen, (it) => it, `${String(words)} to be open`);
}

/** Selects a row, until the file is in front that it leads to. */
export async function select(page: Page, words: string, file: string, view: View = references): Promise<void> {
  const isInFront = async (): Promise<boolean> => {
    await row(page, words, view).click();
    return came(untilInFront(page, file, soon));
  };
  await waitFor(isInFront, (it) => it, `${file} to be opened by ${words}`);
}

/** Until what is below a row is there too: until then the rows below it are about to move. */
async function untilExpanded(page: Page, words: string | RegExp, timeout: number, view: View): Promise<void> {
  const items = itemsIn(view);
  const parent = page.locator(`${items}[aria-expanded="true"]`).filter({ hasText: words });
  await parent.waitFor({ timeout });
  const [at, level] = [Number(await parent.getAttribute('data-index')), Number(await parent.getAttribute('aria-level'))];
  await page.locator(`${items}[data-index="${at + 1}"][aria-level="${level + 1}"]`).waitFor({ timeout });
}

export async function untilSelected(page: Page, words: string | RegExp): Promise<void> {
  await page
    .locator(`${itemsIn(references)}[aria-selected="true"]`)
    .filter({ hasText: words })
    .waitFor();
}

/** By the button above the tree. */
export async function collapseAll(page: Page): Promise<void> {
  await pressButton(page, 'Collapse All');
  await page
    .locator(`${itemsIn(references)}[aria-expanded="true"]`)
    .first()
    .waitFor({ state: 'detached' });
}

export const titleButton = (page: Page, name: string, view: View = references): Locator =>
  heading(page, view).getByRole('button', { name });

/** A button above the rows, which is to be seen while the mouse is there. */
export async function pressButton(page: Page, name: string, view: View = references): Promise<void> {
  await heading(page, view).hover();
  await titleButton(page, name, view).click();
}

/**
 * With the mouse, until something comes of it: what is dropped while the tree is being read again, the editor forgets.
 * Onto a row that is open or has nothing below: another one opens after half a second, and the rows move.
 */
export async function drag(page: Page, from: string | RegExp, onto: string | RegExp, outcome: Locator): Promise<void> {
  const isOver = async (): Promise<boolean> => {
    await pointAt(row(page, onto));
    return (
      (await page
        .locator(`${itemsIn(references)}.drop-target`)
        .filter({ hasText: onto })
        .count()) > 0
    );
  };
  const isDone = async (): Promise<boolean> => {
    await pointAt(row(page, from));
    await page.mouse.down();
    await waitFor(isOver, (it) => it, `${String(onto)} to be where it would be dropped`);
    await page.mouse.up();
    return came(outcome.waitFor({ timeout: soon }));
  };
  await waitFor(isDone, (it) => it, `something to come of dragging ${String(from)} onto ${String(onto)}`);
}

/** As long as a person would wait before trying once more. */
export const soon = 5000;

export const came = (waiting: Promise<void>): Promise<boolean> =>
  waiting.then(
    () => true,
    () => false,
  );
