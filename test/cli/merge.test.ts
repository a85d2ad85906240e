import * as assert from 'node:assert/strict';
import { flowPath, flowUsing, metadata, reference, solution, ID } from '../support/solution';
import { bytesIn, change, folderWith, run, textsIn } from './run';

const OTHER_ID = '5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2d';
const SECOND = reference('con_second', 'shared_teams', 'Second');
const THIRD = reference('con_third', 'shared_teams', 'Third');
const PLANNER = reference('con_planner', 'shared_planner', 'Absence – Planner – User');

/** A solution with three references of Teams and a flow that uses the second; another one with a flow that uses the third. */
const source =
  solution({ root: 'a', name: 'A', flows: [ID], references: [PLANNER, SECOND, reference('con_teams'), THIRD] }) +
  flowUsing('con_second', { root: 'a' }) +
  metadata({ root: 'a' }) +
  solution({ root: 'b', name: 'B', flows: [OTHER_ID] }) +
  flowUsing('con_third', { root: 'b', id: OTHER_ID }) +
  metadata({ root: 'b', id: OTHER_ID });

const DEFINED = 'a/Other/Customizations.xml';
const FIRST_FLOW = flowPath({ root: 'a' });
const SECOND_FLOW = flowPath({ root: 'b', id: OTHER_ID });

async function checkRefused(args: readonly string[], folder: string, message: string | RegExp): Promise<void> {
  const before = bytesIn(folder);
  for (const options of [[], ['--diff'], ['--dry-run'], ['--format', 'json']]) {
    const { code, out, err } = await run(['merge', ...args, ...options], folder);
    if (typeof message === 'string') assert.equal(err, `${message}\n`);
    else assert.match(err, message);
    assert.deepEqual([code, out], [2, '']);
  }
  assert.deepEqual(bytesIn(folder), before);
}

