import type { Scene } from '../../server/src/core';
import type { Refactoring } from '../../server/src/core/refactorings/refactoring';
import { repointFlow } from '../../server/src/core/refactorings/repoint';
import { checkRefactoring, checkRefusal, referenceIn, solutionIn } from '../support/refactor';
import {
  app,
  appConnection,
  customConnector,
  customReference,
  CUSTOM_ELSEWHERE,
  entry,
  flow,
  metadata,
  operation,
  reference,
  solution,
} from '../support/solution';

const repoint =
  (from: string, to: string, { flowIn = 'src', toIn = 'src' } = {}) =>
  (scene: Scene): Refactoring =>
    repointFlow(solutionIn(scene, flowIn).flows[0]!, from, referenceIn(scene, to, toIn), solutionIn(scene, toIn), scene);

const two = solution({ references: [reference('con_teams', 'shared_teams', 'Teams'), reference('con_chat', 'shared_teams', 'Chat')] });
const using = (...names: readonly string[]): string =>
  flow({
    connections: Object.fromEntries(names.map((it, i) => [i === 0 ? 'shared_teams' : `shared_teams_${i}`, entry(it)])),
    actions: { con_teams: operation('shared_teams') },
  });

describe('repointFlow', () => {
  it('lets every entry that names the one name the other, in any letter case, and touches nothing else', () => {
    checkRefactoring(
      two +
        using('con_teams', 'CON_TEAMS', 'con_other') +
        metadata() +
        flow({ name: 'Other', id: 'x', connections: { a: entry('con_teams') } }),
      repoint('con_teams', 'con_chat'),
      using('con_chat', 'con_chat', 'con_other'),
    );
  });

  it('leaves the keys, so that apps that start the flow find them', () => {
    const starts = app({ a: appConnection('shared_logicflows', { parameterHintsV2: { shared_teams: { value: 'b' } } }) });
    checkRefactoring(two + using('con_teams') + starts, repoint('con_teams', 'con_chat'), using('con_chat'));
  });

  it('takes the flow from a reference that another solution provides, or nobody', () => {
    for (const from of ['con_core', 'con_lost'])
      checkRefactoring(
        two + using(from) + solution({ root: 'core', name: 'Core', references: [reference('con_core', 'shared_teams', 'Core')] }),
        repoint(from, 'con_chat'),
        using('con_chat'),
      );
  });

  it('goes by what the entry says of its connector where that is not the one of the reference', () => {
    const references = [reference('con_sql', 'shared_sql', 'SQL'), reference('con_chat', 'shared_teams', 'Chat')];
    checkRefactoring(solution({ references }) + using('con_sql'), repoint('con_sql', 'con_chat'), using('con_chat'));
  });

  it('knows a custom connector in whatever environment', () => {
    const references = [customReference('con_leave'), customReference('con_leave_2')];
    const leave = (name: string): string => flow({ connections: { a: entry(name, CUSTOM_ELSEWHERE) } });
    checkRefactoring(
      solution({ references }) + customConnector() + leave('con_leave'),
      repoint('con_leave', 'con_leave_2'),
      leave('con_leave_2'),
    );
  });

  it('says so when the flow has two keys for the reference then', () => {
    checkRefactoring(two + using('con_teams', 'con_chat') + metadata(), repoint('con_teams', 'con_chat'), using('con_chat', 'con_chat'), [
      "The flow 'Ask for leave' now has two keys for 'Chat': the rule 'redundant-connection-key' offers to make them one.",
    ]);
    checkRefactoring(
      two + using('con_teams', 'con_chat', 'con_chat') + metadata(),
      repoint('con_teams', 'con_chat'),
      using('con_chat', 'con_chat', 'con_chat'),
      ["The flow 'Ask for leave' now has 3 keys for 'Chat': the rule 'redundant-connection-key' offers to make them one."],
    );
  });

  it('says nothing of two keys that differ in whose connection they take', () => {
    const flowWith = (name: string): string =>
      flow({ connections: { a: entry(name), b: entry('con_chat', 'shared_teams', { runtimeSource: 'invoker' }) } });
    checkRefactoring(two + flowWith('con_teams'), repoint('con_teams', 'con_chat'), flowWith('con_chat'));
  });

  describe('refuses', () => {
    it('a reference of another solution', () => {
      checkRefusal(
        two + using('con_teams') + metadata() + solution({ root: 'core', name: 'Core', references: [reference('con_core')] }),
        repoint('con_teams', 'con_core', { toIn: 'core' }),
        "'Absence – Teams – Service Account' belongs to the solution 'Core' and the flow 'Ask for leave' to another one: choose a connection reference of the flow's own solution.",
      );
    });

    it('a reference of another connector', () => {
      checkRefusal(
        solution({ references: [reference('con_teams'), reference('con_sql', 'shared_sql', 'SQL')] }) + using('con_teams') + metadata(),
        repoint('con_teams', 'con_sql'),
        "Flow 'Ask for leave' goes to Microsoft Teams by 'shared_teams', and the connection reference 'SQL' goes to SQL Server: choose one that goes to the same.",
      );
    });

    it('what the flow does not use any more', () => {
      checkRefusal(
        two + using('con_other') + metadata(),
        repoint('con_teams', 'con_chat'),
        "The flow 'Ask for leave' does not use 'Teams' any more: choose again.",
      );
    });

    it('the reference that the flow uses', () => {
      checkRefusal(
        two + using('con_teams') + metadata(),
        repoint('CON_teams', 'con_teams'),
        "The flow 'Ask for leave' uses 'Teams' already: choose another connection reference.",
      );
    });

    it('a managed solution', () => {
      checkRefusal(
        solution({ managed: '1', references: [reference('con_teams'), reference('con_chat')] }) + using('con_teams'),
        repoint('con_teams', 'con_chat'),
        "'Absence' is kept here as a managed solution, which is made elsewhere: make the change there.",
      );
    });

    it('a reference without a connector, and an entry that tells none', () => {
      const references = [reference('con_none', '', 'None'), reference('con_chat', 'shared_teams', 'Chat')];
      checkRefusal(
        solution({ references }) + using('con_teams'),
        repoint('con_teams', 'con_none'),
        "'None' does not say which connector it is for: mend that first.",
      );
      checkRefusal(
        solution({ references }) +
          flow({ connections: { a: { connection: { connectionReferenceLogicalName: 'con_none' } } } }) +
          metadata(),
        repoint('con_none', 'con_chat'),
        "Flow 'Ask for leave' does not say which connector 'a' goes to: choose the connection anew in the maker portal.",
      );
    });

    it('a flow that does not parse', () => {
      checkRefusal(two + using('con_teams').replace(/\}\s*$/, ''), repoint('con_teams', 'con_chat'), /does not parse/);
    });
  });
});
