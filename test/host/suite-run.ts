import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Editor } from './editor';
import { add, line, none, type Event, type Outcome } from './outcome';
import { cli, example, temporaryFolder } from './place';
import { waitFor } from './wait-for';

/** Runs the suite in a workspace of one empty folder: the suite fills it. Prints each test as it ends. */
export async function runSuite(editor: Editor, extension: string): Promise<Outcome> {
  const home = temporaryFolder();
  const first = join(home, 'first');
  const workspace = join(home, 'test.code-workspace');
  const events = join(home, 'events.jsonl');
  mkdirSync(first);
  writeFileSync(join(first, 'README.md'), 'No solution is here yet.\n');
  writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'first' }], settings: { 'files.autoSave': 'off' } }));

  let outcome = none;
  let told = 0;
  let isOver = false;
  const hear = (): void => {
    const lines = existsSync(events) ? readFileSync(events, 'utf8').split('\n').slice(0, -1) : [];
    for (const text of lines.slice(told)) {
      const event = JSON.parse(text) as Event;
      outcome = add(outcome, event);
      isOver ||= event.kind === 'end';
      const words = line(event);
      if (words !== undefined) console.log(words);
    }
    told = lines.length;
  };
  const environment = { KEYHOOK_EVENTS: events, KEYHOOK_EXAMPLE: example, KEYHOOK_CLI: cli };
  const hasEnded = (): boolean => {
    hear();
    return isOver;
  };
  const ended = waitFor(hasEnded, (it) => it, 'the suite to end', 240_000);
  await editor.runSuite({ extension, workspace, environment, ended, hasFailed: () => !hasEnded() || outcome.failed > 0 });
  return hasEnded() ? outcome : { ...outcome, failed: outcome.failed + 1 };
}
