import * as assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LSPErrorCodes, ResponseError, type CodeAction } from 'vscode-languageserver';
import { folderWith, textsIn } from '../cli/run';
import { able, actionsAt, rangeOf } from '../lsp/asking';
import { root } from '../lsp/commands';
import { idOf, only, start, textOf } from '../lsp/setup';
import type { Client } from '../support/client';
import { entry, flow, flowPath, flowUsing, reference, solution } from '../support/solution';
import { answered } from './driver';

const FLOWS = 500;
const MISCASED = 'miscased-logical-name';

/** A branch: which flows use which reference, and how many lines stand above it. */
function branch(isTeams: (i: number) => boolean, lines: number): string {
  const flows = Array.from({ length: FLOWS }, (_, i) => {
    const parts = { root: 'a', name: `Flow${i}`, id: idOf(i) };
    if (i % 10 === (isTeams(i) ? 1 : 2)) return flow({ ...parts, connections: { shared_teams: entry(undefined) } });
    return flowUsing(isTeams(i) ? 'CON_teams' : 'con_chat', parts);
  });
  return (
    solution({ root: 'a', references: [reference('con_teams'), reference('con_chat', 'shared_teams', 'Chat')] }) + flows.join('')
  ).replaceAll('"properties"', `${'\n'.repeat(lines)}"properties"`);
}

/** The edit that an answer holds, or in words why there is none; undefined when files were changing. */
async function outcomeOf(asking: Promise<{ edit?: unknown }>): Promise<unknown> {
  try {
    return (await asking).edit;
  } catch (error) {
    if (!(error instanceof ResponseError)) throw error;
    return error.code === LSPErrorCodes.ContentModified ? undefined : error.message;
  }
}

describe('hundreds of files replaced at once', () => {
  const ways: Readonly<Record<string, (client: Client, folder: string) => Promise<() => Promise<{ edit?: unknown }>>>> = {
    'a rename': async (client, folder) => () =>
      client.ask('keyhook/refactor', { kind: 'rename', solution: root(folder), logicalName: 'con_teams', newLogicalName: 'con_new' }),
    'a merge': async (client, folder) => () =>
      client.ask('keyhook/refactor', { kind: 'merge', solution: root(folder), into: 'con_chat', from: ['con_teams'] }),
    'direct connections that are replaced': async (client, folder) => {
      const all = await client.ask<{ uri: string; id: string }[]>('keyhook/directConnections', {});
      const connections = all.map(({ uri, id }) => ({ uri, id }));
      return () =>
        client.ask('keyhook/refactor', { kind: 'replaceDirect', connections, with: { solution: root(folder), logicalName: 'con_chat' } });
    },
    'a fix of all findings': async (client, folder) => {
      const path = Object.keys(textsIn(folder)).find((it) => textOf(join(folder, it)).includes('CON_teams'))!;
      const actions = await actionsAt(client, join(folder, path), rangeOf(client, join(folder, path), 'CON_teams'));
      const action = actions.find((it) => it.title.startsWith('Fix all'))!;
      return () => client.ask<CodeAction>('codeAction/resolve', action);
    },
  };

  for (const [what, way] of Object.entries(ways))
    it(`give ${what} from one state, or none`, async () => {
      const folder = folderWith(branch((i) => i < FLOWS / 2, 0));
      const states = [branch((i) => i < FLOWS / 2, 0), branch((i) => i >= FLOWS / 2, 2)].map((it) => textsIn(folderWith(it)));
      const paths = Array.from({ length: FLOWS }, (_, i) => flowPath({ root: 'a', name: `Flow${i}`, id: idOf(i) }));
      const client = await start({ folders: [folder], options: only(MISCASED), capabilities: able });
      await client.settled(folder);
      for (const [round, told] of [1, FLOWS / 2, FLOWS - 1].entries()) {
        const ask = await way(client, folder);
        const before = await outcomeOf(ask());
        for (const path of paths) writeFileSync(join(folder, path), states[(round + 1) % 2]![path]!);
        const all = paths.map((it) => join(folder, it));
        client.diskChanged(...all.slice(0, told));
        const atOnce = outcomeOf(ask());
        await answered('a question', client.ask('keyhook/rules', {})); // what was told has been read
        const meanwhile = [await atOnce, await outcomeOf(ask())];
        client.diskChanged(...all.slice(told));
        const after = await outcomeOf(ask());
        for (const it of meanwhile)
          if (it !== undefined) assert.ok(same(it, before) || same(it, after), `${told} files were told; ${linesIn(it)}`);
        assert.notEqual(after, undefined, 'all has been told');
        await client.settled(folder);
      }
      assert.deepEqual(client.logged, []);
    });
});

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function linesIn(outcome: unknown): string {
  const { documentChanges } = (typeof outcome === 'object' ? outcome : {}) as { documentChanges?: unknown[] };
  return documentChanges ? `${documentChanges.length} files are edited` : String(outcome);
}
