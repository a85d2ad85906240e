import * as assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, REPOSITORY, run, write } from './cli/run';

const page = readFileSync('docs/pipelines.md', 'utf8');

/** The blocks of the page in a language; none for those without one. */
function blocks(language: string): readonly string[] {
  return [...page.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].flatMap(([, its, text = '']) => (its === language ? text : []));
}

/** What the steps of a YAML text run, each as one script. */
function scripts(yaml: string, key: string): readonly string[] {
  const found = yaml.matchAll(new RegExp(`^( *)(?:- )?${key}: (?:\\|\\n((?:(?:\\1 .*)?\\n)+)|(.+)\\n)`, 'gm'));
  return [...found].map(([, , lines, line]) => line ?? lines!.replaceAll(new RegExp(`^${/^ */.exec(lines!)![0]}`, 'gm'), ''));
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function shell(script: string, cwd: string, environment: Readonly<Record<string, string>> = {}): Ended {
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: cwd, ...environment },
  });
  return { code: status, out: stdout, err: stderr };
}

function git(cwd: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'init.defaultBranch=main', ...args], {
    cwd,
    stdio: 'ignore',
  });
}

/** A team's repository, with the command in it as the page says. */
function team(): string {
  const folder = folderWith();
  cpSync('examples/contoso', folder, { recursive: true });
  cpSync('dist/cli.js', join(folder, 'keyhook.js'));
  git(folder, 'init');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-m', 'Begin');
  return folder;
}

const text = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');

