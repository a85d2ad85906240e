import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import {
  CHILD_ID,
  CUSTOM,
  CUSTOM_ELSEWHERE,
  ID,
  customReference,
  entry,
  flow,
  flowUsing,
  metadata,
  oldOperation,
  operation,
  reference,
  solution,
} from '../support/solution';

const RULE = 'duplicate-connection-reference';
const loser = (name: string): string => `{|${RULE}:${name}|}`;
const teams = (logicalName: string, displayName = logicalName.replace(/^\{\|.*:|\|\}$/g, '')): string =>
  reference(logicalName, 'shared_teams', displayName);
const pair = (first: string, second: string, rest = ''): ReturnType<typeof checkFindings> =>
  checkFindings(RULE, solution({ references: [teams(first), teams(second)] }) + rest);

describe(RULE, () => {
  it('keeps the one with the most users', () => {
    pair(loser('con_a'), 'con_b', flowUsing('con_b'));
    pair(
      'con_a',
      loser('con_b'),
      flowUsing('con_a') +
        flowUsing('con_a', { name: 'Other' }) +
        flow({ name: 'Third', connections: { k: entry('con_b') }, actions: { A: operation('k'), B: operation('k'), C: operation('k') } }),
    );
  });

  it('counts agents, apps and flows of other solutions as users', () => {
    pair(loser('con_a'), 'con_b', '--- src/botcomponents/con_bot.action.A/data\naction:\n  connectionReference: con_b\n');
    pair(
      loser('con_a'),
      'con_b',
      solution({ root: 'other', name: 'Other' }) +
        flowUsing('con_b', { root: 'other' }) +
        flowUsing('CON_B', { root: 'other', name: 'More' }) +
        flowUsing('con_a'),
    );
  });

  it('counts an agent once, in however many files it stands, and each agent of one file', () => {
    const set = (...components: string[]): string =>
      `--- src/Assets/botcomponent_connectionreferenceset.xml\n<set>${components.map((it) => `<botcomponent_connectionreference botcomponentid.schemaname="${it}" connectionreferenceid.connectionreferencelogicalname="con_b" />`).join('')}</set>\n`;
    const data = '--- src/botcomponents/con_bot.action.A/data\naction:\n  connectionReference: con_b\n';
    pair('con_a', loser('con_b'), set('con_bot.action.A', 'con_bot.topic.B') + data + flowUsing('con_a'));
    pair(loser('con_a'), 'con_b', set('con_bot.action.A', 'con_help.topic.B') + flowUsing('con_a'));
  });

  it('then the one with the most operations, triggers and old actions included', () => {
    pair(
      loser('con_a'),
      'con_b',
      flowUsing('con_a') +
        flow({ name: 'Other', connections: { k: entry('con_b') }, triggers: { On: operation('k') }, actions: { A: oldOperation('k') } }),
    );
  });

  it('then the one on the scheme, then the first by logical name', () => {
    checkFindings(RULE, solution({ references: [teams(loser('con_a'), 'Teams'), teams('con_b', 'Absence – Teams – User')] }));
    pair('con_a', loser('con_b'));
    pair(loser('con_b'), 'con_a');
  });

  it('says which one to keep', () => {
    const [finding] = pair('con_a', loser('con_b'), flowUsing('con_a'));
    assert.equal(finding?.subject, 'con_b');
    assert.equal(finding.related?.length, 1);
  });

  it('leaves alone those that are on the scheme with an Area and Type of their own', () => {
    checkFindings(
      RULE,
      solution({
        references: [
          teams('con_a', 'Absence – Teams – User'),
          teams('con_b', 'Absence - Microsoft Teams - Service Account'),
          teams('con_c', 'HR | Teams | User'),
        ],
      }),
    );
    checkFindings(
      RULE,
      solution({
        references: [
          teams('con_a', 'Absence – Teams – User'),
          teams(loser('con_b'), 'Absence | Microsoft Teams - User'),
          teams('con_c', 'HR – Teams – User'),
        ],
      }),
    );
    checkFindings(
      RULE,
      solution({ references: [teams('con_a', 'Absence – Teams – User'), teams('con_b', 'Teams')] }).replace(
        '"con_b"',
        `"${loser('con_b')}"`,
      ),
    );
  });

  it('never reports one on the scheme, even when others are used more', () => {
    checkFindings(
      RULE,
      solution({ references: [teams('con_a', 'Absence – Teams – User'), teams('con_b', 'Teams'), teams(loser('con_c'), 'More Teams')] }) +
        flowUsing('con_b'),
    );
  });

  it("never reports an agent's own, but may keep it", () => {
    const own = 'con_bot.shared_teams.shared-teams-531c3508';
    pair(own, 'con_b', flowUsing('con_b'));
    checkFindings(RULE, solution({ references: [teams(own), teams('con_a'), teams(loser('con_b'))] }));
    pair(own, 'con_bot.shared_teams.shared-teams-9d2f4a10');
    pair(own, loser('con_a'), flowUsing(own));
  });

  it('compares connectors, without letter case, and custom ones without their hash', () => {
    checkFindings(
      RULE,
      solution({ references: [reference('con_a', 'shared_TEAMS', 'a'), reference(loser('con_b'), 'shared_teams', 'b')] }),
    );
    checkFindings(
      RULE,
      solution({
        references: [reference('con_a', 'shared_commondataservice', 'a'), reference('con_b', 'shared_commondataserviceforapps', 'b')],
      }),
    );
    checkFindings(
      RULE,
      solution({ references: [customReference('con_a', CUSTOM, 'a'), customReference(loser('con_b'), CUSTOM_ELSEWHERE, 'b')] }),
    );
    checkFindings(RULE, solution({ references: [reference('con_a', CUSTOM, 'a'), reference(loser('con_b'), CUSTOM_ELSEWHERE, 'b')] }));
  });

  it('does not count references without a connector, nor across solutions', () => {
    const none = (name: string): string => teams(name).replace(/<connectorid>.*<\/connectorid>/, '<connectorid></connectorid>');
    checkFindings(RULE, solution({ references: [none('con_a'), none('con_b')] }));
    checkFindings(RULE, solution({ references: [teams('con_a')] }) + solution({ root: 'b', name: 'B', references: [teams('con_b')] }));
  });

  it('is one fault among others', () => {
    checkAll(
      solution({
        flows: [ID, CHILD_ID],
        references: [
          teams('con_absence_teams', 'Absence – Teams – User'),
          teams('{|unused-connection-reference:{|duplicate-connection-reference:con_teams|}|}', '{|off-scheme-name:Old|}'),
        ],
      }) +
        flowUsing('con_absence_teams') +
        metadata() +
        flow({ name: 'Other', id: CHILD_ID }) +
        metadata({ name: 'Other', id: CHILD_ID }),
    );
  });
});
