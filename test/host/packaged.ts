import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Editor } from './editor';
import type { InBrowser } from './in-browser';
import { sum, type Outcome } from './outcome';
import { pack } from './pack';
import { playground } from './playground';
import { runSuite } from './suite-run';
import { tried } from './tried';
import { openWorkbench, showProblems, untilCounted } from './workbench';

/** Packs what would be published, installs it as a user does, and looks at it at work. */
export async function runPackaged(editor: Editor | InBrowser): Promise<Outcome> {
  const vsix = await pack();
  const installed = await editor.install(vsix);

  const size = await tried('the package is smaller than 1 MB', () => {
    const { size } = statSync(vsix);
    if (size >= 1_000_000) throw new Error(`It has ${size} bytes.`);
  });
  const atWork =
    'with' in editor
      ? await tried('installed, and not trusted, it shows the findings and opens the page of a rule', () =>
          showsFindings(editor, dirname(installed)),
        )
      : await runSuite(editor, installed);
  return sum(size, atWork);
}

async function showsFindings(editor: InBrowser, extensions: string): Promise<void> {
  const { folder, report } = await playground();
  await editor.with({ extensions }, async (browser, server) => {
    const page = await openWorkbench(browser, server, { open: folder });
    await untilCounted(page, report.summary);
    await page.getByRole('button', { name: "No, I don't trust the authors" }).click();
    await showProblems(page);
    const link = page.locator('.markers-panel a.monaco-link').first();
    const rule = await link.innerText();
    await link.click();
    await page.getByRole('tab', { name: `${rule}.md` }).waitFor();
  });
}
