import * as assert from 'node:assert/strict';
import { defaultNaming, type Finding } from '../../server/src/core';
import { checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
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

describe(`the fix of ${RULE}`, () => {
  const made = (...names: readonly string[]): string =>
    solution({ name: 'Holiday', references: names.map((it, index) => reference(`con_${index}`, 'shared_teams', it)) });

  it('is safe where only dashes and spaces differ', () => {
    for (const name of ['HR - Teams - User', 'HR | Teams  –  User', 'HR — Teams - User']) {
      checkFixes(RULE, made(name), ["safe Rename to 'HR – Teams – User' *"]);
      checkFix(RULE, made(name), "Rename to 'HR – Teams – User'", made('HR – Teams – User'));
    }
  });

  it('keeps the connector and the type as they are written then, whatever type is settled', () => {
    checkFixes(RULE, made('HR - Microsoft Teams - Robot'), ["safe Rename to 'HR – Microsoft Teams – Robot' *"]);
    checkFixes(RULE, made('HR - Teams - Robot'), ["safe Rename to 'HR – Teams – Robot' *"], { ...defaultNaming, type: 'User' });
    checkFixes(RULE, made('HR - Teams - Service Principal'), ["safe Rename to 'HR – Teams – Service Principal' *"]);
  });

  it('is for review where more differs', () => {
    checkFixes(RULE, made('Teams for HR'), [
      "review Rename to 'Holiday – Teams – Service Account'",
      "review Rename to 'Holiday – Teams – User'",
    ]);
    checkFix(RULE, made('Teams for HR'), "Rename to 'Holiday – Teams – User'", made('Holiday – Teams – User'));
    checkFixes(RULE, made('HR – Teams'), ["review Rename to 'Holiday – Teams – User' *"], { ...defaultNaming, type: 'User' });
  });

  it('never is safe when another reference has that name, but for its dashes too', () => {
    checkFixes(RULE, made('HR – Teams – User', 'HR - Teams - User'), ["review Rename to 'HR – Teams – Service Account'"]);
    checkFixes(RULE, made('HR | Teams | User', 'HR - Teams - User'), [
      "review Rename to 'HR – Teams – Service Account'",
      "review Rename to 'HR – Teams – Service Account'",
    ]);
    checkFixes(RULE, made('HR – Teams – User', 'HR - Teams - User', 'HR – Teams – Service Account'), []);
  });

  it('leaves out names of more than 100 characters', () => {
    const area = 'A'.repeat(100 - ' – Teams – User'.length);
    checkFixes(RULE, made(`${area} - Teams - User`), [`safe Rename to '${area} – Teams – User' *`]);
    checkFixes(RULE, made(`${area}A - Teams - User`), []);
  });

  it('inserts a name where there is none', () => {
    for (const empty of ['', '<connectionreferencedisplayname />', '<connectionreferencedisplayname></connectionreferencedisplayname>'])
      checkFix(
        RULE,
        made('x')
          .replace(/<connectionreferencedisplayname>.*<\/connectionreferencedisplayname>/, empty)
          .replace(/^ +\n(?= +<connectorid>)/m, ''),
        "Rename to 'Holiday – Teams – User'",
        made('Holiday – Teams – User'),
      );
  });

  it('escapes what XML wants escaped, and keeps every letter', () => {
    const text = 'R&amp;D &lt;"שלום" 🙂&gt;';
    checkFix(RULE, made(`${text} - Teams - User`), `Rename to 'R&D <"שלום" 🙂> – Teams – User'`, made(`${text} – Teams – User`));
    checkFix(RULE, made('<![CDATA[R&D - Teams - User]]>'), "Rename to 'R&D – Teams – User'", made('R&amp;D – Teams – User'));
  });

  it('is not there without a connector, unless only dashes differ', () => {
    const untold = (name: string): string => made(name).replace(/<connectorid>.*<\/connectorid>/, '<connectorid />');
    checkFixes(RULE, untold('Teams for HR'), []);
    checkFixes(RULE, untold('HR - Teams - User'), ["safe Rename to 'HR – Teams – User' *"]);
  });
});
