import * as assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { entryOf, rules, Workspace, type Rule } from '../../server/src/core';
import { inMemory } from '../../server/src/core/files';
import type { Frame } from '../../server/src/core/model';
import { needsOf } from '../../server/src/core/readiness-needs';
import { turn } from '../../server/src/lsp/turns';
import { folderWith } from '../cli/run';
import { idOf, only, start, textOf } from '../lsp/setup';
import { readFixture } from '../support/fixture';
import { flowPath, flowUsing, reference, solution } from '../support/solution';

const FLOWS = 20;
const RULE = 'remembering';

describe('the server', () => {
  it('forgets what a solution was when it was found what is still found', async () => {
    const seen: WeakRef<Frame>[] = [];
    const remembering: Rule = {
      id: RULE,
      severity: 'error',
      summary: '',
      *checkFlow({ uri, start: span }, frame, neighbours) {
        neighbours.users('con_teams'); // so that it is checked again whenever some flow has changed
        seen.push(new WeakRef(frame));
        yield { at: { uri, span }, message: 'It is wrong', subject: 'it', fixes: () => (frame.root === '' ? [] : []) };
      },
    };
    (rules as Rule[]).push(remembering);
    try {
      const flows = Array.from({ length: FLOWS }, (_, i) => ({ root: 'a', name: `Flow${i}`, id: idOf(i) }));
      const folder = folderWith(solution({ root: 'a' }) + flows.map((it) => flowUsing('con_teams', it)).join(''));
      const client = await start({ folders: [folder], options: { rules: { ...only().rules, [RULE]: 'error' } } });
      await client.settled(folder);
      for (const it of flows) {
        const path = `${folder}/${flowPath(it)}`;
        client.open(path, textOf(path));
        client.change(path, 2, { text: `\n${textOf(path)}` });
        await client.settled(folder);
        client.close(path);
      }
      await client.settled(folder);
      await collected();
      const alive = new Set(seen.flatMap((it) => it.deref() ?? []));
      assert.ok(seen.length >= FLOWS, `${seen.length} checks`);
      assert.ok(alive.size <= 5, `${alive.size} states of ${new Set([...alive].map((it) => it.root)).size} folders are still known`);
    } finally {
      (rules as Rule[]).splice(rules.indexOf(remembering), 1);
    }
  });

  it('forgets what flows needed before an edit, though what they need is the same', async () => {
    const flow = { name: 'Flow', id: idOf(1) };
    const { files } = readFixture(solution({ references: [reference('con_teams')] }) + flowUsing('con_teams', flow));
    const workspace = new Workspace();
    workspace.apply([...files].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) })));
    const [its] = workspace.snapshot.solutions;
    const seen: WeakRef<object>[] = [];
    for (let version = 1; version <= FLOWS; version++) {
      const { snapshot } = workspace;
      for (const need of needsOf(snapshot).get(snapshot.solutions[0]!.root)!.references) seen.push(new WeakRef(need));
      const uri = its!.flows[0]!.uri;
      const text = ' '.repeat(version) + files.get(uri)!;
      workspace.apply([{ uri, entry: entryOf(inMemory(uri, text), text) }]);
    }
    assert.equal(workspace.snapshot.solutions[0]!.frame, its!.frame);
    await collected();
    assert.equal(seen.length, FLOWS);
    const alive = seen.filter((it) => it.deref()).length; // the first, the last, and what the engine holds while it compiles
    assert.ok(alive <= 5, `${alive} of ${FLOWS} earlier needs are still known`);
  });
});

/** Collects what nobody can reach any more. */
async function collected(): Promise<void> {
  await turn(); // what a WeakRef gives lives until the turn ends
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
