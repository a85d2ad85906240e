import * as assert from 'node:assert/strict';
import type { Status } from '../../server/src/protocol';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { entry, flow, flowUsing, operation, reference, solution } from '../support/solution';
import { flowOf, idOf, only, small, start, textOf, UNDEFINED, UNUSED } from './setup';

const DIRECT = 'direct-connection';
const loud = { [UNUSED]: 'info', [UNDEFINED]: 'error', [DIRECT]: 'warning' };
/** But for the revision, which counts. */
type Numbers = Omit<Status, 'revision'>;
const nothing: Numbers = {
  busy: false,
  solutions: 0,
  references: 0,
  directConnections: 0,
  canMerge: false,
  settings: 0,
  errors: 0,
  warnings: 0,
  infos: 0,
};

/** What the status says once something is so. */
async function status(client: Client, description: string, isSo: (it: Status) => boolean = () => true): Promise<Numbers> {
  await client.until(description, () => client.statuses.some((it) => !it.busy && isSo(it)));
  return numbersOf(client.statuses.findLast((it) => !it.busy && isSo(it))!);
}

const numbersOf = ({ revision: _, ...numbers }: Status): Numbers => numbers;

async function statusOf(source: string): Promise<Numbers> {
  const client = await start({ folders: [folderWith(source)], options: { rules: quiet, hasCommands: true } });
  return status(client, 'a status');
}

/** Nothing is reported, so that only what there is counts. */
const quiet = only().rules;

describe('the status', () => {
  it('is nothing where there is no solution', async () => {
    assert.deepEqual(await statusOf('--- readme.md\nNo solution\n'), nothing);
    assert.deepEqual(await statusOf('--- config/settings.json\n{ "ConnectionReferences": [] }\n'), nothing);
  });

  it('tells how many solutions, references and direct connections there are', async () => {
    const direct = flow({
      root: 'b',
      connections: { shared_sql: entry(undefined, 'shared_sql') },
      actions: { A: operation('shared_sql', 'shared_sql') },
    });
    const source =
      small('a') + solution({ root: 'b', references: [reference('con_sql', 'shared_sql')] }) + direct + solution({ root: 'c' });
    assert.deepEqual(await statusOf(source), { ...nothing, solutions: 3, references: 2, directConnections: 1 });
  });

  it('does not count what may not be changed', async () => {
    const references = [reference('con_teams'), reference('con_teams_2')];
    assert.deepEqual(await statusOf(solution({ managed: '1', references }) + flowUsing('con_teams')), { ...nothing, solutions: 1 });
  });

  it('tells whether there is something to merge: two references of one connector in one solution', async () => {
    const two = (second: string): string => solution({ references: [reference('con_a'), reference('con_b', second)] });
    assert.deepEqual(await statusOf(two('shared_teams')), { ...nothing, solutions: 1, references: 2, canMerge: true });
    assert.deepEqual(await statusOf(two('shared_sql')), { ...nothing, solutions: 1, references: 2 });
    const apart = solution({ root: 'a', references: [reference('con_a')] }) + solution({ root: 'b', references: [reference('con_b')] });
    assert.deepEqual(await statusOf(apart), { ...nothing, solutions: 2, references: 2 });
  });

  it('tells the findings by severity, and anew after an edit and a change on the disk', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_spare']) + small('b', ['con_mail'], 'con_mail'));
    const client = await start({ folders: [folder], options: { rules: { ...quiet, ...loud }, hasCommands: true } });
    const before = await status(client, 'the first status');
    assert.deepEqual(before, { ...nothing, solutions: 2, references: 3, canMerge: true, infos: 1 });

    const path = flowOf(folder, 'a');
    const text = textOf(path);
    client.open(path, text);
    client.change(path, 2, { text: text.replace('con_teams', 'con_gone') });
    assert.deepEqual(await status(client, 'the edit', (it) => it.errors > 0), { ...before, errors: 1, infos: 2 });

    client.change(path, 3, { text: text.replace('"connectionReferenceLogicalName": "con_teams"', '') });
    assert.deepEqual(await status(client, 'the direct connection', (it) => it.warnings > 0), {
      ...before,
      directConnections: 1,
      warnings: 1,
      infos: 2,
    });
  });

  it('is busy while much is read, with the numbers of before', async () => {
    const actions = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`Act_${i}`, operation('shared_teams')]));
    const flows = Array.from({ length: 200 }, (_, i) =>
      flow({ root: 'b', name: `Flow${i}`, id: idOf(i), connections: { shared_teams: entry('con_teams') }, actions }),
    );
    const [first, second] = [
      folderWith(small('a')),
      folderWith(solution({ root: 'b', references: [reference('con_teams')] }) + flows.join('')),
    ];
    const client = await start({ folders: [first], options: { rules: quiet, hasCommands: true } });
    const before = await status(client, 'the first status');
    client.statuses.splice(0);
    client.foldersChanged([second], []);
    const after = await status(client, 'the second solution', (it) => it.solutions === 2);
    assert.deepEqual(client.statuses.map(numbersOf), [{ ...before, busy: true }, after]);
    assert.deepEqual(after, { ...nothing, solutions: 2, references: 2 });
  });

  it('is busy at first, when there is much to read', async () => {
    const roots = ['a', 'b', 'c'];
    const actions = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`Act_${i}`, operation('shared_teams')]));
    const flows = roots.flatMap((root) =>
      Array.from({ length: 60 }, (_, i) =>
        flow({ root, name: `Flow${i}`, id: idOf(i), connections: { shared_teams: entry('con_teams') }, actions }),
      ),
    );
    const folder = folderWith(roots.map((root) => solution({ root })).join('') + flows.join(''));
    const client = await start({ folders: [folder], options: { hasCommands: true } });
    await status(client, 'the last status');
    assert.deepEqual(
      client.statuses.map((it) => it.busy),
      [true, false],
    );
    assert.equal(client.statuses.at(-1)?.solutions, 3);
  });

  it('is told to nobody but our own client', async () => {
    const folder = folderWith(small('a', ['con_teams']));
    const client = await start({ folders: [folder] });
    await client.settled(folder);
    assert.deepEqual(client.statuses, []);
  });
});
