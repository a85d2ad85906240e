import type { Fault } from '../faults';
import { parseJson, wordOf, type JsonValue } from '../json';
import { own } from '../strings';
import type { Span, Word } from '../text';

/** What a deployment settings file binds in one environment: the shape of `pac solution create-settings`, with what pipelines add. */
export interface DeploymentSettingsFacts {
  readonly kind: 'deployment-settings';
  readonly faults: readonly Fault[];
  readonly references: readonly ReferenceSetting[];
  /** What stands inside pipeline tokens anywhere in the file: `connectionreference.con_teams` of `#{connectionreference.con_teams}#`. */
  readonly tokens: readonly string[];
}

/** An entry of `ConnectionReferences`. */
export interface ReferenceSetting {
  readonly logicalName: Word;
  readonly connectorId: Word | undefined;
  /** Undefined where the entry has none; empty where nothing is bound yet. A developer's import file writes pairs of name and connection. */
  readonly connectionId: Word | undefined;
  /** The whole entry. */
  readonly span: Span;
}

/** Undefined for a JSON file that holds no deployment settings: its name never tells, a list of that name at the top does. */
export function readDeploymentSettings(text: string): DeploymentSettingsFacts | undefined {
  if (!/"(?:ConnectionReferences|EnvironmentVariables)"/.test(text)) return undefined; // most JSON files need not be parsed
  const { root, faults } = parseJson(text, { comments: true }); // the tools that read these files allow comments
  const references = root?.get('ConnectionReferences');
  if (references?.kind !== 'array' && root?.get('EnvironmentVariables')?.kind !== 'array') return undefined;
  return {
    kind: 'deployment-settings',
    faults,
    references: [...(references?.items() ?? [])].flatMap((it) => settingOf(it) ?? []),
    tokens: [...text.matchAll(TOKEN)].map((it) => own(it.slice(1).find((inside) => inside !== undefined) ?? '')),
  };
}

const TOKEN = /#\{([^{}#]*)\}#|\$\(([^()]*)\)|\$\{([^{}]*)\}|\{\{([^{}]*)\}\}/g;

function settingOf(item: JsonValue): ReferenceSetting | undefined {
  const [name, connection] = item.kind === 'array' ? [...item.items()] : [item.get('LogicalName'), item.get('ConnectionId')];
  const logicalName = wordOf(name);
  if (!logicalName?.value) return undefined;
  return { logicalName, connectorId: wordOf(item.get('ConnectorId')), connectionId: wordOf(connection), span: item.span };
}
