import { app, appConnection, APIS, entry, flow, ID, metadata, operation, reference, requiredReference, solution } from './solution';

/** What editors, terminals, pipelines and pages would obey, were it not kept from them. */
export const HOSTILE: readonly string[] = [
  '[x](command:workbench.action.quit)',
  '![x](https://evil.example/x.png)',
  '<img src=x onerror=alert(1)>',
  '</text></svg><script>alert(1)</script>',
  '$(error) $(sync~spin)',
  '`a` ``b`` | c | **d** _e_ ~~f~~',
  'a](javascript:alert(1)) [b]: javascript:alert(1)',
  '<javascript:alert(1)> https://evil.example www.evil.example a@evil.example',
  '# a\n\n- b\r\n> c\n```\nd',
  '\u001b[31mred\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
  'a\u0000\u0007\u0008\u007f\u009b31mb',
  'a\u202eb\u2066c\u2028d\u2029e',
  '\n::error::x\n##vso[task.complete result=Succeeded]x\n##[error]x',
  '{0} {1} %s %25 %0A ${a}',
  ']]> --> ?> &amp; &lt; "\' \ud800',
  '=cmd|x!A1',
];

/** A text that is spelt as it is in JSON, in XML and in an expression. */
const xml = (text: string): string =>
  text
    .replaceAll(/[&<>"\r\n]/g, (it) => `&#${it.charCodeAt(0)};`)
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\p{Surrogate}]/gu, '');

/** A small workspace in which everything that a person may name has this name, and everything that may be said says it. */
export function named(name: string): string {
  const inXml = xml(name);
  const quoted = name.replaceAll("'", "''");
  const parameters = {
    $connections: { type: 'Object', defaultValue: {} },
    [`${name} (con_Site)`]: { type: 'String', defaultValue: name, metadata: { schemaName: 'con_Site', description: name } },
  };
  const calling = (key: string, operationId: string): object => ({
    type: 'OpenApiConnection',
    inputs: {
      host: { connectionName: key, operationId, apiId: `${APIS}shared_teams` },
      parameters: { [name]: name, to: `${name}@x.example` },
    },
  });
  return [
    solution({
      name: inXml,
      flows: [ID],
      missing: [requiredReference('con_elsewhere', `${inXml} (1.0)`)],
      references: [
        reference('con_teams', 'shared_teams', inXml),
        reference('con_teams_2', 'shared_teams', inXml),
        reference(inXml, 'shared_office365', inXml),
      ],
    }),
    flow({
      parameters,
      connections: {
        shared_teams: entry('con_teams'),
        [name]: entry(`con_${name}`),
        elsewhere: entry('con_elsewhere'),
        direct: { api: { name: 'shared_teams' }, connection: { name }, runtimeSource: 'embedded' },
      },
      triggers: { [name]: { type: 'Request', kind: name, description: name, inputs: { schema: {} } } },
      actions: {
        [name]: { ...calling('shared_teams', name), description: name, runAfter: { [`no ${name}`]: ['Succeeded'] } },
        [`${name} 2`]: {
          type: name,
          description: name,
          inputs: { [name]: `@{outputs('${quoted}')}${name}@{variables('${quoted}')}@{parameters('${quoted} (con_Site)')}` },
        },
        Set: { type: 'InitializeVariable', inputs: { variables: [{ name, type: name, value: `password=${name}aB1!` }] } },
        Use: { type: 'Compose', inputs: `@${name}('${quoted}')` },
        Through: operation(name),
        Direct: calling('direct', name),
      },
    }),
    metadata({ displayName: inXml }),
    app({ '362c4cb3-aaaa-4b0e-8f0a-0123456789ab': appConnection('shared_teams', { displayName: name }) }),
    `--- src/Connectors/con_leave.xml\n<Connector><connectorid>{0d1c7a52-64b8-4f0e-9a3c-5e2f8b7d6c41}</connectorid><name>con_5Fleave</name><displayname>${inXml}</displayname></Connector>\n`,
    `--- src/environmentvariabledefinitions/con_Site/environmentvariabledefinition.xml\n<environmentvariabledefinition schemaname="con_Site"><displayname default="${inXml}"><label description="${inXml}" languagecode="1033" /></displayname><description default="${inXml}"><label description="${inXml}" languagecode="1033" /></description><type>100000000</type><defaultvalue>${inXml}</defaultvalue></environmentvariabledefinition>\n`,
    `--- settings/test.json\n${JSON.stringify({
      EnvironmentVariables: [
        { SchemaName: 'con_Site', Value: name },
        { SchemaName: name, Value: '' },
      ],
      ConnectionReferences: [
        { LogicalName: 'con_teams', ConnectionId: name, ConnectorId: name },
        { LogicalName: name, ConnectionId: '', ConnectorId: name },
      ],
    })}\n`,
    `--- keyhook.json\n${JSON.stringify({ [name]: 1, naming: { scheme: name, areas: [name] }, exclude: [name], environments: { [name]: ['settings/test.json'] }, rules: { [name]: 'off', 'default-name': name }, ignore: [{ rule: 'default-name', path: name, reason: name, until: name }] })}\n`,
  ].join('');
}
