import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { photograph } from './by-hand/bench';
import { openTree, row } from './by-hand/rows';
import type { Editor } from './editor';
import type { InBrowser } from './in-browser';
import { sum, type Outcome } from './outcome';
import { pack } from './pack';
import { repository } from './place';
import { playground } from './playground';
import { runSuite } from './suite-run';
import { tried } from './tried';
import { openWorkbench, runCommand, showProblems, untilCounted } from './workbench';

/** Packs what would be published, installs it as a user does, and looks at it at work. */
export async function runPackaged(editor: Editor | InBrowser): Promise<Outcome> {
  const vsix = await pack();
  const installed = await editor.install(vsix);

  const size = await tried('the package is smaller than 2 MB, with the server for Node and for browsers', () => {
    const { size } = statSync(vsix);
    if (size >= 2_000_000) throw new Error(`It has ${size} bytes.`);
  });
  const atWork =
    'with' in editor
      ? await tried('installed, and not trusted, it shows the findings, the page of a rule, the tree and the walkthrough', () =>
          showsAll(editor, dirname(installed)),
        )
      : await runSuite(editor, installed);
  return sum(size, atWork);
}

async function showsAll(editor: InBrowser, extensions: string): Promise<void> {
  const { folder, report } = await playground();
  await editor.with({ extensions }, async (browser, server) => {
    const page = await openWorkbench(browser, server, { open: folder });
    await untilCounted(page, report.summary);
    await page.getByRole('button', { name: "No, I don't trust the authors" }).click();
    await showProblems(page);
    const link = page.locator('.markers-panel a.monaco-link').first();
    const rule = await link.innerText();
    await link.click();
    await page.getByRole('tab', { name: `Preview ${rule}.md` }).waitFor();
    await openTree(page);
    for (const solution of ['Absence Management', 'Onboarding', 'Procurement']) await row(page, solution).waitFor();
    await runCommand(page, 'View: Hide Panel');
    await runCommand(page, 'Keyhook: Open the Walkthrough');
    for (const title of stepTitles()) await page.locator('.getting-started-step .step-title').getByText(title, { exact: true }).waitFor();
    await photograph(page, 'walkthrough');
  });
}

/** What the five steps of the walkthrough are called. */
function stepTitles(): readonly string[] {
  const texts = JSON.parse(readFileSync(join(repository, 'package.nls.json'), 'utf8')) as Readonly<Record<string, string>>;
  const titles = Object.entries(texts).flatMap(([key, text]) => (/^walkthrough\.\w+\.title$/.test(key) ? [text] : []));
  if (titles.length !== 5) throw new Error(`The walkthrough has ${titles.length} steps.`);
  return titles;
}
