import * as assert from 'node:assert/strict';
import type { Finding } from '../../server/src/core';
import { checkFindings } from '../support/check';
import { CUSTOM, customConnector, customReference, reference, solution } from '../support/solution';

const RULE = 'off-scheme-name';
const good = (connector: string, displayName: string): readonly Finding[] =>
  checkFindings(RULE, solution({ references: [reference('con_a', connector, displayName)] }));
const bad = (connector: string, displayName: string): readonly Finding[] => good(connector, `{|off-scheme-name:${displayName}|}`);

describe(RULE, () => {
  it('wants en dashes with one space on both sides, and says so where only that is wrong', () => {
    good('shared_teams', 'Absence – Teams – User');
    for (const name of ['Absence - Teams - User', 'Absence | Teams | User', 'Absence  –  Teams – User', 'Absence | Teams - User'])
      assert.match(bad('shared_teams', name)[0]!.message, /'Absence – Teams – User'/);
    assert.doesNotMatch(bad('shared_teams', 'Absence – Outlook – User')[0]!.message, /only/);
    bad('shared_teams', 'Absence-Teams-User');
    bad('shared_teams', 'Absence– Teams –User');
    bad('shared_teams', 'Absence: Teams: User');
  });

  it('wants all three parts', () => {
    bad('shared_teams', 'Teams – User');
    bad('shared_teams', 'Absence – Teams');
    bad('shared_teams', 'Teams');
    bad('shared_teams', '– Teams – User');
  });

  it('knows the short name, the former names, and the name without Microsoft', () => {
    good('shared_teams', 'Absence – Microsoft Teams – User');
    good('shared_approvals', 'Absence – Approvals – User');
    good('shared_approvals', 'Absence – Standard approvals – User');
    good('shared_azuread', 'Absence – Azure AD – User');
    good('shared_azuread', 'Absence – Entra ID – User');
    good('shared_webcontents', 'Absence – HTTP with Azure AD – User');
    bad('shared_teams', 'Absence – Outlook – User');
    bad('shared_teams', 'Absence – shared_teams – User');
  });

  it('matches whole names, with the dashes and parentheses they have', () => {
    good('shared_sftpwithssh', 'Absence – SFTP - SSH – User');
    good('shared_commondataservice', 'Absence – Microsoft Dataverse (legacy) – User');
    good('shared_webcontents', 'Absence – HTTP with Microsoft Entra ID (preauthorized) – User');
    bad('shared_sftpwithssh', 'Absence – SFTP – User');
    bad('shared_excelonlinebusiness', 'Absence – Excel Online – User');
  });

  it('takes any text for Area and Type', () => {
    good('shared_teams', 'R&amp;D – Teams – Robot (night)');
    good('shared_teams', 'HR – Absence – Teams – User');
  });

  it('knows a custom connector by the name it has in Connectors', () => {
    checkFindings(RULE, solution({ references: [customReference('con_a', CUSTOM, 'Absence – Leave Service – User')] }) + customConnector());
    checkFindings(
      RULE,
      solution({ references: [customReference('con_a', CUSTOM, '{|off-scheme-name:Absence – Teams – User|}')] }) + customConnector(),
    );
    checkFindings(
      RULE,
      solution({ references: [customReference('con_a', CUSTOM, 'Absence – Leave Service – User')] }) +
        solution({ root: 'c', name: 'C' }) +
        customConnector('c'),
    );
  });

  it('marks the logical name when there is no display name', () => {
    const nameless = reference('{|off-scheme-name:con_a|}');
    checkFindings(
      RULE,
      solution({ references: [nameless.replace(/<connectionreferencedisplayname>.*<\/connectionreferencedisplayname>/, '')] }),
    );
    checkFindings(RULE, solution({ references: [reference('{|off-scheme-name:con_a|}', 'shared_teams', '')] }));
    checkFindings(
      RULE,
      solution({
        references: [
          nameless.replace(/<connectionreferencedisplayname>.*<\/connectionreferencedisplayname>/, '<connectionreferencedisplayname />'),
        ],
      }),
    );
  });

  it('is silent where default-name speaks', () => {
    good('shared_teams', 'Teams_1');
    checkFindings(RULE, solution({ references: [reference('con_a_6ec15', 'shared_teams', 'Microsoft Teams Absence-6ec15')] }));
  });
});
