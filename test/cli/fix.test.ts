import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { rules, type Rule } from '../../server/src/core';
import { entry, flow, flowPath, metadata, operation, reference, solution, ID } from '../support/solution';
import { bytesIn, check, fix, folderWith, rulesOf, run, textsIn } from './run';

const CUSTOMIZATIONS = 'src/Other/Customizations.xml';
const FLOW = flowPath();

/** A flow that spells a name in another case (safe), a name with hyphens (safe), one by the maker portal (review), and a reference nobody uses (review). */
const faulty =
  solution({
    flows: [ID],
    references: [
      reference('con_outlook_1a2b3', 'shared_office365', 'Office 365 Outlook-1a2b3'),
      reference('con_planner', 'shared_planner', 'Absence – Planner – User'),
      reference('con_teams', 'shared_teams', 'Absence - Teams - User'),
    ],
  }) +
  flow({
    connections: { shared_teams: entry('CON_TEAMS'), shared_office365: entry('con_outlook_1a2b3', 'shared_office365') },
    actions: { Act: operation('shared_teams'), Send: operation('shared_office365', 'shared_office365') },
  }) +
  metadata();

const RECASED = ['"CON_TEAMS"', '"con_teams"'] as const;
const SAFE = { [FLOW]: RECASED, [CUSTOMIZATIONS]: ['Absence - Teams - User', 'Absence – Teams – User'] } as const;
const PLANNER = reference('con_planner', 'shared_planner', 'Absence – Planner – User');
const sound = solution({ flows: [ID], references: [reference('con_teams')] }) + flow({ ...usingTeams() }) + metadata();

function usingTeams(): object {
  return { connections: { shared_teams: entry('con_teams') }, actions: { Act: operation('shared_teams') } };
}

/** The files with words put in the place of others, each of which is there once. */
function replaced(
  files: Record<string, string>,
  changes: Readonly<Record<string, readonly [from: string, to: string]>>,
): Record<string, string> {
  const after = { ...files };
  for (const [path, [from, to]] of Object.entries(changes)) {
    assert.equal(after[path]?.split(from).length, 2, `${from} in ${path}`);
    after[path] = after[path]!.replace(from, () => to);
  }
  return after;
}

