import * as assert from 'node:assert/strict';
import { readinessBelow, readinessPlace, readinessRows, readinessTip, type Snapshot } from '../../server/src/core';
import type { ReadinessRow } from '../../server/src/core/features/readiness-rows';
import { readFixture, ROOT, snapshotOf } from '../support/fixture';
import { APIS, entry, flow, flowUsing, metadata, operation, reference, solution } from '../support/solution';

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const setting = (name: string, connection: string): object => ({
  LogicalName: name,
  ConnectionId: connection,
  ConnectorId: `${APIS}shared_teams`,
});

const settings = (path: string, ...references: readonly object[]): string =>
  `--- ${path}\n${JSON.stringify({ ConnectionReferences: references }, null, 2)}\n`;

const flowOf = (name: string, number: number, used: string, stateCode = '1'): string =>
  flowUsing(used, { name, id: id(number) }) + metadata({ name, id: id(number), displayName: name, stateCode });

/** One flow of each state, bound in Test and not in Prod. */
const SOURCE =
  solution({
    references: [reference('con_teams', 'shared_teams', 'Teams'), reference('con_chat', 'shared_teams', 'Chat')],
    flows: [id(1), id(2), id(3)],
  }) +
  flowOf('Post', 1, 'con_teams') +
  flowOf('Answer', 2, 'con_chat') +
  flowOf('Rest', 3, 'con_teams', '0') +
  settings('settings/test.json', setting('con_teams', 'abc'), setting('con_chat', 'def')) +
  settings('settings/prod.json', setting('con_teams', ''), setting('con_chat', 'def'));

const snapshotIn = (source: string): Snapshot => snapshotOf(readFixture(source).files);

function allRows(snapshot: Snapshot, parent: readonly string[] = []): readonly ReadinessRow[] {
  return readinessRows(parent, snapshot).flatMap((it) => [it, ...allRows(snapshot, it.path)]);
}

/** The whole view as indented lines: `state: kind label | description`, with `>` where a row is open at first. */
function outline(snapshot: Snapshot): string {
  const line = ({ path, kind, label, description, state, isOpen }: ReadinessRow): string =>
    `${'  '.repeat(path.length - 1)}${isOpen ? '> ' : ''}${state ? `${state}: ` : ''}${kind} ${label}${description ? ` | ${description}` : ''}`;
  return allRows(snapshot).map(line).join('\n');
}

function rowAt(snapshot: Snapshot, ...labels: readonly string[]): ReadinessRow {
  let row: ReadinessRow | undefined;
  for (const label of labels) {
    const below = readinessRows(row?.path ?? [], snapshot);
    row = below.find((it) => it.label === label);
    assert.ok(row, `no row '${label}'; there are: ${below.map((it) => it.label).join(', ')}`);
  }
  return row!;
}

/** The file and the line that a row leads to, with `^` where it begins. */
function textAt(source: string, ...labels: readonly string[]): string | undefined {
  const { files } = readFixture(source);
  const snapshot = snapshotOf(files);
  const at = readinessPlace(rowAt(snapshot, ...labels).path, snapshot);
  if (!at) return undefined;
  const [text, { start }] = [files.get(at.uri)!, at.span];
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return `${at.uri.slice(ROOT.length)}: ${before.trim()}^${text.slice(start).split('\n')[0]}`;
}

const UNBOUND = "'Teams' has no connection in prod: put the id of a connection to Microsoft Teams into settings/prod.json.";

