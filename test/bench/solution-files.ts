import { schemaNameOf, VARIABLES } from './blocks';
import { apiIdOf, logicalNameOf } from './flows';
import { guid, sentence, type Random } from './random';

/** What stands beside the flows of a solution, as the packager writes it. */
export interface SolutionParts {
  readonly area: string;
  readonly flows: readonly string[];
  /** The connectors that get a connection reference. */
  readonly connectors: readonly string[];
}

const HEAD = '\uFEFF<?xml version="1.0" encoding="utf-8"?>';
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
/** As connectors are called in the names of connection references. */
const TITLES: Readonly<Record<string, string>> = {
  shared_approvals: 'Approvals',
  shared_commondataserviceforapps: 'Dataverse',
  shared_microsoftforms: 'Microsoft Forms',
  shared_office365: 'Office 365 Outlook',
  shared_office365users: 'Office 365 Users',
  shared_planner: 'Planner',
  shared_sharepointonline: 'SharePoint',
  shared_teams: 'Microsoft Teams',
};
const ENVIRONMENTS = ['test', 'prod'];

/** The files by their paths: below `src` those of the solution, below `deployment` the settings. */
export function solutionFiles(parts: SolutionParts, random: Random): ReadonlyMap<string, string> {
  return new Map([
    ['src/Other/Solution.xml', manifest(parts)],
    ['src/Other/Customizations.xml', customizations(parts, random)],
    [`src/CanvasApps/contoso_${parts.area.toLowerCase()}_1a2b3.meta.xml`, app(parts, random)],
    ...VARIABLES.map(
      (it) =>
        [
          `src/environmentvariabledefinitions/${schemaNameOf(parts.area, it)}/environmentvariabledefinition.xml`,
          definition(parts.area, it),
        ] as const,
    ),
    ...ENVIRONMENTS.map((it) => [`deployment/${it}.deploymentsettings.json`, settings(parts, it, random)] as const),
  ]);
}

export function metadataOf(id: string, name: string, file: string, isOff: boolean): string {
  return `${HEAD}
<Workflow WorkflowId="{${id}}" Name="${name}" ${XSI}>
  <JsonFileName>/Workflows/${file}</JsonFileName>
  <Type>1</Type>
  <Subprocess>0</Subprocess>
  <Category>5</Category>
  <Mode>0</Mode>
  <Scope>4</Scope>
  <OnDemand>0</OnDemand>
  <TriggerOnCreate>0</TriggerOnCreate>
  <TriggerOnDelete>0</TriggerOnDelete>
  <AsyncAutodelete>0</AsyncAutodelete>
  <SyncWorkflowLogOnFailure>0</SyncWorkflowLogOnFailure>
  <StateCode>${isOff ? 0 : 1}</StateCode>
  <StatusCode>${isOff ? 1 : 2}</StatusCode>
  <RunAs>1</RunAs>
  <IsTransacted>1</IsTransacted>
  <IntroducedVersion>1.0.0.0</IntroducedVersion>
  <IsCustomizable>1</IsCustomizable>
  <BusinessProcessType>0</BusinessProcessType>
  <IsCustomProcessingStepAllowedForOtherPublishers>1</IsCustomProcessingStepAllowedForOtherPublishers>
  <ModernFlowType>0</ModernFlowType>
  <PrimaryEntity>none</PrimaryEntity>
  <LocalizedNames>
    <LocalizedName languagecode="1033" description="${name}" />
  </LocalizedNames>
</Workflow>`;
}

function manifest({ area, flows }: SolutionParts): string {
  const components = flows.map((it) => `      <RootComponent type="29" id="{${it}}" behavior="0" />\n`);
  return `${HEAD}
<ImportExportXml version="9.2.25033.180" SolutionPackageVersion="9.2" languagecode="1033" generatedBy="CrmLive" ${XSI}>
  <SolutionManifest>
    <UniqueName>${area}</UniqueName>
    <LocalizedNames>
      <LocalizedName description="${area}" languagecode="1033" />
    </LocalizedNames>
    <Version>1.0.0.0</Version>
    <Managed>2</Managed>
    <Publisher>
      <UniqueName>contoso</UniqueName>
      <CustomizationPrefix>contoso</CustomizationPrefix>
    </Publisher>
    <RootComponents>
${components.join('')}    </RootComponents>
    <MissingDependencies />
  </SolutionManifest>
</ImportExportXml>`;
}

function customizations({ area, connectors }: SolutionParts, random: Random): string {
  const references = connectors.map(
    (it) => `    <connectionreference connectionreferencelogicalname="${logicalNameOf(area, it)}">
      <connectionreferencedisplayname>${area} – ${TITLES[it]!} – Service Account</connectionreferencedisplayname>
      <connectorid>${apiIdOf(it)}</connectorid>
      <description>${sentence(5, random)}</description>
      <iscustomizable>1</iscustomizable>
      <promptingbehavior>0</promptingbehavior>
      <statecode>0</statecode>
      <statuscode>1</statuscode>
    </connectionreference>\n`,
  );
  return `${HEAD}
<ImportExportXml ${XSI}>
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

/** An app that starts the first flows of the solution. */
function app({ area, flows }: SolutionParts, random: Random): string {
  const bindings = flows.slice(0, 5).map((it) => [
    guid(random),
    {
      id: '/providers/microsoft.powerapps/apis/shared_logicflows',
      displayName: 'Logic flows',
      parameterHints: { workflowEntityId: { value: it } },
      parameterHintsV2: { workflowEntityId: { value: it } },
    },
  ]);
  return `${HEAD}
<CanvasApp ${XSI}>
  <Name>contoso_${area.toLowerCase()}_1a2b3</Name>
  <DisplayName>${area} app</DisplayName>
  <ConnectionReferences>${JSON.stringify(Object.fromEntries(bindings))}</ConnectionReferences>
</CanvasApp>`;
}

function definition(area: string, variable: string): string {
  return `<environmentvariabledefinition schemaname="${schemaNameOf(area, variable)}">
  <displayname default="${area} ${variable}">
    <label description="${area} ${variable}" languagecode="1033" />
  </displayname>
  <introducedversion>1.0.0.0</introducedversion>
  <iscustomizable>1</iscustomizable>
  <isrequired>0</isrequired>
  <secretstore>0</secretstore>
  <type>100000000</type>
</environmentvariabledefinition>
`;
}

function settings({ area, connectors }: SolutionParts, environment: string, random: Random): string {
  const variables = VARIABLES.map((it) => ({ SchemaName: schemaNameOf(area, it), Value: `${environment} ${it} of ${area}` }));
  const references = connectors.map((it) => ({
    LogicalName: logicalNameOf(area, it),
    ConnectionId: guid(random).replaceAll('-', ''),
    ConnectorId: apiIdOf(it),
  }));
  return JSON.stringify({ EnvironmentVariables: variables, ConnectionReferences: references }, null, 2);
}
