import * as assert from 'node:assert/strict';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { uriOf } from '../../server/src/host/disk';
import type { ReadinessRow, TreePath, TreeRow } from '../../server/src/protocol';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { readFixture, ROOT } from '../support/fixture';
import { entry, flow, flowUsing } from '../support/solution';
import { own } from './asking';
import { DEPLOYED, setting, settings } from './deployment';
import { idOf, start } from './setup';

const RUNS = Number(process.env['KEYHOOK_RUNS'] ?? 30);

/** Texts that files of a team may hold, by their paths; those of `DEPLOYED` besides. */
const decisions = new Map<string, readonly object[]>([
  [
    'keyhook.json',
    [
      { environments: { Prod: [], Test: ['settings/*.json'] } },
      { exclude: ['a/Workflows'] },
      { exclude: ['**'] },
      { extends: ['strict', 'keyhook-team.json'], ignore: [{ rule: 'inactive-flow', reason: 'known', until: '2020-01-31' }] },
      { extends: 'more/keyhook-team.json' },
      { ignore: [{ rule: 'unused-connection-key', reason: 'for now' }] },
      { ignore: [{ rule: 'unbound-connection-reference', path: '**/prod.json', reason: 'later' }] },
      { rules: { 'unbound-connection-reference': 'off', 'default-name': 'error' } },
    ],
  ],
  ['a/keyhook.json', [{ overrides: [{ files: 'Workflows', rules: { 'inactive-flow': 'error' } }] }, { extends: '../keyhook.json' }, {}]],
  ['keyhook-team.json', [{ environments: { Acceptance: ['settings/*.json'] } }, { extends: 'keyhook.json' }, { exclude: ['settings'] }]],
  ['more/keyhook-team.json', [{ extends: '../keyhook-team.json' }, { rules: { 'missing-description': 'off' } }]],
  [
    'keyhook-baseline.json',
    [
      { version: 1, findings: [] },
      { version: 1, findings: [{ rule: 'unbound-connection-reference', path: 'settings/prod.json', subject: 'con_teams' }] },
    ],
  ],
]);

const texts = new Map<string, readonly string[]>();
const variants = (text: string): readonly string[] => [text, `\n${text}`, text.replaceAll('\n', '\r\n'), text.slice(0, text.length / 2)];
const add = (path: string, text: string): unknown => texts.set(path, [...(texts.get(path) ?? []), ...variants(text)]);
for (const fixture of [
  DEPLOYED,
  flowUsing('con_chat', { root: 'a', name: 'Post', id: idOf(1) }) +
    settings('settings/test.json', setting('con_chat', ''), setting('con_gone', 'x')) +
    settings('settings/prod.json', setting('con_teams', 'b'), setting('con_chat', 'c', 'shared_office365')),
  flow({ root: 'a', name: 'Post', id: idOf(1), connections: { shared_teams: entry('con_teams') } }),
])
  for (const [uri, text] of readFixture(fixture).files) add(uri.slice(ROOT.length), text);
for (const [path, its] of decisions) for (const it of its) add(path, JSON.stringify(it, undefined, 2));

type Step =
  | { readonly kind: 'write' | 'edit'; readonly path: string; readonly text: string }
  | { readonly kind: 'delete' | 'close'; readonly path: string }
  | { readonly kind: 'move'; readonly path: string; readonly to: string }
  | { readonly kind: 'look' };

const paths = [...texts.keys()];
const aPath = fc.constantFrom(...paths, ...decisions.keys(), 'settings/prod.json', 'settings/test.json');
const withText = (kind: 'write' | 'edit'): fc.Arbitrary<Step> =>
  aPath.chain((path) => fc.constantFrom(...texts.get(path)!).map((text): Step => ({ kind, path, text })));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: withText('write') },
  { weight: 5, arbitrary: withText('edit') },
  { weight: 2, arbitrary: aPath.map((path): Step => ({ kind: 'close', path })) },
  { weight: 2, arbitrary: fc.constantFrom(...paths, 'a', 'settings', 'more').map((path): Step => ({ kind: 'delete', path })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        ['settings/test.json', 'settings/uat.json'],
        ['settings/uat.json', 'settings/test.json'],
        ['settings', 'deploy'],
        ['deploy', 'settings'],
        ['a', 'b/c'],
        ['b/c', 'a'],
      ].map(([path, to]): Step => ({ kind: 'move', path: path!, to: to! })),
    ),
  },
  { weight: 3, arbitrary: fc.constant<Step>({ kind: 'look' }) },
);

