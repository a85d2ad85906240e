import { checkAll, checkFindings } from '../support/check';
import { checkFixes } from '../support/check-fix';
import { binding, flowUsing, ID, metadata, reference, settings, solution } from '../support/solution';

const RULE = 'unbound-connection-reference';
const PATH = 'config/test/deploymentSettings.json';
const NAME = `{|${RULE}:con_absence_teams|}`;
const absence = solution({ references: [reference('con_absence_teams')] });

describe(RULE, () => {
  it('is the only thing said of an entry without a connection', () => {
    checkAll(
      solution({ flows: [ID], references: [reference('con_absence_teams')] }) +
        flowUsing('con_absence_teams') +
        metadata() +
        settings(PATH, { references: [binding(NAME, '')] }),
    );
  });

  it('reports a connection that is empty, blank, null, no text or not there', () => {
    for (const ConnectionId of ['', ' ', null, 7, undefined])
      checkFindings(RULE, absence + settings(PATH, { references: [binding(NAME, '', 'shared_teams', { ConnectionId })] }));
  });

  it('reports a pair without a connection, and an entry in any letter case', () => {
    checkFindings(RULE, `${absence}--- ${PATH}\n{ "ConnectionReferences": [ ["${NAME}", ""] ] }\n`);
    checkFindings(RULE, `${absence}--- ${PATH}\n{ "ConnectionReferences": [ ["${NAME}"] ] }\n`);
    checkFindings(RULE, absence + settings(PATH, { references: [binding(`{|${RULE}:CON_absence_Teams|}`, '')] }));
  });

  it('takes a token of a pipeline for a connection', () => {
    for (const token of ['#{connectionreference.con_absence_teams}#', '$(Teams)', '${TEAMS}', '{{teams}}', 'shared-teams-$(Id)'])
      checkFindings(RULE, absence + settings(PATH, { references: [binding('con_absence_teams', token)] }));
  });

  it('says nothing of an entry for a reference that is not in the solution, and of a file of nobody', () => {
    checkFindings(RULE, absence + settings(PATH, { references: [binding('con_absence_teams'), binding('con_gone', '')] }));
    checkFindings(RULE, settings(PATH, { references: [binding('con_absence_teams', '')] }));
  });

  it('leaves an entry that another one of the same name fills to duplicate-deployment-setting', () => {
    checkAll(
      solution({ flows: [ID], references: [reference('con_absence_teams')] }) +
        flowUsing('con_absence_teams') +
        metadata() +
        settings(PATH, { references: [binding('con_absence_teams', ''), binding('{|duplicate-deployment-setting:con_absence_teams|}')] }),
    );
    checkFindings(RULE, absence + settings(PATH, { references: [binding(NAME, ''), binding('con_absence_teams', '')] }));
  });

  it('has no fix', () => {
    checkFixes(RULE, absence + settings(PATH, { references: [binding('con_absence_teams', '')] }), []);
  });
});
