import * as assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { rules } from '../../server/src/core';
import { entry, flow, flowUsing, metadata, operation, reference, solution, ID } from '../support/solution';
import { folderWith, run, textsIn, write, type Ran } from './run';

const FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'azure', 'gitlab', 'markdown'];

const direct =
  solution({ flows: [ID] }) +
  flow({ connections: { shared_teams: entry(undefined) }, actions: { Act: operation('shared_teams') } }) +
  metadata();
const sound = solution({ flows: [ID], references: [reference('con_teams')] }) + flowUsing('con_teams') + metadata();

const check = (folder: string, args: readonly string[], environment = {}): Promise<Ran> =>
  run(['check', '.', ...args], folder, { environment });

describe('--format', () => {
  it('writes a file what it would print', async () => {
    for (const [fixture, code] of [
      [direct, 1],
      [sound, 0],
    ] as const) {
      const folder = folderWith(fixture);
      for (const format of FORMATS) {
        const printed = await check(folder, ['--format', format]);
        const filed = await check(folder, ['--format', `${format}=a=b.${format}`, '--format', format]);
        assert.deepEqual(filed, printed, format);
        assert.deepEqual([printed.code, printed.err], [code, ''], format);
        assert.equal(readFileSync(join(folder, `a=b.${format}`), 'utf8'), printed.out, format);
      }
    }
  });

  it('does not change the exit code', async () => {
    for (const format of FORMATS) {
      assert.equal((await check(folderWith(direct), ['--format', format, '--rule', 'direct-connection=info'])).code, 0);
      assert.equal((await check(folderWith(direct), ['--format', `${format}=out`])).code, 1);
    }
  });

  it('takes several, and prints as usual when each has a file', async () => {
    const folder = folderWith(direct);
    const usual = await check(folder, []);
    const all = FORMATS.flatMap((it) => ['--format', `${it}=report.${it}`]);
    assert.deepEqual(await check(folder, all), usual);
    assert.deepEqual(
      Object.keys(textsIn(folder)).filter((it) => it.startsWith('report.')),
      FORMATS.map((it) => `report.${it}`).sort(),
    );
    assert.equal(readFileSync(join(folder, 'report.text'), 'utf8'), usual.out);
  });

  it('has no colours in a file', async () => {
    const folder = folderWith(direct);
    const { out } = await run(['check', '--format', 'text=out.txt'], folder, { colors: true });
    assert.match(out, /\u001b\[31m/);
    assert.doesNotMatch(readFileSync(join(folder, 'out.txt'), 'utf8'), /\u001b/);
  });

  it('writes over what was there', async () => {
    const folder = folderWith(direct);
    write(folder, 'out.json', 'x'.repeat(100_000));
    await check(folder, ['--format', 'json=out.json']);
    assert.equal((JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')) as { version: number }).version, 1);
  });

  it('takes a path as the shell means it', async () => {
    const [folder, other] = [folderWith(direct), folderWith()];
    mkdirSync(join(folder, 'reports'));
    await check(folder, ['--format', 'json=./reports/../reports/a.json', '--format', `gitlab=${join(other, 'b.json')}`]);
    assert.ok('reports/a.json' in textsIn(folder) && 'b.json' in textsIn(other));
  });

  it('refuses what makes no sense, before anything is read', async () => {
    for (const [args, message] of [
      [['text', 'json'], "Only one format can go to standard output: write 'text=PATH' or 'json=PATH' to put one into a file.\n"],
      [
        ['sarif=a', 'json', 'github'],
        "Only one format can go to standard output: write 'json=PATH' or 'github=PATH' to put one into a file.\n",
      ],
      [['json', 'json'], "Only one format can go to standard output: write 'json=PATH' or 'json=PATH' to put one into a file.\n"],
      [['json='], '--format json=: the path is empty.\n'],
      [['json=a', 'sarif=a'], '--format sarif=a: another format goes to this file already.\n'],
      [['json=a', 'sarif=b/../a'], '--format sarif=b/../a: another format goes to this file already.\n'],
      [
        ['xml=a'],
        "Option '--format <format>' argument 'xml=a' is invalid. Allowed choices are text, json, sarif, junit, github, azure, gitlab, markdown.\n",
      ],
    ] as const) {
      const { code, out, err } = await check(
        folderWith(),
        args.flatMap((it) => ['--format', it]),
      );
      assert.deepEqual([code, out, err], [2, '', message]);
    }
  });

  it('says which file cannot be written, after all else, and ends with 2', async () => {
    for (const fixture of [direct, sound]) {
      const folder = folderWith(fixture);
      mkdirSync(join(folder, 'folder'));
      const usual = await check(folder, []);
      const formats = ['json=nowhere/deep/a.json', 'sarif=b.sarif', 'gitlab=folder', 'junit=c.xml'].flatMap((it) => ['--format', it]);
      const { code, out, err } = await check(folder, formats);
      assert.equal(
        err,
        "'nowhere/deep/a.json' cannot be written: there is no folder 'nowhere/deep'.\n'folder' cannot be written: illegal operation on a directory.\n",
      );
      assert.deepEqual([code, out], [2, usual.out]);
      assert.ok('b.sarif' in textsIn(folder) && 'c.xml' in textsIn(folder));
    }
  });

  it('tells of a rule that failed in every format', async () => {
    const rule = rules.find((it) => it.id === 'inactive-flow')! as { checkFlow: unknown };
    const { checkFlow: real } = rule;
    rule.checkFlow = () => {
      throw new Error('no luck');
    };
    try {
      for (const format of FORMATS) {
        const { code, out, err } = await check(folderWith(direct), ['--format', format]);
        assert.deepEqual([code, err.split(':')[0]], [2, 'The rule inactive-flow failed']);
        assert.match(out, /direct-connection/);
      }
    } finally {
      rule.checkFlow = real;
    }
  });

  describe('is chosen by itself', () => {
    const printed = async (environment: object, ...args: string[]): Promise<string> =>
      (await check(folderWith(direct), args, environment)).out;

    it('on GitHub Actions and Azure Pipelines, beside the text', async () => {
      const [text, github, azure] = await Promise.all([printed({}), printed({}, '--format', 'github'), printed({}, '--format', 'azure')]);
      assert.equal(await printed({ GITHUB_ACTIONS: 'true' }), text + github);
      assert.equal(await printed({ TF_BUILD: 'True' }), text + azure);
      assert.equal(await printed({ GITHUB_ACTIONS: 'true', TF_BUILD: 'True' }), text + github);
      for (const other of [{ GITHUB_ACTIONS: 'false' }, { GITHUB_ACTIONS: '' }, { TF_BUILD: '' }, { CI: 'true' }, { GITLAB_CI: 'true' }])
        assert.equal(await printed(other), text);
    });

    it('unless standard output was asked for something else', async () => {
      for (const environment of [{ GITHUB_ACTIONS: 'true' }, { TF_BUILD: 'True' }])
        for (const format of FORMATS) assert.equal(await printed(environment, '--format', format), await printed({}, '--format', format));
    });

    it('with paths from the root of what was checked out', async () => {
      const folder = folderWith(direct.replaceAll('--- src/', '--- a/src/'));
      for (const [name, environment] of [
        ['file=', { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: folder }],
        ['sourcepath=', { TF_BUILD: 'True', BUILD_SOURCESDIRECTORY: folder }],
      ] as const) {
        const { out } = await run(['check'], join(folder, 'a'), { environment });
        assert.ok(out.includes(`${name}a/src/Workflows/`));
        assert.ok(out.startsWith('src/Workflows/'), 'the text is for who runs it there');
      }
    });
  });

  describe('copes with whatever a name holds', () => {
    const evil = 'a\n::error::b ]]>&<c> "d\' %0A %25 ##vso[task.complete]e ##[f] \u001b[31m \u009b \u2028 \u{1F600} | `g` {0} [h](1) \\';
    const escape = (text: string): string => text.replace(/[&<>"\n]/g, (it) => `&#${it.charCodeAt(0)};`).replaceAll('\u001b', ''); // no XML file can hold that one
    const fixture =
      solution({
        flows: [ID],
        references: [reference('con_a', 'shared_teams', escape(evil)), reference('con_b', 'shared_teams', escape(evil))],
      }) +
      flow({ connections: { [evil]: entry(undefined), x: entry('con_b') }, actions: { [evil]: operation(evil), y: operation('x') } }) +
      metadata({ displayName: escape(evil), stateCode: '0' });

    for (const format of FORMATS)
      it(format, async () => {
        const folder = folderWith(fixture);
        for (const environment of [{}, { GITHUB_ACTIONS: 'true' }]) {
          const { code, out, err } = await check(folder, ['--format', format], environment);
          assert.deepEqual([code, err], [1, '']);
          assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028]/);
          assert.doesNotMatch(out.replace(/^##vso\[task\.logissue /gm, ''), /##(?:vso)?\[/, 'an order to a log');
          assert.doesNotMatch(
            format === 'github' ? out.replace(/^::(?:error|warning|notice) /gm, '') : out,
            /^\s*::/m,
            'an order to a log',
          );
          assert.ok(out.includes('\u{1F600}'));
          if (['json', 'sarif', 'gitlab'].includes(format)) assert.match(JSON.stringify(JSON.parse(out)), /##vso\\*\[task\.complete/);
          if (format === 'junit') assert.equal(XMLValidator.validate(out), true);
        }
      });

    it('a file’s name too', async function () {
      if (process.platform === 'win32') return this.skip(); // no such names there
      const folder = folderWith(`${solution({ root: '::error::##vso[x]\u001b' })}--- ::error::##vso[x]\u001b/Workflows/%0A,;]b.json\n{\n`);
      for (const format of FORMATS) {
        const { out } = await check(folder, ['--format', format]);
        assert.match(out, /%(?:25|AZP25)?0A/);
        assert.doesNotMatch(out.replace(/^##vso\[task\.logissue /gm, ''), /##(?:vso)?\[|[\u0000-\u0009\u000b-\u001f]/);
        assert.doesNotMatch(format === 'github' ? out.replace(/^::(?:error|warning|notice) /gm, '') : out, /^\s*::/m);
      }
    });
  });
});