describe('keyhook fix', () => {
  it('makes the safe fixes, and changes nothing else', async () => {
    const folder = folderWith(faulty);
    const before = textsIn(folder);
    const { code, applied, refused, files, written, findings } = await fix([], folder);
    assert.deepEqual(textsIn(folder), replaced(before, SAFE));
    assert.deepEqual(
      applied.map(({ rule, path, subject, files, notes }) => ({ rule, path, subject, files, notes })),
      [
        { rule: 'off-scheme-name', path: CUSTOMIZATIONS, subject: 'con_teams', files: [CUSTOMIZATIONS], notes: [] },
        { rule: 'miscased-logical-name', path: FLOW, subject: 'CON_TEAMS', files: [FLOW], notes: [] },
      ],
    );
    assert.deepEqual([files, written, refused, code], [[CUSTOMIZATIONS, FLOW], true, [], 1]);
    assert.deepEqual(findings.map((it) => it.rule).sort(), ['default-name', 'unused-connection-reference']);
  });

  it('reports what remains as check does', async () => {
    const folder = folderWith(faulty);
    const { findings, summary, problems, code } = await fix(['--unsafe'], folder);
    assert.deepEqual({ version: 1, findings, summary, problems, code }, await check([], folder));
  });

  it('changes nothing the second time', async () => {
    for (const options of [[], ['--unsafe'], ['--unsafe', '--type', 'User']]) {
      const folder = folderWith(faulty);
      await fix(options, folder);
      const once = bytesIn(folder);
      const { applied, files, written } = await fix(options, folder);
      assert.deepEqual([applied, files, written], [[], [], false]);
      assert.deepEqual(bytesIn(folder), once);
    }
  });

  describe('--unsafe', () => {
    it('makes the review fixes too that are the one sensible answer', async () => {
      const folder = folderWith(faulty);
      const before = textsIn(folder);
      const { applied, findings } = await fix(['--unsafe'], folder);
      assert.deepEqual(textsIn(folder), replaced(replaced(before, SAFE), { [CUSTOMIZATIONS]: [PLANNER, ''] }));
      assert.deepEqual(applied.map((it) => it.rule).sort(), ['miscased-logical-name', 'off-scheme-name', 'unused-connection-reference']);
      assert.deepEqual(
        findings.map((it) => it.rule),
        ['default-name'],
      );
    });

    it('writes a name when --type settles the Type', async () => {
      const folder = folderWith(faulty);
      const { findings, code } = await fix(['--unsafe', '--type', 'Service Account', '--fail-on', 'info'], folder);
      assert.ok(textsIn(folder)[CUSTOMIZATIONS]?.includes('>Absence – Outlook – Service Account<'));
      assert.deepEqual([findings, code], [[], 0]);
    });

    it('does not take --type for a leave to rename', async () => {
      const folder = folderWith(faulty);
      await fix(['--type', 'Service Account'], folder);
      assert.ok(textsIn(folder)[CUSTOMIZATIONS]?.includes('>Office 365 Outlook-1a2b3<'));
    });
  });

  describe('--rule', () => {
    it('mends what the rule finds, and still tells of what others find', async () => {
      const folder = folderWith(faulty);
      const before = textsIn(folder);
      const { applied, findings } = await fix(['--rule', 'miscased-logical-name'], folder);
      assert.deepEqual(textsIn(folder), replaced(before, { [FLOW]: RECASED }));
      assert.equal(applied.length, 1);
      assert.deepEqual(findings.map((it) => it.rule).sort(), ['default-name', 'off-scheme-name', 'unused-connection-reference']);
    });

    it('is repeatable', async () => {
      const folder = folderWith(faulty);
      const { applied } = await fix(['--unsafe', '--rule', 'miscased-logical-name', '--rule', 'unused-connection-reference'], folder);
      assert.deepEqual(
        applied.map((it) => it.rule),
        ['unused-connection-reference', 'miscased-logical-name'],
      );
    });

    it('switches on a rule that is off', async () => {
      const folder = folderWith(sound);
      assert.deepEqual((await fix(['--unsafe'], folder)).applied, []);
      const { applied, findings } = await fix(['--unsafe', '--rule', 'missing-description', '--dry-run'], folder);
      assert.deepEqual(
        [applied, findings].flat().map((it) => it.rule),
        ['missing-description'],
      );
    });
  });

  describe('mends only what was named', () => {
    it('a file: its findings', async () => {
      const folder = folderWith(faulty);
      const before = textsIn(folder);
      const { findings } = await fix([FLOW], folder);
      assert.deepEqual(textsIn(folder), replaced(before, { [FLOW]: RECASED }));
      assert.deepEqual(findings, []);
    });

    it('though a fix goes to every file concerned', async () => {
      const two = (name: string): string => flow({ name, id: ID.replace(/.$/, name), ...usingTeams() });
      const folder = folderWith(
        solution({ references: [reference('con_teams'), reference('con_teams2', 'shared_teams', 'Absence – Teams – Service  Account')] }) +
          two('1') +
          two('2') +
          two('3').replace('"con_teams"', '"con_teams2"'),
      );
      const { files } = await fix(['--unsafe', '--rule', 'duplicate-connection-reference', 'src/Other'], folder);
      assert.deepEqual(files, [CUSTOMIZATIONS, flowPath({ name: '3', id: ID.replace(/.$/, '3') })]);
    });
  });

  describe('ends with what check would end with afterwards', () => {
    it('0 when nothing at or above --fail-on remains', async () => {
      assert.equal((await fix(['--unsafe', '--type', 'User'], folderWith(faulty))).code, 0);
      assert.equal((await fix(['--fail-on', 'error'], folderWith(faulty))).code, 0);
      assert.equal((await fix([], folderWith(sound))).code, 0);
    });

    it('1 when something does, whatever was mended', async () => {
      assert.equal((await fix([], folderWith(faulty))).code, 1);
      assert.equal((await fix(['--unsafe'], folderWith(faulty))).code, 1);
    });

    it('2 when a rule of ours fails, and writes nothing', async () => {
      const rule = rules.find((it) => it.id === 'inactive-flow') as { checkFlow: Rule['checkFlow'] };
      const { checkFlow: real } = rule;
      rule.checkFlow = () => {
        throw new Error('out of luck');
      };
      try {
        const folder = folderWith(faulty);
        const before = bytesIn(folder);
        assert.deepEqual(await run(['fix'], folder), {
          code: 2,
          out: '',
          err: 'Keyhook failed, which is a fault of Keyhook: out of luck\n',
        });
        assert.deepEqual(bytesIn(folder), before);
      } finally {
        rule.checkFlow = real;
      }
    });
  });

  describe('prints', () => {
    it('what was done under the file of its finding, and what remains', async () => {
      const { out, err, code } = await run(['fix'], folderWith(faulty));
      assert.equal(
        out,
        `${CUSTOMIZATIONS}
  Rename to 'Absence – Teams – User'  off-scheme-name

${FLOW}
  Write 'con_teams'  miscased-logical-name

2 fixes in 2 files; 2 findings remain (0 errors, 2 warnings, 0 infos)
1 of them can be mended by keyhook fix --unsafe
`,
      );
      assert.deepEqual([err, code], ['', 1]);
    });

    it('how many files a fix is in', async () => {
      const { out } = await run(
        ['fix', '--unsafe'],
        folderWith(
          solution({
            flows: [ID],
            references: [reference('con_teams'), reference('con_teams2', 'shared_teams', 'Absence – Teams – Service  Account')],
          }) +
            flow({
              connections: { a: entry('con_teams'), b: entry('con_teams2') },
              actions: { A: operation('a'), B: operation('b'), C: operation('a') },
            }) +
            metadata(),
        ),
      );
      assert.match(out, / {2}duplicate-connection-reference, 2 files\n/);
    });

    it('that there is nothing to do', async () => {
      assert.equal((await run(['fix'], folderWith(sound))).out, 'Nothing to mend; no finding remains\n');
      const off = sound.replace('<StateCode>1', '<StateCode>0');
      assert.equal((await run(['fix'], folderWith(off))).out, 'Nothing to mend; 1 finding remains (0 errors, 0 warnings, 1 info)\n');
    });

    it('what could not be done, and why', async () => {
      const folder = folderWith(faulty.replace('</ImportExportXml>\n--- src/Workflows', '</ImportExportXml\n--- src/Workflows'));
      const before = textsIn(folder);
      const { out, code } = await run(['fix', '--rule', 'off-scheme-name'], folder);
      assert.match(
        out,
        new RegExp(
          `^not done {2}${CUSTOMIZATIONS} {2}Rename to 'Absence – Teams – User': 'Customizations\\.xml' does not parse.* {2}off-scheme-name\n\nNothing to mend; `,
        ),
      );
      const { refused } = await fix(['--rule', 'off-scheme-name'], folder);
      assert.deepEqual(
        refused.map(({ rule, path, subject }) => [rule, path, subject]),
        [['off-scheme-name', CUSTOMIZATIONS, 'con_teams']],
      );
      assert.equal(code, 1);
      assert.deepEqual(textsIn(folder), before);
    });

    it('what could not be read', async () => {
      const folder = folderWith(`${faulty}--- y/solutions/Y/solution.yml\nname: Y\n`);
      assert.match((await run(['fix'], folder)).out, /\n\nnot read {2}y {2}is in the YAML layout.*\n\n2 fixes in 2 files; /);
    });
  });

  describe('--dry-run', () => {
    it('says what would be done, and writes nothing', async () => {
      const folder = folderWith(faulty);
      const before = bytesIn(folder);
      const { out, code } = await run(['fix', '--dry-run', '--unsafe', '--type', 'User'], folder);
      assert.match(out, /\n\n4 fixes would change 2 files; no finding would remain\n$/);
      assert.equal(code, 0);
      assert.deepEqual(bytesIn(folder), before);
    });

    it('says in JSON what would be, as it is afterwards', async () => {
      const folder = folderWith(faulty);
      const would = await fix(['--dry-run', '--unsafe'], folder);
      assert.equal(would.written, false);
      assert.deepEqual(await fix(['--unsafe'], folder), { ...would, written: true });
    });
  });

  it('mends a solution that lies outside the working directory', async () => {
    const folder = folderWith(faulty);
    const { files } = await fix(['../Other'], join(folder, 'src/Workflows'));
    assert.deepEqual(files, ['../Other/Customizations.xml']);
  });

  it('leaves a solution alone that is kept in managed form only', async () => {
    const folder = folderWith(faulty.replace('<Managed>0', '<Managed>1'));
    const before = bytesIn(folder);
    const { applied, findings } = await fix(['--unsafe', '--type', 'User'], folder);
    assert.deepEqual(applied, []);
    assert.equal(findings.length, 4);
    assert.deepEqual(bytesIn(folder), before);
  });

  it('keeps the summary of check true', async () => {
    const { out } = await run(['check'], folderWith(faulty));
    assert.match(out, /\n2 of them can be mended by keyhook fix, 1 more by keyhook fix --unsafe\n$/);
    assert.deepEqual(rulesOf(await check([], folderWith(faulty))), [
      'default-name',
      'miscased-logical-name',
      'off-scheme-name',
      'unused-connection-reference',
    ]);
  });
});
