/** Writes the files of small solutions for fixtures: as little as says one thing, in the shapes of real exports. */

export const APIS = '/providers/Microsoft.PowerApps/apis/';
export const ID = '5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c';
export const CHILD_ID = '7b0e4f16-3c9a-ed11-aad1-000d3ab2c7e9';
export const CUSTOM_ID = '0d1c7a52-64b8-4f0e-9a3c-5e2f8b7d6c41';
/** A custom connector as two environments know it. */
export const CUSTOM = 'shared_con-5fleave-5f691c36f6fa56d15c';
export const CUSTOM_ELSEWHERE = 'shared_con-5fleave-5f21dec655d73f3a8c';

export interface Manifest {
  readonly root?: string;
  readonly name?: string;
  readonly prefix?: string;
  readonly managed?: '0' | '1' | '2';
  readonly layout?: 'packager' | 'raw';
  /** Ids of the flows among the root components. */
  readonly flows?: readonly string[];
  /** `<Required …/>` elements. */
  readonly missing?: readonly string[];
  /** `<connectionreference>` elements. */
  readonly references?: readonly string[];
  /** What else `Customizations.xml` holds. */
  readonly inline?: string;
}

/** `Solution.xml` and `Customizations.xml`. */
export function solution(parts: Manifest = {}): string {
  const {
    root = 'src',
    name = 'Absence',
    prefix = 'con',
    managed = '0',
    layout = 'packager',
    flows = [],
    missing = [],
    references = [],
    inline = '',
  } = parts;
  const [manifest, customizations] =
    layout === 'raw' ? ['solution.xml', 'customizations.xml'] : ['Other/Solution.xml', 'Other/Customizations.xml'];
  return `--- ${root}/${manifest}
<ImportExportXml>
  <SolutionManifest>
    <UniqueName>${name}</UniqueName>
    <Managed>${managed}</Managed>
    <Publisher><CustomizationPrefix>${prefix}</CustomizationPrefix></Publisher>
    <RootComponents>${flows.map((id) => `<RootComponent type="29" id="{${id}}" behavior="0" />`).join('')}</RootComponents>
    <MissingDependencies>${missing.map((it) => `<MissingDependency>${it}<Dependent type="29" id="{${ID}}" /></MissingDependency>`).join('')}</MissingDependencies>
  </SolutionManifest>
</ImportExportXml>
--- ${root}/${customizations}
<ImportExportXml>
${inline}${references.length > 0 ? `  <connectionreferences>\n${references.join('')}  </connectionreferences>\n` : ''}</ImportExportXml>
`;
}

/** A missing dependency on a connection reference. */
export function requiredReference(logicalName: string, provider: string): string {
  return `<Required type="connectionreference" displayName="${logicalName}" solution="${provider}" id.connectionreferencelogicalname="${logicalName}" />`;
}

/** A `<connectionreference>`; `rest` are further elements of it. */
export function reference(
  logicalName: string,
  connector = 'shared_teams',
  displayName = 'Absence – Teams – Service Account',
  rest = '',
): string {
  return `    <connectionreference connectionreferencelogicalname="${logicalName}">
      <connectionreferencedisplayname>${displayName}</connectionreferencedisplayname>
      <connectorid>${APIS}${connector}</connectorid>
      ${rest}
      <iscustomizable>1</iscustomizable>
      <statecode>0</statecode>
      <statuscode>1</statuscode>
    </connectionreference>
`;
}

/** A `<connectionreference>` as one that is created is written. */
export function defined(
  logicalName: string,
  displayName: string,
  connector = 'shared_teams',
  { customConnectorId = '', prompting = false } = {},
): string {
  const custom = `\n      <customconnectorid>\n        <connectorid>${customConnectorId}</connectorid>\n      </customconnectorid>`;
  return `    <connectionreference connectionreferencelogicalname="${logicalName}">
      <connectionreferencedisplayname>${displayName}</connectionreferencedisplayname>
      <connectorid>${APIS}${connector}</connectorid>${customConnectorId === '' ? '' : custom}
      <iscustomizable>1</iscustomizable>${prompting ? '\n      <promptingbehavior>0</promptingbehavior>' : ''}
      <statecode>0</statecode>
      <statuscode>1</statuscode>
    </connectionreference>
`;
}

