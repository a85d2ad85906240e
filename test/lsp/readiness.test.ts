import * as assert from 'node:assert/strict';
import { uriOf } from '../../server/src/host/disk';
import type { ReadinessRow, TreePath } from '../../server/src/protocol';
import { folderWith, write } from '../cli/run';
import type { Client } from '../support/client';
import { able, own, rangeOf } from './asking';
import { DEPLOYED, setting, settingsOf } from './deployment';
import { only, start, textOf } from './setup';

const below = (client: Client, parent: TreePath = []): Promise<readonly ReadinessRow[]> => own(client, 'keyhook/readiness', { parent });

/** The row with these labels from the environment down. */
async function rowAt(client: Client, ...labels: readonly string[]): Promise<ReadinessRow> {
  let row: ReadinessRow | undefined;
  for (const label of labels) row = (await below(client, row?.path)).find((it) => it.label === label);
  assert.ok(row, labels.join(' > '));
  return row;
}

async function opened(source = DEPLOYED): Promise<{ folder: string; client: Client }> {
  const folder = folderWith(source);
  return { folder, client: await start({ folders: [folder], options: { ...only(), hasCommands: true }, capabilities: able }) };
}

const counts = async (client: Client): Promise<readonly string[]> =>
  (await below(client)).map(({ label, description }) => `${label}: ${description}`);

/** The last revision of the rows that the client was told. */
const revision = (client: Client): number => client.statuses.findLast((it) => !it.busy && it.settings === 2)?.revision ?? 0;

/** Does something, and waits until everything was checked again. */
async function checkedAfter(client: Client, work: () => void): Promise<void> {
  const { length } = client.statuses;
  work();
  await client.until('a status', () => client.statuses.length > length);
}

describe('the deployment readiness', () => {
  it('opens row by row', async () => {
    const { folder, client } = await opened();
    const [prod, test] = await below(client);
    const common = { settings: [uriOf(settingsOf(folder, 'prod'))], solutions: [uriOf(`${folder}/a`)] };
    assert.deepEqual(prod, {
      path: ['prod'],
      kind: 'environment',
      label: 'prod',
      description: '2 flows need something',
      spoken: 'environment prod, 2 flows need something',
      state: 'needs',
      hasChildren: true,
      isOpen: true,
      ...common,
    });
    assert.deepEqual([test?.label, test?.description, test?.state], ['test', '2 flows will be on', 'on']);
    const solution = await rowAt(client, 'prod', 'Absence');
    assert.deepEqual(
      (await below(client, solution.path)).map((it) => [it.kind, it.label, it.description]),
      [
        ['open', 'Still to do', '2 unbound references'],
        ['flow', 'Answer', '1 unbound reference'],
        ['flow', 'Post', '1 unbound reference'],
      ],
    );
    const [reason] = await below(client, (await rowAt(client, 'prod', 'Absence', 'Post')).path);
    assert.deepEqual([reason?.kind, reason?.reason, reason?.state], ['reason', 'unbound-reference', 'needs']);
    assert.deepEqual(reason?.settings, common.settings);
  });

  it('leads to the entry that decides, and has tooltips and a report', async () => {
    const { folder, client } = await opened();
    const path = settingsOf(folder, 'prod');
    client.open(path, `\n${textOf(path)}`);
    const row = await rowAt(client, 'prod', 'Absence', 'Post');
    const place = await own(client, 'keyhook/readinessPlace', row);
    assert.deepEqual(place, { uri: uriOf(path), range: { ...rangeOf(client, path, '",\n      "ConnectorId"'), end: place!.range.start } });
    assert.equal(await own(client, 'keyhook/readinessPlace', { path: ['gone'] }), null);
    assert.match(await own(client, 'keyhook/readinessTip', row), /^\*\*Post\*\* needs something\n\n- 'Teams' has no connection in prod/);
    assert.match(
      await own(client, 'keyhook/readinessMarkdown', { path: [] }),
      /\| prod \| Absence \| 0 \| 2 \| 0 \|[^]*\| test \| Absence \| 2 \| 0 \| 0 \|/,
    );
    assert.doesNotMatch(await own(client, 'keyhook/readinessMarkdown', { path: ['test'] }), /prod/);
  });

  it('has a runbook for each solution', async () => {
    const { client } = await opened();
    const [solution, ...others] = await own(client, 'keyhook/solutions', {});
    assert.deepEqual([solution?.name, solution?.path, others], ['Absence', 'a', []]);
    assert.match(await own(client, 'keyhook/runbook', { solution: solution!.solution }), /^# .*Absence[^]*Teams/);
  });

  it('changes at once when a settings file is edited, and back when it is closed', async () => {
    const { folder, client } = await opened();
    const before = await counts(client);
    assert.deepEqual(before, ['prod: 2 flows need something', 'test: 2 flows will be on']);
    const path = settingsOf(folder, 'prod');
    client.open(path, textOf(path));
    client.change(path, 2, { text: JSON.stringify({ ConnectionReferences: [setting('con_teams', 'xyz')] }) });
    assert.deepEqual(await counts(client), ['prod: 1 of 2 flows needs something', 'test: 2 flows will be on']);
    client.close(path);
    assert.deepEqual(await counts(client), before);
    write(folder, 'settings/dev.json', textOf(settingsOf(folder, 'test')));
    client.diskCreated(settingsOf(folder, 'dev'));
    assert.deepEqual(await counts(client), ['dev: 2 flows will be on', ...before]);
  });

  it('has another revision when its rows are others, and no other when they are not', async () => {
    const { folder, client } = await opened();
    await client.until('the settings', () => revision(client) > 0);
    const first = revision(client);
    const path = settingsOf(folder, 'prod');
    await checkedAfter(client, () => client.open(path, textOf(path)));
    await checkedAfter(client, () => client.change(path, 2, { text: `\n\n${textOf(path)}` }));
    assert.equal(revision(client), first);
    client.change(path, 3, { text: textOf(path).replace('"ConnectionId": ""', '"ConnectionId": "abc"') });
    await client.until('another revision', () => revision(client) !== first);
    assert.equal(revision(client), first + 1);
  });
});
