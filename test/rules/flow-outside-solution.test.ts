import { checkAll, checkFindings } from '../support/check';
import { DAILY, ID, crlf, operation, oldOperation } from '../support/solution';

const RULE = 'flow-outside-solution';
const definition = (path: string, { indent = 0, mark = true } = {}): string => {
  const text = JSON.stringify(
    {
      name: ID,
      type: 'Microsoft.Flow/flows',
      properties: {
        displayName: 'Ask for leave',
        definition: {
          triggers: DAILY,
          actions: { Act: operation('shared_teams'), Other: oldOperation('nobody') },
        },
        connectionReferences: {
          shared_teams: { connectionName: 'shared-teams-1', source: 'Invoker', id: '/providers/Microsoft.PowerApps/apis/shared_teams' },
          unused: {
            connectionName: 'shared-sql-1',
            source: 'Embedded',
            id: '/providers/Microsoft.PowerApps/apis/shared_sql',
            runtimeSource: 'invoker',
          },
          named: { connection: { connectionReferenceLogicalName: 'con_nobody_has' } },
        },
      },
    },
    null,
    indent,
  );
  return `--- ${path}\n${mark ? `{|${RULE}:{|}${text.slice(1)}` : text}\n`;
};

describe(RULE, () => {
  it('is all that is said of a package, whatever is in it', () => {
    checkAll(definition(`package/Microsoft.Flow/flows/${ID}/definition.json`));
    checkAll(definition(`Microsoft.Flow/flows/${ID}/definition.json`));
  });

  it('reads CRLF, indented files and folders in any letter case', () => {
    checkFindings(RULE, crlf(definition(`package/microsoft.flow/Flows/${ID}/Definition.json`, { indent: 2 })));
  });

  it('reports each package once', () => {
    checkFindings(
      RULE,
      definition(`a/Microsoft.Flow/flows/${ID}/definition.json`) +
        definition(`b/Microsoft.Flow/flows/${ID}/definition.json`) +
        '--- a/Microsoft.Flow/flows/manifest.json\n{}\n',
    );
  });

  it('leaves other files of that name alone', () => {
    checkAll(definition('schemas/definition.json', { mark: false }));
    checkAll(definition(`node_modules/x/Microsoft.Flow/flows/${ID}/definition.json`, { mark: false }));
  });

  it('leaves faults in its text to invalid-json', () => {
    checkAll(`--- package/Microsoft.Flow/flows/${ID}/definition.json
{|flow-outside-solution:{|} "name": "a", "{|invalid-json:name|}": "b", "properties": { "definition": { "triggers": {}, "actions": {} }, "connectionReferences": { "k": {} } } }
`);
  });
});
