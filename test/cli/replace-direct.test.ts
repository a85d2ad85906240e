import * as assert from 'node:assert/strict';
import { APIS, entry, flow, flowPath, metadata, oldOperation, operation, reference, solution, ID } from '../support/solution';
import { bytesIn, change, check, folderWith, rulesOf, run, textsIn } from './run';

const TEAMS = reference('con_teams');
const OTHER_TEAMS = reference('con_chat', 'shared_teams', 'Absence – Teams – User');
const FLOW = flowPath({ root: 'a' });
const OTHER_FLOW = flowPath({ root: 'b' });

/** Solution A has direct connections to Teams and Planner, solution B one to Teams. */
function source({ a = [] as readonly string[], b = [] as readonly string[] } = {}): string {
  return (
    solution({ root: 'a', name: 'A', flows: [ID], references: a }) +
    flow({
      root: 'a',
      connections: { shared_teams: entry(undefined), shared_planner: entry(undefined, 'shared_planner'), more: entry(undefined) },
      actions: { Post: operation('shared_teams'), Plan: operation('shared_planner', 'shared_planner'), Chat: operation('more') },
    }) +
    metadata({ root: 'a' }) +
    solution({ root: 'b', name: 'B', flows: [ID], references: b }) +
    flow({ root: 'b', connections: { shared_teams: entry(undefined) }, actions: { Post: operation('shared_teams') } }) +
    metadata({ root: 'b' })
  );
}

/** What each connection of a flow names, by key. */
function bindings(folder: string, path: string): Record<string, string | undefined> {
  const { properties } = JSON.parse(textsIn(folder)[path]!) as {
    properties: { connectionReferences: Record<string, { connection: { connectionReferenceLogicalName?: string } }> };
  };
  return Object.fromEntries(
    Object.entries(properties.connectionReferences).map(([key, it]) => [key, it.connection.connectionReferenceLogicalName]),
  );
}

async function replace(args: readonly string[], folder: string): ReturnType<typeof change> {
  return change(['replace-direct', ...args], folder);
}

async function checkRefused(args: readonly string[], folder: string, message: string): Promise<void> {
  const before = bytesIn(folder);
  assert.deepEqual(await run(['replace-direct', ...args], folder), { code: 2, out: '', err: `${message}\n` });
  assert.deepEqual(bytesIn(folder), before);
}

