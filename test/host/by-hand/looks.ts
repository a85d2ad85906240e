import * as assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { waitFor } from '../wait-for';
import { choose } from '../workbench';
import { photograph, type Bench, type Tests } from './bench';
import { row } from './rows';

/** By the name that a person chooses, and the class that the workbench has then. */
const themes = [
  ['Dark Modern', 'vs-dark'],
  ['Dark High Contrast', 'hc-black'],
  ['Light High Contrast', 'hc-light'],
  ['Light Modern', 'vs'],
] as const;

/** What stands out less cannot be told from what is around it, by the guidelines for accessible content (WCAG 1.4.11). */
const least = 3;

/** The tree is to be seen before, and stays. */
export const looks: Tests = Object.fromEntries(
  themes.map(([name, kind]) => [`stands out from the background in the theme '${name}'`, (bench: Bench) => looksIn(bench, name, kind)]),
);

async function looksIn({ page }: Bench, name: string, kind: string): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+T');
  await choose(page, 'Select Color Theme', name);
  await page.locator(`.monaco-workbench.${kind}`).waitFor();
  await page.mouse.move(640, 400); // what the mouse is on has another background

  const icon = page
    .locator('.activitybar')
    .getByRole('tab', { name: /^Keyhook/ })
    .locator('.action-label');
  assert.match(await icon.evaluate((it) => getComputedStyle(it).maskImage), /keyhook\.svg/);
  const solution = row(page, 'Procurement');
  const status = page.locator('[id="keyhook.keyhook.keyhook.status"] a');
  const faint = async (): Promise<readonly (readonly [string, number])[]> => {
    const contrasts = {
      icon: await contrast(icon, 'backgroundColor'),
      row: await contrast(solution.locator('.label-name'), 'color'),
      "row's icon": await contrast(solution.locator('.custom-view-tree-node-item-icon'), 'color'),
      status: await contrast(status, 'color'),
      "status's icon": await contrast(status.locator('.codicon-key'), 'color'),
    };
    return Object.entries(contrasts).filter(([, it]) => it < least);
  };
  await waitFor(faint, (it) => it.length === 0, 'everything to stand out, once the colours have changed');
  await photograph(page, `theme-${kind}`);
}

/** Between an element's colour and what is behind it: from 1 to 21. */
function contrast(element: Locator, property: 'color' | 'backgroundColor'): Promise<number> {
  return element.evaluate((it, property) => {
    const channels = (colour: string): readonly number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const behind = (at: Element | null): string => {
      const colour = at ? getComputedStyle(at).backgroundColor : 'rgb(255, 255, 255)';
      return at && channels(colour)[3] === 0 ? behind(at.parentElement) : colour;
    };
    const luminance = (colour: string): number => {
      const [red = 0, green = 0, blue = 0] = channels(colour).map((it) => (it <= 10 ? it / 3294 : ((it / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const [dark = 0, light = 0] = [luminance(getComputedStyle(it)[property]), luminance(behind(it.parentElement))].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }, property);
}
