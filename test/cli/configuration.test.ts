import * as assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createLinter, entryOf, inMemory, rules, Workspace, type Finding } from '../../server/src/core';
import { initialConfiguration } from '../../server/src/core/reports/initial-configuration';
import { load, uriOf } from '../../server/src/host/disk';
import { CORPUS, FOLDERS } from '../corpus/corpus';
import { readFixture, ROOT } from '../support/fixture';
import { entry, flow, flowPath, reference, requiredReference, solution } from '../support/solution';
import { zipOf } from '../support/zip';
import { check, fix, folderWith, list, places, rulesOf, run, textsIn, write } from './run';

const KEY = 'unused-connection-key';
const unusedKey = (root: string): string =>
  solution({ root, references: [reference('con_teams')] }) + flow({ root, connections: { shared_teams: entry('con_teams') } });
const json = (path: string, says: object): string => `--- ${path}\n${JSON.stringify(says)}\n`;
const FLOW = flowPath({ root: 'a/src' });
const onlyKey = {
  rules: Object.fromEntries(
    rules.map(({ id }) => [id, [KEY, 'invalid-configuration', 'unused-ignore', 'expired-ignore'].includes(id) ? 'warning' : 'off']),
  ),
};

describe('a configuration above what is named', () => {
  it('holds, with what it extends, wherever that is', async () => {
    const folder = folderWith(
      unusedKey('repo/a/src') +
        json('repo/keyhook.json', { extends: '../team/keyhook-team.json', exclude: 'b' }) +
        json('team/keyhook-team.json', { extends: 'keyhook-base.json', rules: { [KEY]: 'error' } }) +
        json('team/keyhook-base.json', onlyKey),
    );
    for (const path of ['repo', 'repo/a', 'repo/a/src', `repo/${FLOW}`, 'repo/a/src/Workflows']) {
      const { findings } = await check([path], folder);
      assert.deepEqual(
        findings.map((it) => `${it.severity} ${it.rule} ${it.path}`),
        [`error ${KEY} repo/${FLOW}`],
        path,
      );
    }
    const { summary } = await check(['repo/a'], folder);
    assert.equal(summary.files, 3);
    assert.deepEqual((await list(['repo/a/src'], folder)).solutions.length, 1);
  });

  it('is not judged where only a part of what it is about is read, and is where all of it is', async () => {
    const ignore = [
      { rule: KEY, path: 'b', reason: 'x' },
      { rule: KEY, path: 'c', reason: 'x' },
    ];
    const folder = folderWith(unusedKey('a/src') + unusedKey('b/src') + json('keyhook.json', { ...onlyKey, rulez: {}, ignore }));
    assert.deepEqual(rulesOf(await check(['a'], folder)), [KEY]);
    const whole = ['invalid-configuration', 'unused-ignore'];
    assert.deepEqual(rulesOf(await check(['.'], folder)), ['invalid-configuration', KEY, 'unused-ignore']);
    assert.deepEqual(rulesOf(await check(['keyhook.json'], folder)), whole);
    assert.equal((await check(['keyhook.json'], folder)).findings.length, 2);
  });

  it('is named when it cannot be read', async () => {
    const folder = folderWith(unusedKey('a/src') + json('a/keyhook.json', { ...onlyKey, extends: '../keyhook-team.json' }));
    const report = await check(['a'], folder);
    assert.deepEqual(
      report.findings.map((it) => `${it.path} ${it.message}`).filter((it) => it.includes('extend')),
      ["a/keyhook.json There is no file '../keyhook-team.json' to extend: a path begins in the folder of this file."],
    );
  });

  it('says what is excluded, which is neither shown nor counted', async () => {
    const folder = folderWith(unusedKey('a/src') + unusedKey('old/src') + json('keyhook.json', { ...onlyKey, exclude: 'old' }));
    const { summary, findings } = await check([], folder);
    assert.deepEqual([summary.solutions, summary.flows, findings.map((it) => it.path)], [1, 1, [FLOW]]);
  });

  it('holds in a zip that lies below it', async () => {
    const folder = folderWith(
      json('keyhook.json', { ...onlyKey, ignore: [{ rule: KEY, subject: 'shared_teams', path: 'out/S.zip!/b', reason: 'x' }] }),
    );
    const files = readFixture(unusedKey('a/src') + unusedKey('b/src')).files;
    write(folder, 'out/S.zip', zipOf([...files].map(([uri, content]) => ({ name: uri.slice(ROOT.length), content }))));
    const { findings, summary } = await check(['out/S.zip'], folder);
    assert.deepEqual([findings.map((it) => it.path), summary.ignored], [[`out/S.zip!/${FLOW}`], 1]);
  });

  it('says nothing of what is excluded, though it is named: a hook names all that was changed', async () => {
    const folder = folderWith(unusedKey('a/src') + unusedKey('old/src') + json('keyhook.json', { ...onlyKey, exclude: 'old' }));
    for (const path of ['old', 'old/src', flowPath({ root: 'old/src' })]) {
      const { code, out } = await run(['check', path], folder);
      assert.deepEqual([code, out], [0, 'No findings in 0 flows and 0 connection references of 0 solutions\n'], path);
    }
  });

  it('gives way to --rule for the rules that are named', async () => {
    const folder = folderWith(unusedKey('a/src') + json('keyhook.json', { rules: { ...onlyKey.rules, 'missing-description': 'info' } }));
    const { findings } = await check(['--rule', `${KEY}=error`], folder);
    assert.deepEqual(findings.map((it) => `${it.severity} ${it.rule}`).sort(), [`error ${KEY}`, 'info missing-description']);
  });
});

