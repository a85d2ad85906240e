import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  createLinter,
  defaultNaming,
  entryOf,
  inMemory,
  environmentOf,
  rules,
  Workspace,
  type Finding,
  type Linter,
  type Rule,
  type Severity,
  type Snapshot,
  type Uri,
} from '../../server/src/core';
import { matches } from '../../server/src/core/globs';
import { readFixture, ROOT, snapshotOf, TODAY } from '../support/fixture';
import { entry, flow, flowPath, reference, requiredReference, solution } from '../support/solution';

const SEED = Number(process.env['SEED'] ?? 1);

const fail = (_: Rule, error: unknown): never => {
  throw error;
};

const linterOf = (severityOf?: (rule: Rule, configured: Severity) => Severity): Linter =>
  createLinter({ rules, today: TODAY, onCrash: fail, ...(severityOf && { severityOf }) });

const inShort = ({ rule, severity, at, subject }: Finding): string => `${severity} ${rule.id} ${at.uri.slice(ROOT.length)} ${subject}`;

/** What is found in these files by these rules: severity, rule, path and subject of each. */
function found(fixture: string, of: readonly string[], severityOf?: (rule: Rule, configured: Severity) => Severity): string[] {
  const all = [...linterOf(severityOf).run(snapshotOf(readFixture(fixture).files))].flatMap((it) => it.findings);
  return all.filter((it) => of.includes(it.rule.id)).map(inShort);
}

const configurationOf = (fixture: string, folder: string): ReturnType<Snapshot['configurations']['of']> =>
  snapshotOf(readFixture(fixture).files).configurations.of(ROOT + folder);

const file = (path: string, says: object): string => `--- ${path}\n${JSON.stringify(says)}\n`;

/** A flow with a key that nothing uses, in a solution that defines what the key names. */
const solutionWithUnusedKey = (root: string): string =>
  solution({ root, references: [reference('con_teams')] }) + flow({ root, connections: { shared_teams: entry('con_teams') } });

const KEY = 'unused-connection-key';
const keyIn = (root: string, severity = 'warning'): string => `${severity} ${KEY} ${flowPath({ root })} shared_teams`;

