import * as assert from 'node:assert/strict';
import { flowPath, flowUsing, metadata, reference, requiredReference, solution, ID } from '../support/solution';
import { bytesIn, change, folderWith, run, textsIn } from './run';

const OTHER_ID = '5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2d';
const SETTINGS = `--- settings/test.json
{ "ConnectionReferences": [{ "LogicalName": "con_teams", "ConnectionId": "#{connectionreference.con_teams}#", "ConnectorId": "/providers/Microsoft.PowerApps/apis/shared_teams" }] }
`;

/** A solution that defines the reference, one that uses it, and settings that name it. */
const source =
  solution({ root: 'a', name: 'A', flows: [ID], references: [reference('con_teams')] }) +
  flowUsing('con_teams', { root: 'a' }) +
  metadata({ root: 'a' }) +
  solution({ root: 'b', name: 'B', flows: [OTHER_ID], missing: [requiredReference('con_teams', 'A (1.0)')] }) +
  flowUsing('CON_teams', { root: 'b', id: OTHER_ID }) +
  metadata({ root: 'b', id: OTHER_ID }) +
  SETTINGS;

const DEFINED = 'a/Other/Customizations.xml';
const NAMED = [DEFINED, flowPath({ root: 'a' }), 'b/Other/Solution.xml', flowPath({ root: 'b', id: OTHER_ID }), 'settings/test.json'];

/** Ends with 2, says this on standard error and nothing else, and leaves every file as it was. */
async function checkRefused(args: readonly string[], folder: string, message: string | RegExp): Promise<void> {
  const before = bytesIn(folder);
  for (const options of [[], ['--diff'], ['--dry-run'], ['--format', 'json']]) {
    const { code, out, err } = await run(['rename', ...args, ...options], folder);
    if (typeof message === 'string') assert.equal(err, `${message}\n`);
    else assert.match(err, message);
    assert.deepEqual([code, out], [2, '']);
  }
  assert.deepEqual(bytesIn(folder), before);
}

/** The files with the logical name written anew, but for the token. */
function renamed(files: Record<string, string>, to: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, text.replaceAll(/(?<!connectionreference\.)con_teams/gi, to)]),
  );
}