/** What an editor shows of a workspace, and by what it knows that the rows of its views are others. */
interface Seen {
  readonly findings: object;
  readonly rows: readonly object[];
  readonly revision: number;
}

const options = { hasCommands: true };

describe('settings, configurations and the rows of the views, whatever happens', function () {
  this.timeout(RUNS * 5_000);

  it('are as of a server that begins with the same files, and a row that reads differently has another revision', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const folder = folderWith(DEPLOYED);
        const client = await start({ folders: [folder], options });
        const open = new Map<string, string>();
        try {
          let last = await seenBy(client, folder);
          let versions = 1;
          for (const it of [...steps, { kind: 'look' } as const]) {
            if (it.kind !== 'look') perform(it, folder, client, open, ++versions);
            else {
              const now = await seenBy(client, folder);
              if (!isEqual(now.rows, last.rows)) assert.notEqual(now.revision, last.revision, 'rows that are others have another revision');
              last = now;
              const { revision: _, ...shown } = now;
              assert.deepEqual(shown, await afresh(folder, open));
              assert.equal((await seenBy(client, folder)).revision, now.revision, 'nothing has happened');
            }
          }
          assert.deepEqual(client.logged, []);
        } finally {
          client.stop();
          rmSync(folder, { recursive: true });
        }
      }),
      { numRuns: RUNS },
    );
  });
});

function perform(it: Exclude<Step, { kind: 'look' }>, folder: string, client: Client, open: Map<string, string>, version: number): void {
  const path = join(folder, it.path);
  if (it.kind === 'write') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, it.text);
    client.diskCreated(path);
  } else if (it.kind === 'edit') {
    if (open.has(it.path)) client.change(path, version, { text: it.text });
    else client.open(path, it.text, version);
    open.set(it.path, it.text);
  } else if (it.kind === 'close') {
    if (open.delete(it.path)) client.close(path);
  } else if (it.kind === 'delete') {
    rmSync(path, { recursive: true, force: true });
    client.diskDeleted(path);
  } else if (it.kind === 'move') {
    const to = join(folder, it.to);
    if (!existsSync(path) || existsSync(to)) return;
    mkdirSync(dirname(to), { recursive: true });
    renameSync(path, to);
    client.diskDeleted(path);
    client.diskCreated(to);
  }
}

/** What a new server tells of the same files, in the same editor. */
async function afresh(folder: string, open: ReadonlyMap<string, string>): Promise<Omit<Seen, 'revision'>> {
  const client = await start({ folders: [folder], options });
  for (const [path, text] of open) client.open(join(folder, path), text);
  const { findings, rows } = await seenBy(client, folder);
  client.stop();
  return { findings, rows };
}

/** An answer waits for all that was said before; a configuration, even the same one, has everything checked again. */
async function seenBy(client: Client, folder: string): Promise<Seen> {
  const rows = [...(await readiness(client, [])), ...(await tree(client, []))];
  const { length } = client.statuses;
  client.configurationChanged();
  await client.until('a status', () => client.statuses.slice(length).some((it) => !it.busy));
  const { revision } = client.statuses.findLast((it) => !it.busy)!;
  const findings = [...client.diagnostics].map(([uri, its]) => [uri.slice(uriOf(folder).length), its] as const);
  return { findings: Object.fromEntries(findings.sort(([a], [b]) => (a < b ? -1 : 1))), rows, revision };
}

async function readiness(client: Client, parent: TreePath): Promise<readonly ReadinessRow[]> {
  const rows = await own(client, 'keyhook/readiness', { parent });
  return (await Promise.all(rows.map(async (it) => [it, ...(await readiness(client, it.path))]))).flat();
}

async function tree(client: Client, parent: TreePath): Promise<readonly TreeRow[]> {
  const rows = await own(client, 'keyhook/tree', { parent, groupBy: 'connector', filter: 'all' });
  return (await Promise.all(rows.map(async (it) => [it, ...(await tree(client, it.path))]))).flat();
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
