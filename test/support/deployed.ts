import { APIS, BUTTON, call, DAILY, entry, flow, metadata, operation, reference, solution } from './solution';

/** The files of two solutions that two environments have all they need for, as parts that a test can spoil. */
export interface Deployed {
  readonly flows: Record<FlowName, DeployedFlow>;
  /** `<Required …/>` elements of the manifest of Absence. */
  readonly missing: string[];
  /** The deployment settings of each environment; none where they are undefined. */
  readonly settings: Record<Environment, DeployedSettings | undefined>;
  /** What the pipeline does with flows, by environment. */
  readonly activations: Record<Environment, Record<string, string>>;
  /** More members of `keyhook.json`. */
  readonly configuration: Record<string, unknown>;
  /** Text at the end of the file that defines the connection references of Absence. */
  atEnd: string;
}

export interface DeployedFlow {
  readonly id: string;
  readonly connections: Record<string, object>;
  triggers: object;
  readonly variables: string[];
  readonly calls: string[];
  stateCode: string;
}

export interface DeployedSettings {
  readonly references: Record<string, { ConnectionId?: string; ConnectorId: string }>;
  readonly variables: Record<string, string>;
}

export const ENVIRONMENTS = ['Test', 'Prod'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];
export type FlowName = keyof typeof IDS;

export const IDS = {
  Ask: '00000000-0000-4000-8000-00000000000a',
  Approve: '00000000-0000-4000-8000-00000000000b',
  Copy: '00000000-0000-4000-8000-00000000000c',
  Digest: '00000000-0000-4000-8000-00000000000d',
  Enter: '00000000-0000-4000-8000-00000000000e',
  Keep: '00000000-0000-4000-8000-0000000000ff',
} as const;

const CONNECTORS: Readonly<Record<string, string>> = {
  con_teams: 'shared_teams',
  con_outlook: 'shared_office365',
  con_sharepoint: 'shared_sharepointonline',
  con_spare: 'shared_sql',
  con_dataverse: 'shared_commondataserviceforapps',
};

const FROM_APP = { manual: { type: 'Request', kind: 'PowerAppV2', inputs: {} } };

/** An entry for one of the references, as a flow has it. */
export function through(logicalName: string, connector = CONNECTORS[logicalName] ?? 'shared_x', more: object = {}): object {
  return entry(logicalName, connector, more);
}

/**
 * Absence: `Ask` goes through Teams, reads a variable and runs `Approve`, which goes through Outlook; `Copy` goes through Dataverse,
 * which the solution Core brings, and runs `Keep` there; `Digest` goes through Teams; whoever runs `Enter` brings the connection.
 */
export function deployed(): Deployed {
  const parts = (id: string, connections: Record<string, object>, more: Partial<DeployedFlow> = {}): DeployedFlow => ({
    id,
    connections,
    triggers: DAILY,
    variables: [],
    calls: [],
    stateCode: '1',
    ...more,
  });
  const settings = (): DeployedSettings => ({
    references: Object.fromEntries(
      ['con_teams', 'con_outlook', 'con_spare', 'con_dataverse'].map((it) => [
        it,
        { ConnectionId: `id-of-${it}`, ConnectorId: APIS + CONNECTORS[it]! },
      ]),
    ),
    variables: { con_Mail: 'team@contoso.com' },
  });
  return {
    flows: {
      Ask: parts(IDS.Ask, { teams: through('con_teams') }, { variables: ['con_Mail'], calls: [IDS.Approve] }),
      Approve: parts(IDS.Approve, { outlook: through('con_outlook') }, { triggers: BUTTON }),
      Copy: parts(IDS.Copy, { dataverse: through('con_dataverse') }, { calls: [IDS.Keep] }),
      Digest: parts(IDS.Digest, { teams: through('con_teams') }),
      Enter: parts(IDS.Enter, { sharepoint: through('con_sharepoint', undefined, { runtimeSource: 'invoker' }) }, { triggers: FROM_APP }),
      Keep: parts(IDS.Keep, { dataverse: through('con_dataverse') }, { triggers: BUTTON }),
    },
    missing: [],
    settings: { Test: settings(), Prod: settings() },
    activations: { Test: {}, Prod: {} },
    configuration: {},
    atEnd: '',
  };
}

/** As a fixture. */
export function deployedFiles({ flows, missing, settings, activations, configuration, atEnd }: Deployed): string {
  const all = Object.entries(flows) as [FlowName, DeployedFlow][];
  const files = all.map(([name, { id, connections, triggers, variables, calls, stateCode }]) => {
    const its = { root: name === 'Keep' ? 'core/src' : 'absence/src', name, id };
    const actions = {
      ...Object.fromEntries(Object.keys(connections).map((key) => [`Use_${key}`, operation(key, '')])),
      ...Object.fromEntries(calls.map((it, index) => [`Run_${index}`, call(it)])),
    };
    const parameters = Object.fromEntries(variables.map((it) => [it, { type: 'String', metadata: { schemaName: it } }]));
    return flow({ ...its, connections, triggers, actions, parameters }) + metadata({ ...its, displayName: name, stateCode });
  });
  const defined = (names: readonly string[]): string[] => names.map((it) => reference(it, CONNECTORS[it], `Label of ${it.slice(4)}`));
  return [
    solution({ root: 'core/src', name: 'Core', flows: [IDS.Keep], references: defined(['con_dataverse']) }),
    solution({
      root: 'absence/src',
      name: 'Absence',
      flows: all.flatMap(([name, { id }]) => (name === 'Keep' ? [] : id)),
      missing,
      references: defined(['con_teams', 'con_outlook', 'con_sharepoint', 'con_spare']),
    }),
    atEnd,
    '--- absence/src/environmentvariabledefinitions/con_Mail/environmentvariabledefinition.xml\n',
    '<environmentvariabledefinition schemaname="con_Mail"><displayname default="Team mail" /><type>100000000</type></environmentvariabledefinition>\n',
    ...files,
    `--- keyhook.json\n${JSON.stringify({ environments: { Test: [], Prod: [] }, ...configuration })}\n`,
    ...ENVIRONMENTS.flatMap((it) => [settingsFile(it, settings[it]), activationFile(it, activations[it])]),
  ].join('');
}

export function settingsPath(environment: Environment): string {
  return `deployment/${environment}.deploymentsettings.json`;
}

function settingsFile(environment: Environment, settings: DeployedSettings | undefined): string {
  if (!settings) return '';
  const value = {
    EnvironmentVariables: Object.entries(settings.variables).map(([SchemaName, Value]) => ({ SchemaName, Value })),
    ConnectionReferences: Object.entries(settings.references).map(([LogicalName, its]) => ({ LogicalName, ...its })),
  };
  return `--- ${settingsPath(environment)}\n${JSON.stringify(value, undefined, 2)}\n`;
}

function activationFile(environment: Environment, activations: Readonly<Record<string, string>>): string {
  const entries = Object.entries(activations);
  if (entries.length === 0) return '';
  const list = entries.map(([solutionComponentUniqueName, activate]) => ({ solutionComponentUniqueName, activate }));
  return `--- deployment/${environment}.custom.json\n${JSON.stringify({ ActivateFlowConfiguration: list }, undefined, 2)}\n`;
}