describe('keyhook rename', () => {
  describe('--logical', () => {
    it('writes the new name wherever the reference is named, and tells of what is left', async () => {
      const folder = folderWith(source);
      const before = textsIn(folder);
      const { code, out, err } = await run(['rename', 'con_teams', '--logical', 'con_Chat'], folder);
      assert.deepEqual(textsIn(folder), renamed(before, 'con_Chat'));
      const [title, ...rest] = out.split('\n');
      assert.equal(title, "Rename 'con_teams' to 'con_Chat'  5 files");
      assert.deepEqual(
        rest.slice(0, 5),
        NAMED.map((it) => `  ${it}`),
      );
      assert.match(rest[5]!, /^ {2}.*pipeline.*'con_teams'.*\.$/);
      assert.deepEqual(rest.slice(6), ['', '5 files changed', '']);
      assert.deepEqual([code, err], [0, '']);
    });

    it('finds the reference in any letter case', async () => {
      const folder = folderWith(source);
      const before = textsIn(folder);
      assert.equal((await run(['rename', 'CON_TEAMS', '--logical', 'con_Chat'], folder)).code, 0);
      assert.deepEqual(textsIn(folder), renamed(before, 'con_Chat'));
    });

    it('asks before the prefix changes', async () => {
      const folder = folderWith(source);
      await checkRefused(
        ['con_teams', '--logical', 'new_teams'],
        folder,
        "'new_teams' has another prefix than 'con_teams', as if another publisher had made it: add --change-prefix if that is meant.",
      );
      const { files } = await change(['rename', 'con_teams', '--logical', 'new_teams', '--change-prefix'], folder);
      assert.deepEqual(files, NAMED);
    });

    it('refuses a name that is taken, or none', async () => {
      const folder = folderWith(
        source.replace(reference('con_teams'), (it) => it + reference('con_planner', 'shared_planner', 'Absence – Planner – User')),
      );
      await checkRefused(['con_teams', '--logical', 'con_Planner'], folder, /^The logical name 'con_Planner' is taken by .*\.\n$/);
      await checkRefused(['con_teams', '--logical', 'con teams'], folder, /^'con teams' cannot be a logical name: .*\.\n$/);
    });
  });

  describe('--display', () => {
    it('writes the new name where the reference is defined', async () => {
      const folder = folderWith(source);
      const before = textsIn(folder);
      const { code, applied, files } = await change(['rename', 'con_teams', '--display', 'Chat & "talk" 😀'], folder);
      assert.deepEqual(textsIn(folder), {
        ...before,
        [DEFINED]: before[DEFINED]!.replace('>Absence – Teams – Service Account<', '>Chat &amp; "talk" 😀<'),
      });
      assert.deepEqual(
        [applied, files, code],
        [[{ title: `Rename 'Absence – Teams – Service Account' of 'A' to 'Chat & "talk" 😀'`, files: [DEFINED], notes: [] }], [DEFINED], 0],
      );
    });

    it('in every solution that defines it', async () => {
      const folder = folderWith(source + solution({ root: 'c', name: 'C', references: [reference('con_Teams')] }));
      const { files } = await change(['rename', 'con_teams', '--display', 'Chat'], folder);
      assert.deepEqual(files, [DEFINED, 'c/Other/Customizations.xml']);
    });

    it('but not in a managed one, which is made elsewhere', async () => {
      const twin = solution({ root: 'c', name: 'A', managed: '1', references: [reference('con_teams')] });
      const { files } = await change(['rename', 'con_teams', '--display', 'Chat'], folderWith(source + twin));
      assert.deepEqual(files, [DEFINED]);
      await checkRefused(['con_teams', '--display', 'Chat'], folderWith(twin), /^'A' is kept here as a managed solution/);
    });

    it('refuses a name that the solution has', async () => {
      const folder = folderWith(
        source.replace(reference('con_teams'), (it) => it + reference('con_planner', 'shared_planner', 'Absence – Planner – User')),
      );
      await checkRefused(['con_teams', '--display', 'Absence – Planner – User'], folder, /^'A' has a connection reference called/);
    });

    it('refuses where a solution defines the reference twice', () =>
      checkRefused(
        ['con_teams', '--display', 'Chat'],
        folderWith(solution({ references: [reference('con_teams'), reference('con_Teams')] })),
        "'Absence' defines 'con_teams' twice: remove one of the two first.",
      ));

    it('refuses where nothing defines the reference', () =>
      checkRefused(
        ['con_teams', '--display', 'Chat'],
        folderWith(flowUsing('con_teams')),
        "No solution here defines 'con_teams', and its display name is written where it is defined: leave out --display.",
      ));

    it('has nothing to change when that is the name', async () => {
      const folder = folderWith(source);
      const { out, code } = await run(['rename', 'con_teams', '--display', 'Absence – Teams – Service Account'], folder);
      assert.deepEqual([out, code], ['Nothing to change\n', 0]);
    });
  });

  it('writes both names at once, or neither', async () => {
    const folder = folderWith(source);
    const before = textsIn(folder);
    await checkRefused(['con_teams', '--display', 'Chat', '--logical', 'new_chat'], folder, /another prefix/);
    await checkRefused(['con_teams', '--display', 'x'.repeat(201), '--logical', 'con_Chat'], folder, /more than 200/);
    const { applied } = await change(['rename', 'con_teams', '--display', 'Chat', '--logical', 'con_Chat'], folder);
    assert.equal(applied.length, 2);
    const after = renamed(before, 'con_Chat');
    assert.deepEqual(textsIn(folder), { ...after, [DEFINED]: after[DEFINED]!.replace('>Absence – Teams – Service Account<', '>Chat<') });
  });

  it('there and back gives every byte again', async () => {
    const folder = folderWith(
      source.replace('CON_teams', 'con_teams').replace('#{connectionreference.con_teams}#', 'x').replaceAll('\n', '\r\n'),
    );
    const before = bytesIn(folder);
    await run(['rename', 'con_teams', '--logical', 'con_Chat', '--display', 'Chat'], folder);
    assert.notDeepEqual(bytesIn(folder), before);
    await run(['rename', 'con_chat', '--logical', 'con_teams', '--display', 'Absence – Teams – Service Account'], folder);
    assert.deepEqual(bytesIn(folder), before);
  });

  describe('--in', () => {
    it('names where to look, and may be repeated', async () => {
      const folder = folderWith(source);
      const args = ['rename', 'con_teams', '--logical', 'con_Chat', '--dry-run'];
      assert.deepEqual((await change([...args, '--in', 'b'], folder)).files, NAMED.slice(2, 4));
      assert.deepEqual((await change([...args, '--in', 'b', '--in', 'a'], folder)).files, NAMED.slice(0, 4));
      assert.deepEqual((await change([...args, '--in', '.'], folder)).files, NAMED);
    });

    it('must be there', () =>
      checkRefused(['con_teams', '--logical', 'con_Chat', '--in', 'nowhere'], folderWith(source), "There is no file or folder 'nowhere'."));
  });

  it('names near names when there is none of that name', async () => {
    const folder = folderWith(source);
    await checkRefused(
      ['con_taems', '--logical', 'con_x'],
      folder,
      "There is no connection reference 'con_taems' here; did you mean 'con_teams'?",
    );
    await checkRefused(
      ['new_thing', '--display', 'x'],
      folder,
      "There is no connection reference 'new_thing' here. 'keyhook list' prints those there are.",
    );
  });

  it('wants a new name', async () => {
    const folder = folderWith(source);
    await checkRefused(['con_teams'], folder, 'Say the new name: --display, --logical, or both.');
    await checkRefused(['con_teams', '--display', ''], folder, 'The value of an option is empty.');
  });

  it('--dry-run and --diff write nothing', async () => {
    const folder = folderWith(source);
    const before = bytesIn(folder);
    const args = ['rename', 'con_teams', '--logical', 'con_Chat'];
    const { out, code } = await run([...args, '--dry-run'], folder);
    assert.match(out, /\n5 files would change\n$/);
    assert.equal(code, 0);
    const { out: diff, err } = await run([...args, '--diff'], folder);
    assert.equal(diff.match(/^\+\+\+ b\//gm)?.length, 5);
    assert.equal(err, out);
    assert.deepEqual(bytesIn(folder), before);
    assert.equal((await change([...args, '--dry-run'], folder)).written, false);
    assert.equal((await change(args, folder)).written, true);
  });
});
