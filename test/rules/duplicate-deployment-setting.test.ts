import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { binding, flowUsing, ID, metadata, reference, settings, solution, variable } from '../support/solution';

const RULE = 'duplicate-deployment-setting';
const PATH = 'config/test/deploymentSettings.json';
const mark = (text: string): string => `{|${RULE}:${text}|}`;
const absence = solution({ references: [reference('con_teams')] });
const pairs = (...of: readonly string[]): string => `--- ${PATH}\n{ "ConnectionReferences": [ ${of.join(', ')} ] }\n`;
const variables = (...of: readonly (readonly [name: string, value: string])[]): string =>
  `--- ${PATH}\n${JSON.stringify({ EnvironmentVariables: of.map(([SchemaName, Value]) => ({ SchemaName, Value })) }, null, 2)}\n`;

describe(RULE, () => {
  it('is the only thing said of the second entry', () => {
    checkAll(
      solution({ flows: [ID], references: [reference('con_teams')] }) +
        flowUsing('con_teams') +
        metadata() +
        settings(PATH, { references: [binding('con_teams'), binding(mark('con_teams'), '', 'shared_sql')] }),
    );
  });

  it('reports the second and every later one, in any letter case, in both lists and in pairs', () => {
    checkFindings(
      RULE,
      absence +
        settings(PATH, { references: [binding('con_teams'), binding(mark('CON_Teams')), binding('con_x'), binding(mark('con_teams'))] }),
    );
    checkFindings(RULE, absence + variable('con_Site') + variables(['con_Site', 'a'], [mark('con_site'), 'b']));
    checkFindings(RULE, absence + pairs('["con_teams", "a"]', `["${mark('con_teams')}", "b"]`));
  });

  it('takes a reference and a variable of one name for two things', () => {
    checkFindings(RULE, absence + settings(PATH, { references: [binding('con_teams')], variables: { con_teams: 'x' } }));
  });

  it('looks at a file that is nobody’s too, and at each file by itself', () => {
    checkFindings(RULE, settings(PATH, { references: [binding('con_x'), binding(mark('con_x'))] }));
    checkFindings(
      RULE,
      settings(PATH, { references: [binding('con_x')] }) + settings('config/test/more.json', { references: [binding('con_x')] }),
    );
  });
});

describe(`the fix of ${RULE}`, () => {
  const TITLE = 'Remove the second entry';
  const two = (first: object, second: object): string => absence + settings(PATH, { references: [first, second] });

  it('removes the second when both say the same, whatever the order of their members', () => {
    const { LogicalName, ConnectionId, ConnectorId } = binding('CON_teams') as Record<string, string>;
    const before = two(binding('con_teams'), { ConnectorId, ConnectionId, LogicalName });
    checkFixes(RULE, before, [`safe ${TITLE} *`]);
    checkFix(RULE, before, TITLE, settings(PATH, { references: [binding('con_teams')] }));
    checkFix(RULE, absence + pairs('["con_teams", "a"]', '["con_teams", "a"]'), TITLE, pairs('["con_teams", "a"]'));
  });

  it('leaves the choice between two that differ', () => {
    const [first, second] = [binding('con_teams', 'a'), binding('con_teams', 'b')];
    const [keepFirst, keepSecond] = ["Keep the first entry, with the connection 'a'", "Keep this entry, with the connection 'b'"];
    checkFixes(RULE, two(first, second), [`review ${keepFirst}`, `review ${keepSecond}`]);
    checkFix(RULE, two(first, second), keepFirst, settings(PATH, { references: [first] }));
    checkFix(RULE, two(first, second), keepSecond, settings(PATH, { references: [second] }));
  });

  it('leaves the choice when only a further member differs, or one is empty', () => {
    checkFixes(RULE, two(binding('con_teams', 'a'), binding('con_teams', 'a', 'shared_teams', { ConnectionOwner: 'x' })), [
      "review Keep the first entry, with the connection 'a'",
      "review Keep this entry, with the connection 'a'",
    ]);
    checkFixes(RULE, absence + variable('con_Site') + variables(['con_Site', ''], ['con_Site', 'b']), [
      'review Keep the first entry, without a value',
      "review Keep this entry, with the value 'b'",
    ]);
  });

  it('shows the beginning of a long value', () => {
    checkFixes(RULE, absence + variable('con_Site') + variables(['con_Site', 'x'.repeat(61)], ['con_Site', 'y'.repeat(60)]), [
      `review Keep the first entry, with the value '${'x'.repeat(60)}…'`,
      `review Keep this entry, with the value '${'y'.repeat(60)}'`,
    ]);
  });

  it('removes a third that says what the second says', () => {
    const before =
      absence + settings(PATH, { references: [binding('con_teams', 'a'), binding('con_teams', 'b'), binding('con_teams', 'b')] });
    checkFixes(RULE, before, [
      "review Keep the first entry, with the connection 'a'",
      "review Keep this entry, with the connection 'b'",
      `safe ${TITLE} *`,
    ]);
  });
});