describe('the rows of the deployment readiness', () => {
  it('go from the environment over the solution to each flow and the reasons why it is not on', () => {
    assert.equal(
      outline(snapshotIn(SOURCE)),
      `
> needs: environment prod | 1 of 3 flows needs something
  > needs: solution Absence | 1 of 3 flows needs something
    open Still to do | 1 unbound reference
      needs: reason ${UNBOUND}
    needs: flow Post | 1 unbound reference
      needs: reason ${UNBOUND}
    off: flow Rest | exported as off
      off: reason It was off when it was exported, and the import leaves it so: turn it on by hand if it is to run.
    on: on Will be on | 1 flow
      on: flow Answer
> on: environment test | 2 of 3 flows will be on
  > on: solution Absence | 2 of 3 flows will be on
    off: flow Rest | exported as off
      off: reason It was off when it was exported, and the import leaves it so: turn it on by hand if it is to run.
    on: on Will be on | 2 flows
      on: flow Answer
      on: flow Post`.trim(),
    );
  });

  it('say of a solution without settings what would have to be bound', () => {
    assert.equal(
      outline(
        snapshotIn(
          solution({ references: [reference('con_teams', 'shared_teams', 'Teams')], flows: [id(1)] }) + flowOf('Post', 1, 'con_teams'),
        ),
      ),
      `
> needs: environment A new environment | 1 flow needs something · no deployment settings
  > needs: solution Absence | 1 flow needs something · no deployment settings
    open Still to do | 1 unbound reference
      needs: reason There are no deployment settings: 'Teams' has to be bound to a connection to Microsoft Teams.
    needs: flow Post | 1 unbound reference
      needs: reason There are no deployment settings: 'Teams' has to be bound to a connection to Microsoft Teams.`.trim(),
    );
  });

  it('count reasons of a kind together, and notes only where nothing keeps the flow from being on', () => {
    const connections = {
      shared_teams: entry('con_teams'),
      shared_teams_1: entry('con_chat'),
      shared_sql: entry(undefined, 'shared_sql'),
      shared_sql_1: entry(undefined, 'shared_sql', { runtimeSource: 'invoker' }),
    };
    const actions = {
      A: operation('shared_teams'),
      B: operation('shared_teams_1'),
      C: operation('shared_sql', 'shared_sql'),
      D: operation('shared_sql_1', 'shared_sql'),
    };
    const source =
      solution({ references: [reference('con_teams'), reference('con_chat')], flows: [id(1)] }) +
      flow({ name: 'Post', id: id(1), connections, actions }) +
      metadata({ name: 'Post', id: id(1), displayName: 'Post' });
    const [environment] = readinessRows([], snapshotIn(source));
    const snapshot = snapshotIn(source);
    const row = rowAt(snapshot, environment!.label, 'Absence', 'Post');
    assert.equal(row.state, 'needs');
    assert.match(row.description, /2 unbound references/);
    assert.doesNotMatch(row.description, /users/);
    assert.match(row.spoken, /^flow, needs something, Post, /);
  });

  it('are found again by their path after an edit elsewhere in the file', () => {
    const path = rowAt(snapshotIn(SOURCE), 'prod', 'Absence', 'Post').path;
    const edited = snapshotIn(SOURCE.replace('"con_chat"', '"con_chat" '));
    assert.deepEqual(
      readinessRows(path, edited).map((it) => it.label),
      [UNBOUND],
    );
    assert.deepEqual(readinessRows([...path, 'gone'], edited), []);
    assert.equal(readinessPlace(['gone'], edited), undefined);
  });

  it('lead to what decides', () => {
    const entry = 'settings/prod.json: "ConnectionId": "^",';
    assert.equal(textAt(SOURCE, 'prod'), 'settings/prod.json: ^{');
    assert.equal(textAt(SOURCE, 'prod', 'Absence'), 'settings/prod.json: ^{');
    assert.equal(textAt(SOURCE, 'prod', 'Absence', 'Still to do'), entry);
    assert.equal(textAt(SOURCE, 'prod', 'Absence', 'Post'), entry);
    assert.equal(textAt(SOURCE, 'prod', 'Absence', 'Post', UNBOUND), entry);
    assert.match(
      textAt(SOURCE, 'prod', 'Absence', 'Rest') ?? '',
      /^src\/Workflows\/Rest-.*\.json\.data\.xml: <StateCode>\^0<\/StateCode>$/,
    );
    assert.equal(textAt(SOURCE, 'prod', 'Absence', 'Will be on'), undefined);
    assert.match(textAt(SOURCE, 'prod', 'Absence', 'Will be on', 'Answer') ?? '', /^src\/Workflows\/Answer-.*\.json: \^\{$/);
  });

  it('tell the settings and the solutions that they are about', () => {
    const snapshot = snapshotIn(SOURCE);
    const prod = { settings: [`${ROOT}settings/prod.json`], solutions: [`${ROOT}src`] };
    for (const labels of [['prod'], ['prod', 'Absence'], ['prod', 'Absence', 'Post'], ['prod', 'Absence', 'Post', UNBOUND]]) {
      const { settings, solutions } = rowAt(snapshot, ...labels);
      assert.deepEqual({ settings, solutions }, prod, labels.join(' > '));
    }
  });

  it('have tooltips in which nothing of a file is Markdown', () => {
    const snapshot = snapshotIn(SOURCE.replaceAll('>Teams<', '>[Teams](command:x)<'));
    const tip = readinessTip(rowAt(snapshot, 'prod', 'Absence', 'Post').path, snapshot);
    assert.match(tip, /^\*\*Post\*\* needs something\n\n- /);
    assert.ok(!tip.includes('](command'), tip);
    assert.match(readinessTip(rowAt(snapshot, 'prod').path, snapshot), /`settings\/prod\.json`/);
  });

  it('can be reported one by one', () => {
    const snapshot = snapshotIn(SOURCE);
    const names = (path: readonly string[]): readonly (string | undefined)[] =>
      readinessBelow(path, snapshot).environments.map((it) => it.name);
    assert.deepEqual(names([]), ['prod', 'test']);
    assert.deepEqual(names(rowAt(snapshot, 'test').path), ['test']);
    assert.deepEqual(names(rowAt(snapshot, 'prod', 'Absence').path), ['prod']);
    assert.deepEqual(names(['gone']), []);
  });
});
