import * as assert from 'node:assert/strict';
import { chmodSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { reference, solution } from '../support/solution';
import { folderWith, run, write } from './run';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** What the help's examples speak of. */
const EXAMPLE = solution({
  references: ['con_AbsenceTeams', 'con_Teams1', 'con_Teams2', 'con_sharedteams_7c2d4'].map((it) => reference(it, 'shared_teams', it)),
});

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
    checkRefusal(
      [],
      /^Usage: keyhook [^]*\bcheck \[options\] \[paths\.\.\.\][^]*\blist [^]*\bfix [^]*\brename [^]*\bmerge [^]*\breplace-direct [^]*\bserver /,
    ));

  it('names an unknown command', () => checkRefusal(['chekc'], /^Unknown command 'chekc'\n.*check/));

  it('names a command that is a path', () => checkRefusal(['examples'], /^Unknown command 'examples'\n/));

  for (const command of ['check', 'list', 'fix', 'replace-direct'])
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
        await checkRefusal([command, 'package.json'], /^'package\.json' is not a file of a solution: name the folder that it is in\.\n$/);
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
    await checkRefusal(['fix', 'examples', '--rule', 'nope'], /^There is no rule 'nope'\.\n$/);
    await checkRefusal(['fix', '--rule', 'invalid-json', '--rule', 'unused-reference'], /did you mean 'unused-connection-reference'\?\n$/);
    await checkRefusal(['fix', '--rule', 'invalid-json=error'], /^There is no rule 'invalid-json=error'; did you mean 'invalid-json'\?\n$/);
  });

  it('names what is missing', async () => {
    await checkRefusal(['rename'], /^Missing required argument 'logical-name'\n$/);
    await checkRefusal(['merge'], /^Missing required argument 'into'\n$/);
    await checkRefusal(['merge', 'con_a'], /^Missing required argument 'from'\n$/);
  });

  it('takes an empty value for a mistake', async () => {
    for (const args of [
      ['fix', '--type', ''],
      ['rename', 'con_a', '--display', ' '],
      ['rename', 'con_a', '--logical', ''],
      ['replace-direct', '--connector', ''],
      ['replace-direct', '--with', ''],
      ['replace-direct', '--create', '--area', ''],
    ])
      await checkRefusal([...args], /^The value of an option is empty\.\n$/);
    await checkRefusal(['rename', 'con_a', '--logical', 'con_b', '--in', ''], /^A path is empty\.\n$/);
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
    for (const command of ['check', 'fix'])
      for (const value of ['off', 'none', ''])
        await checkRefusal([command, '--fail-on', value], /--fail-on.*is invalid.*error, warning, info/);
  });

  it('names options of another command', async () => {
    await checkRefusal(['list', '--rule', 'invalid-json=off'], /^Unknown option '--rule'\n/);
    await checkRefusal(['list', '--fail-on', 'info'], /^Unknown option '--fail-on'\n/);
    await checkRefusal(['server', 'examples'], /^Too many arguments for 'server'/);
    await checkRefusal(['check', '--diff'], /^Unknown option '--diff'\n/);
    await checkRefusal(['rename', 'con_a', 'con_b', '--display', 'x'], /^Too many arguments for 'rename'/);
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
      ['fix', '--rule', '\u001b[31m'],
      ['rename', '\u001b[31m', '--logical', 'con_\u001b[31m', '--in', 'examples'],
      ['rename', 'contoso_AbsenceTeams', '--logical', 'con_\u001b[31m', '--in', 'examples'],
      ['merge', '\u001b[31m', '\u009b', '--in', 'examples'],
      ['replace-direct', 'examples', '--with', '\u001b[31m'],
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
  for (const command of [[], ['check'], ['list'], ['fix'], ['rename'], ['merge'], ['replace-direct'], ['server']]) {
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

  it('explains every option', async () => {
    const writing = ['--diff', '--dry-run', '--format <format>'];
    const expected: Readonly<Record<string, readonly string[]>> = {
      check: ['--format <format>', '--changed', '--fail-on <severity>', '--no-cache', '--rule <id=severity>'],
      fix: ['--unsafe', '--rule <id>', '--type <type>', '--fail-on <severity>', ...writing],
      rename: ['--display <name>', '--logical <name>', '--change-prefix', '--in <path>', ...writing],
      merge: ['--in <path>', ...writing],
      'replace-direct': ['--connector <id>', '--with <logical-name>', '--create', '--type <type>', '--area <area>', ...writing],
    };
    for (const [command, options] of Object.entries(expected)) {
      const { out } = await run([command, '--help']);
      assert.deepEqual([...out.matchAll(/^ {2}(--[\w-]+(?: <[\w=-]+>)?)/gm)].map((it) => it[1]).sort(), ['--help', ...options].sort());
      assert.match(out, command === 'check' ? /text \(the\s+default\), json,\s+sarif/ : /choices: "text", "json",\s+default: "text"/);
    }
  });

  it('is what keyhook help prints too', async () => {
    assert.deepEqual(await run(['help']), await run(['--help']));
    for (const command of ['check', 'fix', 'rename', 'merge', 'replace-direct'])
      assert.deepEqual(await run(['help', command]), await run([command, '--help']));
  });

  it('has the commands that the README names, and their options', async () => {
    const [, section = ''] = /^## The command\n([^]*?)^## /m.exec(readFileSync('README.md', 'utf8'))!;
    const commandsIn = (text: string, pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map((it) => it[1]!))].sort();
    const inHelp = commandsIn((await run(['--help'])).out, /^ {2}([a-z][a-z-]*)(?: \[| {3,})/gm).filter((it) => it !== 'help');
    assert.deepEqual(commandsIn(section.split('```')[1]!, /^keyhook ([a-z-]+) /gm), inHelp);
    const known = new Set((await Promise.all(inHelp.map(async (it) => (await run([it, '--help'])).out))).join('').match(/--[a-z-]+/g));
    assert.deepEqual(
      commandsIn(section, /(--[a-z][a-z-]*)/g).filter((it) => !known.has(it)),
      [],
    );
  });

  it('shows how commands are called that work', async () => {
    for (const command of ['fix', 'rename', 'merge', 'replace-direct']) {
      const { out } = await run([command, '--help']);
      const shown = [...out.matchAll(/^ {2}keyhook (.*)$/gm)].map((it) =>
        [...it[1]!.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!),
      );
      assert.ok(shown.length > 0);
      for (const args of shown) {
        const folder = folderWith(EXAMPLE);
        const { code, err } = await run(args, folder);
        assert.ok(code < 2, `keyhook ${args.join(' ')}: ${err}`);
      }
    }
  });
});
