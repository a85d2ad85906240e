import * as assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../server/src/host/memory';
import { flowUsing, solution } from '../support/solution';
import { zipOf } from '../support/zip';
import { bytesIn, folderWith, run, write, type Ran } from './run';

const GUID = '00000000-0000-4000-8000-000000000007';
const KEPT = 'what was kept\n';

function tooLarge(folder: string): void {
  const path = `src/Workflows/Large-${GUID}.json`;
  write(folder, path, '');
  truncateSync(join(folder, path), 64 * 1024 * 1024 + 1);
}

/** A second run of the same command, when nothing has changed. */
describe('keyhook check remembers', () => {
  const { now } = Date;
  let folder: string;
  let cache: string;
  beforeEach(() => {
    folder = folderWith(solution() + flowUsing('con_gone'));
    cache = folderWith();
    Date.now = () => now() + 60_000; // so that no file is too young
  });
  afterEach(() => void (Date.now = now));

  const home = (): Record<string, string> => ({ XDG_CACHE_HOME: cache, HOME: cache, LOCALAPPDATA: cache });
  const ask = (args: readonly string[] = ['.'], { cwd = folder, environment = {}, colors = false } = {}): Promise<Ran> =>
    run(['check', ...args], cwd, { environment: { ...home(), ...environment }, colors });
  const fresh = (args: readonly string[] = ['.'], { environment = {}, colors = false } = {}): Promise<Ran> =>
    run(['check', ...args], folder, { environment, colors });

  const runs = (): string[] => {
    const path = cacheFolder(home());
    assert.ok(path);
    return readdirSync(cache).length > 0 ? readdirSync(join(path, 'runs')).map((it) => join(path, 'runs', it)) : [];
  };
  /** Has what is kept tell something else, so that it shows when it is told. */
  const mark = (): void => {
    assert.notEqual(runs().length, 0);
    for (const path of runs()) {
      const value = JSON.parse(readFileSync(path, 'utf8').slice(64)) as object;
      const text = JSON.stringify({ ...value, told: [['out', KEPT]] });
      writeFileSync(path, `${createHash('sha256').update(text).digest('hex')}${text}`);
    }
  };

  it('and tells it again to the letter, in every format', async () => {
    write(folder, 'src/keyhook.json', '{ "extends": "../gone.json" }'); // is complained of
    const formats = ['text', 'json', 'sarif', 'junit', 'github', 'azure', 'gitlab', 'markdown'];
    const questions: readonly (readonly [readonly string[], object])[] = [
      [['.'], {}],
      [['.'], { colors: true }],
      [['.'], { environment: { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: join(folder, '..') } }],
      [['.'], { environment: { TF_BUILD: 'True', BUILD_SOURCESDIRECTORY: join(folder, '..') } }],
      [['src/Workflows', '--fail-on', 'error'], {}],
      ...formats.map((it) => [['.', '--format', it], {}] as const),
    ];
    for (const [args, how] of questions) {
      const expected = await fresh(args, how);
      assert.ok(expected.code < 2, expected.err);
      assert.deepEqual(await ask(args, how), expected, 'the first time');
      assert.deepEqual(await ask(args, how), expected, 'the second time');
    }
    assert.equal(runs().length, questions.length);
    mark();
    for (const [args, how] of questions) assert.equal((await ask(args, how)).out, KEPT, args.join(' '));
  });

  it('nothing beside the one question', async () => {
    await ask();
    mark();
    assert.equal((await ask()).out, KEPT);
    for (const args of [[], ['./'], ['src'], ['.', '--fail-on', 'info'], ['.', '--rule', 'inactive-flow=error'], ['.', '--format', 'json']])
      assert.notEqual((await ask(args)).out, KEPT, args.join(' '));
    assert.notEqual((await ask(['.'], { cwd: join(folder, 'src') })).out, KEPT);
    assert.notEqual((await ask(['.'], { colors: true })).out, KEPT);
    assert.notEqual((await ask(['.'], { environment: { GITHUB_ACTIONS: 'true' } })).out, KEPT);
    assert.equal((await ask(['.'], { environment: { OTHER: 'true' } })).out, KEPT);
  });

  describe('and notices', () => {
    const FLOW = 'src/Workflows';
    const flowIn = (): string =>
      join(
        folder,
        FLOW,
        readdirSync(join(folder, FLOW)).find((it) => it.endsWith('.json'))!,
      );
    const changes: readonly (readonly [what: string, change: () => void])[] = [
      [
        'a file that says something else',
        () => writeFileSync(flowIn(), readFileSync(flowIn(), 'utf8').replaceAll('con_gone', 'con_other')),
      ],
      [
        'one of the same length and time',
        () => {
          const { atime, mtime } = statSync(flowIn());
          writeFileSync(flowIn(), readFileSync(flowIn(), 'utf8').replaceAll('con_gone', 'con_were'));
          utimesSync(flowIn(), atime, mtime);
        },
      ],
      ['a file of another time', () => utimesSync(flowIn(), 1, 1)],
      ['a new file', () => write(folder, `${FLOW}/New-${GUID}.json`, readFileSync(flowIn(), 'utf8'))],
      ['a file that is gone', () => rmSync(flowIn())],
      ['a file of another name', () => renameSync(flowIn(), join(folder, FLOW, `New-${GUID}.json`))],
      ['a folder of another name', () => renameSync(join(folder, 'src'), join(folder, 'source'))],
      ['a configuration', () => write(folder, 'keyhook.json', '{ "rules": { "undefined-connection-reference": "off" } }')],
      ['a baseline', () => write(folder, 'src/keyhook-baseline.json', '{}')],
      [
        'deployment settings',
        () => write(folder, 'any.json', '{ "ConnectionReferences": [{ "LogicalName": "con_x", "ConnectionId": "", "ConnectorId": "" }] }'),
      ],
      ['what a project has built', () => write(folder, 'p.cdsproj', '<Project/>')],
      ['a file that cannot be read', () => tooLarge(folder)],
    ];
    for (const [what, change] of changes)
      it(what, async () => {
        await ask();
        mark();
        change();
        const expected = await fresh();
        assert.notEqual(expected.out, KEPT);
        assert.deepEqual(await ask(), expected);
      });

    it('a configuration above what is read, and one that it extends', async () => {
      const asked = async (): Promise<string> => {
        const { out } = await ask(['.'], { cwd: join(folder, 'src') });
        assert.deepEqual((await run(['check', '.'], join(folder, 'src'))).out === out || out === KEPT, true);
        return out;
      };
      await asked();
      mark();
      assert.equal(await asked(), KEPT);
      write(folder, 'keyhook.json', '{ "extends": "./keyhook.team.json" }');
      assert.notEqual(await asked(), KEPT);
      mark();
      assert.equal(await asked(), KEPT);
      write(folder, 'keyhook.team.json', '{ "rules": { "undefined-connection-reference": "off" } }');
      assert.notEqual(await asked(), KEPT);
      mark();
      rmSync(join(folder, 'keyhook.team.json'));
      assert.notEqual(await asked(), KEPT);
    });

    it('where a link leads', async function () {
      if (process.platform === 'win32') return this.skip(); // making links needs a privilege there
      const [one, other] = ['one', 'other'].map((it) => folderWith(solution() + flowUsing(`con_${it}`)));
      symlinkSync(one!, join(folder, 'link'));
      await ask();
      mark();
      assert.equal((await ask()).out, KEPT);
      rmSync(join(folder, 'link'));
      symlinkSync(other!, join(folder, 'link'));
      assert.deepEqual(await ask(), await fresh());
    });
  });

  it('nothing where time cannot tell whether a file has changed since', async () => {
    Date.now = now;
    await ask();
    assert.deepEqual(runs(), []);
  });

  it('nothing of what could not be read, or ended badly, or is in a zip, or goes into a file, or is asked of git', async () => {
    write(folder, 'S.zip', zipOf([...bytesIn(folder)].map(([name, content]) => ({ name, content }))));
    await ask(['S.zip']);
    await ask(['.', '--format', 'text', '--format', 'sarif=out.sarif']);
    await ask(['.', '--changed']);
    await ask(['gone']);
    await ask(['.', '--no-cache']);
    tooLarge(folder);
    assert.match((await ask()).out, /is larger than 64 MB/);
    assert.deepEqual(runs(), []);
  });

  it('and asks afresh with --no-cache', async () => {
    await ask();
    mark();
    assert.deepEqual(await ask(['.', '--no-cache']), await fresh());
    assert.equal((await ask()).out, KEPT);
  });

  it('nothing by what is damaged, foreign or gone', async () => {
    const expected = await fresh();
    await ask();
    const [path = ''] = runs();
    const kept = readFileSync(path, 'utf8');
    for (const other of [
      '',
      'x'.repeat(64),
      createHash('sha256').digest('hex'),
      kept.slice(0, -1),
      kept.replace('"code":1', '"code":0'),
      `${kept} `,
      '{}',
    ]) {
      writeFileSync(path, other);
      assert.deepEqual(await ask(), expected, JSON.stringify(other.slice(0, 100)));
      assert.equal(readFileSync(path, 'utf8'), kept, 'it is kept again');
    }
    rmSync(cache, { recursive: true });
    assert.deepEqual(await ask(), expected);
    rmSync(path);
    mkdirSync(path);
    assert.deepEqual(await ask(), expected);
    rmSync(cache, { recursive: true });
    writeFileSync(cache, 'a file where the folder should be');
    assert.deepEqual(await ask(), expected);
    assert.equal(readFileSync(cache, 'utf8'), 'a file where the folder should be');
  });

  it('as well when several run at once', async () => {
    const expected = await fresh();
    assert.deepEqual(
      await Promise.all(Array.from({ length: 8 }, () => ask())),
      Array.from({ length: 8 }, () => expected),
    );
    assert.equal(runs().length, 1);
  });

  it('the last twenty, readable by nobody else', async () => {
    for (let i = 0; i < 23; i++) await ask([...Array.from({ length: i }, () => 'src'), '.']);
    assert.equal(runs().length, 20);
    if (process.platform !== 'win32') for (const it of runs()) assert.equal(statSync(it).mode & 0o077, 0);
    mark();
    assert.equal((await ask([...Array.from({ length: 22 }, () => 'src'), '.'])).out, KEPT);
  });

  it('in the folder that each system has for it, or not at all', () => {
    const of = (platform: NodeJS.Platform, environment: Record<string, string>): string | undefined =>
      cacheFolder(environment, platform)?.replaceAll('\\', '/');
    assert.equal(of('linux', { HOME: '/home/a' }), '/home/a/.cache/keyhook');
    assert.equal(of('linux', { HOME: '/home/a', XDG_CACHE_HOME: '/c' }), '/c/keyhook');
    assert.equal(of('linux', { HOME: '/home/a', XDG_CACHE_HOME: '' }), '/home/a/.cache/keyhook');
    assert.equal(of('linux', { XDG_CACHE_HOME: 'relative' }), undefined);
    assert.equal(of('darwin', { HOME: '/Users/a', XDG_CACHE_HOME: '/c' }), '/Users/a/Library/Caches/keyhook');
    assert.equal(of('win32', { LOCALAPPDATA: '/l', HOME: '/h' }), '/l/keyhook');
    for (const it of ['linux', 'darwin', 'win32'] as const) assert.equal(of(it, {}), undefined);
  });
});
