import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { binding, flowUsing, ID, type Manifest, metadata, reference, settings, solution, variable } from '../support/solution';

const RULE = 'stale-deployment-setting';
const PATH = 'config/test/deploymentSettings.json';
const mark = (text: string): string => `{|${RULE}:${text}|}`;
const absence = solution({ references: [reference('con_absence_teams')] });
const teams = binding('con_absence_teams');
const markedFile = (source: string): string => source.replace('json\n{', `json\n${mark('{')}`);

describe(RULE, () => {
  it('is the only thing said of such an entry, be it unbound or of another connector', () => {
    checkAll(
      solution({ flows: [ID], references: [reference('con_absence_teams')] }) +
        flowUsing('con_absence_teams') +
        metadata() +
        settings(PATH, { references: [teams, binding(mark('con_gone'), '', 'shared_sql')], variables: { [mark('con_Site')]: '' } }),
    );
  });

  it('tells references and variables of one name apart', () => {
    checkFindings(
      RULE,
      absence +
        variable('con_Site') +
        settings(PATH, { references: [teams, binding(mark('con_Site'))], variables: { [mark('con_absence_teams')]: 'x' } }),
    );
  });

  it('knows names in any letter case, and those of every solution of the file', () => {
    const core = solution({ root: 'core/src', name: 'Core', references: [reference('con_core')] });
    checkFindings(
      RULE,
      absence +
        core +
        variable('con_Site') +
        settings(PATH, { references: [binding('CON_absence_Teams'), binding('con_core')], variables: { CON_SITE: '' } }),
    );
  });

  it('reports a file once in which nothing fits, with its name as the subject', () => {
    const [finding] = checkFindings(
      RULE,
      absence + markedFile(settings(PATH, { references: [binding('con_gone'), binding('con_other', '')], variables: { con_x: '' } })),
    );
    assert.equal(finding?.subject, 'deploymentSettings.json');
    assert.equal(
      finding?.message,
      "No entry of 'deploymentSettings.json' is for a connection reference or environment variable of 'Absence': remove the file, or move it to its solution.",
    );
    checkAll(
      absence.replace(/<connectionreferences>[^]*<\/connectionreferences>/, '') +
        markedFile(settings(PATH, { references: [binding('con_gone', '')] })),
    );
  });

  it('says nothing of what a solution of the same name defines, be it a copy or another', () => {
    const old = (parts: Manifest): string => solution({ ...parts, references: [reference('con_absence_teams'), reference('con_gone')] });
    const site = variable('con_Site', { root: 'old/src' });
    const entries = settings(PATH, { references: [teams, binding('con_gone')], variables: { con_Site: 'x' } });
    for (const managed of ['0', '1'] as const) checkFindings(RULE, absence + old({ root: 'old/src', managed }) + site + entries);
    checkFindings(RULE, solution({ references: [], root: 'managed', managed: '1' }) + old({ root: 'old/src' }) + site + entries);
  });

  it('reports one of several equal entries, for the others are duplicates', () => {
    checkFindings(RULE, absence + settings(PATH, { references: [teams, binding(mark('con_gone')), binding('con_gone')] }));
  });

  it('says nothing of names that a pipeline makes, nor of a file that is nobody’s', () => {
    checkFindings(RULE, absence + settings(PATH, { references: [teams, binding('#{prefix}#_teams')], variables: { '$(Site)': '' } }));
    checkFindings(RULE, absence + settings(PATH, { references: [binding('#{prefix}#_teams')] }));
    checkFindings(RULE, settings(PATH, { references: [binding('con_gone')] }));
  });

  it('says nothing when the file or what the solution defines could not be read to the end', () => {
    const entries = settings(PATH, { references: [teams, binding('con_gone')], variables: { con_Site: '' } });
    checkFindings(RULE, absence + entries.replace(/\}\s*$/, ''));
    checkFindings(
      RULE,
      `${absence.replace('</connectionreferences>', '<connectionreference')}${settings(PATH, { references: [teams, binding('con_gone')] })}`,
    );
    checkFindings(
      RULE,
      `${absence}--- src/environmentvariabledefinitions/con_x/environmentvariabledefinition.xml\n<\n${settings(PATH, { references: [teams], variables: { con_Site: '' } })}`,
    );
    checkFindings(
      RULE,
      absence +
        variable('con_x').replace('</environmentvariabledefinition>', '') +
        settings(PATH, { references: [teams, binding(mark('con_gone'))], variables: { [mark('con_Site')]: '' } }),
    );
  });
});

describe(`the fix of ${RULE}`, () => {
  it('removes the entry with all its members', () => {
    const before =
      absence +
      settings(PATH, {
        references: [teams, binding('con_gone', 'x', 'shared_sql', { ConnectionOwner: 'a@b.example' })],
        variables: { con_Site: 'x' },
      });
    checkFixes(RULE, before, ["review Remove the entry for 'con_gone' *", "review Remove the entry for 'con_Site' *"]);
    checkFix(RULE, before, "Remove the entry for 'con_gone'", settings(PATH, { references: [teams], variables: { con_Site: 'x' } }));
  });

  it('removes a pair', () => {
    const pairs = (...of: readonly string[]): string => `--- ${PATH}\n{ "ConnectionReferences": [ ${of.join(', ')} ] }\n`;
    const first = '["con_absence_teams", "0f7a"]';
    checkFix(RULE, absence + pairs(first, '["con_gone", "0f7a"]'), "Remove the entry for 'con_gone'", pairs(first));
  });

  it('deletes a file in which nothing fits, and is not preferred then', () => {
    const before = absence + settings(PATH, { references: [binding('con_gone')] });
    checkFixes(RULE, before, ["review Delete 'deploymentSettings.json'"]);
    checkFix(RULE, before, "Delete 'deploymentSettings.json'", `--- ${PATH} (deleted)\n`);
  });
});
