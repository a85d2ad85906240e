import { runByHand } from './by-hand';
import { findChromium } from './chromium';
import { installCodeServer } from './code-server';
import { inBrowser } from './in-browser';
import { inElectron } from './in-electron';
import { runInWeb } from './in-web';
import { none, sum, type Outcome } from './outcome';
import { runPackaged } from './packaged';
import { repository } from './place';
import { takeScreenshots } from './screenshot';
import { runSuite } from './suite-run';
import { takeWalkthroughPictures } from './walkthrough-pictures';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

/** Prints `N passed, N failed` at the end, and gives the exit code. */
async function main(modes: readonly string[]): Promise<number> {
  if (modes.includes('screenshot')) {
    const editor = await inBrowser();
    await takeScreenshots(editor);
    await takeWalkthroughPictures(editor);
    return 0;
  }
  let editor;
  try {
    editor = (await inElectron()) ?? (await inBrowser());
  } catch (error) {
    console.log(`The tests in an editor cannot run: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}.`);
    return process.env['KEYHOOK_NO_EDITOR'] === '1' ? 0 : 1;
  }
  console.log(`Tests in ${editor.name}`);
  let outcome: Outcome = none;
  if (modes.includes('suite')) outcome = sum(outcome, await runSuite(editor, repository));
  if (modes.includes('by-hand')) outcome = sum(outcome, await byHand());
  if (modes.includes('web')) outcome = sum(outcome, await inWeb());
  if (modes.includes('packaged')) outcome = sum(outcome, await runPackaged(editor));
  console.log(`${outcome.passed} passed, ${outcome.failed} failed${outcome.skipped > 0 ? `, ${outcome.skipped} skipped` : ''}`);
  return outcome.failed > 0 || outcome.passed === 0 ? 1 : 0;
}

/** These need a browser, even where there is a desktop editor: in that one nothing can be typed from outside. */
async function byHand(): Promise<Outcome> {
  let editor;
  try {
    editor = await inBrowser();
  } catch (error) {
    console.log(`What is done by hand is not tested: ${error instanceof Error ? error.message : String(error)}.`);
    return { ...none, skipped: 1 };
  }
  return runByHand(editor);
}

/** These need a browser and nothing else. */
async function inWeb(): Promise<Outcome> {
  const chromium = await findChromium();
  if (chromium) return runInWeb(chromium, await installCodeServer());
  console.log('What runs in the browser alone is not tested: no Chromium is on this machine; CHROMIUM can name one.');
  return { ...none, skipped: 1 };
}

const modes = process.argv.slice(2);
void main(modes.length > 0 ? modes : ['suite', 'by-hand', 'web', 'packaged']).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
