import * as assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { rules, type Rule } from '../../server/src/core';
import type { Frame } from '../../server/src/core/model';
import { turn } from '../../server/src/lsp/turns';
import { folderWith } from '../cli/run';
import { idOf, only, start, textOf } from '../lsp/setup';
import { flowPath, flowUsing, solution } from '../support/solution';

const FLOWS = 20;
const RULE = 'remembering';

describe('the server', function () {
  this.timeout(60_000);

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
      await turn(); // what a WeakRef gives lives until the turn ends
      setFlagsFromString('--expose-gc');
      (runInNewContext('gc') as () => void)();
      const alive = new Set(seen.flatMap((it) => it.deref() ?? []));
      assert.ok(seen.length >= FLOWS, `${seen.length} checks`);
      assert.ok(alive.size <= 5, `${alive.size} states of ${new Set([...alive].map((it) => it.root)).size} folders are still known`);
    } finally {
      (rules as Rule[]).splice(rules.indexOf(remembering), 1);
    }
  });
});
