import { checkAll, checkFindings } from '../support/check';
import { CHILD_ID, ID, flowUsing, metadata, reference, requiredReference, solution } from '../support/solution';

const RULE = 'external-connection-reference';
const NAME = '{|external-connection-reference:con_core_teams|}';
const core = (root: string, managed: '0' | '1' = '0'): string =>
  solution({ root, name: 'Core', managed, references: [reference('con_core_teams', 'shared_teams', 'Core – Teams – User')] });

describe(RULE, () => {
  it('is the only thing said of a reference that a sibling defines', () => {
    checkAll(
      core('core') + solution({ root: 'absence', flows: [ID] }) + flowUsing(NAME, { root: 'absence' }) + metadata({ root: 'absence' }),
    );
  });

  it('is the only thing said of a reference that a named solution provides', () => {
    checkAll(solution({ flows: [ID], missing: [requiredReference('con_core_teams', 'Core (1.2.3.4)')] }) + flowUsing(NAME) + metadata());
  });

  it('does not look at letter case', () => {
    checkFindings(
      RULE,
      solution({ missing: [requiredReference('con_core_teams', 'Core (1.0)')] }) +
        flowUsing('{|external-connection-reference:con_CORE_teams|}'),
    );
  });

  it('leaves a name that differs from its definition in letter case to miscased-logical-name', () => {
    const user = (name: string): string =>
      solution({ root: 'absence', flows: [ID] }) + flowUsing(name, { root: 'absence' }) + metadata({ root: 'absence' });
    checkAll(core('core') + user('{|miscased-logical-name:con_CORE_teams|}'));
  });

  it('reports once, however many solutions provide it', () => {
    checkFindings(
      RULE,
      core('core') +
        core('core-managed', '1') +
        solution({ root: 'absence', missing: [requiredReference('con_core_teams', 'Core (1.0)')] }) +
        flowUsing(NAME, { root: 'absence' }),
    );
  });

  it('says nothing when a twin of the same unique name defines it', () => {
    checkFindings(
      RULE,
      core('managed', '1') + solution({ root: 'unmanaged', name: 'Core' }) + flowUsing('con_core_teams', { root: 'unmanaged' }),
    );
  });

  it('knows an outer solution from an inner one', () => {
    checkFindings(
      RULE,
      core('solution') +
        flowUsing('con_core_teams', { root: 'solution' }) +
        solution({ root: 'solution/Absence' }) +
        flowUsing(NAME, { root: 'solution/Absence', id: CHILD_ID }),
    );
  });

  it('says nothing of loose flows and of what nobody provides', () => {
    checkFindings(RULE, core('core') + flowUsing('con_core_teams', { root: 'loose' }));
    checkFindings(
      RULE,
      core('core') +
        solution({ root: 'absence', missing: [requiredReference('con_other', 'Active')] }) +
        flowUsing('con_other', { root: 'absence' }),
    );
  });
});
