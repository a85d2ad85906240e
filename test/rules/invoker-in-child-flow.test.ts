import { checkAll, checkFindings } from '../support/check';
import { BUTTON, CHILD_ID, DAILY, ID, call, entry, flow, metadata, operation, reference, solution } from '../support/solution';

const RULE = 'invoker-in-child-flow';
const INVOKER = '{|invoker-in-child-flow:invoker|}';
const parent = (id = CHILD_ID, root = 'src'): string => flow({ root, actions: { Scope: { type: 'Scope', actions: { Child: call(id) } } } });
const child = (runtimeSource: string, { root = 'src', triggers = BUTTON as object } = {}): string =>
  flow({
    root,
    name: 'Child',
    id: CHILD_ID,
    connections: { shared_teams: entry('con_absence_teams', 'shared_teams', { runtimeSource }) },
    triggers,
    actions: { Act: operation('shared_teams') },
  });

describe(RULE, () => {
  it('is the only thing said of the entry', () => {
    checkAll(
      solution({ flows: [ID, CHILD_ID], references: [reference('con_absence_teams')] }) +
        parent() +
        metadata() +
        child(INVOKER) +
        metadata({ name: 'Child', id: CHILD_ID }),
    );
  });

  it('knows callers of other solutions and of loose folders', () => {
    checkFindings(
      RULE,
      solution({ root: 'a', name: 'A' }) + parent(CHILD_ID, 'a') + solution({ root: 'b', name: 'B' }) + child(INVOKER, { root: 'b' }),
    );
    checkFindings(RULE, parent(CHILD_ID, 'loose') + solution() + child(INVOKER));
  });

  it('compares ids without letter case, and takes the one of the metadata', () => {
    checkFindings(RULE, solution() + parent(CHILD_ID.toUpperCase()) + child(INVOKER));
    const other = 'a1b2c3d4-3c9a-ed11-aad1-000d3ab2c7e9';
    checkFindings(
      RULE,
      solution() + parent(other) + child(INVOKER) + metadata({ name: 'Child', id: CHILD_ID, workflowId: `{${other.toUpperCase()}}` }),
    );
  });

  it('says nothing of the caller, of embedded entries, and of flows that nobody calls', () => {
    checkFindings(RULE, solution() + parent() + child('embedded'));
    checkFindings(RULE, solution() + child('invoker'));
    checkFindings(
      RULE,
      solution() +
        flow({ connections: { a: entry('con_a', 'shared_teams', { runtimeSource: 'invoker' }) }, actions: { Child: call(CHILD_ID) } }) +
        child('embedded'),
    );
  });

  it('does not confuse it with impersonation', () => {
    checkFindings(
      RULE,
      solution() +
        parent() +
        flow({ name: 'Child', id: CHILD_ID, connections: { a: entry('con_a', 'shared_teams', { impersonation: { source: 'invoker' } }) } }),
    );
  });

  it('is silent where invoker-without-caller speaks', () => {
    checkFindings(RULE, solution() + parent() + child('invoker', { triggers: DAILY }));
    checkFindings('invoker-without-caller', solution() + parent() + child('{|invoker-without-caller:invoker|}', { triggers: DAILY }));
  });
});
