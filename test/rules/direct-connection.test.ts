import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes, checkRefused } from '../support/check-fix';
import {
  APIS,
  BUTTON,
  CHILD_ID,
  CUSTOM,
  CUSTOM_ELSEWHERE,
  CUSTOM_ID,
  DAILY,
  ID,
  call,
  crlf,
  customConnector,
  customReference,
  defined,
  entry,
  flow,
  flowPath,
  flowUsing,
  metadata,
  oldOperation,
  operation,
  reference,
  solution,
  type FlowParts,
} from '../support/solution';

const RULE = 'direct-connection';
const KEY = '{|direct-connection:shared_teams|}';
const SERVICE = {
  connectionName: 'shared-teams-1f0c6a52',
  source: 'Embedded',
  id: '/providers/Microsoft.PowerApps/apis/shared_teams',
  tier: 'NotSpecified',
};
const from = (connections: object, rest: object = {}): string =>
  solution() + flow({ connections, actions: { Act: operation('shared_teams') }, ...rest });

describe(RULE, () => {
  it('reports every form that has no logical name', () => {
    for (const value of [
      entry(undefined),
      { api: { name: 'shared_teams' }, connection: { name: 'shared-teams-1f0c6a52' }, runtimeSource: 'embedded' },
      { api: { name: 'shared_teams' }, connection: { connectionReferenceLogicalName: '' }, runtimeSource: 'embedded' },
      { api: { name: 'shared_teams' }, runtimeSource: 'embedded' },
      SERVICE,
    ])
      checkFindings(RULE, from({ [KEY]: value }));
  });

  it('takes a logical name beside a connection name, in both forms, for a reference', () => {
    checkFindings(
      RULE,
      from({
        shared_teams: {
          api: { name: 'shared_teams' },
          connection: { name: 'shared-teams-1f0c6a52', connectionReferenceLogicalName: 'con_teams' },
        },
      }),
    );
    checkFindings(RULE, from({ shared_teams: { ...SERVICE, connectionReferenceLogicalName: 'con_teams' } }));
  });

  it('does not mind what runtimeSource, impersonation and custom connectors say', () => {
    checkFindings(RULE, from({ [KEY]: entry(undefined, 'shared_teams', { runtimeSource: 'invoker' }) }));
    checkFindings(RULE, from({ [KEY]: entry(undefined, 'shared_teams', { impersonation: { source: 'invoker' } }) }));
    checkFindings(RULE, from({ [KEY]: { api: { name: CUSTOM, logicalName: 'con_5Fleave' }, connection: {}, runtimeSource: 'embedded' } }));
  });

  it('reads CRLF, minified and loose flows', () => {
    checkFindings(RULE, crlf(from({ [KEY]: entry(undefined) })));
    checkFindings(RULE, from({ [KEY]: entry(undefined) }, { indent: 0 }));
    checkFindings(RULE, flow({ connections: { [KEY]: entry(undefined) }, actions: { Act: operation('shared_teams') } }));
  });

  it('is not led astray by keys that every object has', () => {
    checkFindings(
      RULE,
      from({
        '{|direct-connection:constructor|}': entry(undefined),
        ['{|direct-connection:__proto__|}']: entry(undefined),
        toString: entry('con_teams'),
      }),
    );
  });

  it('reports a connection id in the default of $connections, unless its entry is reported', () => {
    const $connections = (key: string): object => ({
      parameters: {
        $connections: {
          type: 'Object',
          defaultValue: {
            [key]: { connectionId: '/providers/Microsoft.PowerApps/apis/shared_teams/connections/1f0c6a52', connectionName: '1f0c6a52' },
          },
        },
      },
    });
    checkFindings(RULE, from({ shared_teams: entry('con_teams') }, $connections(KEY)));
    checkFindings(RULE, from({ [KEY]: entry(undefined) }, $connections('shared_teams')));
  });

  it('reports a connection id that an operation names, in triggers and actions alike', () => {
    const literal = {
      type: 'ApiConnection',
      inputs: { host: { connection: { name: '{|direct-connection:/subscriptions/1/connections/teams|}' } }, method: 'get', path: '/x' },
    };
    checkFindings(RULE, from({ shared_teams: entry('con_teams') }, { actions: { Act: literal } }));
    checkFindings(RULE, from({ shared_teams: entry('con_teams') }, { triggers: { On: literal } }));
    checkFindings(RULE, from({ shared_teams: entry('con_teams') }, { actions: { Act: oldOperation('shared_teams') } }));
  });

  it('checks a solution that is kept in managed form', () => {
    checkFindings(RULE, solution({ managed: '1' }) + flow({ connections: { [KEY]: entry(undefined) } }));
  });

  it('is the only thing said of a direct connection', () => {
    const clean = solution({ flows: [ID] }) + metadata();
    checkAll(clean + flow({ connections: { [KEY]: entry(undefined) }, triggers: BUTTON, actions: { Act: operation('shared_teams') } }));
    checkAll(
      clean +
        flow({
          connections: { [KEY]: entry(undefined), '{|direct-connection:shared_teams_1|}': entry(undefined) },
          triggers: DAILY,
          actions: { Act: operation('shared_teams'), More: operation('shared_teams_1') },
        }),
    );
    checkAll(
      solution({ flows: [ID], references: [reference('con_absence_teams')] }) +
        metadata() +
        flow({ connections: { shared_teams: entry('con_absence_teams') }, actions: { Act: operation('shared_teams') } }),
    );
  });
});

