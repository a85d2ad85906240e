import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import {
  CHILD_ID,
  ID,
  defined,
  entry,
  flow,
  flowUsing,
  metadata,
  operation,
  reference,
  requiredReference,
  solution,
} from '../support/solution';

const RULE = 'unshipped-connection-reference';
const NAME = '{|unshipped-connection-reference:con_absence_teams|}';
const ACTIVE = requiredReference('con_absence_teams', 'Active');

describe(RULE, () => {
  it('is the only thing said of the name', () => {
    checkAll(solution({ flows: [ID], missing: [ACTIVE] }) + metadata() + flowUsing(NAME));
  });

  it('does not look at letter case, and reports every entry', () => {
    checkFindings(RULE, solution({ missing: [ACTIVE] }) + flowUsing('{|unshipped-connection-reference:CON_Absence_teams|}'));
    checkFindings(
      RULE,
      solution({ missing: [ACTIVE] }) +
        flow({ connections: { a: entry(NAME), b: entry(NAME) }, actions: { A: operation('a'), B: operation('b') } }),
    );
  });

  it('is silent when the solution, or another one of the workspace, defines it after all', () => {
    checkFindings(RULE, solution({ missing: [ACTIVE], references: [reference('con_absence_teams')] }) + flowUsing('con_absence_teams'));
    checkFindings(
      RULE,
      solution({ missing: [ACTIVE] }) +
        flowUsing('con_absence_teams') +
        solution({ root: 'core', name: 'Core', references: [reference('con_absence_teams')] }),
    );
  });

  it('is silent when a named solution provides it as well', () => {
    checkFindings(
      RULE,
      solution({ missing: [ACTIVE, requiredReference('con_absence_teams', 'Core (1.0)')] }) + flowUsing('con_absence_teams'),
    );
  });

  it('reads older entries with keys, and does not mix up kinds of dependencies', () => {
    const older =
      '<Required key="5" type="connectionreference" displayName="x" solution="Active" id.connectionreferencelogicalname="con_absence_teams" />';
    checkFindings(RULE, solution({ missing: [older] }) + flowUsing(NAME));
    const variable = '<Required type="EnvironmentVariableDefinition" schemaName="con_absence_teams" solution="Active" />';
    checkFindings(RULE, solution({ missing: [variable] }) + flowUsing('con_absence_teams'));
  });
});

describe('the fix of unshipped-connection-reference', () => {
  const user = flowUsing('con_absence_teams');
  const USER = { scheme: '<Area> – <Connector> – <Type>', type: 'User' };

  it('defines the reference and takes it from what is missing', () => {
    const others = [requiredReference('con_other', 'Active')];
    checkFix(
      RULE,
      solution({ missing: [...others, ACTIVE] }) + user,
      "Define it as 'Absence – Teams – User'",
      solution({ missing: others, references: [defined('con_absence_teams', 'Absence – Teams – User')] }) + user,
    );
  });

  it('serves every flow that names it', () => {
    const both = user + flowUsing('con_absence_teams', { id: CHILD_ID, name: 'Child' });
    checkFix(
      RULE,
      solution({ missing: [ACTIVE, requiredReference('con_other', 'Active')] }) + both,
      "Define it as 'Absence – Teams – User'",
      solution({
        missing: [requiredReference('con_other', 'Active')],
        references: [defined('con_absence_teams', 'Absence – Teams – User')],
      }) + both,
    );
  });

  it('is one for each type, and preferred when the type is settled', () => {
    checkFixes(RULE, solution({ missing: [ACTIVE] }) + user, [
      "review Define it as 'Absence – Teams – Service Account'",
      "review Define it as 'Absence – Teams – User'",
    ]);
    checkFixes(RULE, solution({ missing: [ACTIVE] }) + user, ["review Define it as 'Absence – Teams – User' *"], USER);
  });

  it('is not there where the flows do not agree on the connector, or do not say it', () => {
    const outlook = flowUsing('con_absence_teams', { id: CHILD_ID, connector: 'shared_office365' });
    checkFixes(RULE, solution({ missing: [ACTIVE] }) + user + outlook, []);
    checkFixes(
      RULE,
      solution({ missing: [ACTIVE] }) +
        flow({ connections: { k: { connection: { connectionReferenceLogicalName: 'con_absence_teams' } } } }),
      [],
    );
  });
});