describe('a faulty configuration', () => {
  const faulty = { ...onlyKey, rulez: {}, exclude: 5 };
  const line = (path: string): string =>
    `${path} and 1 other place are not understood, and what they say does not hold: keyhook check on that file says more\n`;
  const place = /^(\S*keyhook\.json:1:\d+) /;
  const bindings = '--- config/prod.json\n{ "ConnectionReferences": [ { "LogicalName": "con_teams", "ConnectionId": "x" } ] }\n';

  for (const args of [
    ['readiness'],
    ['runbook'],
    ['list'],
    ['fix'],
    ['baseline', '--dry-run'],
    ['settings', 'check'],
    ['settings', 'sync'],
  ])
    it(`is told of once, on standard error, by keyhook ${args.join(' ')}`, async () => {
      const folder = folderWith(unusedKey('a/src') + unusedKey('b/src') + bindings + json('keyhook.json', onlyKey));
      const before = await run(args, folder);
      assert.equal(before.err, '');
      write(folder, 'keyhook.json', JSON.stringify(faulty));
      const { err, code } = await run(args, folder);
      assert.equal(err, line(place.exec(err)?.[1] ?? ''));
      assert.equal(code, args[0] === 'fix' ? 1 : before.code); // as check ends: it is a finding in what was named
    });

  it('is told of where it lies above what is named, or is extended, and check shows nothing of it', async () => {
    const folder = folderWith(
      unusedKey('repo/a/src') +
        json('repo/keyhook.json', { extends: '../team/keyhook-team.json' }) +
        json('team/keyhook-team.json', { ...onlyKey, rulez: {} }),
    );
    for (const args of [
      ['check', 'repo/a'],
      ['check', 'repo/a/src/Workflows'],
      ['list', 'repo'],
      ['check', 'repo'],
    ]) {
      const { err } = await run(args, folder);
      const { length } = JSON.stringify(onlyKey);
      assert.equal(
        err,
        `team/keyhook-team.json:1:${length + 2} is not understood, and what it says does not hold: keyhook check on that file says more\n`,
        args.join(' '),
      );
    }
  });

  it('is told of by init where one lies above the folder', async () => {
    const folder = folderWith(unusedKey('a/src') + json('keyhook.json', { rulez: {} }));
    assert.match((await run(['init', 'a', '--dry-run'], folder)).err, /^keyhook\.json:1:3 is not understood, [^\n]*\n$/);
  });

  it('is not told of where check shows what is wrong with it, where it says nothing about what is read, and where its rule is off', async () => {
    const folder = folderWith(
      unusedKey('a/src') + json('keyhook.json', { rulez: {} }) + json('b/keyhook.json', { rulez: {} }) + json('a/keyhook.json', onlyKey),
    );
    for (const args of [['check'], ['check', 'a'], ['list', 'a']]) assert.equal((await run(args, folder)).err, '', args.join(' '));
    write(folder, 'a/keyhook.json', JSON.stringify({ rulez: {}, rules: { 'invalid-configuration': 'off' } }));
    assert.equal((await run(['list', 'a'], folder)).err, '');
    write(folder, 'a/keyhook.json', '{ "rules": ');
    assert.match((await run(['list', 'a'], folder)).err, /^a\/keyhook\.json:1:\d+ is not understood, /);
  });

  it('may be a baseline', async () => {
    const folder = folderWith(unusedKey('a/src') + json('keyhook-baseline.json', { version: 1, findings: 5 }));
    assert.match((await run(['list', 'a'], folder)).err, /^keyhook-baseline\.json:1:\d+ is not understood, /);
  });
});