export function customReference(
  logicalName: string,
  connector = CUSTOM,
  displayName = 'Absence – Leave Service – Service Account',
): string {
  return reference(logicalName, connector, displayName, `<customconnectorid><connectorid>${CUSTOM_ID}</connectorid></customconnectorid>`);
}

export function customConnector(root = 'src', folder = 'Connectors'): string {
  return `--- ${root}/${folder}/con_5Fleave.xml\n${CONNECTOR}\n`;
}

export const CONNECTOR = `<Connector>
  <connectorid>${CUSTOM_ID}</connectorid>
  <displayname>Leave Service</displayname>
  <name>con_5Fleave</name>
</Connector>`;

/** An entry of `connectionReferences`: by reference, or direct without one. */
export function entry(logicalName: string | undefined, connector = 'shared_teams', more: object = {}): object {
  return {
    api: { name: connector },
    connection: logicalName === undefined ? {} : { connectionReferenceLogicalName: logicalName },
    runtimeSource: 'embedded',
    ...more,
  };
}

/** An operation that names its connection by `host.connectionName`. */
export function operation(key: string, connector = 'shared_teams', type = 'OpenApiConnection'): object {
  const apiId = connector === '' || /[/{]/.test(connector) ? connector : APIS + connector;
  return { type, inputs: { host: { connectionName: key, operationId: 'DoIt', apiId }, parameters: {} } };
}

/** An operation in the older form, which names its connection in an expression. */
export function oldOperation(key: string, type = 'ApiConnection'): object {
  return {
    type,
    inputs: { host: { connection: { name: `@parameters('$connections')['${key}']['connectionId']` } }, method: 'get', path: '/x' },
  };
}

export function call(flowId: string): object {
  return { type: 'Workflow', inputs: { host: { workflowReferenceName: flowId }, body: {} } };
}

export const BUTTON = { manual: { type: 'Request', kind: 'Button', inputs: { schema: {} } } };
export const DAILY = { Every_day: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } };

export interface FlowParts {
  readonly root?: string;
  readonly folder?: string;
  readonly name?: string;
  readonly id?: string;
  readonly connections?: object;
  readonly triggers?: object;
  readonly actions?: object;
  readonly parameters?: object;
  readonly indent?: number;
}

export function flowPath({ root = 'src', folder = 'Workflows', name = 'Askforleave', id = ID }: FlowParts = {}): string {
  return `${root === '' ? '' : `${root}/`}${folder}/${name}-${id.toUpperCase()}.json`;
}

/** A flow's JSON file. Marks may stand in names and strings. */
export function flow(parts: FlowParts = {}): string {
  const { connections = {}, triggers = BUTTON, actions = {}, parameters = {}, indent = 2 } = parts;
  const definition = {
    contentVersion: '1.0.0.0',
    parameters: { $connections: { defaultValue: {}, type: 'Object' }, ...parameters },
    triggers,
    actions,
  };
  const text = JSON.stringify({ properties: { connectionReferences: connections, definition }, schemaVersion: '1.0.0.0' }, null, indent);
  return `--- ${flowPath(parts)}\n${text}\n`;
}

/** A flow with one connection and one action that uses it: the usual case in a line. */
export function flowUsing(logicalName: string, parts: FlowParts & { readonly connector?: string } = {}): string {
  const { connector = 'shared_teams' } = parts;
  return flow({ connections: { [connector]: entry(logicalName, connector) }, actions: { Act: operation(connector, connector) }, ...parts });
}

export interface MetadataParts {
  readonly root?: string;
  readonly folder?: string;
  readonly name?: string;
  readonly id?: string;
  readonly workflowId?: string;
  readonly jsonFileName?: string;
  readonly displayName?: string;
  readonly category?: string;
  readonly stateCode?: string;
}