describe('keyhook merge', () => {
  it('lets everything use the one that stays, and takes the others out', async () => {
    const folder = folderWith(source);
    const before = textsIn(folder);
    const { code, applied, files, left, written } = await change(['merge', 'con_teams', 'con_second', 'con_third'], folder);
    assert.deepEqual(textsIn(folder), {
      ...before,
      [DEFINED]: before[DEFINED]!.replace(SECOND, '').replace(THIRD, ''),
      [FIRST_FLOW]: before[FIRST_FLOW]!.replace('con_second', 'con_teams'),
      [SECOND_FLOW]: before[SECOND_FLOW]!.replace('con_third', 'con_teams'),
    });
    assert.deepEqual(
      applied.map(({ title, files }) => ({ title, files })),
      [{ title: "Merge 'Second' and 'Third' into 'Absence – Teams – Service Account' in 'A'", files: [DEFINED, FIRST_FLOW, SECOND_FLOW] }],
    );
    assert.deepEqual([files, left, written, code], [[DEFINED, FIRST_FLOW, SECOND_FLOW], [], true, 0]);
  });

  it('takes names in any letter case, and each once', async () => {
    const folder = folderWith(source);
    const { applied } = await change(['merge', 'CON_TEAMS', 'con_SECOND', 'con_second'], folder);
    assert.deepEqual(
      applied.map((it) => it.title),
      ["Merge 'Second' into 'Absence – Teams – Service Account' in 'A'"],
    );
  });

  it('tells two of one display name apart', async () => {
    const namesake = reference('con_namesake', 'shared_teams', 'Second');
    const folder = folderWith(source.replace(THIRD, THIRD + namesake));
    const { applied } = await change(['merge', 'con_second', 'con_namesake', 'con_third', '--dry-run'], folder);
    assert.deepEqual(
      applied.map((it) => it.title),
      ["Merge 'Second' (con_namesake) and 'Third' into 'Second' (con_second) in 'A'"],
    );
  });

  it('merges in every solution that defines what stays and something that goes', async () => {
    const folder = folderWith(
      source +
        solution({ root: 'c', name: 'C', references: [reference('con_teams'), THIRD] }) +
        solution({ root: 'd', name: 'D', references: [reference('con_teams')] }) +
        solution({ root: 'e', name: 'A', managed: '1', references: [reference('con_teams'), SECOND, THIRD] }),
    );
    const before = textsIn(folder);
    const { files } = await change(['merge', 'con_teams', 'con_second', 'con_third'], folder);
    assert.deepEqual(files, [DEFINED, FIRST_FLOW, SECOND_FLOW, 'c/Other/Customizations.xml']);
    assert.equal(textsIn(folder)['c/Other/Customizations.xml'], before['c/Other/Customizations.xml']!.replace(THIRD, ''));
    const { out } = await run(['check', '--rule', 'unused-connection-reference=off'], folder);
    assert.doesNotMatch(out, /undefined-connection-reference/);
  });

  it('reads where --in says', async () => {
    const folder = folderWith(source);
    const args = ['merge', 'con_teams', 'con_second', 'con_third', '--dry-run'];
    assert.deepEqual((await change([...args, '--in', 'a'], folder)).files, [DEFINED, FIRST_FLOW]);
    assert.deepEqual((await change([...args, '--in', 'a', '--in', 'b'], folder)).files, [DEFINED, FIRST_FLOW, SECOND_FLOW]);
  });

  it('prints what was merged, where, and what to know', async () => {
    const settings = `--- settings.json
{ "ConnectionReferences": [{ "LogicalName": "con_second", "ConnectionId": "#{connectionreference.con_second}#" }] }
`;
    const { out } = await run(['merge', 'con_teams', 'con_second'], folderWith(source + settings));
    assert.match(
      out,
      new RegExp(
        `^Merge 'Second' into 'Absence – Teams – Service Account' in 'A' {2}3 files\n {2}${DEFINED}\n {2}${FIRST_FLOW}\n {2}settings\\.json\n {2}.*pipeline.*\n\n3 files changed\n$`,
      ),
    );
  });

  describe('refuses, and writes nothing', () => {
    it('references of different connectors', () =>
      checkRefused(
        ['con_teams', 'con_second', 'con_planner'],
        folderWith(source),
        /^'Absence – Planner – User' goes to .*Planner and 'Absence – Teams – Service Account' to Microsoft Teams: /,
      ));

    it('what no solution defines together', () =>
      checkRefused(
        ['con_teams', 'con_fourth'],
        folderWith(source + solution({ root: 'c', name: 'C', references: [reference('con_fourth')] })),
        "No solution that defines 'con_teams' defines 'con_fourth' too: only references of one solution can be merged.",
      ));

    it('to merge into what is not defined here', async () => {
      const message = "No solution here defines 'con_elsewhere', or only as a managed one: merge into a reference that is defined here.";
      await checkRefused(['con_elsewhere', 'con_teams'], folderWith(source + flowUsing('con_elsewhere', { root: 'c' })), message);
      const managed = solution({ root: 'c', name: 'C', managed: '1', references: [reference('con_elsewhere'), reference('con_teams')] });
      await checkRefused(['con_elsewhere', 'con_teams'], folderWith(source + managed), message);
    });

    it('to merge one into itself', () =>
      checkRefused(['con_teams', 'con_second', 'CON_teams'], folderWith(source), "'con_teams' cannot be merged into itself."));

    it('a name that is not there, and names near ones', () =>
      checkRefused(
        ['con_teams', 'con_secnod'],
        folderWith(source),
        "There is no connection reference 'con_secnod' here; did you mean 'con_second'?",
      ));

    it('two values for one environment', () =>
      checkRefused(
        ['con_teams', 'con_second'],
        folderWith(
          `${source}--- settings/prod.json\n{ "ConnectionReferences": [{ "LogicalName": "con_second", "ConnectionId": "1" }, { "LogicalName": "con_teams", "ConnectionId": "2" }] }\n`,
        ),
        /^In 'settings\/prod\.json' /,
      ));

    it('the second merge when it cannot be made, and with it the first', () =>
      checkRefused(
        ['con_teams', 'con_second', 'con_fourth'],
        folderWith(
          source + solution({ root: 'c', name: 'C', references: [reference('con_teams'), reference('con_fourth', 'shared_planner')] }),
        ),
        /goes to/,
      ));
  });

  it('--dry-run and --diff write nothing', async () => {
    const folder = folderWith(source);
    const before = bytesIn(folder);
    const { out } = await run(['merge', 'con_teams', 'con_third', '--dry-run'], folder);
    assert.match(out, /\n2 files would change\n$/);
    const { out: diff, err } = await run(['merge', 'con_teams', 'con_third', '--diff'], folder);
    assert.equal(diff.match(/^\+\+\+ b\//gm)?.length, 2);
    assert.equal(err, out);
    assert.deepEqual(bytesIn(folder), before);
  });
});