/** What is written down for pipelines, run here as far as a machine without them can. */
describe('the recipes of docs/pipelines.md', () => {
  before(function () {
    if (process.platform === 'win32') return this.skip(); // the recipes are for a POSIX shell
    const { status, stderr } = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: REPOSITORY, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });

  it('call the command as it can be called', () => {
    const folder = team();
    git(folder, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
    const lines = blocks('').flatMap((it) => it.trim().split('\n'));
    assert.ok(lines.length >= 5);
    for (const line of lines) {
      const { code, out, err } = shell(line, folder);
      assert.deepEqual([code, err], [line.includes('sarif') ? 1 : 0, ''], line);
      assert.notEqual(out, '');
    }
    assert.match(text(folder, 'keyhook.sarif'), /"version": "2\.1\.0"/);
    assert.match(text(folder, 'keyhook.xml'), /^<\?xml /);
  });

  it('name every format', async () => {
    const { out } = await run(['check', '--help']);
    const [, , formats = ''] = /--format <format>([^]*?)how to print: ([^]*?)or format=path/.exec(out)!;
    assert.deepEqual(
      [...page.matchAll(/^\| `(\w+)` /gm)].map((it) => it[1]),
      formats
        .replace('(the default)', '')
        .match(/\w+/g)!
        .filter((it) => !['or', 'the', 'default'].includes(it)),
    );
  });

  describe('for GitHub', () => {
    const action = readFileSync('action.yml', 'utf8');
    const [key = '', build = '', lint = ''] = scripts(action, 'run');
    const inputs = { FAIL_ON: 'warning', CHANGED: '', SARIF: '', SUMMARY: 'true', PATHS: '.', KEYHOOK: join(REPOSITORY, 'dist/cli.js') };
    const act = (folder: string, more: Partial<typeof inputs> = {}): Ended => {
      const summary = join(folder, '.summary');
      write(folder, '.summary', '');
      return shell(lint, folder, { ...inputs, ...more, GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: folder, GITHUB_STEP_SUMMARY: summary });
    };

    it('hand every input to the command by the environment, never by the script', () => {
      assert.doesNotMatch([key, build, lint].join(''), /\$\{\{/);
      const names = [...action.matchAll(/^ {2}([\w-]+):\n {4}description:/gm)].map((it) => it[1]!);
      assert.deepEqual(names, ['paths', 'fail-on', 'changed', 'sarif', 'summary']);
      for (const it of names)
        assert.match(action, new RegExp(`^ +${it.toUpperCase().replace('-', '_')}: \\$\\{\\{ inputs\\.${it} \\}\\}$`, 'm'));
      const [example = ''] = blocks('yaml');
      for (const [, used = ''] of example
        .split('keyhook@main')[1]!
        .split('- uses')[0]!
        .matchAll(/^ {10}([\w-]+):/gm))
        assert.ok(names.includes(used), used);
    });

    it('know the action’s content by one key', () => {
      const folder = folderWith();
      for (const it of ['package.json', 'package-lock.json', 'esbuild.mjs', 'server', 'docs/rules'])
        cpSync(it, join(folder, it), { recursive: true });
      const keyOf = (): string => {
        write(folder, '.output', '');
        assert.equal(shell(key, folder, { GITHUB_OUTPUT: join(folder, '.output') }).code, 0);
        return text(folder, '.output');
      };
      const before = keyOf();
      assert.match(before, /^key=[0-9a-f]{40,}\n$/);
      assert.equal(keyOf(), before);
      write(folder, 'docs/rules/a page.md', 'x');
      assert.notEqual(keyOf(), before);
    });

    it('build what is not there, and only that', () => {
      const folder = folderWith();
      write(folder, 'bin/npm', '#!/bin/sh\necho "npm $*"\n');
      write(folder, 'bin/node', '#!/bin/sh\necho "node $*"\n');
      for (const it of ['npm', 'node']) chmodSync(join(folder, 'bin', it), 0o755);
      const PATH = `${join(folder, 'bin')}:${process.env['PATH']}`;
      assert.equal(shell(build, folder, { PATH }).out, 'npm ci --ignore-scripts --no-audit --no-fund\nnode esbuild.mjs\n');
      write(folder, 'dist/cli.js', '');
      assert.equal(shell(build, folder, { PATH }).out, '');
    });

    it('annotate, write a summary and a SARIF file, and fail the step', async () => {
      const folder = team();
      const { code, out, err } = act(folder, { SARIF: 'keyhook.sarif' });
      const expected = await run(['check'], folder, { environment: { GITHUB_ACTIONS: 'true' } });
      assert.deepEqual([code, err, out], [1, '', expected.out]);
      assert.match(out, /^::error file=solutions\//m);
      assert.equal(text(folder, '.summary'), (await run(['check', '--format', 'markdown'], folder)).out);
      assert.equal(text(folder, 'keyhook.sarif'), (await run(['check', '--format', 'sarif'], folder)).out);
    });

    it('take each of the inputs', () => {
      const folder = team();
      git(folder, 'checkout', '-b', 'mine');
      for (const CHANGED of ['true', 'main']) assert.match(act(folder, { CHANGED }).out, /^No findings /);
      assert.equal(act(folder, { CHANGED: 'false' }).code, 1);
      assert.match(act(folder, { CHANGED: 'no such; touch evil' }).err, /^git knows no commit 'no such; touch evil'/);
      assert.equal(act(folder, { PATHS: 'solutions/procurement/src', FAIL_ON: 'error' }).code, 1);
      const named = act(folder, { PATHS: 'packages\n\n$(touch evil)\n' });
      assert.deepEqual([named.code, named.err], [2, "There is no file or folder '$(touch evil)'.\n"]);
      assert.equal(act(folder, { PATHS: 'packages' }).code, 0);
      assert.equal(act(folder, { SUMMARY: 'false' }).code, 1);
      assert.equal(text(folder, '.summary'), '');
      assert.ok(!existsSync(join(folder, 'evil')));
    });

    it('need no action', () => {
      const folder = team();
      const [line = ''] = scripts(blocks('yaml')[1]!, 'run');
      const { code } = shell(line, folder, { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'summary.md') });
      assert.equal(code, 1);
      assert.match(text(folder, 'summary.md'), /^## Keyhook: \d+ findings/);
    });
  });

  it('for Azure Pipelines', () => {
    const folder = team();
    mkdirSync(join(folder, 'temp'));
    const [script = ''] = scripts(blocks('yaml')[2]!, 'bash');
    const environment = { TF_BUILD: 'True', BUILD_SOURCESDIRECTORY: folder, AGENT_TEMPDIRECTORY: join(folder, 'temp') };
    const { code, out } = shell(script.replace(/^/, 'set +e\n'), folder, environment); // the agent's bash goes on after a command that fails
    assert.equal(code, 1);
    assert.match(out, /^##vso\[task\.logissue type=error;sourcepath=solutions\//m);
    assert.ok(out.endsWith(`##vso[task.uploadsummary]${folder}/temp/keyhook.md\n`));
    assert.match(text(folder, 'temp/keyhook.xml'), /<testsuites /);
    assert.match(text(folder, 'temp/keyhook.md'), /^## Keyhook/);
    const [, option = ''] = /add `(--changed .*?)`\./.exec(page)!;
    git(folder, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
    const changed = shell(`node keyhook.js check ${option}`, folder, { SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' });
    assert.match(changed.out, /^No findings /);
  });

  it('for GitLab', () => {
    const folder = team();
    const [, line = ''] = /script:\n +- (.*)\n/.exec(blocks('yaml')[3]!)!;
    assert.equal(shell(line, folder, { GITLAB_CI: 'true', CI_PROJECT_DIR: folder }).code, 1);
    assert.ok(Array.isArray(JSON.parse(text(folder, 'gl-code-quality-report.json'))));
    assert.match(text(folder, 'keyhook.xml'), /<testsuites /);
  });

  describe('before a commit', () => {
    const flow = 'solutions/procurement/src/Workflows/Syncsuppliers-';

    /** A commit that a hook has something to say of, and one that it has not. */
    function checkHook(hook: string): void {
      const folder = team();
      write(folder, '.git/hooks/pre-commit', hook);
      chmodSync(join(folder, '.git/hooks/pre-commit'), 0o755);
      const commit = (): Ended => shell("git -c user.name=Ada -c user.email=ada@example.com commit -qam 'More'", folder);
      write(folder, 'README.md', 'More.\n');
      git(folder, 'add', '-A');
      assert.deepEqual([commit().code], [0], 'no finding is in what has changed');
      const path = execFileSync('git', ['ls-files', `${flow}*.json`], { cwd: folder, encoding: 'utf8' }).split('\n')[0]!;
      write(folder, path, `${text(folder, path)}\n`);
      const refused = commit();
      assert.equal(refused.code, 1);
      assert.match(refused.out + refused.err, /direct-connection/);
      assert.doesNotMatch(refused.out + refused.err, /absence-management/);
    }

    it('by a hook of git', () => checkHook(blocks('sh')[0]!));

    it('by pre-commit, whose entry is run as a hook here', () => {
      const hooks = readFileSync('.pre-commit-hooks.yaml', 'utf8');
      const [, entry = ''] = /^ {2}entry: (.*)$/m.exec(hooks)!;
      assert.match(blocks('yaml')[4]!, new RegExp(`id: ${/^- id: (.*)$/m.exec(hooks)![1]}\\b`));
      checkHook(`#!/bin/sh\n${entry.replace(/^keyhook /, 'node keyhook.js ')}\n`);
      assert.match(hooks, /^ {2}always_run: true\b/m, 'pre-commit names no deleted file, and what a file leaves behind is found elsewhere');
    });
  });

  it('with npx, from a package that holds the whole command', () => {
    const folder = folderWith();
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const packed = shell(`npm pack --silent --ignore-scripts --pack-destination '${folder}'`, REPOSITORY, { HOME: folder });
    assert.equal(packed.code, 0, packed.err);
    renameSync(join(folder, `keyhook-${version}.tgz`), join(folder, 'keyhook-0.1.0.tgz'));
    const names = execFileSync('tar', ['-tzf', 'keyhook-0.1.0.tgz'], { cwd: folder, encoding: 'utf8' }).trim().split('\n').sort();
    assert.deepEqual(
      names,
      ['LICENSE', 'README.md', 'dist/THIRD-PARTY-NOTICES.txt', 'dist/cli.js', 'dist/server.js', 'package.json'].map(
        (it) => `package/${it}`,
      ),
    );
    cpSync('examples/contoso/packages', join(folder, 'packages'), { recursive: true });
    const { code, out, err } = shell(blocks('sh')[1]!, folder, {
      npm_config_offline: 'true',
      npm_config_cache: join(folder, '.npm'),
      npm_config_update_notifier: 'false',
    });
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /flow-outside-solution/);
  });
});