const named = (type: string, logicalName = 'con_absence_teams'): string =>
  reference(logicalName, 'shared_teams', `Absence – Teams – ${type}`);
const account = named('Service Account');
/** A flow with a direct connection to Teams. */
const direct = (parts: FlowParts = {}): string =>
  flow({ connections: { shared_teams: entry(undefined) }, actions: { Act: operation('shared_teams') }, ...parts });
const USE = "Use 'Absence – Teams – Service Account'";
const CREATE = "Create connection reference 'Absence – Teams – User' and use it";

describe('the fix of direct-connection that uses a reference', () => {
  /** The entry's value before and after, as its only difference. */
  const turns = (before: object, after: object, rest: object = {}): void =>
    checkFix(
      RULE,
      solution({ references: [account] }) + direct({ connections: { shared_teams: before, ...rest } }),
      USE,
      direct({ connections: { shared_teams: after, ...rest } }),
    );
  const api = { name: 'shared_teams' };
  const connection = { connectionReferenceLogicalName: 'con_absence_teams' };

  it('writes the logical name into the entry and leaves the rest of it', () => {
    turns(entry(undefined), entry('con_absence_teams'));
    turns(
      entry(undefined, 'shared_teams', { runtimeSource: 'invoker', impersonation: { source: 'invoker' }, source: 'Embedded' }),
      entry('con_absence_teams', 'shared_teams', { runtimeSource: 'invoker', impersonation: { source: 'invoker' }, source: 'Embedded' }),
    );
    turns({ runtimeSource: 'embedded', api, connection: {} }, { runtimeSource: 'embedded', api, connection });
  });

  it('puts it in the place of one person’s connection', () => {
    turns({ api, connection: { name: 'shared-teams-1f0c6a52' } }, { api, connection });
    turns({ api, connection: { id: 'x', name: 'shared-teams-1f0c6a52' } }, { api, connection: { id: 'x', ...connection } });
    turns({ api, connection: { connectionReferenceLogicalName: '' } }, { api, connection });
    turns({ api, connection: { connectionReferenceLogicalName: '', name: 'shared-teams-1f0c6a52' } }, { api, connection });
    turns({ api, connection: null }, { api, connection });
  });

  it('gives an entry its connection where entries have it', () => {
    turns({ api, runtimeSource: 'embedded' }, { api, connection, runtimeSource: 'embedded' });
    turns({ impersonation: {}, runtimeSource: 'embedded', api }, { impersonation: {}, runtimeSource: 'embedded', connection, api });
    turns({ api }, { api, connection });
  });

  it('writes the service form as exports write it', () => {
    turns(SERVICE, { runtimeSource: 'embedded', connection, api });
    turns({ ...SERVICE, source: 'Invoker', connectionReferenceLogicalName: '' }, { runtimeSource: 'invoker', connection, api });
    turns(
      { ...SERVICE, impersonation: { source: 'invoker' } },
      { impersonation: { source: 'invoker' }, runtimeSource: 'embedded', connection, api },
    );
    turns(SERVICE, { api, connection, runtimeSource: 'embedded' }, { shared_office365: entry('con_outlook', 'shared_office365') });
  });

  it('lets the flow bring the connection where nobody else can', () => {
    const before = { shared_teams: { ...SERVICE, source: 'Invoker' } };
    const after = { shared_teams: { runtimeSource: 'embedded', connection, api } };
    const references = solution({ references: [account] });
    checkFix(RULE, references + direct({ connections: before, triggers: DAILY }), USE, direct({ connections: after, triggers: DAILY }));
    const parent = flow({ name: 'Parent', id: CHILD_ID, actions: { Call: call(ID) } });
    checkFix(RULE, references + parent + direct({ connections: before }), USE, direct({ connections: after }));
  });

  it('keeps the key, whatever it says', () => {
    for (const key of ['shared_office365_1', 'constructor', 'a"b\\'])
      checkFix(
        RULE,
        solution({ references: [account] }) + flow({ connections: { [key]: entry(undefined) } }),
        USE,
        flow({ connections: { [key]: entry('con_absence_teams') } }),
      );
  });

  it('looks like the file around it', () => {
    const entries = (text: string): string => `--- ${flowPath()}\n{"properties": {"connectionReferences": ${text}, "definition": {}}}`;
    const becomes = (before: string, after: string): void =>
      checkFix(RULE, solution({ references: [account] }) + entries(before), USE, entries(after));
    becomes(
      '{\n  "k": { "api": { "name": "shared_teams" }, "connection": {} }\n}',
      '{\n  "k": { "api": { "name": "shared_teams" }, "connection": { "connectionReferenceLogicalName": "con_absence_teams" } }\n}',
    );
    becomes(
      `{
                                 "k":  {
                                           "api":  {
                                                       "name":  "shared_teams"
                                                   },
                                           "connection":  {

                                                          },
                                           "runtimeSource":  "embedded"
                                       }
                             }`,
      `{
                                 "k":  {
                                           "api":  {
                                                       "name":  "shared_teams"
                                                   },
                                           "connection":  {
                                                              "connectionReferenceLogicalName":  "con_absence_teams"
                                                          },
                                           "runtimeSource":  "embedded"
                                       }
                             }`,
    );
    becomes(
      '{\n\t"k": {\n\t\t"connection": {},\n\t\t"api": {\n\t\t\t"name": "shared_teams"\n\t\t}\n\t}\n}',
      '{\n\t"k": {\n\t\t"connection": {\n\t\t\t"connectionReferenceLogicalName": "con_absence_teams"\n\t\t},\n\t\t"api": {\n\t\t\t"name": "shared_teams"\n\t\t}\n\t}\n}',
    );
  });

  it('offers each reference of the connector, and those of other solutions after them', () => {
    const sibling = solution({
      root: 'core',
      name: 'Core',
      references: [reference('con_core_teams', 'shared_teams', 'Core – Teams – User')],
    });
    checkFixes(RULE, solution({ references: [account, reference('con_outlook', 'shared_office365', 'Outlook')] }) + direct(), [
      `review ${USE} *`,
      "review Create connection reference 'Absence – Teams – User' and use it",
    ]);
    checkFixes(RULE, solution({ references: [account, named('User', 'con_other')] }) + sibling + direct(), [
      `review ${USE}`,
      "review Use 'Absence – Teams – User'",
      "review Use 'Core – Teams – User' of the solution 'Core'",
    ]);
    checkFixes(RULE, solution() + sibling + direct(), [
      "review Use 'Core – Teams – User' of the solution 'Core'",
      "review Create connection reference 'Absence – Teams – Service Account' and use it",
      `review ${CREATE}`,
    ]);
    checkFix(RULE, solution() + sibling + direct(), "Use 'Core – Teams – User' of the solution 'Core'", flowUsing('con_core_teams'));
  });

  it('takes references of managed neighbours, but none of a copy of the solution itself, and each name once', () => {
    const core = (root: string, managed: '0' | '1', name = 'Core'): string =>
      solution({ root, name, managed, references: [reference('con_core_teams', 'shared_teams', 'Core – Teams – User')] });
    const titles = ["review Use 'Core – Teams – User' of the solution 'Core'"];
    const loose = direct({ root: 'loose' });
    checkFixes(RULE, loose + core('core', '1'), titles);
    checkFixes(RULE, loose + core('core', '1') + core('core-unmanaged', '0'), titles);
    checkFixes(RULE, core('copy', '1', 'absence') + solution() + direct(), [
      "review Create connection reference 'Absence – Teams – Service Account' and use it",
      `review ${CREATE}`,
    ]);
  });

  it('tells two references of one name apart', () => {
    checkFixes(RULE, solution({ references: [account, named('Service Account', 'con_second')] }) + direct(), [
      "review Use 'Absence – Teams – Service Account' (con_absence_teams)",
      "review Use 'Absence – Teams – Service Account' (con_second)",
      `review ${CREATE}`,
    ]);
  });

  it('serves every flow of the solution at once', () => {
    const flows = (logicalName?: string, third?: string): string =>
      flow({
        connections: { shared_teams: entry(logicalName), shared_teams_1: entry(logicalName), shared_sql: entry(undefined, 'shared_sql') },
      }) +
      flow({ id: CHILD_ID, name: 'Child', connections: { shared_teams: entry(logicalName) } }) +
      flow({ root: 'core', id: CHILD_ID, connections: { shared_teams: entry(third) } });
    const solutions = solution({ references: [account] }) + solution({ root: 'core', name: 'Core' });
    const title = `${USE} for all 3 direct connections to Teams in this solution`;
    checkFix(RULE, solutions + flows(), title, flows('con_absence_teams'));
    checkFixes(RULE, solution({ references: [account] }) + direct({ connections: { a: entry(undefined), b: entry(undefined) } }), [
      ...[1, 2].flatMap(() => [
        `review ${USE} *`,
        `review ${USE} for all 2 direct connections to Teams in this solution`,
        `review ${CREATE}`,
        `review ${CREATE} for all 2 direct connections to Teams in this solution`,
      ]),
    ]);
  });

  it('knows a custom connector under the hash of another environment', () => {
    const custom = (logicalName?: string): string =>
      flow({
        connections: {
          k: {
            api: { name: CUSTOM_ELSEWHERE, logicalName: 'con_5Fleave' },
            connection: logicalName ? { connectionReferenceLogicalName: logicalName } : {},
          },
        },
      });
    checkFix(
      RULE,
      solution({ references: [customReference('con_leave')] }) + custom(),
      "Use 'Absence – Leave Service – Service Account'",
      custom('con_leave'),
    );
  });

  it('is not there where the flow does not say the connector, and in managed solutions', () => {
    checkFixes(
      RULE,
      solution({ references: [account] }) + direct({ connections: { k: { connection: {} }, l: { api: { name: '' }, connection: {} } } }),
      [],
    );
    checkFixes(RULE, solution({ managed: '1', references: [account] }) + direct(), []);
  });

  it('is refused in a file that does not parse', () => {
    checkRefused(RULE, solution({ references: [account] }) + direct().replace(/\}\s*$/, ''), USE, /does not parse/);
  });
});