describe('a configuration', () => {
  it('may extend a file of a name that no address can spell', () => {
    const { files } = configurationOf(file('keyhook.json', { extends: ['a\uD800.json', '\uDC00/b.json'] }), '');
    assert.deepEqual(files, [`${ROOT}keyhook.json`]);
  });

  it('holds for its folder and all below, and the nearest holds alone', () => {
    const two = solutionWithUnusedKey('a/src') + solutionWithUnusedKey('b/src');
    assert.deepEqual(found(two + file('keyhook.json', { rules: { [KEY]: 'error' } }), [KEY]), [
      keyIn('a/src', 'error'),
      keyIn('b/src', 'error'),
    ]);
    const nearer = file('keyhook.json', { rules: { [KEY]: 'error' } }) + file('b/keyhook.json', { rules: { 'default-name': 'off' } });
    assert.deepEqual(found(two + nearer, [KEY]), [keyIn('a/src', 'error'), keyIn('b/src')]);
    const inside = file('a/src/keyhook.json', { rules: { [KEY]: 'off' } }) + file('b/x/keyhook.json', { rules: { [KEY]: 'off' } });
    assert.deepEqual(found(two + inside, [KEY]), [keyIn('b/src')]);
  });

  it('is the file with that very name', () => {
    const others = file('keyhook-team.json', { rules: { [KEY]: 'off' } }) + file('keyhook.jsonc', { rules: { [KEY]: 'off' } });
    assert.deepEqual(found(solutionWithUnusedKey('src') + others, [KEY]), [keyIn('src')]);
  });

  it('is what those say that it extends, the later more, and itself the most', () => {
    const {
      rules: said,
      naming,
      exclude,
      ...rest
    } = configurationOf(
      file('team/keyhook-team.json', {
        extends: '../keyhook-base.json',
        rules: { a: 'off', b: { allow: 'x' } },
        naming: { area: 'Team', types: 'User' },
        exclude: 'x',
      }) +
        file('keyhook-base.json', {
          extends: 'strict',
          rules: { a: 'error', b: { severity: 'info', allow: 'y', other: 'z' }, c: 'info' },
          environments: { Test: [], Prod: [] },
        }) +
        file('src/keyhook.json', {
          extends: ['../team/keyhook-team.json'],
          rules: { c: 'off' },
          naming: { area: 'Own' },
          exclude: 'y',
          environments: { Test: 't' },
        }),
      'src/deeper',
    );
    assert.deepEqual(said, {
      a: { severity: 'off', options: {} },
      b: { severity: 'info', options: { allow: ['x'], other: ['z'] } },
      c: { severity: 'off', options: {} },
    });
    assert.deepEqual(naming, { ...defaultNaming, area: 'Own', types: ['User'] });
    assert.deepEqual(exclude, [
      { base: `${ROOT}team`, pattern: 'x' },
      { base: `${ROOT}src`, pattern: 'y' },
    ]);
    assert.deepEqual(rest, {
      files: ['src/keyhook.json', 'team/keyhook-team.json', 'keyhook-base.json'].map((it) => ROOT + it),
      preset: 'strict',
      overrides: [],
      environments: [
        { name: 'Prod', files: [] },
        { name: 'Test', files: [{ base: `${ROOT}src`, pattern: 't' }] },
      ],
      ignores: [],
      baseline: undefined,
    });
  });

  it('makes nothing of a file that is not there or leads back', () => {
    const circle =
      file('keyhook.json', { extends: ['keyhook-a.json', 'keyhook-none.json'], rules: { 'default-name': 'off' } }) +
      file('keyhook-a.json', { extends: 'keyhook.json', rules: { [KEY]: 'off' } });
    assert.deepEqual(Object.keys(configurationOf(circle, 'src').rules), [KEY, 'default-name']);
    const messages = [...linterOf().run(snapshotOf(readFixture(circle).files))]
      .flatMap((it) => it.findings)
      .map((it) => `${it.at.uri} ${it.message}`);
    assert.deepEqual(messages, [
      `${ROOT}keyhook-a.json 'keyhook.json' extends 'keyhook-a.json' in turn, so neither can be first: leave one of the two out.`,
      `${ROOT}keyhook.json 'keyhook-a.json' extends 'keyhook.json' in turn, so neither can be first: leave one of the two out.`,
      `${ROOT}keyhook.json There is no file 'keyhook-none.json' to extend: a path begins in the folder of this file.`,
    ]);
  });

  it('may extend a name with half a character in it, which no file has', () => {
    const files = readFixture(file('keyhook.json', { extends: './keyhook-\uD800.json' })).files;
    assert.deepEqual(snapshotOf(files).configurations.extended, [`${ROOT}keyhook-%EF%BF%BD.json`]);
  });

  it('is not looked at where nobody uses it', () => {
    const report = file('keyhook-report.json', { version: 1, findings: [] });
    assert.deepEqual(found(solutionWithUnusedKey('src') + report, ['invalid-configuration']), []);
    assert.deepEqual(
      found(solutionWithUnusedKey('src') + report + file('keyhook.json', { extends: 'keyhook-report.json' }), ['invalid-configuration'])
        .length,
      2,
    );
  });

  it('raises what is off to an info and infos to warnings when it is strict', () => {
    const its = (configuration: object): string[] =>
      found(solutionWithUnusedKey('src') + file('keyhook.json', configuration), [
        KEY,
        'missing-description',
        'inactive-flow',
        'default-logical-name',
      ]).map((it) => it.split(' ').slice(0, 2).join(' '));
    assert.deepEqual(its({ extends: 'recommended' }), [`warning ${KEY}`]);
    assert.deepEqual(its({ extends: 'strict' }), [`warning ${KEY}`, 'info missing-description']);
    assert.deepEqual(its({ extends: ['strict', 'recommended'] }), [`warning ${KEY}`]);
    assert.deepEqual(its({ extends: 'strict', rules: { 'missing-description': 'off', [KEY]: 'info' } }), [`info ${KEY}`]);
  });
});

