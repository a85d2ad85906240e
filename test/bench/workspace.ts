import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes a workspace of the size of the largest that is to be answered for: 180 solutions of 50 flows, and one of 1,000. */

const APIS = '/providers/Microsoft.PowerApps/apis/';
const CONNECTORS = [
  'commondataserviceforapps',
  'office365',
  'sharepointonline',
  'teams',
  'approvals',
  'office365users',
  'excelonlinebusiness',
  'keyvault',
] as const;
const USED = 4;

/** Actions of a flow: a median of 15 KB and a mean of 28 KB, as flows of real solutions have it. */
const ACTIONS = [4, 6, 8, 10, 12, 14, 19, 28, 52, 112];
const LARGEST = 280;

export const SOLUTIONS = 181;
export const FLOWS = 10_000;
const FLOWS_OF_LARGE = 1_000;

interface Made {
  /** The solution of 1,000 flows. */
  readonly name: string;
  readonly customizations: string;
  /** Its largest flow. */
  readonly flow: string;
  /** A reference that each of its flows uses. */
  readonly reference: string;
}

/** Where things are in the workspace, by paths. */
export function madeIn(folder: string): Made {
  const root = join(folder, rootOf(0));
  return {
    name: nameOf(0),
    customizations: join(root, 'Other', 'Customizations.xml'),
    flow: join(root, 'Workflows', fileName(0, 0)),
    reference: logicalName(0, 0),
  };
}

export function writeWorkspace(folder: string): void {
  for (let solution = 0; solution < SOLUTIONS; solution++) {
    const flows = solution === 0 ? FLOWS_OF_LARGE : (FLOWS - FLOWS_OF_LARGE) / (SOLUTIONS - 1);
    const write = (path: string, text: string): void => writeFile(join(folder, rootOf(solution), path), text);
    write('Other/Solution.xml', manifest(solution, flows));
    write('Other/Customizations.xml', customizations(solution));
    write('CanvasApps/con_app_1a2b3.meta.xml', app(solution, Math.min(flows, 20)));
    for (let i = 0; i < flows; i++) {
      write(`Workflows/${fileName(solution, i)}`, flow(solution, i));
      write(`Workflows/${fileName(solution, i)}.data.xml`, metadata(solution, i));
    }
    writeFile(join(folder, 'settings', `${nameOf(solution)}.json`), settings(solution));
  }
}

const made = new Set<string>();

function writeFile(path: string, text: string): void {
  const folder = dirname(path);
  if (made.size < made.add(folder).size) mkdirSync(folder, { recursive: true });
  writeFileSync(path, text);
}

const nameOf = (solution: number): string => (solution === 0 ? 'Large' : `Area${solution}`);
const rootOf = (solution: number): string => join('solutions', nameOf(solution), 'src');
const idOf = (solution: number, i: number): string => `${hex(solution, 8)}-0000-4000-8000-${hex(i, 12)}`;
const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');
const fileName = (solution: number, i: number): string => `Handlerequest${i}-${idOf(solution, i).toUpperCase()}.json`;
const logicalName = (solution: number, i: number): string =>
  `con_${nameOf(solution)}${CONNECTORS[i % CONNECTORS.length]!}_${hex(i + 4096, 5)}`;
const keyOf = (i: number): string => `shared_${CONNECTORS[i]!}`;

function flow(solution: number, i: number): string {
  const actions = solution === 0 && i === 0 ? LARGEST : ACTIONS[i % ACTIONS.length]!;
  const connections = Array.from({ length: USED }, (_, k) => [
    keyOf(k),
    { runtimeSource: 'embedded', connection: { connectionReferenceLogicalName: logicalName(solution, k) }, api: { name: keyOf(k) } },
  ]);
  const definition = {
    $schema: 'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
    contentVersion: '1.0.0.0',
    parameters: { $connections: { defaultValue: {}, type: 'Object' }, $authentication: { defaultValue: {}, type: 'SecureObject' } },
    triggers: { manual: { type: 'Request', kind: 'Button', inputs: { schema: { type: 'object', properties: {}, required: [] } } } },
    actions: {
      ...Object.fromEntries(Array.from({ length: actions }, (_, n) => [`Step_${n}`, step(n)])),
      Run_another: {
        runAfter: {},
        type: 'Workflow',
        inputs: { host: { workflowReferenceName: idOf(solution, i + 1) }, body: {} },
      },
    },
  };
  return JSON.stringify(
    { properties: { connectionReferences: Object.fromEntries(connections), definition }, schemaVersion: '1.0.0.0' },
    null,
    2,
  );
}

/** Every fifth is a condition with two branches, every fourth computes something; the others go through a connection. */
function step(n: number): object {
  const runAfter = n === 0 ? {} : { [`Step_${n - 1}`]: ['Succeeded'] };
  if (n % 5 === 4)
    return {
      actions: { [`Yes_${n}`]: call(n, {}) },
      else: { actions: { [`No_${n}`]: call(n + 1, {}) } },
      runAfter,
      expression: { and: [{ equals: [`@outputs('Step_${n - 1}')?['body/statuscode']`, 2] }] },
      type: 'If',
    };
  if (n % 4 === 3)
    return { runAfter, type: 'Compose', inputs: `@concat('Request ', outputs('Step_${n - 1}')?['body/con_number'], ' of ', utcNow())` };
  return call(n, runAfter);
}