describe('the fix of direct-connection that takes a written id out', () => {
  const id = `${APIS}shared_teams/connections/1f0c6a52`;
  const $connections = (defaultValue: object): object => ({ parameters: { $connections: { defaultValue, type: 'Object' } } });
  const written = { connectionId: id, connectionName: '1f0c6a52', id: `${APIS}shared_teams` };
  const literal = (name: string, apiId?: string): object => ({
    type: 'ApiConnection',
    inputs: { host: { connection: { name }, ...(apiId === undefined ? {} : { apiId }) }, method: 'get', path: '/x' },
  });
  const becomes = (before: FlowParts, after: FlowParts, title = USE): void =>
    checkFix(RULE, solution({ references: [account] }) + flow(before), title, flow(after));

  it('takes it from the default of $connections with the entry it belongs to', () => {
    const actions = { Act: operation('shared_teams') };
    becomes(
      { connections: { shared_teams: entry(undefined) }, actions, ...$connections({ shared_teams: written }) },
      { connections: { shared_teams: entry('con_absence_teams') }, actions, ...$connections({}) },
    );
    becomes(
      { connections: {}, actions, ...$connections({ other: { connectionId: '@x' }, shared_teams: written }) },
      {
        connections: {
          shared_teams: {
            runtimeSource: 'embedded',
            connection: { connectionReferenceLogicalName: 'con_absence_teams' },
            api: { name: 'shared_teams' },
          },
        },
        actions,
        ...$connections({ other: { connectionId: '@x' } }),
      },
    );
  });

  it('leaves an entry that has a reference all the same to it', () => {
    const before = { connections: { shared_teams: entry('con_ABSENCE_teams') }, ...$connections({ shared_teams: written }) };
    becomes(before, { ...before, ...$connections({}) }, "Use only 'Absence – Teams – Service Account'");
    checkFixes(RULE, solution({ references: [account, named('User', 'con_other')] }) + flow(before), [
      "review Use only 'Absence – Teams – Service Account' *",
    ]);
    checkFixes(RULE, flow({ ...before, connections: { shared_teams: entry('con_gone') } }), ["review Use only 'con_gone' *"]);
  });

  it('lets an operation go through the entry of the reference, or declares one', () => {
    const others = {
      shared_teams: entry('con_other'),
      shared_teams_1: entry('con_absence_teams', 'shared_teams', { runtimeSource: 'invoker' }),
    };
    becomes(
      { connections: { shared_teams: entry('con_absence_teams') }, actions: { A: literal(id) } },
      { connections: { shared_teams: entry('con_absence_teams') }, actions: { A: oldOperation('shared_teams') } },
    );
    becomes(
      { connections: { "a'b": entry('con_absence_teams') }, triggers: { T: literal(id) } },
      { connections: { "a'b": entry('con_absence_teams') }, triggers: { T: oldOperation("a''b") } },
    );
    becomes(
      { connections: others, actions: { A: literal('shared-teams-1', `${APIS}shared_teams`) } },
      {
        connections: { ...others, shared_teams_2: entry('con_absence_teams') },
        actions: {
          A: {
            type: 'ApiConnection',
            inputs: {
              host: { connection: { name: "@parameters('$connections')['shared_teams_2']['connectionId']" }, apiId: `${APIS}shared_teams` },
              method: 'get',
              path: '/x',
            },
          },
        },
      },
    );
  });

  it('declares one connection for all ids of a flow, and the parameter that they are named by', () => {
    const raw = (connections: object, actions: object, parameters?: object): string =>
      `--- ${flowPath()}\n${JSON.stringify({ properties: { connectionReferences: connections, definition: { ...(parameters ? { parameters } : {}), actions } } }, null, 2)}\n`;
    const title = `${USE} for all 2 direct connections to Teams in this solution`;
    const example = { shared_sql: entry('con_sql', 'shared_sql') };
    const two = (make: () => object): object => ({ A: make(), B: make() });
    const after = { ...example, shared_teams: entry('con_absence_teams') };
    const parameter = { $connections: { defaultValue: {}, type: 'Object' } };
    const references = solution({ references: [account] });
    checkFix(
      RULE,
      references +
        raw(
          example,
          two(() => literal(id)),
          { x: { type: 'String' } },
        ),
      title,
      raw(
        after,
        two(() => oldOperation('shared_teams')),
        { x: { type: 'String' }, ...parameter },
      ),
    );
    checkFix(
      RULE,
      references +
        raw(
          example,
          two(() => literal(id)),
        ),
      title,
      `--- ${flowPath()}\n${JSON.stringify({ properties: { connectionReferences: after, definition: { actions: two(() => oldOperation('shared_teams')), parameters: parameter } } }, null, 2)}\n`,
    );
  });

  it('puts the parameter in the place of parameters that are none', () => {
    const raw = (parameters: null | object, action: object, connections: object): string =>
      `--- ${flowPath()}\n${JSON.stringify({ properties: { connectionReferences: connections, definition: { parameters, actions: { A: action } } } }, null, 2)}\n`;
    const connections = { shared_teams: entry('con_absence_teams') };
    checkFix(
      RULE,
      solution({ references: [account] }) + raw(null, literal(id), connections),
      USE,
      raw({ $connections: { defaultValue: {}, type: 'Object' } }, oldOperation('shared_teams'), connections),
    );
  });

  it('counts a key once that stands twice in the default', () => {
    const two = flow({ actions: { A: oldOperation('k') }, ...$connections({ k: { connectionId: id }, other: { connectionId: id } }) });
    checkFixes(RULE, solution({ references: [account] }) + two.replace('"other"', '"k"'), [
      `review ${USE} *`,
      "review Create connection reference 'Absence – Teams – User' and use it",
    ]);
  });

  it('goes through no entry that the caller brings, in whatever form it says so', () => {
    const before = { shared_teams: { ...SERVICE, source: 'Invoker', connectionReferenceLogicalName: 'con_absence_teams' } };
    becomes(
      { connections: before, actions: { A: literal(id) } },
      {
        connections: {
          ...before,
          shared_teams_1: {
            runtimeSource: 'embedded',
            connection: { connectionReferenceLogicalName: 'con_absence_teams' },
            api: { name: 'shared_teams' },
          },
        },
        actions: { A: oldOperation('shared_teams_1') },
      },
    );
  });

  it('goes through an entry that is served in the same step', () => {
    const before = { shared_teams: entry(undefined, 'shared_teams', { runtimeSource: 'invoker' }), shared_teams_1: entry(undefined) };
    const after = {
      shared_teams: entry('con_absence_teams', 'shared_teams', { runtimeSource: 'invoker' }),
      shared_teams_1: entry('con_absence_teams'),
    };
    becomes(
      { connections: before, actions: { A: literal(id) } },
      { connections: after, actions: { A: oldOperation('shared_teams_1') } },
      `${USE} for all 3 direct connections to Teams in this solution`,
    );
  });

  it('is not there where nothing tells the connector, and refused where there is nowhere to declare it', () => {
    checkFixes(
      RULE,
      solution({ references: [account] }) +
        flow({ actions: { A: literal('shared-teams-1', '') }, ...$connections({ x: { connectionId: '1' } }) }),
      [],
    );
    const without = flow({ actions: { A: literal(id) } }).replace('"connectionReferences": {},', '');
    checkRefused(
      RULE,
      solution({ references: [account] }) + without,
      USE,
      "Flow 'Askforleave' has no list of connections to put one into: save it in the maker portal and export it again.",
    );
  });
});

