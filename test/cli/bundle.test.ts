import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { flowUsing, solution } from '../support/solution';
import { zipOf } from '../support/zip';
import { bytesIn, folderWith, REPOSITORY, run, write } from './run';

const GUID = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** The one file that is shipped, as a process of its own: it catches what bundling breaks. */
describe('the bundle dist/cli.js', () => {
  const bundle = join(REPOSITORY, 'dist/cli.js');

  const keyhook = (
    args: readonly string[],
    { cwd = REPOSITORY, env = {} as Record<string, string>, file = bundle } = {},
  ): { code: number | null; out: string; err: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', ...env },
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    return { code: status, out: stdout, err: stderr };
  };

  before(() => {
    const built = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: REPOSITORY, encoding: 'utf8' });
    assert.equal(built.status, 0, built.stderr);
  });

  it('prints what main prints', async () => {
    for (const args of [
      ['check', 'examples'],
      ['check', 'examples', '--format', 'json'],
      ['list', 'examples', '--format', 'json'],
      ['fix', 'examples', '--unsafe', '--diff'],
      ['fix', 'examples', '--dry-run', '--format', 'json'],
      ['rename', 'contoso_ProcurementOutlook', '--logical', 'contoso_ProcurementMail', '--in', 'examples', '--diff'],
      ['merge', 'contoso_AbsenceOutlook', 'contoso_AbsenceMailbox', '--in', 'examples', '--dry-run'],
      ['replace-direct', 'examples', '--dry-run'],
      ['check', 'docs'],
      ['--version'],
      ['--nope'],
    ]) {
      const expected = await run(args);
      assert.deepEqual(keyhook(args), expected, args.join(' '));
    }
  });

  it('helps', () => assert.match(keyhook(['--help']).out, /^Usage: keyhook /)); // as wide as the terminal, so not compared

  it('is golden', () => {
    for (const command of ['check', 'list'])
      assert.equal(keyhook([command, 'examples']).out, readFileSync(`test/golden/${command}.txt`, 'utf8'));
  });

  it('needs nothing beside it', () => {
    const folder = folderWith();
    cpSync(bundle, join(folder, 'cli.js'));
    assert.equal(keyhook(['check', '.'], { cwd: join(REPOSITORY, 'examples/contoso'), file: join(folder, 'cli.js') }).code, 1);
    assert.ok(readFileSync(bundle, 'utf8').startsWith('#!/usr/bin/env node\n'));
    rmSync(join(folder, 'cli.js'));
    assert.deepEqual(readdirSync(folder), []);
  });

  it('runs the same with what an earlier run has kept, whatever became of that', () => {
    const [folder, cache] = [folderWith(solution() + flowUsing('con_gone')), folderWith()];
    const env = { XDG_CACHE_HOME: cache, HOME: cache, LOCALAPPDATA: cache };
    const asked = (): unknown => keyhook(['check', '.', '--no-cache'], { cwd: folder, env });
    const expected = keyhook(['check', '.'], { cwd: folder });
    assert.equal(expected.code, 1);
    const kept = (): string[] => [...bytesIn(cache).keys()].filter((it) => /keyhook\/code\/[0-9a-f]{64}$/.test(it));
    assert.deepEqual(asked(), expected);
    const [path = '', ...others] = kept();
    assert.ok(path && others.length === 0);
    const whole = readFileSync(join(cache, path));
    const damaged = Buffer.from(whole).fill(0, whole.length / 2, whole.length / 2 + 1000);
    for (const [content, isKeptAgain] of [
      [whole, false],
      [damaged, true],
      [whole.subarray(0, 1000), true],
      [Buffer.alloc(0), true],
    ] as const) {
      write(cache, path, content);
      assert.deepEqual(asked(), expected);
      assert.equal(!readFileSync(join(cache, path)).equals(content), isKeptAgain);
    }
    rmSync(cache, { recursive: true });
    writeFileSync(cache, 'a file where the folder should be');
    assert.deepEqual(asked(), expected);
  });

  it('reads many flows with several threads', async function () {
    if (availableParallelism() === 1) return this.skip(); // then one reads all
    const flows = Array.from({ length: 2_000 }, (_, i) =>
      flowUsing(i % 7 === 0 ? 'con_gone' : 'con_teams', { name: `Flow${i}`, id: GUID(i) }),
    );
    const folder = folderWith(solution() + flows.join(''));
    const log = join(folderWith(), 'log');
    write(
      dirname(log),
      'threads.js',
      `const { parentPort } = require('node:worker_threads');
      const post = parentPort?.postMessage.bind(parentPort);
      if (post) parentPort.postMessage = (answer) => (require('node:fs').appendFileSync(${JSON.stringify(log)}, '.'), post(answer));`,
    );
    const env = { NODE_OPTIONS: `--require ${JSON.stringify(join(dirname(log), 'threads.js'))}` };
    assert.deepEqual(keyhook(['check', '.'], { cwd: folder, env }), await run(['check', '.'], folder));
    assert.ok(readFileSync(log).length > 0, 'what was asked of a thread is in the report');
  });

  it('reads a zip', async () => {
    const folder = folderWith(solution() + flowUsing('con_gone'));
    write(folder, 'S.zip', zipOf([...bytesIn(folder)].map(([name, content]) => ({ name, content }))));
    const printed = keyhook(['check', 'S.zip'], { cwd: folder });
    assert.deepEqual(printed, await run(['check', 'S.zip'], folder));
    assert.equal(printed.code, 1);
  });

  it('writes', async () => {
    const [one, other] = [folderWith(), folderWith()];
    for (const folder of [one, other]) cpSync('examples/contoso', folder, { recursive: true });
    const args = ['fix', '--unsafe', '--type', 'Service Account'];
    assert.deepEqual(keyhook(args, { cwd: one }), await run(args, other));
    assert.deepEqual(bytesIn(one), bytesIn(other));
    assert.notDeepEqual(bytesIn(one), bytesIn('examples/contoso'));
  });

  it('has neither colours nor progress where no terminal is', () => {
    for (const env of [{}, { NO_COLOR: '1' }, { FORCE_COLOR: '0' }, { TERM: 'xterm-256color', COLORTERM: 'truecolor' }] as Record<
      string,
      string
    >[]) {
      const { out, err } = keyhook(['check', 'examples'], { env });
      assert.ok(!out.includes('\u001b'), JSON.stringify(env));
      assert.equal(err, '');
    }
  });

  it('has colours on a terminal, unless NO_COLOR is set', function () {
    if (process.platform !== 'linux') return this.skip(); // a terminal is needed, and only `script` of util-linux makes one like this
    const shell = (command: string, env: Record<string, string> = {}): string | undefined => {
      const options = { cwd: REPOSITORY, encoding: 'utf8', maxBuffer: 1 << 26 } as const;
      const { stdout, status } = spawnSync('sh', ['-c', command], {
        ...options,
        env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm', ...env },
      });
      const counted = /\r\u001b\[K(?:Reading [\d,]+ files …)?/g; // on a slow machine
      return status === 127 ? undefined : stdout.replaceAll('\r\n', '\n').replace(counted, '');
    };
    if (shell('script --version') === undefined) return this.skip(); // not installed
    const onTerminal = (env: Record<string, string>): string =>
      shell(`script -qec "'${process.execPath}' '${bundle}' check examples" /dev/null`, env) ?? '';
    const golden = readFileSync('test/golden/check.txt', 'utf8');
    assert.equal(onTerminal({ NO_COLOR: '' }).replaceAll(/\u001b\[\d+m/g, ''), golden);
    assert.ok(onTerminal({}).includes('\u001b[31merror'));
    assert.ok(onTerminal({ NO_COLOR: '' }).includes('\u001b[31merror'), 'an empty NO_COLOR says nothing');
    assert.equal(onTerminal({ NO_COLOR: '1' }), golden);
  });

  it('ends quietly when nobody reads on', function () {
    if (process.platform === 'win32') return this.skip(); // a pipe of the shell is needed
    const flows = Array.from({ length: 400 }, (_, i) => flowUsing('con_gone', { name: `Flow${i}`, id: GUID(i) }));
    const folder = folderWith(solution() + flows.join(''));
    const size = keyhook(['list', '.', '--format', 'json'], { cwd: folder }).out.length;
    assert.ok(size > 100_000, 'a pipe takes less than this before somebody reads it');
    const ended = (args: string): string => {
      const command = `{ '${process.execPath}' '${bundle}' ${args}; echo "$?" >code; } | head -c 1; exit 0`;
      const { stderr, status } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
      assert.deepEqual([stderr, status], ['', 0]);
      return readFileSync(join(folder, 'code'), 'utf8');
    };
    assert.equal(ended('list . --format json'), '0\n');
    assert.equal(ended('check . --format json'), '1\n', 'what was found counts, whoever reads it');
    assert.equal(ended('fix . --dry-run --format json'), '1\n');
  });

  it('says in words that its output has no room', function () {
    if (process.platform !== 'linux') return this.skip(); // only there a device is always full
    const command = `'${process.execPath}' '${bundle}' fix examples --unsafe --diff >/dev/full`;
    const { stderr, status } = spawnSync('sh', ['-c', command], { cwd: REPOSITORY, encoding: 'utf8' });
    assert.match(stderr, /^The output cannot be written: the disk is full\.$/m);
    assert.doesNotMatch(stderr, /^ +at /m);
    assert.equal(status, 2);
  });
});
