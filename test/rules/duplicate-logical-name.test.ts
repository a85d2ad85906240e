import { checkAll, checkFindings } from '../support/check';
import { ID, flowUsing, metadata, reference, solution } from '../support/solution';

const RULE = 'duplicate-logical-name';
const second = (name: string): string => `{|duplicate-logical-name:${name}|}`;

describe(RULE, () => {
  it('reports the second and every later one, in any letter case', () => {
    checkFindings(
      RULE,
      solution({
        references: [
          reference('con_teams'),
          reference(second('CON_Teams'), 'shared_sql'),
          reference('con_sql'),
          reference(second('con_teams')),
        ],
      }),
    );
  });

  it('compares what is meant, not how it is escaped', () => {
    checkFindings(RULE, solution({ references: [reference('con_teams'), reference(second('con&#95;teams'))] }));
  });

  it('is the only thing said of two equal definitions', () => {
    checkAll(
      solution({ flows: [ID], references: [reference('con_absence_teams'), reference(second('con_absence_teams'))] }) +
        flowUsing('con_absence_teams') +
        metadata(),
    );
  });

  it('looks at one solution at a time', () => {
    checkFindings(
      RULE,
      solution({ references: [reference('con_teams')] }) + solution({ root: 'b', name: 'B', references: [reference('con_teams')] }),
    );
    checkFindings(
      RULE,
      solution({ root: 'managed', managed: '1', references: [reference('con_teams')] }) +
        solution({ root: 'unmanaged', references: [reference('con_teams')] }),
    );
  });

  it('finds names that every object has', () => {
    checkFindings(RULE, solution({ references: [reference('constructor')] }));
    checkFindings(RULE, solution({ references: [reference('__proto__'), reference(second('__proto__'))] }));
  });
});
