import * as assert from 'node:assert/strict';
import { chmodSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, run, write } from './run';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** Ends with 2, prints nothing, and says this on standard error. */
async function checkRefusal(args: readonly string[], message: RegExp, cwd?: string): Promise<void> {
  const { code, out, err } = await run(args, cwd);
  assert.match(err, message);
  assert.match(err, /^[^ ].*\n$/s);
  assert.doesNotMatch(err, /undefined|\[object|\bat .*:\d+:\d+|fault of Keyhook/);
  assert.equal(out, '');
  assert.equal(code, 2);
}

describe('bad usage', () => {
  it('without a command shows what there is, on standard error', () =>
    checkRefusal([], /^Usage: keyhook [^]*\bcheck \[options\] \[paths\.\.\.\][^]*\blist [^]*\bserver /));

  it('names an unknown command', () => checkRefusal(['chekc'], /^Unknown command 'chekc'\n.*check/));

  it('names a command that is a path', () => checkRefusal(['examples'], /^Unknown command 'examples'\n/));

  for (const command of ['check', 'list'])
    describe(command, () => {
      it('names an unknown option', async () => {
        await checkRefusal([command, '--nope'], /^Unknown option '--nope'\n/);
        await checkRefusal([command, 'examples', '--nope', '--format', 'json'], /^Unknown option '--nope'\n/);
        await checkRefusal([command, '-x'], /^Unknown option '-x'\n/);
        await checkRefusal([command, '--fromat', 'json'], /^Unknown option '--fromat'\n.*--format/);
      });

      it('names the formats there are', async () => {
        await checkRefusal([command, '--format', 'xml'], /'xml' is invalid.*text, json/);
        await checkRefusal([command, 'examples', '--format'], /'--format <format>' argument missing/);
      });

      it('names a path that is not there', async () => {
        await checkRefusal([command, 'nowhere'], /^There is no file or folder 'nowhere'\.\n$/);
        await checkRefusal([command, 'examples', 'nowhere'], /^There is no file or folder 'nowhere'\.\n$/);
        await checkRefusal([command, 'package.json/x'], /^There is no file or folder 'package\.json\/x'\.\n$/);
      });

      it('takes an empty path for a mistake, not for everything', () => checkRefusal([command, ''], /^A path is empty\.\n$/));

      it('names a file that is none of a solution', async () => {
        await checkRefusal([command, 'package.json'], /^'package\.json' is not a file of a solution that Keyhook reads\.\n$/);
        await checkRefusal([command, 'examples', 'examples/README.md'], /^'examples\/README\.md' is not a file of a solution/);
        await checkRefusal([command, '/dev/null'], /^'\/dev\/null' is not a file of a solution/);
      });

      it('says that it found nothing, and names where it looked', async () => {
        const empty = folderWith();
        await checkRefusal([command], /^No solution was found in '\.'\. Name a folder that holds an unpacked solution\.\n$/, empty);
        await checkRefusal([command, 'docs', 'schemas'], /^No solution was found in 'docs', 'schemas'\./);
      });

      it('finds nothing where files only look like those of a solution', async () => {
        const folder = folderWith('--- Workflows/settings.json\n{}\n--- .github/workflows/x.json\n{}\n--- pkg.ppkg.json\n{}\n');
        await checkRefusal([command], /^No solution was found in '\.'/, folder);
        await checkRefusal([command, 'Workflows/settings.json'], /^No solution was found in 'Workflows\/settings\.json'/, folder);
      });

      it('does not search above a folder that holds nothing of a solution', async () => {
        const folder = folderWith(
          `--- connectors/list.xml\n<list/>\n--- a/Workflows/x.json\n{ "properties": { "definition": { "actions": {} } } }\n`,
        );
        await checkRefusal([command, 'connectors'], /^No solution was found in 'connectors'/, folder);
      });
    });

  it('names an unknown rule, and a near one', async () => {
    await checkRefusal(['check', 'examples', '--rule', 'nope=error'], /^There is no rule 'nope'\.\n$/);
    await checkRefusal(
      ['check', '--rule', 'unused-reference=off'],
      /^There is no rule 'unused-reference'; did you mean 'unused-connection-reference'\?\n$/,
    );
    await checkRefusal(['check', '--rule', 'Direct_Connection=off'], /did you mean 'direct-connection'\?/);
    await checkRefusal(['check', '--rule', 'direct-conection'], /did you mean 'direct-connection'\?/);
    await checkRefusal(['check', '--rule', '=off'], /^There is no rule ''\.\n$/);
    await checkRefusal(['check', '--rule', 'toString=off'], /^There is no rule 'toString'/);
  });

  it('names a bad severity, and those there are', async () => {
    for (const value of [
      'invalid-json=loud',
      'invalid-json',
      'invalid-json=',
      'invalid-json=error=off',
      'invalid-json=Error',
      'invalid-json= error',
    ])
      await checkRefusal(
        ['check', 'examples', '--rule', value],
        /^--rule invalid-json.*: write 'invalid-json=' with one of error, warning, info, off\.\n$/,
      );
    await checkRefusal(['check', '--rule'], /'--rule <id=severity>' argument missing/);
    for (const value of ['off', 'none', ''])
      await checkRefusal(['check', '--fail-on', value], /--fail-on.*is invalid.*error, warning, info/);
  });

  it('names options of another command', async () => {
    await checkRefusal(['list', '--rule', 'invalid-json=off'], /^Unknown option '--rule'\n/);
    await checkRefusal(['list', '--fail-on', 'info'], /^Unknown option '--fail-on'\n/);
    await checkRefusal(['server', 'examples'], /^Too many arguments for 'server'/);
  });

  it('reads nothing before all arguments are known to be there', async () => {
    const { err } = await run(['check', 'examples', 'nowhere'], undefined, { progress: true });
    assert.equal(err, "There is no file or folder 'nowhere'.\n");
  });

  it('does not let a terminal obey an argument', async () => {
    for (const args of [
      ['check', 'a\u001b[31mb'],
      ['check', '--rule', '\u001b[31m=off'],
      ['check', '--\u001b[31m'],
      ['\u001b[31m'],
      ['check', '--format', '\u009b31m'],
    ]) {
      const { err, code } = await run(args);
      assert.equal(code, 2);

      assert.doesNotMatch(err, /[\u001b\u009b]/);
    }
  });
});

describe('an argument that cannot be read', () => {
  it('ends with 2: a file that is too large', async () => {
    const folder = folderWith('--- src/Workflows/a.json\n{ "properties": { "definition": { "actions": {} } } }\n');
    write(folder, 'src/Workflows/large.json', '');
    truncateSync(join(folder, 'src/Workflows/large.json'), 64 * 1024 * 1024 + 1);
    await checkRefusal(['check', 'src/Workflows/large.json'], /^'src\/Workflows\/large\.json' is larger than 64 MB\.\n$/, folder);
    await checkRefusal(['check', 'src', 'src/Workflows/large.json'], /is larger than 64 MB/, folder);
  });

  it('ends with 2: no permission', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) return this.skip(); // root may read everything
    const folder = folderWith('--- src/Workflows/a.json\n{ "properties": { "definition": { "actions": {} } } }\n');
    chmodSync(join(folder, 'src/Workflows/a.json'), 0);
    await checkRefusal(['check', 'src/Workflows/a.json'], /^'src\/Workflows\/a\.json' cannot be read: permission denied\.\n$/, folder);
    chmodSync(join(folder, 'src'), 0);
    await checkRefusal(['check', 'src'], /^'src' cannot be read: permission denied\.\n$/, folder);
    chmodSync(join(folder, 'src'), 0o700);
  });
});

describe('--help and --version', () => {
  for (const command of [[], ['check'], ['list'], ['server']]) {
    it(`keyhook ${[...command, '--help'].join(' ')}`, async () => {
      const { code, out, err } = await run([...command, '--help']);
      assert.match(out, new RegExp(`^Usage: ${['keyhook', ...command].join(' ')} `));
      assert.match(out, /--help\s+print this help/);
      assert.doesNotMatch(out, /default: (\[\]|\{\})|undefined/);
      assert.deepEqual([code, err], [0, '']);
    });

    it(`keyhook ${[...command, '--version'].join(' ')}`, async () => {
      assert.deepEqual(await run([...command, '--version']), { code: 0, out: `${version}\n`, err: '' });
    });
  }

  it('win over what else is said', async () => {
    assert.equal((await run(['check', 'nowhere', '--help'])).code, 0);
    assert.equal((await run(['--help', 'check'])).code, 0);
  });

  it('explains every option of check', async () => {
    const { out } = await run(['check', '--help']);
    for (const option of ['--format <format>', '--fail-on <severity>', '--rule <id=severity>']) assert.ok(out.includes(option), option);
    assert.match(out, /default:\s+"warning"/);
  });
});
