import * as assert from 'node:assert/strict';
import { rules, type Rule } from '../../server/src/core';
import { entry, flow, flowUsing, metadata, operation, reference, solution, ID } from '../support/solution';
import { check, folderWith, list, places, rulesOf, run } from './run';

const sound = solution({ flows: [ID], references: [reference('con_teams')] }) + flowUsing('con_teams') + metadata();
/** Its flow is off. */
const withInfo = solution({ flows: [ID], references: [reference('con_teams')] }) + flowUsing('con_teams') + metadata({ stateCode: '0' });
/** Nothing uses its second reference. */
const withWarning =
  solution({ flows: [ID], references: [reference('con_teams'), reference('con_planner', 'shared_planner', 'Absence – Planner – User')] }) +
  flowUsing('con_teams') +
  metadata();
const withError = solution({ flows: [ID] }) + flow({ connections: { k: entry(undefined) }, actions: { Act: operation('k') } }) + metadata();

async function code(fixture: string, ...options: string[]): Promise<number> {
  return (await run(['check', '.', ...options], folderWith(fixture))).code;
}

describe('keyhook check', () => {
  describe('ends with', () => {
    const expected: readonly (readonly [
      name: string,
      fixture: string,
      rule: string | undefined,
      codes: Readonly<Record<string, 0 | 1>>,
    ])[] = [
      ['no finding', sound, undefined, { error: 0, warning: 0, info: 0 }],
      ['an info', withInfo, 'inactive-flow', { error: 0, warning: 0, info: 1 }],
      ['a warning', withWarning, 'unused-connection-reference', { error: 0, warning: 1, info: 1 }],
      ['an error', withError, 'direct-connection', { error: 1, warning: 1, info: 1 }],
    ];
    for (const [name, fixture, rule, codes] of expected)
      it(`what --fail-on asks for, for ${name}`, async () => {
        assert.deepEqual(rulesOf(await check(['.'], folderWith(fixture))), rule ? [rule] : []);
        for (const format of ['text', 'json']) {
          assert.equal(await code(fixture, '--format', format), codes['warning']);
          for (const [limit, ends] of Object.entries(codes))
            assert.equal(await code(fixture, '--format', format, '--fail-on', limit), ends, limit);
        }
      });

    it('1 or 0 by the severity a rule is given', async () => {
      assert.equal(await code(withInfo, '--rule', 'inactive-flow=error', '--fail-on', 'error'), 1);
      assert.equal(await code(withError, '--rule', 'direct-connection=info'), 0);
      assert.equal(await code(withError, '--rule', 'direct-connection=off', '--fail-on', 'info'), 0);
    });

    it('2 when a rule of ours fails, whatever else is found, and still prints what the others found', async () => {
      const rule = rules.find((it) => it.id === 'inactive-flow') as { checkFlow: Rule['checkFlow'] };
      const { checkFlow: real } = rule;
      rule.checkFlow = () => {
        throw new Error('out of \u001b[31mluck');
      };
      try {
        for (const fixture of [sound, withError]) {
          const { code, out, err } = await run(['check', '.', '--format', 'json'], folderWith(fixture));
          assert.equal(code, 2);
          assert.equal(
            err,
            'The rule inactive-flow failed: out of \uFFFD[31mluck. This is a fault of Keyhook; the other rules were run.\n',
          );
          assert.equal((JSON.parse(out) as { findings: unknown[] }).findings.length, fixture === sound ? 0 : 1);
        }
        assert.equal(await code(sound, '--rule', 'inactive-flow=off'), 0, 'a rule that is off is not run');
      } finally {
        rule.checkFlow = real;
      }
    });
  });

  describe('--rule', () => {
    it('is repeatable, and the last word on a rule counts', async () => {
      const folder = folderWith(withError);
      const both = await check(['.', '--rule', 'direct-connection=off', '--rule', 'missing-description=error'], folder);
      assert.deepEqual(rulesOf(both), []);
      const last = await check(['.', '--rule', 'direct-connection=off', '--rule', 'direct-connection=warning'], folder);
      assert.deepEqual(
        last.findings.map((it) => it.severity),
        ['warning'],
      );
    });

    it('switches on what is off', async () => {
      const folder = folderWith(sound);
      assert.deepEqual(rulesOf(await check(['.'], folder)), []);
      const { findings } = await check(['.', '--rule', 'missing-description=warning'], folder);
      assert.deepEqual(
        findings.map(({ rule, severity, subject }) => [rule, severity, subject]),
        [['missing-description', 'warning', 'con_teams']],
      );
    });

    it('can switch off every rule', async () => {
      const { findings, code } = await check(['examples', ...rules.flatMap((it) => ['--rule', `${it.id}=off`])]);
      assert.deepEqual([findings, code], [[], 0]);
    });

    it('gives each rule alone what it finds among all', async () => {
      const all = await check(['examples']);
      for (const { id, severity, isLast } of rules) {
        if (severity === 'off' || isLast) continue; // what is unused follows from what the others find
        const alone = await check(['examples', ...rules.flatMap((it) => (it.id === id ? [] : ['--rule', `${it.id}=off`]))]);
        assert.deepEqual(
          alone.findings,
          all.findings.filter((it) => it.rule === id),
        );
      }
    });
  });

  it('checks the working directory when nothing is named', async () => {
    const folder = folderWith(withError);
    assert.deepEqual(places(await check([], folder)), places(await check(['.'], folder)));
    assert.equal((await list([], folder)).solutions[0]?.root, 'src');
  });

  it('prints findings under their file, and a closing count', async () => {
    const { out } = await run(
      ['check', '.'],
      folderWith(withError + flowUsing('con_nowhere', { name: 'B', id: '5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2d' })),
    );
    const [file, finding, blank, other] = out.split('\n');
    assert.equal(file, 'src/Workflows/Askforleave-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2C.json');
    assert.match(finding!, /^ +\d+:\d+ {2}error {4}Flow 'Ask for leave' .* {2}direct-connection$/);
    assert.equal(blank, '');
    assert.match(other!, /^src\/Workflows\/B-/);
    assert.match(out, /\n\n\d findings \(\d errors?, \d warnings?, 0 infos\) in 2 flows and 0 connection references of 1 solution\n$/);
  });

  it('says so when there is nothing to say', async () => {
    const { out } = await run(['check', '.'], folderWith(sound));
    assert.equal(out, 'No findings in 1 flow and 1 connection reference of 1 solution\n');
  });
});
