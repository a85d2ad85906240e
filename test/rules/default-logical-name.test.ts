import { checkAll, checkFindings } from '../support/check';
import { ID, flowUsing, metadata, reference, solution } from '../support/solution';

const RULE = 'default-logical-name';
const is = (name: string): void => void checkFindings(RULE, solution({ references: [reference(`{|default-logical-name:${name}|}`)] }));
const isNot = (name: string): void => void checkFindings(RULE, solution({ references: [reference(name)] }));

describe(RULE, () => {
  it('knows the five characters at the end', () => {
    is('con_sharedteams_6ec15');
    is('svr__sharedoffice365_f448a');
    isNot('con_absence_teams');
    isNot('con_sharedteams_6ec1');
    isNot('con_sharedteams_6ec150');
    isNot('con_sharedteams_6gc15');
    isNot('con_sharedteams6ec15');
    isNot('con_6ec15_teams');
  });

  it('does not mind the display name', () => {
    checkFindings(
      RULE,
      solution({
        references: [reference('{|default-logical-name:con_sharedteams_6ec15|}', 'shared_teams', 'Microsoft Teams Absence-6ec15')],
      }),
    );
  });

  it('is off unless it is switched on', () => {
    checkAll(solution({ flows: [ID], references: [reference('con_sharedteams_6ec15')] }) + flowUsing('con_sharedteams_6ec15') + metadata());
  });
});
