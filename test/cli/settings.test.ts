import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SettingsReport } from '../../server/src/core';
import { flowUsing, metadata, ID, reference, solution } from '../support/solution';
import { bytesIn, folderWith, run, textsIn, write } from './run';

const APIS = '/providers/Microsoft.PowerApps/apis/';
const TEST = 'config/Test/deploymentSettings.json';
const PROD = 'config/Prod/deploymentSettings.json';

const bound = (logicalName: string, connectionId = '', connector = 'shared_teams'): object => ({
  LogicalName: logicalName,
  ConnectionId: connectionId,
  ConnectorId: APIS + connector,
});
const text = (...references: readonly object[]): string =>
  `${JSON.stringify({ EnvironmentVariables: [], ConnectionReferences: references }, null, 2)}\n`;
const settings = (path: string, ...references: readonly object[]): string => `--- ${path}\n${text(...references)}`;

const own = solution({ flows: [ID], references: [reference('con_sql', 'shared_sql', 'Absence – SQL – User'), reference('con_teams')] });
const absence =
  own +
  flowUsing('con_teams') +
  metadata() +
  settings(TEST, bound('con_teams', 't')) +
  settings(PROD, bound('con_sql', 's', 'shared_x'), bound('con_old', 'o'));

async function sync(args: readonly string[], folder: string): Promise<SettingsReport> {
  const { code, out, err } = await run(['settings', 'sync', ...args, '--format', 'json'], folder);
  assert.deepEqual([code, err], [0, '']);
  return JSON.parse(out) as SettingsReport;
}

/** Ends with 2, says this, and writes nothing. */
async function checkRefused(args: readonly string[], folder: string, message: string): Promise<void> {
  const before = bytesIn(folder);
  const { code, out, err } = await run(['settings', ...args], folder);
  assert.deepEqual({ code, out, err }, { code: 2, out: '', err: `${message}\n` });
  assert.deepEqual(bytesIn(folder), before);
}