/** A `<Workflow>` element. */
export function workflow(parts: MetadataParts = {}): string {
  const { id = ID, name = 'Askforleave', category = '5', stateCode = '1', displayName = 'Ask for leave' } = parts;
  const { workflowId = `{${id}}`, jsonFileName = `/Workflows/${name}-${id.toUpperCase()}.json` } = parts;
  return `<Workflow WorkflowId="${workflowId}" Name="${displayName}">
  <JsonFileName>${jsonFileName}</JsonFileName>
  <Category>${category}</Category>
  <StateCode>${stateCode}</StateCode>
  <StatusCode>${stateCode === '0' ? 1 : 2}</StatusCode>
</Workflow>`;
}

/** A `*.json.data.xml`. */
export function metadata(parts: MetadataParts = {}): string {
  return `--- ${flowPath(parts)}.data.xml\n${workflow(parts)}\n`;
}

/** A canvas app's `*.meta.xml`, with its `ConnectionReferences` as text or as an object. */
export function app(connections: object | string, { root = 'src', name = 'con_absence_1a2b3', rest = '' } = {}): string {
  return `--- ${root}/CanvasApps/${name}.meta.xml\n${canvasApp(connections, { name, rest })}\n`;
}

export function canvasApp(connections: object | string, { name = 'con_absence_1a2b3', rest = '' } = {}): string {
  const json = typeof connections === 'string' ? connections : JSON.stringify(connections);
  return `<CanvasApp>
  <Name>${name}</Name>
  <DisplayName>Absence</DisplayName>
  <ConnectionReferences>${json}</ConnectionReferences>
  ${rest}
</CanvasApp>`;
}

/** An app's entry for a connector, as apps write it: in lower case. */
export function appConnection(connector: string, more: object = {}): object {
  return {
    id: `/providers/microsoft.powerapps/apis/${connector.toLowerCase()}`,
    displayName: 'x',
    dataSources: [],
    dependencies: [],
    dependents: [],
    parameterHints: {},
    ...more,
  };
}

/** The same fixture with CRLF line ends. */
export function crlf(source: string): string {
  return source.replaceAll('\n', '\r\n');
}

/** An entry of deployment settings for a connection reference. `more` are further members, and what is to be written in the place of these. */
export function binding(LogicalName: string, ConnectionId = '0f7a53c1', connector = 'shared_teams', more: object = {}): object {
  return { LogicalName, ConnectionId, ConnectorId: APIS + connector, ...more };
}

/** A deployment settings file; a list that is not given is not in it. */
export function settings(
  path: string,
  { references, variables }: { readonly references?: readonly object[]; readonly variables?: Readonly<Record<string, unknown>> },
): string {
  const EnvironmentVariables = variables && Object.entries(variables).map(([SchemaName, Value]) => ({ SchemaName, Value }));
  return `--- ${path}\n${JSON.stringify({ EnvironmentVariables, ConnectionReferences: references }, null, 2)}\n`;
}

/** The definition of an environment variable, with the value that is shipped with it. */
export function variable(
  schemaName: string,
  { root = 'src', label = schemaName, type = '100000000', default: value = '', shipped = '' } = {},
): string {
  const folder = `--- ${root}/environmentvariabledefinitions/${schemaName}`;
  const its = { environmentvariablevalues: { environmentvariablevalue: { iscustomizable: '1', value: shipped } } };
  return `${folder}/environmentvariabledefinition.xml
<environmentvariabledefinition schemaname="${schemaName}">
  ${value === '' ? '' : `<defaultvalue>${value}</defaultvalue>\n  `}<displayname default="${label}" />
  <type>${type}</type>
</environmentvariabledefinition>
${shipped === '' ? '' : `${folder}/environmentvariablevalues.json\n${JSON.stringify(its, null, 2)}\n`}`;
}