describe('severities', () => {
  const two = solutionWithUnusedKey('a/src') + solutionWithUnusedKey('b/src');

  it('differ by path, and the last that speaks of a file is right', () => {
    const overrides = [
      { files: 'a', rules: { [KEY]: 'error' } },
      { files: ['*/src/Workflows/**'], rules: { [KEY]: 'info' } },
      { files: 'b/src', rules: { [KEY]: 'off', 'default-name': 'error' } },
      { files: '**', rules: { 'default-name': 'off' } },
    ];
    assert.deepEqual(found(two + file('keyhook.json', { rules: { [KEY]: 'off' }, overrides }), [KEY]), [keyIn('a/src', 'info')]);
    assert.deepEqual(found(two + file('a/keyhook.json', { overrides: [{ files: 'src', rules: { [KEY]: 'error' } }] }), [KEY]), [
      keyIn('a/src', 'error'),
      keyIn('b/src'),
    ]);
  });

  it('are what whoever asks says, of the rules that are named only', () => {
    const severityOf = ({ id }: Rule, configured: Severity): Severity => (id === KEY ? 'info' : configured);
    const configured =
      two +
      file('keyhook.json', {
        rules: { [KEY]: 'off', 'missing-description': 'error' },
        overrides: [{ files: 'a', rules: { [KEY]: 'error' } }],
      });
    assert.deepEqual(found(configured, [KEY, 'missing-description'], severityOf), [
      keyIn('a/src', 'info'),
      'error missing-description a/src/Other/Customizations.xml con_teams',
      keyIn('b/src', 'info'),
      'error missing-description b/src/Other/Customizations.xml con_teams',
    ]);
  });
});

describe('globs', () => {
  const isMeant = (path: string, pattern: string, base = ''): boolean =>
    matches(ROOT + path.split('/').map(encodeURIComponent).join('/'), [{ base: (ROOT + base).replace(/\/$/, ''), pattern }]);

  for (const [pattern, path] of [
    ['src', 'src'],
    ['src', 'src/a/b.json'],
    ['src/', 'src/a.json'],
    ['./src', 'src/a.json'],
    ['*.json', 'a.json'],
    ['**/*.json', 'a.json'],
    ['**/b', 'a/b/c/d.json'],
    ['**', '.hidden/a.json'],
    ['{a,b}/*', 'b/c.json'],
    ['a?b', 'a(b'],
    ['a (1)', 'a (1)/x.json'],
    ['a [x] {y}/c.json', 'a [x] {y}/c.json'],
    ['Prüfung.json', 'Pru\u0308fung.json'],
    ['a/**/b', 'a/b'],
    ['a/**/b/*.json', 'a/x/b/y/b/z.json'],
    ['*-{dev,test}-?', 'x-dev-test-1/a.json'],
    ['{a/b,c}/d', 'a/b/d/x.json'],
    ['a[1-2](b)', 'a[1-2](b)'],
    ['?.json', '😀.json'],
  ] as const)
    it(`${pattern} means ${path}`, () => assert.ok(isMeant(path, pattern)));

  for (const [pattern, path] of [
    ['src', 'a/src'],
    ['src', 'srcs'],
    ['*.json', 'a/b.json'],
    ['a', 'A'],
    ['a/*/b', 'a/b'],
    ['a/*/b', 'a/x/y/b'],
    ['?', 'ab'],
    ['a[1-2]', 'a1'],
    ['+(a)', 'aa'],
  ] as const)
    it(`${pattern} does not mean ${path}`, () => assert.ok(!isMeant(path, pattern)));

  it('take no time, whatever they say of whatever path', () => {
    for (const pattern of ['(a+)+b', '*a'.repeat(50) + 'b', '**/*a/'.repeat(50) + 'b', '?*'.repeat(500) + 'b', '{a*,*a}'.repeat(6) + 'b'])
      for (const path of ['a'.repeat(10_000), 'a/'.repeat(5_000) + 'a']) assert.ok(!isMeant(path, pattern), pattern);
  });

  it('begin in the folder of their file', () => {
    assert.ok(isMeant('a/src/x.json', 'src', 'a'));
    assert.ok(!isMeant('b/src/x.json', 'src', 'a'));
    assert.ok(!isMeant('ab/x.json', '**', 'a'));
  });
});

