import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import {
  APIS,
  CUSTOM,
  CUSTOM_ELSEWHERE,
  CUSTOM_ID,
  ID,
  customReference,
  entry,
  flow,
  metadata,
  oldOperation,
  operation,
  reference,
  solution,
} from '../support/solution';

const RULE = 'mismatched-connector';
const teams = reference('con_absence_teams');
const outlook = reference('con_absence_outlook', 'shared_office365', 'Absence – Outlook – Service Account');
const using = (connections: object, actions: object, references: readonly string[] = [teams, outlook], triggers?: object): string =>
  solution({ flows: [ID], references }) + metadata() + flow({ connections, actions, ...(triggers ? { triggers } : {}) });
const apiId = (connector: string): string => `{|mismatched-connector:${APIS}${connector}|}`;

describe(RULE, () => {
  it('says it once at the entry when its operations agree with one of the two', () => {
    checkFindings(
      RULE,
      using({ k: entry('{|mismatched-connector:con_absence_teams|}', 'shared_office365') }, { A: operation('k'), B: operation('k') }),
    );
    checkFindings(RULE, using({ k: entry('{|mismatched-connector:con_absence_outlook|}') }, { A: operation('k'), B: oldOperation('k') }));
  });

  it('is the only thing said of it', () => {
    checkAll(using({ k: entry('{|mismatched-connector:con_absence_teams|}', 'shared_office365') }, { A: operation('k') }, [teams]));
    checkAll(using({ k: entry('con_absence_teams') }, { A: operation('k', apiId('shared_office365')), B: operation('k') }, [teams]));
  });

  it('says it at each operation that differs, in triggers too', () => {
    checkFindings(
      RULE,
      using(
        { k: entry('con_absence_teams') },
        { A: operation('k', apiId('shared_office365')), B: operation('k', apiId('shared_sql')), C: operation('k') },
      ),
    );
    checkFindings(
      RULE,
      using({ k: entry('con_absence_teams') }, {}, [teams], { On: operation('k', apiId('shared_office365'), 'OpenApiConnectionWebhook') }),
    );
    checkFindings(RULE, using({ k: entry(undefined) }, { A: operation('k', apiId('shared_office365')) }));
  });

  it('does not look at letter case, nor at what stands before the last slash', () => {
    checkFindings(
      RULE,
      using({ k: entry('con_absence_teams', 'Shared_Teams') }, { A: operation('k', '/providers/microsoft.powerapps/apis/SHARED_teams') }),
    );
    checkFindings(RULE, using({ k: entry('CON_absence_teams') }, { A: operation('k') }));
    checkFindings(RULE, using({ k: entry('{|mismatched-connector:CON_absence_outlook|}') }, { A: operation('k') }));
  });

  it('knows the harmless values of apiId', () => {
    checkFindings(
      RULE,
      using(
        { k: entry('con_absence_dataverse', 'shared_commondataserviceforapps') },
        {
          A: operation('k', ''),
          B: operation('k', 'providers/Microsoft.ProcessSimple/operationGroups/aibuilder'),
          C: operation('k', '/providers/Microsoft.ProcessSimple/operationGroups/aibuilder'),
        },
        [reference('con_absence_dataverse', 'shared_commondataserviceforapps', 'Absence – Dataverse – User')],
      ),
    );
  });

  it('does not go by the key', () => {
    checkFindings(RULE, using({ shared_office365: entry('con_absence_teams') }, { A: operation('shared_office365', 'shared_teams') }));
  });

  it('knows a custom connector under another hash, and tells two custom connectors apart', () => {
    const references = [customReference('con_absence_leave', CUSTOM)];
    const other = 'shared_con-5fholiday-5f691c36f6fa56d15c';
    const custom = (api: string, logicalName: string): object => ({
      api: { name: api, logicalName: api === other ? 'con_5Fholiday' : 'con_5Fleave' },
      connection: { connectionReferenceLogicalName: logicalName },
      runtimeSource: 'embedded',
    });
    checkFindings(
      RULE,
      using(
        { [CUSTOM]: custom(CUSTOM_ELSEWHERE, 'con_absence_leave') },
        { A: operation(CUSTOM, CUSTOM), B: operation(CUSTOM, CUSTOM_ELSEWHERE) },
        references,
      ),
    );
    checkFindings(
      RULE,
      using({ k: custom(other, '{|mismatched-connector:con_absence_leave|}') }, { A: operation('k', other) }, references),
    );
    const plain = reference(
      'con_absence_leave',
      CUSTOM,
      'x',
      `<customconnectorid><connectorid>${CUSTOM_ID.toUpperCase()}</connectorid></customconnectorid>`,
    );
    checkFindings(RULE, using({ k: custom(CUSTOM_ELSEWHERE, 'con_absence_leave') }, { A: operation('k', CUSTOM) }, [plain]));
  });

  it('reads the service form', () => {
    const service = (connector: string, logicalName: string): object => ({
      connectionName: 'x',
      id: APIS + connector,
      source: 'Embedded',
      connectionReferenceLogicalName: logicalName,
    });
    checkFindings(RULE, using({ k: service('shared_teams', 'con_absence_teams') }, { A: operation('k') }));
    checkFindings(RULE, using({ k: service('shared_teams', '{|mismatched-connector:con_absence_outlook|}') }, { A: operation('k') }));
  });

  it('says nothing of entries and operations whose connector is empty', () => {
    checkFindings(RULE, using({ k: entry('con_absence_teams', '') }, { A: operation('k') }));
    checkFindings(RULE, using({ k: entry('con_absence_teams') }, { A: operation('k', APIS) }));
  });

  it('says nothing of references that nobody defines, or that do not say their connector', () => {
    checkFindings(RULE, using({ k: entry('con_nobody') }, { A: operation('k') }));
    checkFindings(
      RULE,
      using({ k: entry('con_absence_teams') }, { A: operation('k') }, [
        teams.replace(/<connectorid>.*<\/connectorid>/, '<connectorid></connectorid>'),
      ]),
    );
  });

  it('looks into a sibling solution that defines the reference', () => {
    checkFindings(
      RULE,
      solution({ root: 'core', name: 'Core', references: [outlook] }) +
        using({ k: entry('{|mismatched-connector:con_absence_outlook|}') }, { A: operation('k') }, []),
    );
  });
});