describe('keyhook replace-direct', () => {
  describe('without more being said', () => {
    it('uses the only reference of the connector that the solution has, and lists what is left', async () => {
      const folder = folderWith(source({ a: [TEAMS], b: [TEAMS, OTHER_TEAMS] }));
      const { code, applied, left, files, written } = await replace([], folder);
      assert.deepEqual(bindings(folder, FLOW), { shared_teams: 'con_teams', shared_planner: undefined, more: 'con_teams' });
      assert.deepEqual(bindings(folder, OTHER_FLOW), { shared_teams: undefined });
      assert.deepEqual(applied, [
        { title: "Use 'Absence – Teams – Service Account' for 'shared_teams' of flow 'Ask for leave'", files: [FLOW], notes: [] },
        { title: "Use 'Absence – Teams – Service Account' for 'more' of flow 'Ask for leave'", files: [FLOW], notes: [] },
      ]);
      assert.deepEqual(left, [
        {
          path: FLOW,
          line: 13,
          column: 8,
          solution: 'a',
          flow: 'Ask for leave',
          subject: 'shared_planner',
          connector: 'shared_planner',
          candidates: [],
          reason: 'There is no connection reference to Planner yet: make one by --create.',
        },
        {
          path: OTHER_FLOW,
          line: 4,
          column: 8,
          solution: 'b',
          flow: 'Ask for leave',
          subject: 'shared_teams',
          connector: 'shared_teams',
          candidates: [
            { logicalName: 'con_teams', displayName: 'Absence – Teams – Service Account', solution: 'b' },
            { logicalName: 'con_chat', displayName: 'Absence – Teams – User', solution: 'b' },
          ],
          reason: "'B' has 2 connection references to Microsoft Teams: choose one by --with.",
        },
      ]);
      assert.deepEqual([files, written, code], [[FLOW], true, 1]);
    });

    it('never takes a reference of another solution by itself', async () => {
      const folder = folderWith(source({ b: [TEAMS] }));
      const { left } = await replace(['a', 'b', '--connector', 'shared_teams'], folder);
      assert.deepEqual(bindings(folder, OTHER_FLOW), { shared_teams: 'con_teams' });
      assert.deepEqual(
        left.map(({ path, candidates, reason }) => [path, candidates.map((it) => it.solution), reason]),
        ['shared_teams', 'more'].map(() => [
          FLOW,
          ['b'],
          'Only other solutions have a connection reference to Microsoft Teams: choose one by --with, or make one by --create.',
        ]),
      );
    });

    it('ends with 0 when none is left, and has nothing to change then', async () => {
      const folder = folderWith(source({ a: [TEAMS, reference('con_planner', 'shared_planner', 'P')], b: [TEAMS] }));
      assert.equal((await replace([], folder)).code, 0);
      assert.deepEqual(await run(['replace-direct'], folder), { code: 0, out: 'Nothing to change\n', err: '' });
      assert.ok(!(await check([], folder)).findings.some((it) => it.rule === 'direct-connection'));
    });
  });

  describe('in what was named', () => {
    it('a solution, or a flow', async () => {
      const folder = folderWith(source({ a: [TEAMS], b: [TEAMS] }));
      assert.deepEqual((await replace(['b', '--dry-run'], folder)).files, [OTHER_FLOW]);
      assert.deepEqual((await replace([FLOW, '--dry-run'], folder)).files, [FLOW]);
    });

    it('--connector: those of one connector', async () => {
      const folder = folderWith(source({ a: [TEAMS, reference('con_planner', 'shared_planner', 'P')] }));
      const { code } = await replace(['a', '--connector', 'SHARED_planner'], folder);
      assert.deepEqual(bindings(folder, FLOW), { shared_teams: undefined, shared_planner: 'con_planner', more: undefined });
      assert.equal(code, 0);
    });

    it('says when there is none of the connector', async () => {
      const folder = folderWith(source());
      assert.deepEqual(await run(['replace-direct', '--connector', 'shared_nope'], folder), {
        code: 0,
        out: 'Nothing to change\n',
        err: "There is no direct connection to 'shared_nope' in what was named.\n",
      });
    });
  });

  describe('--with', () => {
    it('uses that reference where it is one of the connector, and says what is left', async () => {
      const folder = folderWith(source({ a: [TEAMS, OTHER_TEAMS] }));
      const { left, code } = await replace(['--with', 'CON_chat'], folder);
      assert.deepEqual(bindings(folder, FLOW), { shared_teams: 'con_chat', shared_planner: undefined, more: 'con_chat' });
      assert.deepEqual(bindings(folder, OTHER_FLOW), { shared_teams: 'con_chat' });
      assert.deepEqual(
        left.map((it) => it.subject),
        ['shared_planner'],
      );
      assert.match(left[0]!.reason, /goes to Planner .* goes to Microsoft Teams: /);
      assert.equal(code, 1);
    });

    it('must be defined here', async () => {
      await checkRefused(
        ['--with', 'con_taems'],
        folderWith(source({ a: [TEAMS] })),
        "There is no connection reference 'con_taems' here; did you mean 'con_teams'?",
      );
      await checkRefused(
        ['--with', 'con_far'],
        folderWith(source() + flow({ root: 'c', name: 'C', connections: { k: entry('con_far') } })),
        "No solution here defines 'con_far', so nothing tells its connector: choose one that is defined here.",
      );
    });

    it('does not go with --create', async () => {
      await checkRefused(
        ['--with', 'a', '--create'],
        folderWith(source()),
        "Option '--with <logical-name>' cannot be used with option '--create'",
      );
      await checkRefused(
        ['--with', 'a', '--type', 'User'],
        folderWith(source()),
        '--type and --area are for the names that --create makes.',
      );
    });
  });

  describe('--create', () => {
    it('makes one reference for each connector in each solution', async () => {
      const folder = folderWith(source());
      const { applied, left, code } = await replace(['--create', '--type', 'User'], folder);
      assert.deepEqual(bindings(folder, FLOW), { shared_teams: 'con_ATeams', shared_planner: 'con_APlanner', more: 'con_ATeams' });
      assert.deepEqual(bindings(folder, OTHER_FLOW), { shared_teams: 'con_BTeams' });
      assert.deepEqual(
        applied.map((it) => it.title),
        [
          "Create connection reference 'A – Teams – User' and use it for 'shared_teams' of flow 'Ask for leave'",
          "Create connection reference 'A – Planner – User' and use it for 'shared_planner' of flow 'Ask for leave'",
          "Use 'A – Teams – User' for 'more' of flow 'Ask for leave'",
          "Create connection reference 'B – Teams – User' and use it for 'shared_teams' of flow 'Ask for leave'",
        ],
      );
      assert.deepEqual([left, code], [[], 0]);
      assert.deepEqual(rulesOf(await check([], folder)), ['redundant-connection-key']); // of the two keys that go to Teams now
    });

    it('makes one even where there is one already', async () => {
      const folder = folderWith(source({ b: [TEAMS] }));
      await replace(['b', '--create', '--type', 'User'], folder);
      assert.deepEqual(bindings(folder, OTHER_FLOW), { shared_teams: 'con_BTeams' });
    });

    it('--area: begins the names', async () => {
      const folder = folderWith(source());
      const { applied } = await replace(['b', '--create', '--type', 'User', '--area', 'Über & Co'], folder);
      assert.match(applied[0]!.title, /'Über & Co – Teams – User'/);
      assert.ok(textsIn(folder)['b/Other/Customizations.xml']?.includes('>Über &amp; Co – Teams – User<'));
      assert.deepEqual(bindings(folder, OTHER_FLOW), { shared_teams: 'con_UberCoTeams' });
    });

    it('wants the Type, and says which there are', () =>
      checkRefused(
        ['--create'],
        folderWith(source()),
        "Say the Type of new names, for no file tells it: --type 'Service Account' or 'User'.",
      ));

    it('leaves what cannot get the Type, and says why', async () => {
      const folder = folderWith(source({ b: [reference('con_x', 'shared_planner', 'B – Teams – User')] }));
      const { left, code } = await replace(['b', '--create', '--type', 'User'], folder);
      assert.deepEqual(
        left.map((it) => it.reason),
        ["'B' has a connection reference called 'B – Teams – User' already: choose another name."],
      );
      assert.equal(code, 1);
      const { left: others } = await replace(['--create', '--type', 'Service Principal', '--dry-run'], folder);
      assert.equal(others.length, 3); // of Planner nobody knows whether it can
      for (const { reason } of others) assert.match(reason, /^A service principal cannot connect to Microsoft Teams: /);
    });

    it('leaves what has no solution to define it in', async () => {
      const folder = folderWith(flow({ connections: { k: entry(undefined) }, actions: { A: operation('k') } }));
      const { left } = await replace(['--create', '--type', 'User'], folder);
      assert.equal(left.length, 1);
      assert.match(left[0]!.reason, /^No connection reference .* can be created in /);
    });
  });

  it('replaces ids that are written into a flow', async () => {
    const literal = { type: 'ApiConnection', inputs: { host: { connection: { name: `${APIS}shared_teams/connections/shared-teams-1` } } } };
    const folder = folderWith(
      solution({ root: 'a', name: 'A', flows: [ID], references: [TEAMS] }) +
        flow({
          root: 'a',
          connections: { shared_teams: entry('con_teams'), other: entry(undefined) },
          actions: { Post: oldOperation('shared_teams'), Chat: literal, Other: operation('other') },
        }).replace('"defaultValue": {}', '"defaultValue": { "shared_teams": { "connectionId": "shared-teams-2" } }') +
        metadata({ root: 'a' }),
    );
    const before = (await check([], folder)).findings.filter((it) => it.rule === 'direct-connection').map((it) => it.subject);
    assert.equal(before.length, 3);
    const { left } = await replace([], folder);
    const after = (await check([], folder)).findings.filter((it) => it.rule === 'direct-connection').map((it) => it.subject);
    assert.deepEqual(
      left.map((it) => it.subject),
      after,
    );
    assert.deepEqual(after, []);
  });

  it('leaves a flow that does not parse, and does the rest', async () => {
    const folder = folderWith(source({ a: [TEAMS], b: [TEAMS] }).replace(/("shared_teams": \{)(?![^]*"shared_teams": \{)/, ',$1'));
    const { left, files } = await replace(['--connector', 'shared_teams'], folder);
    assert.deepEqual(files, [FLOW]);
    assert.match(left[0]!.reason, /does not parse/);
  });

  it('prints what was replaced, and what is left with what could be used', async () => {
    const folder = folderWith(source({ a: [TEAMS], b: [TEAMS, OTHER_TEAMS] }));
    const { out, err, code } = await run(['replace-direct', '--connector', 'shared_teams'], folder);
    assert.equal(
      out,
      `Use 'Absence – Teams – Service Account' for 'shared_teams' of flow 'Ask for leave'  1 file
  ${FLOW}

Use 'Absence – Teams – Service Account' for 'more' of flow 'Ask for leave'  1 file
  ${FLOW}

not replaced  ${OTHER_FLOW}:4:8  'shared_teams' of flow 'Ask for leave': 'B' has 2 connection references to Microsoft Teams: choose one by --with.
  Absence – Teams – Service Account  con_teams
  Absence – Teams – User  con_chat

1 file changed; 1 direct connection is left
`,
    );
    assert.deepEqual([err, code], ['', 1]);
  });

  it('--dry-run and --diff write nothing, and end as the real thing does', async () => {
    const folder = folderWith(source({ a: [TEAMS], b: [TEAMS] }));
    const before = bytesIn(folder);
    const { out, code } = await run(['replace-direct', '--dry-run'], folder);
    assert.match(out, /\n2 files would change; 1 direct connection is left\n$/);
    const { out: diff, err, code: same } = await run(['replace-direct', '--diff'], folder);
    assert.equal(diff.match(/^\+\+\+ b\//gm)?.length, 2);
    assert.equal(err, out);
    assert.deepEqual([code, same], [1, 1]);
    assert.deepEqual(bytesIn(folder), before);
  });
});
