import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import {
  APIS,
  binding,
  CUSTOM_ELSEWHERE,
  customConnector,
  customReference,
  flowUsing,
  ID,
  metadata,
  reference,
  settings,
  solution,
} from '../support/solution';

const RULE = 'mismatched-deployment-setting';
const PATH = 'config/test/deploymentSettings.json';
const NAME = `{|${RULE}:con_absence_teams|}`;
const absence = solution({ references: [reference('con_absence_teams')] });
const listing = (name: string, connector: string, more = {}): string =>
  settings(PATH, { references: [binding(name, '0f7a', connector, more)] });

describe(RULE, () => {
  it('is the only thing said of an entry with another connector', () => {
    checkAll(
      solution({ flows: [ID], references: [reference('con_absence_teams')] }) +
        flowUsing('con_absence_teams') +
        metadata() +
        listing(NAME, 'shared_office365'),
    );
  });

  it('names both connectors', () => {
    const [finding] = checkFindings(RULE, absence + listing(NAME, 'shared_office365'));
    assert.equal(
      finding?.message,
      "The settings of test say that the connection reference 'Absence – Teams – Service Account' is for Office 365 Outlook, and it is for Microsoft Teams: correct the ConnectorId, and look whether the connection is the right one.",
    );
  });

  it('reports a connector that is empty, null or not there in words of its own', () => {
    for (const ConnectorId of ['', ' ', null, undefined]) {
      const [finding] = checkFindings(RULE, absence + listing(NAME, '', { ConnectorId }));
      assert.equal(
        finding?.message,
        "The settings of test do not say which connector the connection reference 'Absence – Teams – Service Account' is for: set its ConnectorId to the one of Microsoft Teams.",
      );
    }
  });

  it('compares connectors and not how they are written', () => {
    for (const ConnectorId of [
      '/providers/microsoft.powerapps/apis/SHARED_TEAMS',
      'shared_teams',
      `${APIS}shared_teams`,
      ` ${APIS}shared_teams\t`,
      '#{connector.teams}#',
    ])
      checkFindings(RULE, absence + listing('con_absence_teams', '', { ConnectorId }));
  });

  it('does not compare the hash of a custom connector, and tells two of them apart', () => {
    const leave = solution({ references: [customReference('con_absence_leave')] }) + customConnector();
    checkFindings(RULE, leave + listing('con_absence_leave', CUSTOM_ELSEWHERE));
    checkFindings(RULE, leave + listing(`{|${RULE}:con_absence_leave|}`, 'shared_con-5fother-5f691c36f6fa56d15c'));
  });

  it('says nothing where the reference has no connector, of pairs, of stale entries and of duplicates', () => {
    const nameless = absence.replace(/<connectorid>.*<\/connectorid>/, '<connectorid></connectorid>');
    checkFindings(RULE, nameless + listing('con_absence_teams', 'shared_office365'));
    checkFindings(RULE, `${absence}--- ${PATH}\n{ "ConnectionReferences": [ ["con_absence_teams", "0f7a"] ] }\n`);
    checkFindings(RULE, absence + settings(PATH, { references: [binding('con_absence_teams'), binding('con_gone', 'x', 'shared_sql')] }));
    checkFindings(
      RULE,
      absence + settings(PATH, { references: [binding('con_absence_teams'), binding('con_absence_teams', 'x', 'shared_sql')] }),
    );
  });
});

describe(`the fix of ${RULE}`, () => {
  const TITLE = 'Set the connector to Microsoft Teams';

  it('puts the connector in and leaves the rest', () => {
    const owner = { ConnectionOwner: 'a@b.example' };
    const before = absence + listing('con_absence_teams', 'shared_sql', owner);
    checkFixes(RULE, before, [`safe ${TITLE} *`]);
    checkFix(RULE, before, TITLE, listing('con_absence_teams', 'shared_teams', owner));
  });

  it('puts one in where there is none', () => {
    for (const ConnectorId of ['', null, undefined])
      checkFix(RULE, absence + listing('con_absence_teams', '', { ConnectorId }), TITLE, listing('con_absence_teams', 'shared_teams'));
  });
});
