import { checkAll, checkFindings } from '../support/check';
import { ID, flowUsing, metadata, reference, solution } from '../support/solution';

const RULE = 'missing-description';
const described = (rest: string, name = 'con_a'): void =>
  void checkFindings(RULE, solution({ references: [reference(name, 'shared_teams', 'x', rest)] }));
const NAME = '{|missing-description:con_a|}';

describe(RULE, () => {
  it('reports a description that is missing, empty or blank', () => {
    described('', NAME);
    described('<description></description>', NAME);
    described('<description />', NAME);
    described('<description> \n </description>', NAME);
  });

  it('is content with any text', () => {
    described('<description>For the HR team</description>');
    described('<description>&amp;</description>');
    described('<description><![CDATA[x]]></description>');
  });

  it('is off unless it is switched on', () => {
    checkAll(solution({ flows: [ID], references: [reference('con_absence_teams')] }) + flowUsing('con_absence_teams') + metadata());
  });
});
