import { rmSync } from 'node:fs';
import { authoring } from './by-hand/authoring';
import { openBench, tryAll, type Tests } from './by-hand/bench';
import { diagram } from './by-hand/diagram';
import { looks } from './by-hand/looks';
import { mending } from './by-hand/mending';
import { names } from './by-hand/names';
import { readiness } from './by-hand/readiness';
import { tree } from './by-hand/tree';
import { tryWithoutSolution } from './by-hand/without-solution';
import type { InBrowser } from './in-browser';
import { sum, type Outcome } from './outcome';
import { pictures } from './place';

/** Each in a workbench of its own. */
const lists: readonly Tests[] = [mending, { ...tree, ...looks }, names, authoring, readiness, diagram];

/** What a person does with the mouse and the keyboard: the suite inside the editor can neither drag nor type into what it is asked. */
export async function runByHand(editor: InBrowser): Promise<Outcome> {
  rmSync(pictures, { recursive: true, force: true });
  return editor.with({}, async (browser, server) => {
    let outcome = await tryWithoutSolution(browser, server);
    for (const tests of lists) {
      const bench = await openBench(browser, server);
      outcome = sum(outcome, await tryAll(bench, tests));
      await bench.page.close();
    }
    return outcome;
  });
}