describe('what is ignored', () => {
  const twoKeys =
    solution({ root: 'src', references: [reference('con_teams')] }) +
    flow({ root: 'src', connections: { first: entry('con_teams'), second: entry('con_teams') } });
  const ignoring = (more: object = {}): object => ({ ...onlyKey, ignore: [{ rule: KEY, subject: 'first', reason: 'x', ...more }] });

  it('is counted, not shown, and not mended', async () => {
    const folder = folderWith(twoKeys + json('keyhook.json', ignoring()));
    const { findings, summary, code } = await check([], folder);
    assert.deepEqual([findings.map((it) => it.subject), summary.ignored, summary.baselined, code], [['second'], 1, 0, 1]);
    assert.match((await run(['check'], folder)).out, /^Not shown: 1 ignored by the configuration$/m);
    const { applied } = await fix([], folder);
    assert.equal(applied.length, 1);
    const text = readFileSync(join(folder, flowPath()), 'utf8');
    assert.deepEqual([text.includes('"first"'), text.includes('"second"')], [true, false]);
    const after = await check([], folder);
    assert.deepEqual([after.findings, after.summary.ignored, after.code], [[], 1, 0]);
  });

  it('comes back on the day after the last', async () => {
    const folder = folderWith(twoKeys + json('keyhook.json', ignoring({ until: '2026-11-21' })));
    assert.equal((await check([], folder)).summary.ignored, 1);
    write(folder, 'keyhook.json', JSON.stringify(ignoring({ until: '2026-11-20' })));
    const { findings, summary } = await check([], folder);
    assert.deepEqual([summary.ignored, findings.map((it) => it.rule)], [0, [KEY, KEY, 'expired-ignore'].sort()]);
  });

  it('is taken out by fix when it silences nothing', async () => {
    const folder = folderWith(twoKeys + json('keyhook.json', ignoring({ subject: 'third' })));
    const { applied } = await fix(['--rule', 'unused-ignore'], folder);
    assert.deepEqual(
      applied.map((it) => it.rule),
      ['unused-ignore'],
    );
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'keyhook.json'), 'utf8')), onlyKey);
  });

  it('is taken out once fix has mended what it was about', async () => {
    const folder = folderWith(
      twoKeys + json('keyhook.json', { ...onlyKey, ignore: [{ rule: KEY, path: 'src', reason: 'x', until: '2026-01-01' }] }),
    );
    await fix([], folder);
    assert.deepEqual(rulesOf(await check([], folder)), ['expired-ignore']);
    await fix(['--unsafe'], folder);
    assert.deepEqual((await check([], folder)).findings, []);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'keyhook.json'), 'utf8')), onlyKey);
  });
});

