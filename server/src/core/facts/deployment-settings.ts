import type { Fault } from '../faults';
import { parseJson, wordOf, type JsonValue } from '../json';
import { own } from '../strings';
import type { Span, Word } from '../text';

/** What a deployment settings file says of one environment: the shape of `pac solution create-settings`, with what pipelines add. */
export interface DeploymentSettingsFacts {
  readonly kind: 'deployment-settings';
  readonly faults: readonly Fault[];
  /** The file's first character: where stands what is said of the file as a whole. */
  readonly start: Span;
  /** Where the name of the list of references stands: what is said of one that is not in it. */
  readonly referencesKey: Span | undefined;
  readonly variablesKey: Span | undefined;
  /**
   * `values` has one of the lists that an import takes; `pairs` is a developer's import file, whose references are pairs of name
   * and connection; `custom` has only what a pipeline does besides: `customDeploymentSettings.json` of the ALM Accelerator.
   */
  readonly shape: 'values' | 'pairs' | 'custom';
  readonly references: readonly ReferenceSetting[];
  readonly variables: readonly VariableSetting[];
  readonly activations: readonly FlowActivation[];
  readonly owners: readonly FlowOwner[];
  /** The ids of `FlowShareWithGroupTeamConfiguration`: flows that a pipeline shares. */
  readonly shared: readonly Word[];
  /** What stands inside pipeline tokens anywhere in the file: `connectionreference.con_teams` of `#{connectionreference.con_teams}#`. */
  readonly tokens: readonly string[];
}

/** An entry of `ConnectionReferences`. */
export interface ReferenceSetting {
  readonly logicalName: Word;
  /** Undefined where the entry has none, as pairs have none. */
  readonly connectorId: Word | undefined;
  /** Undefined where the entry has none; empty where nothing is bound yet. */
  readonly connectionId: Word | undefined;
  /** Who owns the connection, where the ALM Accelerator is told so. */
  readonly connectionOwner: string | undefined;
  /** The whole entry. */
  readonly span: Span;
}

/** An entry of `EnvironmentVariables`. */
export interface VariableSetting {
  readonly schemaName: Word;
  /** A number or the like in its JSON text. Undefined where the entry has none or null; empty where nobody has given one yet. */
  readonly value: Word | undefined;
  /** The whole entry. */
  readonly span: Span;
}

/** An entry of `ActivateFlowConfiguration`: what the pipeline does with a flow after the import. */
export interface FlowActivation {
  /** As written; ids compare without letter case. */
  readonly flowId: Word;
  /** `true`, `false`, a token, or undefined where the entry does not say. */
  readonly activate: string | undefined;
  readonly activateAs: string | undefined;
  readonly span: Span;
}

/** An entry of `SolutionComponentOwnershipConfiguration` for a flow. */
export interface FlowOwner {
  readonly flowId: Word;
  readonly owner: string | undefined;
  readonly span: Span;
}

const LISTS = /"(?:ConnectionReferences|EnvironmentVariables|ActivateFlowConfiguration|SolutionComponentOwnershipConfiguration)"/;

/** Undefined for a JSON file that holds no deployment settings: its name never tells, a list of that name at the top does. */
export function readDeploymentSettings(text: string): DeploymentSettingsFacts | undefined {
  if (!LISTS.test(text)) return undefined; // most JSON files need not be parsed
  const { root, faults } = parseJson(text, { comments: true }); // the tools that read these files allow comments
  const list = (name: string): JsonValue | undefined => {
    const value = root?.get(name);
    return value?.kind === 'array' ? value : undefined;
  };
  const [references, variables] = [list('ConnectionReferences'), list('EnvironmentVariables')];
  const [activations, owners] = [list('ActivateFlowConfiguration'), list('SolutionComponentOwnershipConfiguration')];
  if (!references && !variables && !activations && !owners) return undefined;
  const settings = [...(references?.items() ?? [])];
  return {
    kind: 'deployment-settings',
    faults,
    start: { start: 0, end: Math.min(1, text.length) },
    referencesKey: references && keyOf(root, 'ConnectionReferences'),
    variablesKey: variables && keyOf(root, 'EnvironmentVariables'),
    shape: settings.some((it) => it.kind === 'array') ? 'pairs' : references || variables ? 'values' : 'custom',
    references: settings.flatMap((it) => referenceOf(it) ?? []),
    variables: [...(variables?.items() ?? [])].flatMap((it) => variableOf(it, text) ?? []),
    activations: [...(activations?.items() ?? [])].flatMap((it) => activationOf(it, text) ?? []),
    owners: [...(owners?.items() ?? [])].flatMap((it) => ownerOf(it, text) ?? []),
    shared: [...(list('FlowShareWithGroupTeamConfiguration')?.items() ?? [])].flatMap((it) => flowIdOf(it) ?? []),
    tokens: [...text.matchAll(TOKEN)].map((it) => own(it.slice(1).find((inside) => inside !== undefined) ?? '')),
  };
}

/** Of two members with one name the last, as everywhere. */
function keyOf(root: JsonValue | undefined, name: string): Span | undefined {
  return [...(root?.members() ?? [])].findLast((it) => it.key === name)?.keySpan;
}

const TOKEN = /#\{([^{}#]*)\}#|\$\(([^()]*)\)|\$\{([^{}]*)\}|\{\{([^{}]*)\}\}/g;

/** Whether a value holds a token that a pipeline puts something in the place of: `#{…}#`, `$(…)`, `${…}`, `{{…}}`. */
export function hasToken(value: string): boolean {
  return value.search(TOKEN) >= 0;
}

function referenceOf(item: JsonValue): ReferenceSetting | undefined {
  const [name, connection] = item.kind === 'array' ? [...item.items()] : [item.get('LogicalName'), item.get('ConnectionId')];
  const logicalName = wordOf(name);
  if (!logicalName?.value) return undefined;
  return {
    logicalName,
    connectorId: wordOf(item.get('ConnectorId')),
    connectionId: wordOf(connection),
    connectionOwner: item.get('ConnectionOwner')?.string || undefined,
    span: item.span,
  };
}

function variableOf(item: JsonValue, text: string): VariableSetting | undefined {
  const schemaName = wordOf(item.get('SchemaName'));
  return schemaName?.value ? { schemaName, value: valueOf(item.get('Value'), text), span: item.span } : undefined;
}

function flowIdOf(item: JsonValue): Word | undefined {
  const id = wordOf(item.get('solutionComponentUniqueName'));
  return id?.value ? id : undefined;
}

function activationOf(item: JsonValue, text: string): FlowActivation | undefined {
  const flowId = flowIdOf(item);
  if (!flowId) return undefined;
  return {
    flowId,
    activate: valueOf(item.get('activate'), text)?.value,
    activateAs: valueOf(item.get('activateAsUser'), text)?.value,
    span: item.span,
  };
}

/** Other components have owners too: 29 is a flow. */
function ownerOf(item: JsonValue, text: string): FlowOwner | undefined {
  const flowId = flowIdOf(item);
  if (!flowId || valueOf(item.get('solutionComponentType'), text)?.value !== '29') return undefined;
  return { flowId, owner: valueOf(item.get('ownerEmail'), text)?.value, span: item.span };
}

/** A string, or anything else but null as it is written. */
function valueOf(value: JsonValue | undefined, text: string): Word | undefined {
  if (!value || value.string !== undefined) return wordOf(value);
  const written = text.slice(value.span.start, value.span.end);
  return written === 'null' ? undefined : { value: own(written), span: value.span };
}
