import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { entry, flow, flowPath, metadata, operation, reference, solution, ID } from '../support/solution';
import { CORPUS, needCorpus } from '../corpus/corpus';
import { bytesIn, folderWith, REPOSITORY, run, write } from './run';

const FLOW = flowPath();
const faulty =
  solution({
    flows: [ID],
    references: [
      reference('con_planner', 'shared_planner', 'Absence – Planner – User'),
      reference('con_teams', 'shared_teams', 'Absence - Teams - User'),
    ],
  }) +
  flow({ connections: { shared_teams: entry('CON_TEAMS'), unused: entry('con_teams') }, actions: { Act: operation('shared_teams') } }) +
  metadata();

/** The files of the fixture, written another way. */
function folderWritten(write_: (text: string) => string | Uint8Array): string {
  const folder = folderWith(faulty);
  for (const [path, bytes] of bytesIn(folder)) write(folder, path, write_(bytes.toString()));
  return folder;
}

function git(args: readonly string[], cwd: string, input = ''): void {
  const environment = { PATH: process.env['PATH'] ?? '', HOME: cwd, GIT_CONFIG_NOSYSTEM: '1', GIT_CEILING_DIRECTORIES: join(cwd, '..') };
  const { status, stderr } = spawnSync('git', args, { cwd, input, env: environment, encoding: 'utf8' });
  assert.equal(status, 0, `git ${args.join(' ')}: ${stderr}`);
}

const FIX = ['fix', '--unsafe', '--type', 'User'];

/** `git apply` of what --diff prints gives the files that the command itself writes. */
async function checkApplies(folder: string, cwd = folder): Promise<void> {
  const before = bytesIn(folder);
  const { out } = await run([...FIX, '--diff'], cwd);
  assert.deepEqual(bytesIn(folder), before);
  git(['apply', '--whitespace=nowarn', '-'], cwd, out);
  const applied = bytesIn(folder);
  for (const [path, bytes] of before) write(folder, path, bytes);
  await run(FIX, cwd);
  assert.deepEqual(applied, bytesIn(folder));
  assert.notDeepEqual(applied, before);
}

