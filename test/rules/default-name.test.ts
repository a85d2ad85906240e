import { checkAll, checkFindings } from '../support/check';
import { ID, crlf, flowUsing, metadata, reference, solution } from '../support/solution';

const RULE = 'default-name';
const is = (logicalName: string, displayName: string): void =>
  void checkFindings(RULE, solution({ references: [reference(logicalName, 'shared_teams', `{|default-name:${displayName}|}`)] }));
const isNot = (logicalName: string, displayName: string): void =>
  void checkFindings(RULE, solution({ references: [reference(logicalName, 'shared_teams', displayName)] }));

describe(RULE, () => {
  it('knows the name by the five characters that both names end in', () => {
    is('con_sharedteams_6ec15', 'Microsoft Teams Absence-6ec15');
    is('con__sharedteams_6ec15', 'Microsoft Teams My-App-6ec15');
    is('con_sharedcommondataservice_0f3ab', 'Microsoft Dataverse (legacy) Absence-0f3ab');
    is('con_sharedexcelonlinebusiness_12345', 'Excel Online (Business) Absence-12345');
  });

  it('is not content with similar endings', () => {
    isNot('con_sharedteams_6ec15', 'Microsoft Teams Absence-6ec16');
    isNot('con_absence_teams', 'Microsoft Teams Absence-6ec15');
    isNot('con_sharedteams_6ec15', 'Microsoft Teams');
    isNot('con_sharedteams6ec15', 'Microsoft Teams Absence-6ec15');
    isNot('con_sharedteams_6ec15a', 'Microsoft Teams Absence-6ec15a');
    isNot('con_sharedteams_6gc15', 'Microsoft Teams Absence-6gc15');
  });

  it('knows a counter from 1 to 99', () => {
    is('con_teams', 'SharePoint_1');
    is('con_teams', 'Microsoft Dataverse (legacy)_99');
    isNot('con_teams', 'SharePoint_0');
    isNot('con_teams', 'SharePoint_100');
    isNot('con_teams', 'SharePoint_2024');
    isNot('con_teams', 'SharePoint 1');
  });

  it('marks the text as it is written, in CRLF files too', () => {
    is('con_sharedteams_6ec15', 'R&amp;D Absence-6ec15');
    checkFindings(
      RULE,
      crlf(
        solution({ references: [reference('con_sharedteams_6ec15', 'shared_teams', '{|default-name:Microsoft Teams Absence-6ec15|}')] }),
      ),
    );
  });

  it('speaks instead of off-scheme-name', () => {
    checkAll(
      solution({
        flows: [ID],
        references: [reference('con_sharedteams_6ec15', 'shared_teams', '{|default-name:Microsoft Teams Absence-6ec15|}')],
      }) +
        flowUsing('con_sharedteams_6ec15') +
        metadata(),
    );
  });
});