describe('what is excluded', () => {
  const definer = solution({ root: 'core', name: 'Core', references: [reference('con_core')] });
  const user =
    solution({ root: 'src', references: [reference('con_teams')] }) +
    flow({ root: 'src', connections: { shared_teams: entry('con_core') } });
  const undefined_ = `error undefined-connection-reference ${flowPath()} con_core`;

  it('defines nothing and uses nothing', () => {
    const its = ['undefined-connection-reference', 'unused-connection-reference'];
    assert.deepEqual(found(definer + user, its), ['warning unused-connection-reference src/Other/Customizations.xml con_teams']);
    assert.deepEqual(found(definer + user + file('keyhook.json', { exclude: 'core' }), its), [
      undefined_,
      'warning unused-connection-reference src/Other/Customizations.xml con_teams',
    ]);
    assert.deepEqual(found(definer + user + file('keyhook.json', { exclude: 'src/Workflows' }), its), [
      'warning unused-connection-reference core/Other/Customizations.xml con_core',
      'warning unused-connection-reference src/Other/Customizations.xml con_teams',
    ]);
  });

  it('is in no solution and in no count', () => {
    const snapshot = snapshotOf(readFixture(definer + user + file('keyhook.json', { exclude: ['core', '**/*.data.xml'] })).files);
    assert.deepEqual(
      snapshot.solutions.map((it) => [it.root.slice(ROOT.length), it.flows.length]),
      [['src', 1]],
    );
  });

  it('comes back when the configuration says so, and goes again', () => {
    const workspace = new Workspace();
    const { files } = readFixture(definer + user);
    const set = (uri: Uri, text: string | undefined): void =>
      void workspace.apply([{ uri, entry: text === undefined ? undefined : entryOf(inMemory(uri, text), text) }]);
    for (const [uri, text] of files) set(uri, text);
    const linter = linterOf();
    const its = (): string[] =>
      [...linter.run(workspace.snapshot)]
        .flatMap((it) => it.findings)
        .filter((it) => it.rule.id.startsWith('undefined'))
        .map(inShort);
    const configuration = `${ROOT}keyhook.json`;
    for (const [text, expected] of [
      ['{ "exclude": ["core"] }', [undefined_]],
      ['{ "exclude": ["core"], }', [undefined_]],
      ['{ "exclude": ["other"] }', []],
      ['{ "exclude": ["core/Other"] }', [undefined_]],
      [undefined, []],
    ] as const) {
      set(configuration, text);
      assert.deepEqual(its(), expected, text);
    }
  });

  it('decides nothing', () => {
    const inner = file('src/keyhook.json', { rules: { 'undefined-connection-reference': 'off' } });
    assert.deepEqual(found(user + inner, ['undefined-connection-reference']), []);
    assert.deepEqual(found(user + inner + file('keyhook.json', { exclude: 'src/keyhook.json' }), ['undefined-connection-reference']), [
      undefined_,
    ]);
    const broken = file('old/keyhook.json', { rulez: {} });
    assert.deepEqual(found(user + broken + file('keyhook.json', { exclude: 'old' }), ['invalid-configuration']), []);
  });

  it('cannot be the configuration that excludes it', () => {
    assert.deepEqual(found(file('keyhook.json', { exclude: '**', rulez: {} }), ['invalid-configuration']), [
      'error invalid-configuration keyhook.json rulez',
    ]);
  });
});

describe('the parts of a name', () => {
  const named = (displayName: string): string => solution({ references: [reference('con_teams', 'shared_teams', displayName)] });
  const its = (displayName: string, naming: object): string[] =>
    found(named(displayName) + file('keyhook.json', { naming }), ['off-scheme-name']);

  it('are as the team has them', () => {
    assert.deepEqual(its('Absence – Teams – User', {}), []);
    assert.equal(its('Absence – Teams – User', { types: ['Robot'] }).length, 1);
    assert.equal(its('Absence – Teams – User', { areas: ['Leave'] }).length, 1);
    assert.deepEqual(its('Teams – Absence', { scheme: '<Connector> – <Area>' }), []);
    assert.deepEqual(its('Absence – Chat – User', { connectors: { shared_teams: 'Chat' } }), []);
  });
});

describe('an environment', () => {
  const environment = (path: string, environments: object): string | undefined =>
    environmentOf(ROOT + path, configurationOf(file('keyhook.json', { environments }), 'settings'));

  it('is told by the configuration, else by the name, as the configuration writes it', () => {
    const environments = { Test: [], Live: ['settings/prod.json', 'settings/eu'] };
    assert.equal(environment('settings/prod.json', environments), 'Live');
    assert.equal(environment('settings/eu/uat.json', environments), 'Live');
    assert.equal(environment('settings/test.json', environments), 'Test');
    assert.equal(environment('settings/uat.json', environments), 'uat');
  });

  it('is one and the same whatever the case of its letters, in what a file extends too', () => {
    const base = file('keyhook-base.json', { environments: { TEST: ['settings/old'], Prod: [] } });
    const { environments } = configurationOf(
      base + file('keyhook.json', { extends: 'keyhook-base.json', environments: { Test: ['settings/new'] } }),
      'settings',
    );
    assert.deepEqual(environments, [
      { name: 'Prod', files: [] },
      { name: 'Test', files: [{ base: ROOT.replace(/\/$/, ''), pattern: 'settings/new' }] },
    ]);
  });
});