describe('keyhook baseline', () => {
  const same =
    solution({ root: 'a/src', missing: [requiredReference('con_core', 'Core (1.0)')] }) +
    flow({ root: 'a/src', connections: { one: entry('con_core'), two: entry('con_core') } });
  const baselineOf = (folder: string, path = 'keyhook-baseline.json'): string => readFileSync(join(folder, path), 'utf8');

  it('writes what is found, one finding a line, and nothing is reported then', async () => {
    const folder = folderWith(same);
    const before = await check(['--rule', 'off-scheme-name=off'], folder);
    assert.ok(before.findings.length > 2);
    const { code, out, err } = await run(['baseline'], folder);
    assert.deepEqual([code, err], [0, '']);
    assert.equal(out, `keyhook-baseline.json now holds ${before.findings.length} findings (${before.findings.length} new)\n`);
    assert.deepEqual(
      baselineOf(folder),
      `{
  "version": 1,
  "findings": [
    { "rule": "external-connection-reference", "path": "${FLOW}", "subject": "con_core", "count": 2 },
    { "rule": "misplaced-flow", "path": "${FLOW}", "subject": "5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c" },
    { "rule": "unused-connection-key", "path": "${FLOW}", "subject": "one" },
    { "rule": "unused-connection-key", "path": "${FLOW}", "subject": "two" }
  ]
}
`,
    );
    const after = await check([], folder);
    assert.deepEqual([after.findings, after.summary.baselined, after.code], [[], before.findings.length, 0]);
    assert.match((await run(['check', 'a/src'], folder)).out, /^Not shown: 5 in the baseline$/m);
    assert.deepEqual((await fix([], folder)).applied, []);
  });

  it('only shrinks when it is run again, unless it is to grow', async () => {
    const folder = folderWith(unusedKey('a/src') + json('keyhook.json', onlyKey));
    await run(['baseline'], folder);
    const began = baselineOf(folder);
    const connections = { shared_teams: entry('con_teams'), other: entry('con_teams') };
    const grown = flow({ root: 'a/src', connections }).replace(/^--- .*\n/, '');
    write(folder, FLOW, grown);
    const again = await run(['baseline'], folder);
    assert.equal(
      again.out,
      'keyhook-baseline.json still holds 1 finding\n1 finding is not in it: mend what is new, or take it in with keyhook baseline --grow\n',
    );
    assert.equal(baselineOf(folder), began);
    assert.equal((await run(['baseline', '--grow', '--dry-run'], folder)).out, 'keyhook-baseline.json would hold 2 findings (1 new)\n');
    assert.equal(baselineOf(folder), began);
    assert.match((await run(['baseline', '--grow', '--diff'], folder)).out, /^\+.*"subject": "other" }/m);
    assert.equal((await run(['baseline', '--grow'], folder)).out, 'keyhook-baseline.json now holds 2 findings (1 new)\n');
    assert.deepEqual((await check([], folder)).findings, []);
    write(folder, FLOW, flow({ root: 'a/src' }).replace(/^--- .*\n/, ''));
    assert.equal((await run(['baseline', 'a'], folder)).out, 'keyhook-baseline.json now holds 0 findings (2 gone)\n');
    assert.equal(baselineOf(folder), '{\n  "version": 1,\n  "findings": []\n}\n');
    write(folder, FLOW, grown);
    assert.equal((await check([], folder)).findings.length, 2);
  });

  it('lowers a count, and leaves alone what it was not asked about', async () => {
    const folder = folderWith(same + unusedKey('b/src'));
    await run(['baseline'], folder);
    write(folder, FLOW, flow({ root: 'a/src', connections: { one: entry('con_core') } }).replace(/^--- .*\n/, ''));
    rmSync(join(folder, flowPath({ root: 'b/src' })));
    await run(['baseline', 'a'], folder);
    assert.match(baselineOf(folder), /"subject": "con_core" }/);
    assert.match(baselineOf(folder), /"b\/src\/Workflows/);
    await run(['baseline'], folder);
    assert.doesNotMatch(baselineOf(folder), /"b\/src\/Workflows/);
  });

  it('takes out of one further up only what is not found from there', async () => {
    const user = flow({ root: 'b/src', connections: { one: entry('con_core') } });
    const folder = folderWith(
      `${solution({ root: 'a/src', name: 'Core', references: [reference('con_core')] })}${solution({ root: 'b/src' })}${user}`,
    );
    const options = ['--rule', 'external-connection-reference=info'];
    assert.equal((await check(['.', ...options], folder)).findings.filter((it) => it.rule === 'external-connection-reference').length, 1);
    await run(['baseline'], folder);
    const before = baselineOf(folder);
    assert.match(before, /"external-connection-reference"/);
    assert.match((await run(['baseline', '.'], join(folder, 'b'))).out, /^\.\.\/keyhook-baseline\.json still holds /);
    await run(['baseline', 'b'], folder);
    assert.equal(baselineOf(folder), before);
  });

  it('stands beside each configuration, and nowhere twice', async () => {
    const folder = folderWith(unusedKey('a/src') + unusedKey('b/src') + json('keyhook.json', onlyKey) + json('b/keyhook.json', onlyKey));
    await run(['baseline'], folder);
    assert.match(baselineOf(folder), /"a\/src\/Workflows/);
    assert.match(baselineOf(folder, 'b/keyhook-baseline.json'), /"path": "src\/Workflows/);
    assert.deepEqual((await check([], folder)).findings, []);
    write(folder, FLOW, flow({ root: 'a/src' }).replace(/^--- .*\n/, ''));
    assert.equal((await run(['baseline', '.'], join(folder, 'a'))).out, '../keyhook-baseline.json now holds 0 findings (1 gone)\n');
    assert.equal(Object.keys(textsIn(folder)).filter((it) => it.endsWith('baseline.json')).length, 2);
  });

  it('keeps what it says of a file that cannot be read', async () => {
    const folder = folderWith(unusedKey('a/src') + json('keyhook.json', onlyKey));
    await run(['baseline'], folder);
    const began = baselineOf(folder);
    write(folder, FLOW, '{ "properties": {');
    assert.equal((await run(['baseline'], folder)).out, 'keyhook-baseline.json still holds 1 finding\n');
    assert.equal(baselineOf(folder), began);
  });

  it('leaves out what is ignored', async () => {
    const folder = folderWith(unusedKey('a/src') + json('keyhook.json', { ...onlyKey, ignore: [{ rule: KEY, reason: 'x' }] }));
    assert.equal((await run(['baseline'], folder)).out, 'keyhook-baseline.json now holds 0 findings\n');
  });

  it('refuses a baseline that it cannot understand', async () => {
    const folder = folderWith(`${unusedKey('a/src')}--- keyhook-baseline.json\n{ "findings": [{ "rule": 1 }] }\n`);
    const { code, err } = await run(['baseline'], folder);
    assert.deepEqual([code, err], [2, "'keyhook-baseline.json' cannot be understood: mend it, or delete it to begin again.\n"]);
    assert.ok(places(await check([], folder)).includes('invalid-configuration keyhook-baseline.json:1:16'));
  });
});

describe('keyhook init', () => {
  it('writes a configuration with every choice explained, once', async () => {
    const folder = folderWith(unusedKey('src') + json('settings/test.json', { ConnectionReferences: [], EnvironmentVariables: [] }));
    const { out } = await run(['init', '--dry-run'], folder);
    assert.ok(!existsSync(join(folder, 'keyhook.json')));
    assert.equal((await run(['init'], folder)).out, 'Wrote keyhook.json: look at what it says, and change it as you like\n');
    assert.equal(readFileSync(join(folder, 'keyhook.json'), 'utf8'), out);
    const again = await run(['init', '.'], folder);
    assert.deepEqual([again.code, again.out], [2, '']);
    assert.match(again.err, /^There is a 'keyhook\.json' in '.*' already: change that, or delete it first\.\n$/);
  });

  it('extends the configuration that held until then', async () => {
    const folder = folderWith(unusedKey('a/src') + json('keyhook.json', onlyKey));
    const before = await check(['a'], folder);
    await run(['init', 'a'], folder);
    assert.match(readFileSync(join(folder, 'a/keyhook.json'), 'utf8'), /^ {2}"extends": "\.\.\/keyhook\.json",$/m);
    assert.deepEqual((await check(['a'], folder)).findings, before.findings);
  });

  it('says what is wrong with the folder it was given', async () => {
    const folder = folderWith(unusedKey('a/src'));
    assert.equal((await run(['init', FLOW], folder)).err, `'${FLOW}' is not a folder: name the one that the configuration is to be in.\n`);
    assert.equal((await run(['init', 'b'], folder)).err, "There is no file or folder 'b'.\n");
  });

  for (const [name, path] of [['examples/contoso', 'examples/contoso'], ...FOLDERS.map((it) => [`corpus/${it}`, join(CORPUS, it)])] as [
    string,
    string,
  ][])
    it(`changes nothing of what is found in ${name}, and has no fault`, function () {
      if (!existsSync(path)) {
        console.log(`      skipped: there is no ${path}`);
        this.skip();
      }
      const workspace = new Workspace();
      const changes = [...load(resolve(path), () => {})];
      workspace.apply(changes);
      const folder = uriOf(resolve(path));
      const all = (): readonly string[] => {
        const linter = createLinter({
          rules,
          severityOf: (_, configured) => (configured === 'off' ? 'info' : configured),
          onCrash: (_, error) => {
            throw error;
          },
        });
        return [...linter.run(workspace.snapshot)].flatMap((it) => it.findings).map(inShort);
      };
      const before = all();
      assert.ok(before.length > 0);
      const uri = `${folder}/keyhook.json`;
      const text = initialConfiguration(workspace.snapshot, folder);
      workspace.apply([{ uri, entry: entryOf(inMemory(uri, text), text) }]);
      assert.deepEqual(workspace.snapshot.configurations.of(folder).files, [uri]);
      assert.deepEqual(all(), before);
    });
});

function inShort({ rule, severity, at, message }: Finding): string {
  return `${severity} ${rule.id} ${at.uri} ${at.span.start} ${message}`;
}
