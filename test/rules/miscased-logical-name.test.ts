import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { ID, entry, flow, flowUsing, metadata, operation, reference, solution } from '../support/solution';

const RULE = 'miscased-logical-name';

describe(RULE, () => {
  it('is the only thing said of the name', () => {
    checkAll(
      solution({ flows: [ID], references: [reference('con_AbsenceTeams')] }) +
        metadata() +
        flowUsing('{|miscased-logical-name:con_absenceteams|}'),
    );
  });

  it('reports every entry, the service form included', () => {
    checkFindings(
      RULE,
      solution({ references: [reference('con_AbsenceTeams')] }) +
        flow({
          connections: {
            a: entry('{|miscased-logical-name:Con_AbsenceTeams|}'),
            b: {
              id: '/providers/Microsoft.PowerApps/apis/shared_teams',
              connectionReferenceLogicalName: '{|miscased-logical-name:con_absenceTeams|}',
            },
            c: entry('con_AbsenceTeams'),
          },
          actions: { A: operation('a'), B: operation('b'), C: operation('c') },
        }),
    );
  });

  it('is content when one of two equal definitions is written that way', () => {
    checkFindings(
      RULE,
      solution({ references: [reference('con_Teams'), reference('con_teams')] }) +
        flowUsing('con_teams') +
        flowUsing('con_Teams', { name: 'Other' }),
    );
  });

  it('says nothing of names that are not defined, or that differ in more', () => {
    checkFindings(RULE, solution({ references: [reference('con_Teams')] }) + flowUsing('con_teams1'));
    checkFindings(RULE, flowUsing('CON_TEAMS'));
  });
});

describe('the fix of miscased-logical-name', () => {
  const references = solution({ references: [reference('con_AbsenceTeams')] });

  it('writes the name as its definition has it, and nothing else', () => {
    checkFix(RULE, references + flowUsing('con_absenceteams'), "Write 'con_AbsenceTeams'", flowUsing('con_AbsenceTeams'));
    const user = (name: string): string => flowUsing(name, { root: 'absence' });
    checkFix(
      RULE,
      references + solution({ root: 'absence', name: 'Other' }) + user('CON_ABSENCETEAMS'),
      "Write 'con_AbsenceTeams'",
      user('con_AbsenceTeams'),
    );
  });

  it('writes the service form, and a name that JSON must escape', () => {
    const service = (name: string): string =>
      flow({ connections: { k: { id: '/providers/Microsoft.PowerApps/apis/shared_teams', connectionReferenceLogicalName: name } } });
    checkFix(RULE, references + service('con_absenceteams'), "Write 'con_AbsenceTeams'", service('con_AbsenceTeams'));
    checkFix(RULE, solution({ references: [reference('con_&quot;A')] }) + flowUsing('con_"a'), "Write 'con_\"A'", flowUsing('con_"A'));
  });

  it('is safe and the only one', () => {
    checkFixes(RULE, references + flowUsing('con_absenceteams'), ["safe Write 'con_AbsenceTeams' *"]);
  });
});
