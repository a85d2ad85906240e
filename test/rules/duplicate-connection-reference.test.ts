import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { applied, checkFix, checkFixes, checkRefused, fixesIn } from '../support/check-fix';
import { readFixture } from '../support/fixture';
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

  describe('the fix that merges', () => {
    const named = (logicalName: string, displayName: string): string => reference(logicalName, 'shared_teams', displayName);
    const [a, b, c] = [named('con_a', 'A'), named('con_b', 'B'), named('con_c', 'C')];
    const flows = (...names: readonly string[]): string => names.map((it, index) => flowUsing(it, { name: `F${index}` })).join('');

    it('keeps the one that the rule keeps', () => {
      const source = solution({ references: [a, b] }) + flows('con_b', 'con_b', 'con_a');
      checkFix(RULE, source, "Merge 'A' into 'B'", solution({ references: [b] }) + flows('con_b', 'con_b', 'con_b'));
    });

    it('keeps the other one if asked to', () => {
      const source = solution({ references: [a, b] }) + flows('con_b', 'con_b', 'con_a');
      checkFix(RULE, source, "Merge 'B' into 'A'", solution({ references: [a] }) + flows('con_a', 'con_a', 'con_a'));
    });

    it('takes all duplicates at once, or one alone', () => {
      const source = solution({ references: [a, b, c] }) + flows('con_a', 'con_b', 'con_c', 'con_b');
      checkFix(RULE, source, "Merge 2 duplicates into 'B'", solution({ references: [b] }) + flows('con_b', 'con_b', 'con_b', 'con_b'));
      checkFix(RULE, source, "Merge 2 duplicates into 'C'", solution({ references: [c] }) + flows('con_c', 'con_c', 'con_c', 'con_c'));
      checkFix(RULE, source, "Merge only 'C' into 'B'", solution({ references: [a, b] }) + flows('con_a', 'con_b', 'con_b', 'con_b'));
    });

    it('is offered for each that could be kept, the choice of the rule first and preferred', () => {
      checkFixes(RULE, solution({ references: [a, b] }) + flows('con_b'), ["review Merge 'A' into 'B' *", "review Merge 'B' into 'A'"]);
      const three = (only: string): readonly string[] => [
        "review Merge 2 duplicates into 'B' *",
        "review Merge 2 duplicates into 'A'",
        "review Merge 2 duplicates into 'C'",
        `review Merge only '${only}' into 'B'`,
      ];
      checkFixes(RULE, solution({ references: [a, b, c] }) + flows('con_b'), [...three('A'), ...three('C')]);
    });

    it('tells two of one name apart', () => {
      checkFixes(RULE, solution({ references: [named('con_a', 'Teams'), named('con_b', 'Teams')] }), [
        "review Merge 'Teams' (con_b) into 'Teams' (con_a) *",
        "review Merge 'Teams' (con_a) into 'Teams' (con_b)",
      ]);
    });

    it('lets those with a name of their own never lose, but takes others into them', () => {
      const user = named('con_user', 'Absence – Teams – User');
      const source = solution({ references: [user, a, b] }) + flows('con_b', 'con_a', 'con_user', 'con_b');
      checkFixes(RULE, source, ["review Merge 'A' into 'B' *", "review Merge 2 duplicates into 'Absence – Teams – User'"]);
      checkFix(RULE, source, "Merge 'A' into 'B'", solution({ references: [user, b] }) + flows('con_b', 'con_b', 'con_user', 'con_b'));
      checkFix(
        RULE,
        source,
        "Merge 2 duplicates into 'Absence – Teams – User'",
        solution({ references: [user] }) + flows('con_user', 'con_user', 'con_user', 'con_user'),
      );
      checkFixes(RULE, solution({ references: [user, a, b] }) + flows('con_user'), [
        "review Merge 2 duplicates into 'Absence – Teams – User' *",
        "review Merge only 'A' into 'Absence – Teams – User'",
        "review Merge 2 duplicates into 'Absence – Teams – User' *",
        "review Merge only 'B' into 'Absence – Teams – User'",
      ]);
    });

    it("takes nothing into an agent's own that the rule would not keep", () => {
      const agents = named('con_bot.shared_teams.1', 'Bot');
      checkFixes(RULE, solution({ references: [agents, a, b] }) + flows('con_a'), ["review Merge 'B' into 'A' *"]);
      const onScheme = named('con_bot.shared_teams.1', 'Bot – Teams – User');
      checkFixes(RULE, solution({ references: [onScheme, a, b] }) + flows('con_a'), ["review Merge 'B' into 'A' *"]);
      checkFixes(RULE, solution({ references: [agents, a] }) + flows('con_bot.shared_teams.1'), ["review Merge 'A' into 'Bot' *"]);
    });

    it('says what else the reader should know', () => {
      const source =
        solution({ references: [a, b] }) +
        flows('con_a') +
        solution({ root: 'other', name: 'Other' }) +
        flowUsing('con_b', { root: 'other' }) +
        '--- config/prod.json\n{ "ConnectionReferences": [ { "LogicalName": "con_a", "ConnectionId": "#{con_b}#" } ] }\n';
      const [{ fix }] = fixesIn(RULE, readFixture(source).files) as [ReturnType<typeof fixesIn>[number]];
      assert.equal(fix.title, "Merge 'B' into 'A'");
      assert.deepEqual(fix.notes?.(), [
        "The solution 'Other' uses it too and was changed as well.",
        "1 pipeline token names 'con_b': it is your pipeline's own variable and was left as it is.",
      ]);
    });

    it('is refused, and has nothing to note, where two connections are bound', () => {
      const source =
        solution({ references: [a, b] }) +
        flows('con_a') +
        '--- config/prod.json\n{ "ConnectionReferences": [ { "LogicalName": "con_a", "ConnectionId": "1" }, { "LogicalName": "con_b", "ConnectionId": "2" } ] }\n';
      checkRefused(
        RULE,
        source,
        "Merge 'B' into 'A'",
        "In 'config/prod.json' 'A' is bound to the connection '1' and 'B' to '2': give both the one to keep, and merge again.",
      );
      assert.deepEqual(
        fixesIn(RULE, readFixture(source).files).map(({ fix }) => fix.notes?.()),
        [[], []],
      );
    });

    it('makes one solution of two that share the duplicates, whichever is asked first', () => {
      const both = (references: readonly string[], ...names: readonly string[]): string =>
        solution({ references }) +
        flows(...names) +
        solution({ root: 'other', name: 'Other', references }) +
        flowUsing(names[0]!, { root: 'other' });
      checkFix(RULE, both([a, b], 'con_b', 'con_a', 'con_a'), "Merge 'B' into 'A'", both([a], 'con_a', 'con_a', 'con_a'));
    });

    it('is not offered in a solution that is kept managed', () => {
      checkFixes(RULE, solution({ managed: '1', references: [a, b] }), []);
    });

    it('leaves nothing to merge', () => {
      const { files } = readFixture(solution({ references: [a, b, c] }) + flows('con_a'));
      const [first] = fixesIn(RULE, files);
      assert.deepEqual(fixesIn(RULE, applied(first!.fix, files)), []);
    });
  });
});
