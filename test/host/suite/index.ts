import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { workspace } from 'vscode';
import type { Event } from '../outcome';
import { waitFor } from '../wait-for';
import { fromRunner } from './support';

/** In this order: each begins where the one before it has left the workspace. */
const files = ['start', 'findings', 'names', 'editing', 'fixing', 'disk', 'crash', 'folders'];

const tell = (event: Event): void => appendFileSync(fromRunner('KEYHOOK_EVENTS'), `${JSON.stringify(event)}\n`);

/** Called in the extension host. Never throws: what there is to say, it tells the runner. */
export async function run(): Promise<void> {
  try {
    await firstFolderIsThere();
    const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: Mocha.reporters.Base, bail: true });
    for (const file of files) mocha.addFile(join(__dirname, `${file}.test.js`));
    await new Promise<void>((ended) => {
      const runner = mocha.run(() => ended());
      const say = (test: Mocha.Runnable, state: 'passed' | 'failed' | 'skipped', error?: Error): void =>
        tell({
          kind: 'test',
          title: test.fullTitle(),
          state,
          milliseconds: test.duration ?? 0,
          ...(error && { error: error.stack ?? String(error) }),
        });
      runner.on('pass', (test) => say(test, 'passed'));
      runner.on('fail', (test, error: Error) => say(test, 'failed', error));
      runner.on('pending', (test) => say(test, 'skipped'));
    });
    tell({ kind: 'end' });
  } catch (error) {
    tell({ kind: 'end', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/**
 * A page now and then reads the workspace file before it can, takes it for an empty one, and leaves it at that:
 * a change to the file makes it look again.
 */
async function firstFolderIsThere(): Promise<void> {
  let asked = 0;
  const probe = (): boolean => {
    const isThere = workspace.workspaceFolders?.length === 1;
    if (!isThere && ++asked % 20 === 0 && workspace.workspaceFile) appendFileSync(workspace.workspaceFile.fsPath, '\n');
    return isThere;
  };
  await waitFor(probe, (it) => it, 'the folder of the workspace');
}