function call(n: number, runAfter: object): object {
  const key = keyOf(n % USED);
  return {
    runAfter,
    metadata: { operationMetadataId: idOf(n, n) },
    type: 'OpenApiConnection',
    inputs: {
      host: { connectionName: key, operationId: 'UpdateOnlyRecord', apiId: APIS + key },
      parameters: {
        entityName: 'con_requests',
        recordId: "@triggerBody()?['text']",
        'item/con_number': "@{triggerBody()?['number']}",
        'item/con_remark': `The request was looked at in step ${n} and is to be handled by whoever is in charge of the area.`,
      },
      authentication: "@parameters('$authentication')",
    },
  };
}

function metadata(solution: number, i: number): string {
  return `\uFEFF<?xml version="1.0" encoding="utf-8"?>
<Workflow WorkflowId="{${idOf(solution, i)}}" Name="Handle request ${i}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <JsonFileName>/Workflows/${fileName(solution, i)}</JsonFileName>
  <Type>1</Type>
  <Subprocess>0</Subprocess>
  <Category>5</Category>
  <Mode>0</Mode>
  <Scope>4</Scope>
  <StateCode>1</StateCode>
  <StatusCode>2</StatusCode>
  <RunAs>1</RunAs>
  <IntroducedVersion>1.0.0.0</IntroducedVersion>
  <PrimaryEntity>none</PrimaryEntity>
  <LocalizedNames>
    <LocalizedName languagecode="1033" description="Handle request ${i}" />
  </LocalizedNames>
</Workflow>`;
}

function manifest(solution: number, flows: number): string {
  const components = Array.from(
    { length: flows },
    (_, i) => `      <RootComponent type="29" id="{${idOf(solution, i)}}" behavior="0" />\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<ImportExportXml version="9.2.24.4" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <SolutionManifest>
    <UniqueName>${nameOf(solution)}</UniqueName>
    <LocalizedNames>
      <LocalizedName description="${nameOf(solution)}" languagecode="1033" />
    </LocalizedNames>
    <Version>1.0.0.0</Version>
    <Managed>0</Managed>
    <Publisher>
      <UniqueName>contoso</UniqueName>
      <CustomizationPrefix>con</CustomizationPrefix>
    </Publisher>
    <RootComponents>
${components.join('')}    </RootComponents>
    <MissingDependencies />
  </SolutionManifest>
</ImportExportXml>`;
}

/** Twice as many references as are used: the others are duplicates of connectors, and unused. */
function customizations(solution: number): string {
  const references = Array.from(
    { length: CONNECTORS.length * 2 },
    (_, i) => `    <connectionreference connectionreferencelogicalname="${logicalName(solution, i)}">
      <connectionreferencedisplayname>${nameOf(solution)} – ${CONNECTORS[i % CONNECTORS.length]!} – Service Account</connectionreferencedisplayname>
      <connectorid>${APIS}${keyOf(i % CONNECTORS.length)}</connectorid>
      <iscustomizable>1</iscustomizable>
      <promptingbehavior>0</promptingbehavior>
      <statecode>0</statecode>
      <statuscode>1</statuscode>
    </connectionreference>\n`,
  );
  return `\uFEFF<?xml version="1.0" encoding="utf-8"?>
<ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Entities />
  <Roles />
  <Workflows />
  <connectionreferences>
${references.join('')}  </connectionreferences>
  <Languages>
    <Language>1033</Language>
  </Languages>
</ImportExportXml>`;
}

function app(solution: number, flows: number): string {
  const bindings = Array.from({ length: flows }, (_, i) => [
    idOf(9_999, i),
    {
      id: '/providers/microsoft.powerapps/apis/shared_logicflows',
      displayName: 'Logic flows',
      parameterHints: { workflowEntityId: { value: idOf(solution, i) } },
      parameterHintsV2: { workflowEntityId: { value: idOf(solution, i) }, [keyOf(0)]: { value: idOf(9_998, i) } },
    },
  ]);
  const json = JSON.stringify(Object.fromEntries(bindings)).replaceAll('&', '&amp;');
  return `\uFEFF<?xml version="1.0" encoding="utf-8"?>
<CanvasApp xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Name>con_app_1a2b3</Name>
  <DisplayName>Requests</DisplayName>
  <ConnectionReferences>${json}</ConnectionReferences>
</CanvasApp>`;
}

function settings(solution: number): string {
  const references = CONNECTORS.map((_, i) => ({
    LogicalName: logicalName(solution, i),
    ConnectionId: `#{connectionreference.${logicalName(solution, i)}}#`,
    ConnectorId: APIS + keyOf(i),
  }));
  return JSON.stringify({ EnvironmentVariables: [], ConnectionReferences: references }, null, 2);
}
