import { checkAll, checkFindings } from '../support/check';
import { CHILD_ID, ID, flowUsing, metadata, reference, solution } from '../support/solution';

const RULE = 'shared-across-solutions';
const shared = (name = 'con_shared_teams'): string => reference(`{|shared-across-solutions:${name}|}`);

describe(RULE, () => {
  it('reports every definition, in any letter case', () => {
    checkFindings(
      RULE,
      solution({ root: 'a', name: 'A', references: [shared()] }) +
        solution({ root: 'b', name: 'B', references: [shared('CON_shared_Teams')] }) +
        solution({ root: 'c', name: 'C', references: [shared(), reference('con_c')] }),
    );
  });

  it('says nothing of twins', () => {
    checkFindings(
      RULE,
      solution({ root: 'managed', managed: '1', references: [reference('con_a')] }) +
        solution({ root: 'unmanaged', references: [reference('con_a')] }) +
        solution({ root: 'archive', references: [reference('con_a')] }),
    );
  });

  it('counts twins when a third differs', () => {
    checkFindings(
      RULE,
      solution({ root: 'managed', managed: '1', references: [shared()] }) +
        solution({ root: 'unmanaged', references: [shared()] }) +
        solution({ root: 'b', name: 'B', references: [shared()] }),
    );
  });

  it('knows nested solutions', () => {
    checkFindings(
      RULE,
      solution({ root: 'solution', name: 'Outer', references: [shared()] }) +
        solution({ root: 'solution/Inner', name: 'Inner', references: [shared()] }),
    );
  });

  it('says nothing of what is only used elsewhere', () => {
    checkFindings(
      RULE,
      solution({ root: 'a', name: 'A', references: [reference('con_a')] }) +
        solution({ root: 'b', name: 'B' }) +
        flowUsing('con_a', { root: 'b' }),
    );
  });

  it('is the only thing said of it: each solution uses its own', () => {
    const part = (root: string, id: string): string =>
      solution({ root, name: root, flows: [id], references: [shared()] }) +
      flowUsing('con_shared_teams', { root, id }) +
      metadata({ root, id });
    checkAll(part('a', ID) + part('b', CHILD_ID));
  });
});