describe('ignore', () => {
  const two = solutionWithUnusedKey('a/src') + solutionWithUnusedKey('b/src');
  const reason = 'For now';
  const its = (...ignore: object[]): string[] => found(two + file('keyhook.json', { ignore }), [KEY, 'unused-ignore', 'expired-ignore']);

  it('silences what it names, and nothing else', () => {
    const both = [keyIn('a/src'), keyIn('b/src')];
    assert.deepEqual(its({ rule: KEY, reason }), []);
    assert.deepEqual(its({ rule: KEY, reason, path: 'a' }), [keyIn('b/src')]);
    assert.deepEqual(its({ rule: KEY, reason, path: '**/Workflows/*.json', subject: 'shared_teams' }), []);
    assert.deepEqual(its({ rule: KEY, reason, path: flowPath({ root: 'b/src' }) }), [keyIn('a/src')]);
    const unused = (subject: string): string => `warning unused-ignore keyhook.json ${KEY} ${subject}`;
    assert.deepEqual(its({ rule: KEY, reason, subject: 'shared' }), [...both, unused('shared')]);
    assert.deepEqual(its({ rule: KEY, reason, path: 'c' }), [...both, unused('c')]);
    assert.deepEqual(its({ rule: KEY, reason, path: 'a' }, { rule: KEY, reason, path: 'a/src' }), [keyIn('b/src'), unused('a/src')]);
  });

  it('holds through its last day, and is then reported for itself only', () => {
    assert.deepEqual(its({ rule: KEY, reason, until: TODAY }), []);
    assert.deepEqual(its({ rule: KEY, reason, until: '2026-11-20' }), [
      keyIn('a/src'),
      keyIn('b/src'),
      `warning expired-ignore keyhook.json ${KEY}`,
    ]);
    assert.deepEqual(its({ rule: KEY, reason, until: '2026-11-20', subject: 'nothing' }).length, 3);
  });

  it('is not judged where its rule does not run', () => {
    const off = file('keyhook.json', { rules: { [KEY]: 'off' }, ignore: [{ rule: KEY, reason }] });
    assert.deepEqual(found(two + off, ['unused-ignore']), []);
    const forMe = file('keyhook.json', { ignore: [{ rule: KEY, reason, subject: 'nothing' }] });
    assert.deepEqual(
      found(two + forMe, ['unused-ignore'], ({ id }, configured) => (id === KEY ? 'off' : configured)),
      [],
    );
    assert.equal(found(two + forMe, ['unused-ignore']).length, 1);
    const partly = file('keyhook.json', {
      overrides: [{ files: 'a', rules: { [KEY]: 'off' } }],
      ignore: [{ rule: KEY, reason, path: 'a' }],
    });
    assert.equal(found(two + partly, ['unused-ignore']).length, 1);
  });

  it('is not judged as long as a file cannot be read that it may be about', () => {
    const ignore = file('keyhook.json', { ignore: [{ rule: KEY, reason, path: 'a', subject: 'gone' }] });
    assert.equal(found(two + ignore, ['unused-ignore']).length, 1);
    const broken = (root: string): string =>
      `--- ${root}/src/Workflows/Broken-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2D.json\n{ "properties": {\n`;
    assert.deepEqual(found(two + ignore + broken('a'), ['unused-ignore']), []);
    assert.equal(found(two + ignore + broken('b'), ['unused-ignore']).length, 1);
  });

  it('is used when one of those uses it that extend its file', () => {
    const team = file('keyhook-team.json', { ignore: [{ rule: KEY, reason, path: 'a' }] });
    const both = file('a/keyhook.json', { extends: '../keyhook-team.json' }) + file('b/keyhook.json', { extends: '../keyhook-team.json' });
    assert.deepEqual(found(two + team + both, [KEY, 'unused-ignore']), [keyIn('b/src')]);
    const unneeded = file('keyhook-team.json', { ignore: [{ rule: KEY, reason, path: 'c' }] });
    assert.deepEqual(found(two + unneeded + both, ['unused-ignore']), [`warning unused-ignore keyhook-team.json ${KEY} c`]);
  });

  it('counts what it silences, by entry', () => {
    const snapshot = snapshotOf(
      readFixture(
        two +
          file('keyhook.json', {
            ignore: [
              { rule: 'default-name', reason },
              { rule: KEY, reason, path: 'b' },
            ],
          }),
      ).files,
    );
    const linter = linterOf();
    const silenced = snapshot.solutions.map((it) =>
      linter.silenced(it, snapshot).ignored.map(({ finding, by }) => `${by.index} ${finding.at.uri.slice(ROOT.length)}`),
    );
    assert.deepEqual(silenced, [[], [`1 ${flowPath({ root: 'b/src' })}`]]);
  });
});

