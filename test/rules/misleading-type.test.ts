import { checkFindings } from '../support/check';
import { CUSTOM, customConnector, customReference, reference, solution } from '../support/solution';

const RULE = 'misleading-type';
const is = (connector: string, name: string): void => isNot(connector, `{|misleading-type:${name}|}`);
const isNot = (connector: string, name: string): void =>
  void checkFindings(RULE, solution({ references: [reference('con_a', connector, name)] }));

describe(RULE, () => {
  it('reads every separator and every accepted name', () => {
    is('shared_teams', 'Absence - Microsoft Teams - Service Principal');
    is('shared_office365', 'Absence | Outlook | Service Principal');
    is('shared_sharepointonline', 'HR - Absence – SharePoint | Service Principal');
  });

  it('speaks only of connectors that are known to be unable', () => {
    isNot('shared_commondataserviceforapps', 'Absence – Dataverse – Service Principal');
    isNot('shared_approvals', 'Absence – Approvals – Service Principal');
    isNot('shared_somethingnew', 'Absence – Something – Service Principal');
    checkFindings(
      RULE,
      solution({ references: [customReference('con_a', CUSTOM, 'Absence – Leave Service – Service Principal')] }) + customConnector(),
    );
  });

  it('speaks only of the Type', () => {
    isNot('shared_teams', 'Absence – Teams – Service Account');
    isNot('shared_teams', 'Service Principal – Teams – User');
    isNot('shared_teams', 'Teams Service Principal');
  });
});
