import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { InBrowser } from './in-browser';
import { pack } from './pack';
import { repository } from './place';
import { playground, type Report } from './playground';
import { openFile, openWorkbench, runCommand, showProblems, untilCounted } from './workbench';

const picture = join(repository, 'docs', 'images', 'problems.png');

/** The picture of the README: a flow of the example with its squiggles, and the Problems panel under it. */
export async function takeScreenshot(editor: InBrowser): Promise<void> {
  const { folder, report } = await playground();
  const extensions = dirname(await editor.install(await pack()));
  await editor.with({ extensions }, async (browser, server) => {
    const page = await openWorkbench(browser, server, { open: folder });
    await untilCounted(page, report.summary);
    await page.getByRole('button', { name: 'Yes, I trust the authors' }).click();
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    const { path, line } = telling(report);
    await openFile(page, `${basename(path)}:${line}`);
    await page.locator('.squiggly-error, .squiggly-warning').first().waitFor();
    await showProblems(page);
    await page.getByText('Activating Extensions').waitFor({ state: 'hidden' });
    mkdirSync(dirname(picture), { recursive: true });
    await page.screenshot({ path: picture });
    console.log(picture);
  });
}

/** The flow with the most findings, at the first of them. */
function telling({ findings }: Report): Report['findings'][number] {
  const flows = findings.filter((it) => /Workflows\/.*\.json$/.test(it.path));
  const count = (path: string): number => flows.filter((it) => it.path === path).length;
  const [first, ...others] = flows;
  if (!first) throw new Error('No flow of the example has a finding.');
  return others.reduce((best, it) => (count(it.path) > count(best.path) ? it : best), first);
}