describe('a baseline', () => {
  const twoKeys =
    solution({ references: [reference('con_teams')] }) +
    flow({ connections: { shared_teams: entry('con_teams'), other: entry('con_teams') } });
  const of = (...findings: object[]): string => file('keyhook-baseline.json', { version: 1, findings });
  const known = { rule: KEY, path: flowPath(), subject: 'shared_teams' };
  const all = [keyIn('src'), keyIn('src').replace('shared_teams', 'other')];

  it('silences as many findings as it counts, by rule, path and subject', () => {
    assert.deepEqual(found(twoKeys, [KEY]), all);
    assert.deepEqual(found(twoKeys + of(known), [KEY]), [all[1]]);
    for (const other of [{ rule: 'default-name' }, { path: 'src' }, { subject: 'shared' }])
      assert.deepEqual(found(twoKeys + of({ ...known, ...other }), [KEY]), all);
  });

  it('counts equal findings', () => {
    const same = requiredReference('con_core', 'Core (1.0)');
    const twice =
      solution({ missing: [same] }) + flow({ connections: { a: entry('con_core'), b: entry('con_core'), c: entry('con_core') } });
    const rule = 'external-connection-reference';
    const baseline = (count?: number): string => of({ rule, path: flowPath(), subject: 'con_core', ...(count !== undefined && { count }) });
    assert.equal(found(twice, [rule]).length, 3);
    assert.equal(found(twice + baseline(), [rule]).length, 2);
    assert.equal(found(twice + baseline(2), [rule]).length, 1);
    assert.equal(found(twice + baseline(5), [rule]).length, 0);
  });

  it('goes by its own folder, the nearest, whichever configuration holds', () => {
    const nested = file('src/keyhook-baseline.json', { findings: [{ ...known, path: flowPath().slice('src/'.length) }] });
    assert.deepEqual(found(twoKeys + nested, [KEY]), [all[1]]);
    assert.deepEqual(found(twoKeys + nested + of({ ...known, subject: 'other' }), [KEY]), [all[1]]);
    assert.deepEqual(found(twoKeys + of(known) + file('src/keyhook.json', {}), [KEY]), [all[1]]);
  });

  it('counts nothing that is ignored', () => {
    const ignored = file('keyhook.json', { ignore: [{ rule: KEY, reason: 'x', subject: 'other' }] });
    const snapshot = snapshotOf(readFixture(twoKeys + of(known, { ...known, subject: 'other' }) + ignored).files);
    const { ignored: its, baselined } = linterOf().silenced(snapshot.solutions[0]!, snapshot);
    assert.deepEqual([its.map((it) => it.finding.subject), baselined.map((it) => it.subject)], [['other'], ['shared_teams']]);
  });
});

describe('a linter whose configuration is edited', () => {
  it('runs no rule again for what only silences, and every rule for what else is different', () => {
    let runs = 0;
    const probe: Rule = { id: 'probe', severity: 'warning', summary: 'Tests only.', check: () => (runs++, []) };
    const linter = createLinter({ rules: [probe], onCrash: fail });
    const workspace = new Workspace();
    const set = (path: string, text: string): number => {
      const uri = ROOT + path;
      workspace.apply([{ uri, entry: entryOf(inMemory(uri, text), text) }]);
      const before = runs;
      for (const { root } of workspace.snapshot.solutions)
        linter.findings(
          workspace.snapshot.solutions.find((it) => it.root === root)!,
          workspace.snapshot,
        );
      return runs - before;
    };
    for (const [uri, text] of readFixture(solutionWithUnusedKey('a') + solutionWithUnusedKey('b')).files) set(uri.slice(ROOT.length), text);
    assert.equal(set('keyhook.json', '{}'), 2);
    assert.equal(set('keyhook.json', '{ "ignore": [{ "rule": "default-name", "reason": "x" }] }'), 0);
    assert.equal(set('keyhook-baseline.json', '{ "findings": [] }'), 0);
    assert.equal(set('keyhook.json', '{ "ignore": [], // none\n }'), 0);
    assert.equal(set('keyhook.json', '{ "naming": { "area": "x" } }'), 2);
  });
});

