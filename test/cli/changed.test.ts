import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckReport } from '../../server/src/core';
import { readFixture, ROOT } from '../support/fixture';
import { entry, flow, flowPath, metadata, operation, reference, solution } from '../support/solution';
import { zipOf } from '../support/zip';
import { check, folderWith, run, write } from './run';

const GUID = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const parts = (number: number, root = 'src') => ({ root, name: `Flow${number}`, id: GUID(number) });

/** A flow with an error of its own. */
const wrong = (number: number, root = 'src'): string =>
  flow({ ...parts(number, root), connections: { k: entry(undefined) }, actions: { Act: operation('k') } }) + metadata(parts(number, root));
const wrongPath = (number: number, root = 'src'): string => flowPath(parts(number, root));

/** The text of a fixture's first file. */
function textOf(fixture: string): string {
  return fixture.split(/^--- .*\n/m)[1]!;
}

/** Git as a person has it, whatever this machine's settings are. */
function git(folder: string, ...args: readonly string[]): string {
  const settings = {
    'user.name': 'Ada',
    'user.email': 'ada@example.com',
    'init.defaultBranch': 'main',
    'commit.gpgsign': 'false',
    'core.autocrlf': 'false',
    'protocol.file.allow': 'always',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return execFileSync('git', [...options, '-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/** A repository with one commit of a fixture. */
function repositoryWith(fixture: string): string {
  const folder = folderWith(fixture);
  git(folder, 'init');
  commit(folder);
  return folder;
}

function commit(folder: string): string {
  git(folder, 'add', '-A');
  git(folder, 'commit', '--quiet', '-m', 'Say what is new');
  return git(folder, 'rev-parse', 'HEAD').trim();
}

function rewrite(folder: string, path: string): void {
  write(
    folder,
    path,
    flow({ ...parts(1), connections: { k: entry(undefined) }, actions: { Act: operation('k') }, indent: 4 }).replace(/^---.*\n/, ''),
  );
}

/** The files of the findings with `--changed`, each once. */
async function paths(folder: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { out, err } = await run(['check', '--format', 'json', ...(args.length > 0 ? args : ['--changed'])], folder);
  assert.equal(err, '');
  return [...new Set((JSON.parse(out) as CheckReport).findings.map((it) => it.path))];
}

const three = solution({ flows: [1, 2, 3].map(GUID) }) + wrong(1) + wrong(2) + wrong(3);

describe('keyhook check --changed', () => {
  it('shows nothing where nothing has changed', async () => {
    const folder = repositoryWith(three);
    assert.equal((await check([], folder)).findings.length, 3);
    const { findings, code, summary } = await check(['--changed'], folder);
    assert.deepEqual([findings, code, summary.flows], [[], 0, 3]);
  });

  it('shows what is not committed: changed, staged and new files', async () => {
    const folder = repositoryWith(three);
    rewrite(folder, wrongPath(1));
    assert.deepEqual(await paths(folder), [wrongPath(1)]);
    git(folder, 'add', '-A');
    assert.deepEqual(await paths(folder), [wrongPath(1)]);
    write(
      folder,
      wrongPath(4),
      wrong(4)
        .split('\n')
        .slice(1)
        .join('\n')
        .replace(/--- [^]*/, ''),
    );
    assert.deepEqual(await paths(folder), [wrongPath(1), wrongPath(4)]);
    commit(folder);
    assert.deepEqual(await paths(folder), []);
  });

  it('does not take a file for changed that was only touched', async () => {
    const folder = repositoryWith(three);
    const [path] = [wrongPath(2)];
    renameSync(join(folder, path), join(folder, 'x'));
    write(folder, path, execFileSync('git', ['-C', folder, 'show', `HEAD:${path}`], { encoding: 'utf8' }));
    rmSync(join(folder, 'x'));
    assert.deepEqual(await paths(folder), []);
  });

  it('leaves out what git ignores', async () => {
    const folder = repositoryWith(`--- .gitignore\n/ignored/\n${three}`);
    for (const root of ['ignored', 'new']) write(folder, wrongPath(5, root), textOf(wrong(5, root)));
    assert.deepEqual(await paths(folder), [wrongPath(5, 'new')]);
  });

  it('compares with where the branch left the other one', async () => {
    const folder = repositoryWith(three);
    const before = git(folder, 'rev-parse', 'HEAD').trim();
    git(folder, 'checkout', '--quiet', '-b', 'mine');
    rewrite(folder, wrongPath(1));
    commit(folder);
    git(folder, 'checkout', '--quiet', 'main');
    rewrite(folder, wrongPath(2));
    commit(folder);
    git(folder, 'checkout', '--quiet', 'mine');
    for (const ref of ['main', 'refs/heads/main', before, before.slice(0, 10), 'HEAD~1', 'HEAD^'])
      assert.deepEqual(await paths(folder, '--changed', ref), [wrongPath(1)], ref);
    rewrite(folder, wrongPath(3));
    assert.deepEqual(await paths(folder, '--changed=main'), [wrongPath(1), wrongPath(3)]);
    assert.deepEqual(await paths(folder, '--changed', 'HEAD'), [wrongPath(3)]);
    assert.deepEqual(await paths(folder, '--changed', '--', '.'), [wrongPath(3)]);
    assert.deepEqual(await paths(folder, '--changed', 'main', wrongPath(3)), [wrongPath(3)]);
  });

  it('reads whole solutions', async () => {
    const sound =
      solution({ flows: [GUID(1)], references: [reference('con_a')] }) +
      flow({ ...parts(1), connections: { k: entry('con_a') }, actions: { Act: operation('k') } }) +
      metadata(parts(1));
    const folder = repositoryWith(sound);
    write(
      folder,
      wrongPath(1),
      flow({ ...parts(1), connections: { k: entry('con_a') }, actions: { Act: operation('k') }, indent: 4 }).replace(/^---.*\n/, ''),
    );
    assert.deepEqual(await paths(folder), [], 'the reference is found in the file that has not changed');
  });

  it('shows a finding also where only a related place has changed', async () => {
    const shared = (root: string, label: string): string =>
      solution({ root, name: root, references: [reference('con_a', 'shared_teams', label)] });
    const folder = repositoryWith(shared('one', 'A') + shared('two', 'A'));
    write(folder, 'two/Other/Customizations.xml', shared('two', 'B').split('Customizations.xml\n')[1]!);
    const { findings } = await check(['--changed', '--rule', 'unused-connection-reference=off'], folder);
    assert.deepEqual(
      findings.filter((it) => it.rule === 'shared-across-solutions').map((it) => it.path),
      ['one/Other/Customizations.xml', 'two/Other/Customizations.xml'],
    );
  });

  it('shows all of a solution that lost a file, and nothing of the one next door', async () => {
    const folder = repositoryWith(three + solution({ root: 'other', name: 'Other', flows: [GUID(7)] }) + wrong(7, 'other'));
    rmSync(join(folder, wrongPath(3)));
    const shown = await paths(folder);
    assert.ok(shown.includes(wrongPath(1)) && shown.includes(wrongPath(2)));
    assert.ok(shown.every((it) => it.startsWith('src/')));
  });

  it('knows a file under its new name', async () => {
    const folder = repositoryWith(solution() + wrong(1));
    git(folder, 'mv', wrongPath(1), 'src/Workflows/Ünder neuem "Namen".json');
    assert.ok((await paths(folder)).includes('src/Workflows/Ünder neuem "Namen".json'));
  });

  it('works below the root of the repository, and for one above', async () => {
    const fixture = three.replaceAll('--- src/', '--- a/b/src/');
    const folder = repositoryWith(fixture);
    rewrite(folder, `a/b/${wrongPath(2)}`);
    assert.deepEqual(await paths(join(folder, 'a/b')), [wrongPath(2)]);
    assert.deepEqual(await paths(join(folder, 'a/b/src')), [wrongPath(2).slice(4)]);
    mkdirSync(join(folder, 'c/d'), { recursive: true });
    assert.deepEqual(await paths(join(folder, 'c/d'), '--changed', '--', '../../a'), [`../../a/b/${wrongPath(2)}`]);
  });

  it('works in a worktree', async () => {
    const folder = repositoryWith(three);
    const other = join(folderWith(), 'tree');
    git(folder, 'worktree', 'add', '--quiet', '-b', 'other', other);
    rewrite(other, wrongPath(1));
    assert.deepEqual(await paths(other), [wrongPath(1)]);
    assert.deepEqual(await paths(other, '--changed', 'main'), [wrongPath(1)]);
    assert.deepEqual(await paths(folder), []);
  });

  it('takes everything for changed before the first commit', async () => {
    const folder = folderWith(three);
    git(folder, 'init');
    assert.equal((await paths(folder)).length, 3);
    git(folder, 'add', '-A');
    assert.equal((await paths(folder)).length, 3);
  });

  it('takes a submodule and a repository inside for changed as a whole', async () => {
    const inner = repositoryWith(wrong(1, 'sub'));
    const folder = repositoryWith(three);
    git(folder, 'submodule', 'add', '--quiet', inner, 'module');
    commit(folder);
    assert.deepEqual(await paths(folder), []);
    rewrite(join(folder, 'module'), wrongPath(1, 'sub'));
    commit(join(folder, 'module'));
    assert.deepEqual(await paths(folder), [`module/${wrongPath(1, 'sub')}`]);
    git(folder, 'clone', '--quiet', inner, 'unknown');
    assert.deepEqual(await paths(folder), [`module/${wrongPath(1, 'sub')}`, `unknown/${wrongPath(1, 'sub')}`]);
  });

  it('takes a zip for changed as a whole', async () => {
    const folder = repositoryWith('--- README.md\nSolutions.\n');
    const files = [...readFixture(three.replaceAll('--- src/Other/', '--- ').replaceAll('--- src/', '--- ')).files];
    const zip = (extra: string): void =>
      write(
        folder,
        'Absence.zip',
        zipOf([...files, [`${ROOT}${extra}`, '']].map(([uri = '', text = '']) => ({ name: uri.slice(ROOT.length), content: text }))),
      );
    zip('a.txt');
    commit(folder);
    assert.deepEqual(await paths(folder, '--changed', '--', 'Absence.zip'), []);
    zip('b.txt');
    assert.deepEqual(
      await paths(folder, '--changed', '--', 'Absence.zip'),
      [1, 2, 3].map((it) => `Absence.zip!/${wrongPath(it).slice(4)}`),
    );
  });

  describe('says in words', () => {
    async function checkRefusal(folder: string, message: RegExp, ...args: readonly string[]): Promise<void> {
      const { code, out, err } = await run(['check', ...args], folder);
      assert.match(err, message);
      assert.doesNotMatch(err, /fault of Keyhook|\bat .*:\d+:\d+|fatal/);
      assert.deepEqual([code, out, err.split('\n').length], [2, '', 2]);
    }

    it('that there is no repository', () =>
      checkRefusal(
        folderWith(three),
        /^The working directory is in no git repository, so nothing tells what has changed: leave out --changed\.\n$/,
        '--changed',
      ));

    it('that git knows no such commit', async () => {
      const folder = repositoryWith(three);
      for (const ref of ['nowhere', '--output=x', '-h', '--upload-pack=touch x', 'HEAD:src', 'HEAD^{tree}', '\u001b[31m', 'src', ' '])
        await checkRefusal(folder, /^git knows no commit '.*'\. To name a path after --changed, put -- before it\.\n$/, `--changed=${ref}`);
      await checkRefusal(folder, /^git knows no commit 'src'/, '--changed', 'src');
      await checkRefusal(folder, /^git knows no commit ''/, '--changed=');
      assert.ok(!existsSync(join(folder, 'x')));
    });

    it('that nothing is committed yet, or that two branches have nothing in common', async () => {
      const fresh = folderWith(three);
      git(fresh, 'init');
      await checkRefusal(fresh, /^git knows no commit 'main'/, '--changed', 'main');
      const folder = repositoryWith(three);
      git(folder, 'checkout', '--quiet', '--orphan', 'new');
      await checkRefusal(folder, /^Nothing is committed here yet: leave out the reference after --changed\.\n$/, '--changed', 'main');
      rewrite(folder, wrongPath(1));
      commit(folder);
      await checkRefusal(
        folder,
        /^'main' and HEAD have no commit in common that is here: fetch more of the history, or name another reference\.\n$/,
        '--changed',
        'main',
      );
    });

    it('that a solution lies outside of the repository', async () => {
      const [folder, other] = [repositoryWith(three), folderWith(three)];
      await checkRefusal(
        folder,
        /^'\.\.\/[\w-]+\/src' is outside of the git repository '\.', so nothing tells what has changed there\.\n$/,
        '--changed',
        '--',
        '.',
        other,
      );
    });

    it('that there is no git', async () => {
      const { PATH } = process.env;
      const folder = repositoryWith(three);
      process.env['PATH'] = folder;
      try {
        await checkRefusal(folder, /^There is no git here, which would tell what has changed: leave out --changed\.\n$/, '--changed');
      } finally {
        process.env['PATH'] = PATH;
      }
    });
  });

  it('runs nothing that the repository names', async function () {
    if (process.platform === 'win32') return this.skip(); // a shell script is needed
    const folder = repositoryWith(`--- .gitattributes\n*.json filter=evil=x diff=evil\n*.xml filter=plain\n${three}`);
    const script = join(folder, '.git/evil');
    write(folder, '.git/evil', `#!/bin/sh\ntouch '${folder}/ran'\ncat\n`);
    chmodSync(script, 0o755);
    for (const name of ['post-index-change', 'fsmonitor-watchman', 'pre-commit']) symlinkSync(script, join(folder, '.git/hooks', name));
    for (const name of [
      'core.fsmonitor',
      'core.pager',
      'core.sshCommand',
      'diff.external',
      'diff.evil.command',
      'diff.evil.textconv',
      'filter.evil=x.clean',
      'filter.evil=x.process',
      'filter.plain.clean',
      'alias.diff',
      'alias.rev-parse',
    ])
      git(folder, 'config', name, name.startsWith('alias') ? `!${script}` : script);
    git(folder, 'config', 'filter.evil=x.required', 'true');
    git(folder, 'config', 'hook.evil.command', script); // since git 2.54
    git(folder, 'config', 'hook.evil.event', 'post-index-change');
    rewrite(folder, wrongPath(1));
    write(folder, 'src/Other/Customizations.xml', '<ImportExportXml></ImportExportXml>');
    utimesSync(join(folder, 'src/Other/Solution.xml'), 1, 1); // its entry in the index is written anew
    assert.deepEqual(await paths(folder), [wrongPath(1)]);
    assert.deepEqual(await paths(folder, '--changed', 'HEAD'), [wrongPath(1)]);
    assert.ok(!existsSync(join(folder, 'ran')));
    assert.throws(() => git(folder, 'diff', 'HEAD'));
    assert.ok(existsSync(join(folder, 'ran')), 'git itself would have run it');
  });
});