describe('keyhook settings sync', () => {
  it('brings every file up to date, and says in words what it did to each', async () => {
    const folder = folderWith(absence);
    const before = textsIn(folder);
    const { code, out, err } = await run(['settings', 'sync', '--unsafe'], folder);
    assert.deepEqual(textsIn(folder), {
      ...before,
      [TEST]: text(bound('con_sql', '', 'shared_sql'), bound('con_teams', 't')),
      [PROD]: text(bound('con_sql', 's', 'shared_sql'), bound('con_teams')),
    });
    assert.deepEqual([code, err], [0, '']);
    assert.equal(
      out,
      `${PROD}  Prod
  added con_teams
  removed con_old
  corrected the connector of con_sql

${TEST}  Test
  added con_sql

2 files changed
`,
    );
    const { out: again } = await run(['settings', 'sync', '--unsafe'], folder);
    assert.equal(again, `${PROD}  Prod  up to date\n${TEST}  Test  up to date\n\nNothing to change\n`);
  });

  it('leaves stale entries without --unsafe, and says so', async () => {
    const folder = folderWith(absence);
    const report = await sync(['--environment', 'prod'], folder);
    assert.deepEqual(report, {
      version: 1,
      settings: [
        {
          path: PROD,
          environment: 'Prod',
          solutions: ['src'],
          created: false,
          added: ['con_teams'],
          removed: [],
          corrected: ['con_sql'],
          notes: ["'Prod/deploymentSettings.json' has an entry for 'con_old', which 'Absence' does not have. It was left as it is."],
        },
      ],
      files: [PROD],
      written: true,
      problems: [],
    });
    assert.equal(textsIn(folder)[PROD], text(bound('con_sql', 's', 'shared_sql'), bound('con_old', 'o'), bound('con_teams')));
  });

  it('writes nothing with --diff and --dry-run', async () => {
    const folder = folderWith(absence);
    const before = bytesIn(folder);
    const { out } = await run(['settings', 'sync', '--environment', 'Test', '--dry-run'], folder);
    assert.equal(out, `${TEST}  Test\n  add con_sql\n\n1 file would change\n`);
    const { out: diff, err } = await run(['settings', 'sync', '--environment', 'Test', '--diff'], folder);
    assert.equal(
      diff,
      `--- a/${TEST}
+++ b/${TEST}
@@ -2,6 +2,11 @@
   "EnvironmentVariables": [],
   "ConnectionReferences": [
     {
+      "LogicalName": "con_sql",
+      "ConnectionId": "",
+      "ConnectorId": "/providers/Microsoft.PowerApps/apis/shared_sql"
+    },
+    {
       "LogicalName": "con_teams",
       "ConnectionId": "t",
       "ConnectorId": "/providers/Microsoft.PowerApps/apis/shared_teams"
`,
    );
    assert.equal(err, out);
    assert.deepEqual(bytesIn(folder), before);
  });

  for (const [encoding, encode] of Object.entries<(it: string) => Buffer>({
    'with a byte order mark': (it) => Buffer.from(`\uFEFF${it}`),
    'in UTF-16': (it) => Buffer.from(`\uFEFF${it}`, 'utf16le'),
    'with CRLF': (it) => Buffer.from(it.replaceAll('\n', '\r\n')),
    'on one line': (it) => Buffer.from(JSON.stringify(JSON.parse(it))),
  }))
    it(`keeps a file ${encoding} so`, async () => {
      const folder = folderWith(own);
      write(folder, TEST, encode(text(bound('con_teams', 't'))));
      await sync([], folder);
      assert.equal(
        readFileSync(join(folder, TEST), 'latin1'),
        encode(text(bound('con_sql', '', 'shared_sql'), bound('con_teams', 't'))).toString('latin1'),
      );
    });

  it('writes nothing at all when one file does not parse', async () => {
    const folder = folderWith(absence);
    write(folder, PROD, '{ "ConnectionReferences": [ { "LogicalName": "con_sql" } ');
    await checkRefused(
      ['sync'],
      folder,
      "'Prod/deploymentSettings.json' does not parse, so it cannot be brought up to date: mend the file first.",
    );
  });

  it('says what there is, and how to make a file, when it finds none', async () => {
    const make = 'To make one, add --create and the path it is to have.';
    await checkRefused(['sync'], folderWith(own), `No deployment settings file was found in what was named. ${make}`);
    await checkRefused(
      ['sync', '--environment', 'Uat'],
      folderWith(absence),
      `No deployment settings file for 'Uat' was found in what was named, only for 'Prod' and 'Test'. ${make}`,
    );
    await checkRefused(
      ['sync', '--environment', 'Uat'],
      folderWith(own + settings('config/settings.json')),
      `No deployment settings file for 'Uat' was found in what was named, only for no environment that is named. ${make}`,
    );
  });

  it('names a file that is for no solution, and goes on', async () => {
    const folder = folderWith(
      absence.replace(/^--- src\//gm, '--- a/src/') + solution({ root: 'b/src', name: 'Other' }) + settings('dev.json'),
    );
    const { settings: all } = await sync([], folder);
    assert.deepEqual(
      all.map(({ path, solutions, notes }) => ({ path, solutions, notes: notes.length })),
      [
        { path: PROD, solutions: ['a/src'], notes: 1 },
        { path: TEST, solutions: ['a/src'], notes: 0 },
        { path: 'dev.json', solutions: [], notes: 1 },
      ],
    );
  });

  describe('--create', () => {
    const made = text(bound('con_sql', '', 'shared_sql'), bound('con_teams'));

    it('makes a file for the solution, and the folders above it', async () => {
      const folder = folderWith(absence);
      const before = textsIn(folder);
      const { out, code } = await run(
        ['settings', 'sync', 'src', '--environment', 'Uat', '--create', 'config/Uat/deploymentSettings.json'],
        folder,
      );
      assert.deepEqual(textsIn(folder), { ...before, 'config/Uat/deploymentSettings.json': made });
      assert.equal(out, 'config/Uat/deploymentSettings.json  Uat  created\n  added con_sql\n  added con_teams\n\n1 file created\n');
      assert.equal(code, 0);
      const { out: checked } = await run(['settings', 'check'], folder);
      assert.match(checked, /Uat\/deploymentSettings\.json\n.*unbound-connection-reference\n.*unbound-connection-reference\n/);
    });

    it('only shows it with --dry-run and --diff', async () => {
      const folder = folderWith(own);
      const { out } = await run(['settings', 'sync', '--create', 'prod.json', '--dry-run'], folder);
      assert.equal(out, 'prod.json  prod  create\n  add con_sql\n  add con_teams\n\n1 file would be created\n');
      const { out: diff } = await run(['settings', 'sync', '--create', 'prod.json', '--diff'], folder);
      assert.ok(diff.startsWith('--- /dev/null\n+++ b/prod.json\n@@ -0,0 +1,'), diff);
      assert.deepEqual(
        [...bytesIn(folder).keys()].filter((it) => !it.startsWith('src/')),
        [],
      );
    });

    it('makes one for several solutions, whose managed copies add nothing', async () => {
      const other = solution({ root: 'other', name: 'Other', references: [reference('con_a'), reference('CON_teams')] });
      const managed = solution({ root: 'managed', managed: '1', references: [reference('con_gone')] });
      const folder = folderWith(own + other + managed);
      const { settings: all } = await sync(['--create', 'prod.json'], folder);
      assert.deepEqual(all[0]!.solutions, ['other', 'src']);
      assert.deepEqual(all[0]!.added, ['con_a', 'con_sql', 'con_teams']);
    });

    it('says so when the path tells of another environment, or of none', async () => {
      const folder = folderWith(own);
      const [one] = (await sync(['--environment', 'Prod', '--create', 'config/test.json'], folder)).settings;
      assert.deepEqual(one!.notes, ["Its path says that it is for 'test': have 'Prod' in it, or name the file in keyhook.json."]);
      const [two] = (await sync(['--environment', 'Prod', '--create', 'config/settings.json'], folder)).settings;
      assert.deepEqual(two!.notes, [
        "Its path does not tell for which environment it is: have 'Prod' in it, or name the file in keyhook.json.",
      ]);
    });

    it('makes one in the folder of a solution itself, and below it where there are settings already', async () => {
      const folder = folderWith(own + `--- src/config/test.json\n${text(bound('con_teams', 't'))}`);
      for (const path of ['src/prod.json', 'src/config/prod.json', 'src/config/live/prod.json']) {
        const { files } = await sync(['src', '--create', path], folder);
        assert.deepEqual(files, [path]);
      }
    });

    it('is refused where it cannot be', async () => {
      const folder = folderWith(absence);
      await checkRefused(
        ['sync', '--create', TEST],
        folder,
        `There is a file '${TEST}' already: choose another path, or leave out --create to bring it up to date.`,
      );
      for (const path of ['prod.txt', 'keyhook.json', 'src/Workflows/prod.json', 'src/Other/prod.json', 'src/Entities/a/b/prod.json'])
        await checkRefused(
          ['sync', '--create', path],
          folder,
          `'${path}' is no path for deployment settings: choose a name that ends with .json, outside of a solution's own folders.`,
        );
      await checkRefused(
        ['sync', '--create', 'prod.json'],
        folderWith(own + own.replaceAll('--- src/', '--- copy/')),
        "The solution 'Absence' is in 'copy' and 'src': name the folder of the one that is meant.",
      );
      await checkRefused(
        ['sync', '--create', 'prod.json'],
        folderWith(flowUsing('con_x', { root: 'loose' })),
        'Nothing that was named is a solution whose connection references can be read: name the folder of one.',
      );
      await checkRefused(
        ['sync', '--create', 'x.json', '--unsafe'],
        folder,
        "Option '--create <path>' cannot be used with option '--unsafe'",
      );
      await checkRefused(['sync', '--create', ''], folder, 'The value of an option is empty.');
    });
  });
});

/** What the command prints for the examples, byte by byte. `UPDATE=1 npm run test:unit` writes the files anew: read the difference before it is committed. */
describe('golden output of keyhook settings', () => {
  for (const [file, ...args] of [
    ['settings-check.txt', 'check', 'examples'],
    ['settings-sync.txt', 'sync', 'examples', '--unsafe', '--dry-run'],
    ['settings-sync.diff', 'sync', 'examples', '--unsafe', '--diff'],
    ['settings-create.txt', 'sync', 'examples', '--environment', 'uat', '--create', 'examples/uat.json', '--dry-run'],
  ] as const)
    it(`keyhook settings ${args.join(' ')}`, async () => {
      const { out, code } = await run(['settings', ...args]);
      assert.equal(code, args[0] === 'check' ? 1 : 0);
      const path = `test/golden/${file}`;
      if (process.env['UPDATE']) writeFileSync(path, out);
      assert.equal(out, readFileSync(path, 'utf8'));
    });
});

describe('keyhook settings', () => {
  it('alone prints its help, on standard error', async () => {
    for (const args of [['settings'], ['settings', 'chekc']]) {
      const { code, out, err } = await run(args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, args.length > 1 ? /^Unknown command 'chekc'\n.*check/ : /^Usage: keyhook settings [^]*\bcheck [^]*\bsync /);
    }
  });
});

describe('the help of keyhook settings', () => {
  for (const command of ['check', 'sync'])
    it(`${command}: has examples that run`, async () => {
      const { out } = await run(['settings', command, '--help']);
      const shown = [...out.matchAll(/^ {2}keyhook (.*)$/gm)].map((it) => it[1]!.split(' '));
      assert.ok(shown.length > 0);
      for (const args of shown) {
        const { code, err } = await run(args, folderWith(absence));
        assert.ok(code < 2, `keyhook ${args.join(' ')}: ${err}`);
      }
    });
});

describe('keyhook settings check', () => {
  it('shows what is found in settings files, and nothing else', async () => {
    const folder = folderWith(absence);
    const { code, out } = await run(['settings', 'check', '--format', 'json'], folder);
    const { findings } = JSON.parse(out) as { findings: { rule: string; path: string }[] };
    assert.deepEqual(
      findings.map((it) => `${it.path} ${it.rule}`),
      [
        `${PROD} missing-deployment-setting`,
        `${PROD} mismatched-deployment-setting`,
        `${PROD} stale-deployment-setting`,
        `${TEST} missing-deployment-setting`,
      ],
    );
    assert.equal(code, 1);
    const { out: all } = await run(['check', '--format', 'json'], folder);
    assert.ok((JSON.parse(all) as { findings: unknown[] }).findings.length > findings.length);
  });

  it('ends as check does', async () => {
    const folder = folderWith(own + settings(TEST, bound('con_sql', 's', 'shared_sql'), bound('con_teams', 't')));
    assert.equal((await run(['settings', 'check', '--fail-on', 'info'], folder)).code, 0);
    write(folder, TEST, text(bound('con_sql', 's', 'shared_sql'), bound('con_teams', 't'), bound('con_old', 'o')));
    assert.equal((await run(['settings', 'check'], folder)).code, 1);
    assert.equal((await run(['settings', 'check', '--fail-on', 'error'], folder)).code, 0);
    assert.equal((await run(['settings', 'check', 'nowhere'], folder)).code, 2);
  });

  it('names a file that does not parse', async () => {
    const folder = folderWith(own + `--- ${TEST}\n{ "ConnectionReferences": [`);
    const { out } = await run(['settings', 'check'], folder);
    assert.match(out, /invalid-json/);
  });
});
