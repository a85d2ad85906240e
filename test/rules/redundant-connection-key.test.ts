import { checkAll, checkFindings } from '../support/check';
import { CUSTOM, ID, crlf, entry, flow, metadata, oldOperation, operation, reference, solution } from '../support/solution';

const RULE = 'redundant-connection-key';
const LATER = '{|redundant-connection-key:later|}';
const INVOKER = { impersonation: { source: 'invoker' } };
const from = (connections: object): string =>
  solution() + flow({ connections, actions: { A: operation('first'), B: operation('later'), C: oldOperation('last') } });

describe(RULE, () => {
  it('is the only thing said of the key', () => {
    checkAll(
      solution({ flows: [ID], references: [reference('con_absence_teams')] }) +
        metadata() +
        flow({
          connections: { first: entry('con_absence_teams'), [LATER]: entry('con_absence_teams') },
          actions: { A: operation('first'), B: operation('later') },
        }),
    );
  });

  it('reports each key after the first, in the order of the text', () => {
    checkFindings(
      RULE,
      from({ first: entry('con_teams'), [LATER]: entry('con_teams'), '{|redundant-connection-key:last|}': entry('con_teams') }),
    );
    checkFindings(
      RULE,
      from({ last: entry('con_teams'), other: entry('con_teams'), '{|redundant-connection-key:first|}': entry('con_teams') }),
    );
  });

  it('compares references without letter case', () => {
    checkFindings(RULE, from({ first: entry('con_teams'), [LATER]: entry('CON_Teams') }));
  });

  it('tells different run sources and impersonations apart; an empty impersonation is none', () => {
    checkFindings(RULE, from({ first: entry('con_teams'), later: entry('con_teams', 'shared_teams', { runtimeSource: 'invoker' }) }));
    checkFindings(RULE, from({ first: entry('con_teams'), later: entry('con_teams', 'shared_teams', INVOKER) }));
    checkFindings(RULE, from({ first: entry('con_teams', 'shared_teams', INVOKER), [LATER]: entry('con_teams', 'shared_teams', INVOKER) }));
    checkFindings(RULE, from({ first: entry('con_teams'), [LATER]: entry('con_teams', 'shared_teams', { impersonation: {} }) }));
  });

  it('leaves unused keys out, and compares the others with the first used one', () => {
    checkFindings(RULE, from({ unused: entry('con_teams'), first: entry('con_teams') }));
    checkFindings(RULE, from({ unused: entry('con_teams'), first: entry('con_teams'), [LATER]: entry('con_teams') }));
  });

  it('says nothing of direct connections and of different references', () => {
    checkFindings(RULE, from({ first: entry(undefined), later: entry(undefined) }));
    checkFindings(RULE, from({ first: entry('con_teams'), later: entry('con_teams_2') }));
  });

  it('compares the service form, custom connectors, loose flows and CRLF text alike', () => {
    const service = {
      id: '/providers/Microsoft.PowerApps/apis/shared_teams',
      connectionReferenceLogicalName: 'con_teams',
      runtimeSource: 'embedded',
    };
    checkFindings(RULE, from({ first: entry('con_teams'), [LATER]: service }));
    checkFindings(RULE, crlf(from({ first: entry('con_leave', CUSTOM), [LATER]: entry('con_leave', CUSTOM) })));
    checkFindings(
      RULE,
      flow({
        connections: { first: entry('con_teams'), [LATER]: entry('con_teams') },
        actions: { A: operation('first'), B: operation('later') },
      }),
    );
  });
});