describe('the fix of mismatched-connector', () => {
  const bound = (logicalName: string, rest: object = {}): string =>
    using({ k: entry(logicalName, 'shared_teams', rest) }, { A: operation('k') }, [teams, outlook]);

  it('names a reference of the connector that the entry wants', () => {
    checkFix(RULE, bound('con_absence_outlook'), "Use 'Absence – Teams – Service Account'", bound('con_absence_teams'));
    const core = solution({ root: 'core', name: 'Core', references: [reference('con_core_teams', 'shared_teams', 'Core – Teams – User')] });
    const own = (logicalName: string): string => using({ k: entry(logicalName) }, {}, [outlook]);
    checkFix(RULE, core + own('con_absence_outlook'), "Use 'Core – Teams – User' of the solution 'Core'", own('con_core_teams'));
  });

  it('offers each reference, one of them preferred only when it is the only one', () => {
    const second = reference('con_second', 'shared_teams', 'Absence – Teams – User');
    const use = "review Use 'Absence – Teams – Service Account'";
    checkFixes(RULE, bound('con_absence_outlook'), [`${use} *`]);
    checkFixes(RULE, using({ k: entry('con_absence_outlook') }, {}, [teams, outlook, second]), [
      use,
      "review Use 'Absence – Teams – User'",
    ]);
    checkFixes(RULE, using({ k: entry('con_absence_outlook') }, {}, [outlook]), []);
  });

  it('leaves the name where operations call what it goes to, for then the entry is wrong', () => {
    checkFixes(RULE, using({ k: entry('con_absence_outlook') }, { A: operation('k', 'shared_office365') }), []);
  });

  it('offers no reference by a name under which the flow finds another', () => {
    const sibling = (root: string, its: string): string => solution({ root, name: root, references: [its] });
    const other = sibling('core', reference('con_shared', 'shared_office365')) + sibling('extra', reference('con_shared', 'shared_teams'));
    checkFixes(RULE, using({ k: entry('con_absence_outlook') }, {}, [outlook]) + other, []);
  });

  it('lets an operation go through a connection of the connector it calls, in both forms', () => {
    const connections = { k: entry('con_absence_teams'), "o'1": entry('con_absence_outlook', 'shared_office365') };
    const named = (key: string): string => using(connections, { A: operation(key, 'shared_office365'), B: operation('k') });
    checkFix(RULE, named('k'), "Go through the connection 'o'1'", named("o'1"));
    const old = (key: string): string =>
      using(connections, {
        A: {
          type: 'ApiConnection',
          inputs: {
            host: { connection: { name: `@parameters('$connections')['${key}']['connectionId']` }, apiId: `${APIS}shared_office365` },
          },
        },
      });
    checkFix(RULE, old('k'), "Go through the connection 'o'1'", old("o''1"));
    const triggered = (key: string): string =>
      using(connections, { B: operation('k') }, [teams, outlook], { On: operation(key, 'shared_office365') });
    checkFix(RULE, triggered('k'), "Go through the connection 'o'1'", triggered("o'1"));
  });

  it('offers each such connection', () => {
    const connections = {
      k: entry('con_absence_teams'),
      a: entry('con_absence_outlook', 'shared_office365'),
      b: entry(undefined, 'Shared_Office365'),
    };
    checkFixes(RULE, using(connections, { A: operation('k', 'shared_office365') }), [
      "review Go through the connection 'a'",
      "review Go through the connection 'b'",
    ]);
    checkFixes(RULE, using({ k: connections.k }, { A: operation('k', 'shared_office365') }), []);
  });
});