describe('the fix of direct-connection that creates a reference', () => {
  const created = (title = 'Absence – Teams – User', logicalName = 'con_AbsenceTeams'): string => defined(logicalName, title);
  const SETTLED = { scheme: '<Area> – <Connector> – <Type>', type: 'User' };

  it('defines it by the scheme and uses it, over two files', () => {
    checkFix(RULE, solution() + direct(), CREATE, solution({ references: [created()] }) + flowUsing('con_AbsenceTeams'));
  });

  it('serves every direct connection of the connector at once', () => {
    const flows = (logicalName?: string): string =>
      direct({ connections: { shared_teams: entry(logicalName) } }) +
      direct({ id: CHILD_ID, connections: { shared_teams: entry(logicalName) } });
    checkFix(
      RULE,
      solution() + flows(),
      `${CREATE} for all 2 direct connections to Teams in this solution`,
      solution({ references: [created()] }) + flows('con_AbsenceTeams'),
    );
  });

  it('is preferred when the type is settled and there is no other way', () => {
    checkFixes(RULE, solution() + direct(), [
      "review Create connection reference 'Absence – Teams – Service Account' and use it",
      `review ${CREATE}`,
    ]);
    checkFixes(RULE, solution() + direct(), [`review ${CREATE} *`], SETTLED);
    checkFixes(RULE, solution({ references: [account] }) + direct(), [`review ${USE} *`, `review ${CREATE}`], SETTLED);
    checkFixes(
      RULE,
      solution() + solution({ root: 'core', name: 'Core', references: [account] }) + direct(),
      [`review ${USE} of the solution 'Core'`, `review ${CREATE}`],
      SETTLED,
    );
  });

  it('brings a custom connector’s id along', () => {
    const custom = (logicalName?: string): string =>
      flow({
        connections: {
          k: {
            api: { name: CUSTOM, logicalName: 'con_5Fleave' },
            connection: logicalName ? { connectionReferenceLogicalName: logicalName } : {},
          },
        },
      });
    checkFix(
      RULE,
      solution() + customConnector() + custom(),
      "Create connection reference 'Absence – Leave Service – User' and use it",
      solution({
        references: [defined('con_AbsenceLeaveService', 'Absence – Leave Service – User', CUSTOM, { customConnectorId: CUSTOM_ID })],
      }) + custom('con_AbsenceLeaveService'),
    );
    checkFixes(RULE, solution() + custom(), []);
  });

  it('is not there without a Customizations.xml that is read to the end', () => {
    checkFixes(RULE, direct(), []);
    checkFixes(RULE, solution().replace('</ImportExportXml>\n--- ', '</ImportExportXml>\n--- other/') + direct(), []);
    checkFixes(RULE, solution().replace(/<\/ImportExportXml>\n$/, '') + direct(), []);
  });
});
