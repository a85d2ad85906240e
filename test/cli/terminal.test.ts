import * as assert from 'node:assert/strict';
import { entry, flow, flowUsing, metadata, operation, reference, solution, ID } from '../support/solution';
import { folderWith, run } from './run';

const COLOUR = /\u001b\[\d+m/g;

describe('the terminal', () => {
  it('has colours only where it can show them, and they change no word', async () => {
    for (const args of [
      ['check', 'examples'],
      ['list', 'examples'],
      ['fix', 'examples', '--unsafe', '--dry-run'],
      ['fix', 'examples', '--unsafe', '--diff'],
      ['rename', 'contoso_ProcurementOutlook', '--display', 'x', '--in', 'examples', '--dry-run'],
      ['replace-direct', 'examples', '--dry-run'],
    ]) {
      const [plain, coloured] = [await run(args), await run(args, undefined, { colors: true })];
      assert.doesNotMatch(plain.out, COLOUR);
      assert.match(coloured.out, COLOUR);
      assert.equal(coloured.out.replaceAll(COLOUR, ''), plain.out);
    }
  });

  it('has no colours in JSON', async () => {
    for (const [command = '', ...options] of [['check'], ['list'], ['fix', '--dry-run'], ['replace-direct', '--dry-run']])
      assert.equal(
        (await run([command, 'examples', ...options, '--format', 'json'], undefined, { colors: true })).out,
        (await run([command, 'examples', ...options, '--format', 'json'])).out,
      );
  });

  describe('progress', () => {
    const { now } = performance;
    afterEach(() => (performance.now = now));
    /** Every look at the clock is a third of a second after the last. */
    const slow = (): void => {
      let time = 0;
      performance.now = () => (time += 333);
    };

    it('shows on a terminal when the work is long, and leaves nothing behind', async () => {
      slow();
      const { err, out } = await run(['check', 'examples'], undefined, { progress: true });
      assert.match(err, /^(\r\u001b\[KReading \d+ files …)+\r\u001b\[K$/);
      assert.equal(out, (await run(['check', 'examples'])).out);
    });

    it('does not show anywhere else', async () => {
      slow();
      assert.equal((await run(['check', 'examples'])).err, '');
    });

    it('does not show for short work', async () => {
      performance.now = () => 1;
      assert.equal((await run(['check', 'examples'], undefined, { progress: true })).err, '');
    });

    it('is taken away before a message', async () => {
      slow();
      const { err } = await run(['check', 'docs', 'examples/contoso/solutions/procurement/src/Connectors', 'nowhere'], undefined, {
        progress: true,
      });
      assert.equal(err, "There is no file or folder 'nowhere'.\n");
    });
  });

  it('does not obey what a solution says', async () => {
    const evil = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e\u2066';
    const folder = folderWith(
      solution({
        flows: [ID],
        references: [
          reference('con_a\u001b[31m', 'shared_x\u009b', `Absence ${evil}`),
          reference('con_b', 'shared_x\u009b', `Absence ${evil}`),
        ],
      }) +
        flowUsing('con_nowhere\u001b[31m', { connector: `shared_y${evil}` }) +
        metadata({ displayName: `Leave ${evil}`, stateCode: '0' }),
    );
    for (const command of ['check', 'list']) {
      const { out, err } = await run([command, '.'], folder);

      assert.doesNotMatch((out + err).replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      assert.match(out, /Leave /);
    }
  });

  it('does not obey what it mends', async () => {
    const evil = '\u009b31m\u202e';
    const folder = folderWith(
      solution({
        flows: [ID],
        references: [
          reference('con_a', 'shared_teams', `A ${evil}`),
          reference('con_b', 'shared_teams', `B ${evil}`),
          reference('con_c', 'shared_planner', `C ${evil}`),
        ],
      }) +
        flow({
          connections: { [`k${evil}`]: entry(undefined), p: entry(undefined, 'shared_planner'), [`r${evil}`]: entry('CON_A') },
          actions: { A: operation(`k${evil}`), P: operation('p', 'shared_planner'), R: operation(`r${evil}`) },
        }) +
        metadata({ displayName: `Leave ${evil}` }),
    );
    for (const args of [
      ['fix', '--unsafe', '--type', 'User'],
      ['rename', 'con_a', '--display', 'x'],
      ['rename', 'con_a', '--display', 'B \u202e31m'],
      ['merge', 'con_a', 'con_b'],
      ['merge', 'con_a', 'con_c'],
      ['replace-direct'],
      ['replace-direct', '--with', 'con_c'],
    ])
      for (const output of [['--dry-run'], ['--dry-run', '--format', 'json'], ['--diff']]) {
        const { out, err } = await run([...args, ...output], folder, { screen: true });
        assert.doesNotMatch((out + err).replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/, args.join(' '));
        assert.match(out + err, /31m/, args.join(' '));
      }
  });

  it('does not obey a file’s name', async function () {
    if (process.platform === 'win32') return this.skip(); // no such names there
    const folder = folderWith(
      `--- src/Workflows/a\u001b[31mb\u009b.json\n{ "properties": { "connectionReferences": { "k": {} }, "definition": { "actions": {} } } }\n--- src/Workflows/c\u001b.json\n{\n--- y\u001b/solutions/Y/solution.yml\nx\n`,
    );
    for (const command of ['check', 'list']) {
      for (const format of ['text', 'json']) {
        const { out, err } = await run([command, '.', '--format', format], folder);

        assert.doesNotMatch((out + err).replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f]/);
        if (format === 'json') assert.match(JSON.stringify(JSON.parse(out)), /a\\u001b\[31mb\u009b\.json/);
      }
    }
  });
});
