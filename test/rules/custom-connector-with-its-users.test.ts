import { checkFindings } from '../support/check';
import {
  CHILD_ID,
  CONNECTOR,
  CUSTOM,
  CUSTOM_ELSEWHERE,
  customConnector,
  customReference,
  entry,
  flow,
  flowUsing,
  operation,
  reference,
  solution,
} from '../support/solution';

const RULE = 'custom-connector-with-its-users';
const NAME = '{|custom-connector-with-its-users:con_leave|}';
const using = flowUsing('con_leave', { connector: CUSTOM });

describe(RULE, () => {
  it('reports each reference of it that a flow of the solution uses, once', () => {
    checkFindings(
      RULE,
      solution({ references: [customReference(NAME)] }) +
        customConnector() +
        using +
        flowUsing('con_leave', { connector: CUSTOM_ELSEWHERE, name: 'Other', id: CHILD_ID }),
    );
    checkFindings(RULE, solution({ references: [customReference(NAME), customReference('con_leave_2')] }) + customConnector() + using);
  });

  it('knows the connector under another hash', () => {
    checkFindings(RULE, solution({ references: [reference(NAME, CUSTOM_ELSEWHERE)] }) + customConnector() + using);
  });

  it('says nothing when no flow of the solution uses it', () => {
    checkFindings(RULE, solution({ references: [customReference('con_leave')] }) + customConnector());
    checkFindings(
      RULE,
      solution({ references: [customReference('con_leave')] }) +
        customConnector() +
        solution({ root: 'b', name: 'B' }) +
        flowUsing('con_leave', { root: 'b', connector: CUSTOM }),
    );
  });

  it('says nothing when the connector is elsewhere', () => {
    checkFindings(
      RULE,
      solution({ references: [customReference('con_leave')] }) + using + solution({ root: 'c', name: 'C' }) + customConnector('c'),
    );
    checkFindings(RULE, solution({ references: [customReference('con_leave')] }) + using);
  });

  it('says nothing of other references of such a solution', () => {
    checkFindings(
      RULE,
      solution({ references: [reference('con_teams')] }) +
        customConnector() +
        flow({ connections: { a: entry('con_teams') }, actions: { A: operation('a') } }),
    );
  });

  it('reads the raw layout', () => {
    checkFindings(
      RULE,
      solution({ layout: 'raw', references: [customReference(NAME)], inline: `<Connectors>${CONNECTOR}</Connectors>` }) + using,
    );
  });
});
