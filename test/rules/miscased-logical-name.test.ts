import { checkAll, checkFindings } from '../support/check';
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
