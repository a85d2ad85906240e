import { defaultNaming } from '../../server/src/core';
import { checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
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

describe(`the fix of ${RULE}`, () => {
  const made = (name: string): string => solution({ name: 'Holiday', references: [reference('con_a', 'shared_teams', name)] });
  const PROMISES = 'HR - Absence – Microsoft Teams | Service Principal';

  it('is one for each other type, the area kept and the connector as it is written', () => {
    checkFixes(RULE, made(PROMISES), [
      "review Rename to 'HR - Absence – Teams – Service Account'",
      "review Rename to 'HR - Absence – Teams – User'",
    ]);
    checkFix(RULE, made(PROMISES), "Rename to 'HR - Absence – Teams – User'", made('HR - Absence – Teams – User'));
  });

  it('is the preferred one when there is one other type', () => {
    checkFixes(RULE, made(PROMISES), ["review Rename to 'HR - Absence – Teams – Robot' *"], {
      ...defaultNaming,
      types: ['Service Principal', 'Robot'],
    });
    checkFixes(RULE, made(PROMISES), ["review Rename to 'HR - Absence – Teams – User' *"], { ...defaultNaming, type: 'User' });
    checkFixes(RULE, made(PROMISES), [], { ...defaultNaming, type: 'Service Principal' });
  });
});