describe('a workspace whose configuration is edited', () => {
  const { files } = readFixture(
    solutionWithUnusedKey('a/src') +
      solutionWithUnusedKey('b/src') +
      solution({ root: 'core', name: 'Core', references: [reference('con_core_1a2b3')] }) +
      flow({ root: 'b/src', name: 'Other', connections: { shared_teams: entry('con_core_1a2b3') } }),
  );
  const configurations = [
    '{}',
    '{ "rules": { "unused-connection-key": "error", "default-logical-name": "info" } }',
    '{ "extends": "strict" }',
    '{ "extends": ["../keyhook.json", "keyhook-team.json"] }',
    '{ "extends": "keyhook.json" }',
    '{ "exclude": ["core", "**/Workflows"] }',
    '{ "exclude": "src/keyhook.json" }',
    '{ "exclude": ["b"], "ignore": [{ "rule": "unused-connection-key", "reason": "x", "path": "**/a/**" }] }',
    '{ "ignore": [{ "rule": "unused-connection-key", "reason": "x" }, { "rule": "unused-connection-reference", "reason": "x", "subject": "con_teams" }] }',
    '{\n\n"ignore": [ { "rule": "unused-connection-key", "reason": "x", "until": "2020-01-01" }] }',
    '{ "overrides": [{ "files": "b", "rules": { "unused-connection-key": "off" } }], "naming": { "types": ["Robot"] } }',
    '{ "rules": { "nothing": "off"',
    undefined,
  ];
  const places = ['keyhook.json', 'b/keyhook.json', 'a/src/keyhook.json', 'keyhook-team.json', 'b/keyhook-team.json'].map(
    (it) => ROOT + it,
  );
  const baselines = [
    '{ "findings": [] }',
    `{ "findings": [{ "rule": "${KEY}", "path": "b/src/Workflows/x", "subject": "x" }, { "rule": "${KEY}", "path": "${flowPath({ root: 'a/src' })}", "subject": "shared_teams" }] }`,
    undefined,
  ];

  const edit = fc.oneof(
    { weight: 5, arbitrary: fc.record({ uri: fc.constantFrom(...places), text: fc.constantFrom(...configurations) }) },
    { weight: 1, arbitrary: fc.record({ uri: fc.constant(`${ROOT}keyhook-baseline.json`), text: fc.constantFrom(...baselines) }) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(...files)
        .chain(([uri, text]) => fc.record({ uri: fc.constant(uri), text: fc.constantFrom(text, undefined) })),
    },
  );

  it('gives what a fresh one gives, with all that is remembered', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), fc.boolean(), (edits, outside) => {
        const workspace = new Workspace();
        const linter = linterOf();
        const now = new Map<Uri, string>(files);
        const all = (one: Linter, snapshot: Snapshot): unknown =>
          [...one.run(snapshot)].flatMap(({ folder, findings }) =>
            findings.map((it) => [folder.root, inShort(it), it.at.span, it.message]),
          );
        const isOutside = (uri: Uri): boolean => outside && uri === places[0];
        const apply = (uri: Uri, text: string | undefined): void =>
          void workspace.apply([
            {
              uri,
              entry: text === undefined ? undefined : entryOf(inMemory(uri, text), text),
              ...(isOutside(uri) && { isOutside: true as const }),
            },
          ]);
        for (const [uri, text] of files) apply(uri, text);
        for (const { uri, text } of edits) {
          if (text === undefined) now.delete(uri);
          else now.set(uri, text);
          apply(uri, text);
          const [inside, beyond] = [new Map([...now].filter(([it]) => !isOutside(it))), new Map([...now].filter(([it]) => isOutside(it)))];
          assert.deepEqual(all(linter, workspace.snapshot), all(linterOf(), snapshotOf(inside, beyond)));
        }
      }),
      { numRuns: 60, seed: SEED },
    );
  });
});