describe('--diff', () => {
  it('prints a patch on standard output, the report on standard error, and writes nothing', async () => {
    const folder = folderWith(faulty);
    const before = bytesIn(folder);
    const { code, out, err } = await run(['fix', '--diff', '--rule', 'miscased-logical-name'], folder);
    assert.equal(
      out,
      `--- a/${FLOW}
+++ b/${FLOW}
@@ -6,7 +6,7 @@
           "name": "shared_teams"
         },
         "connection": {
-          "connectionReferenceLogicalName": "CON_TEAMS"
+          "connectionReferenceLogicalName": "con_teams"
         },
         "runtimeSource": "embedded"
       },
`,
    );
    const { out: report } = await run(['fix', '--dry-run', '--rule', 'miscased-logical-name'], folder);
    assert.deepEqual([err, code], [report, 1]);
    assert.deepEqual(bytesIn(folder), before);
  });

  it('prints nothing when nothing would change', async () => {
    const folder = folderWith(faulty);
    await run(FIX, folder);
    const { out, err } = await run([...FIX, '--diff'], folder);
    assert.deepEqual([out, err], ['', 'Nothing to mend; no finding remains\n']);
  });

  describe('is a patch that git apply takes', () => {
    before(function () {
      if (spawnSync('git', ['--version']).status !== 0) this.skip(); // not installed
    });

    const writings: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
      'with LF': (text) => text,
      'with CRLF': (text) => text.replaceAll('\n', '\r\n'),
      'with both': (text) => text.replace(/\n/g, (_, at: number) => (at % 2 === 0 ? '\n' : '\r\n')),
      'without a final line end': (text) => text.trimEnd(),
      'with a byte order mark': (text) => `\uFEFF${text}`,
      'with a byte order mark, on one line': (text) => `\uFEFF${text.replace(/\n\s*/g, '')}`,
      'with tabs and blanks at line ends': (text) =>
        text.replace(/^(?: {2})+/gm, (it) => '\t'.repeat(it.length / 2)).replaceAll(',\n', ',  \n'),
      'with other things that end lines elsewhere': (text) => text.replaceAll('<iscustom', '\u2028\u0085\r<iscustom'),
    };
    for (const [name, written] of Object.entries(writings)) it(name, () => checkApplies(folderWritten(written)));

    it('for real solutions', async function () {
      needCorpus.call(this);
      for (const name of ['automation-kit', 'business-approvals-kit', 'raw-layout']) {
        const folder = folderWith();
        cpSync(join(CORPUS, name), folder, { recursive: true });
        await checkApplies(folder);
      }
    });

    it('in a folder of a repository', async () => {
      const folder = folderWith();
      for (const [path, bytes] of bytesIn(folderWith(faulty))) write(folder, `deep/down/${path}`, bytes);
      git(['init', '--quiet'], folder);
      await checkApplies(join(folder, 'deep'));
    });

    it('with file names that git quotes', async function () {
      if (process.platform === 'win32') return this.skip(); // no such names there
      for (const name of ['with space', 'Über', '日本語', 'quo"te', 'back\\slash', 'a\tb', "it's", ' x ', '100%', 'a#b?c'])
        await checkApplies(folderWith(faulty.replaceAll('--- src/', `--- x${name}x/src/`)));
    });
  });

  describe('of a file in UTF-16', () => {
    const name = FLOW.slice(FLOW.lastIndexOf('/') + 1);
    let folder: string;
    beforeEach(() => {
      folder = folderWith(faulty);
      write(folder, FLOW, Buffer.from(`\uFEFF${bytesIn(folder).get(FLOW)!.toString()}`, 'utf16le'));
    });

    it('says that it cannot be applied, and how to leave it out', async () => {
      const { out, err } = await run(['fix', '--diff'], folder);
      assert.match(out, /^- +"connectionReferenceLogicalName": "CON_TEAMS"$/m);
      const how = `its diff can be read, but not applied: leave it out by git apply --exclude='*${name}'.\n`;
      assert.ok(err.startsWith(`'${FLOW}' is in UTF-16: ${how}`), err);
    });

    it('is left out in that way, in whatever folder', async function () {
      if (spawnSync('git', ['--version']).status !== 0) return this.skip(); // not installed
      git(['init', '--quiet'], folder);
      for (const [cwd, changes] of Object.entries({ '': ['src/Other/Customizations.xml'], src: [], 'src/Workflows': [] })) {
        const before = bytesIn(folder);
        const { out } = await run(['fix', '--diff'], join(folder, cwd));
        git(['apply', `--exclude=*${name}`, '-'], join(folder, cwd), out);
        const changed = [...bytesIn(folder)].filter(([path, bytes]) => !bytes.equals(before.get(path)!)).map(([path]) => path);
        assert.deepEqual(changed, changes);
      }
    });
  });

  it('says of files outside the working directory that git apply does not take them', async () => {
    const folder = folderWith(faulty);
    const { out, err } = await run(['fix', '..', '--diff'], join(folder, 'src'));
    assert.match(out, /^--- a\/Other\/Customizations\.xml$/m);
    assert.doesNotMatch(err, /git apply/);
    mkdirSync(join(folder, 'elsewhere'));
    const outside = await run(['fix', '../src', '--diff'], join(folder, 'elsewhere'));
    assert.match(outside.out, /^--- a\/\.\.\/src\/Other\/Customizations\.xml$/m);
    assert.ok(
      outside.err.startsWith(
        `git apply takes no file outside the working directory: run keyhook in a folder above '../src/Other/Customizations.xml'.\n`,
      ),
      outside.err,
    );
  });

  describe('on a screen', () => {
    const evil = '\u009b31m\u202eowned';
    let folder: string;
    beforeEach(() => {
      const described = faulty.replace('Teams - User</connectionreferencedisplayname>', (it) => `${it}<description>${evil}</description>`);
      folder = folderWith(described.replaceAll('\n', '\r\n'));
    });

    it('does not let the terminal obey what a file says', async () => {
      const { out } = await run(['fix', '--diff'], folder, { screen: true });
      assert.doesNotMatch(out.replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      assert.match(out, /^\+ +<.*>Absence – Teams – User<.*><description>\uFFFD31m\uFFFDowned<\/description>$/m);
    });

    it('has colours, and they change no word', async () => {
      const { out: plain } = await run(['fix', '--diff'], folder, { screen: true });
      const { out } = await run(['fix', '--diff'], folder, { screen: true, colors: true });
      assert.equal(out.replaceAll(/\u001b\[\d+m/g, ''), plain);
      assert.ok(
        out.startsWith(
          `\u001b[1m--- a/src/Other/Customizations.xml\u001b[22m\n\u001b[1m+++ b/src/Other/Customizations.xml\u001b[22m\n\u001b[36m@@ `,
        ),
      );
      assert.match(out, /^\u001b\[31m- +<connectionreferencedisplayname>.*\u001b\[39m$/m);
      assert.match(out, /^\u001b\[32m\+ +<connectionreferencedisplayname>.*\u001b\[39m$/m);
    });

    it('shows tabs', async () => {
      const tabbed = folderWith(faulty.replaceAll('          "conn', '\t"conn'));
      assert.match((await run(['fix', '--diff'], tabbed, { screen: true })).out, /^-\t"connectionReferenceLogicalName": "CON_TEAMS"$/m);
    });
  });

  it('cannot be had in JSON', async () => {
    const { code, out, err } = await run(['fix', '--diff', '--format', 'json'], REPOSITORY);
    assert.deepEqual([code, out, err], [2, '', "Option '--diff' cannot be used with option '--format <format>'\n"]);
  });

  it('wins over --dry-run', async () => {
    const folder = folderWith(faulty);
    assert.deepEqual(await run(['fix', '--diff', '--dry-run'], folder), await run(['fix', '--diff'], folder));
  });

  it('is relative to the working directory', async () => {
    const folder = folderWith(faulty);
    mkdirSync(join(folder, 'elsewhere'));
    assert.match((await run(['fix', '--diff', '..'], join(folder, 'elsewhere'))).out, /^--- a\/\.\.\/src\/Other\/Customizations\.xml\n/);
  });
});
