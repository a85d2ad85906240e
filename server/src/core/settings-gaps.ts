import { sameConnector } from './connector-identity';
import { connectorOf } from './connectors';
import { hasToken, type ReferenceSetting } from './facts/deployment-settings';
import { grouped } from './grouped';
import type { SettingsEntry } from './refactorings/settings-entries';
import { firstEntries, type JudgedSettings, type OutlinedReference, type OutlinedVariable } from './settings';
import type { Outline } from './tables';

/** What has to be done to a deployment settings file so that it fits its solutions. */
export interface SettingsGaps {
  readonly missingReferences: readonly (OutlinedReference & { readonly solution: Outline })[];
  /** Environment variables that have neither a default nor a shipped value. */
  readonly missingVariables: readonly (OutlinedVariable & { readonly solution: Outline })[];
  /** Entries for what none of its solutions has, the first of each name. */
  readonly stale: readonly SettingsEntry[];
  readonly mismatched: readonly MismatchedSetting[];
}

/** An entry whose `ConnectorId` is not the connector of its reference. */
export interface MismatchedSetting {
  readonly entry: ReferenceSetting;
  readonly reference: OutlinedReference;
}

/**
 * What a settings file lacks, has too much and has wrong. A developer's pairs of name and connection are no list of all that there
 * is, so they lack nothing and have no connector. Of what was not read to the end nobody can say what is missing.
 */
export function gapsOf({ file, solutions, isWhole, reference, isGone }: JudgedSettings): SettingsGaps {
  const isList = isWhole && file.shape === 'values';
  const listed = new Set([...file.references, ...file.variables].map(keyOf));
  const read = solutions.filter((it) => it.definesReferences);
  const references = read.flatMap((solution) => solution.references.map((it) => ({ ...it, solution })));
  const variables = solutions.flatMap((solution) => solution.variables.map((it) => ({ ...it, solution })));
  const unlisted = <Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] =>
    firstOfEach(items, key).filter((it) => !listed.has(key(it)));
  return {
    missingReferences: isList ? unlisted(references, (it) => referenceKey(it.logicalName)) : [],
    missingVariables: isList ? unlisted(variables, (it) => variableKey(it.schemaName)).filter((it) => !it.hasValue) : [],
    stale: [...firstEntries(file.references), ...firstEntries(file.variables)].flatMap(({ entry }) => (isGone(entry) ? entry : [])),
    mismatched:
      file.shape === 'pairs'
        ? []
        : firstEntries(file.references).flatMap(({ name, entry }) => mismatch(entry, reference(name.value)) ?? []),
  };
}

const referenceKey = (name: string): string => `reference ${name.toLowerCase()}`;
const variableKey = (name: string): string => `variable ${name.toLowerCase()}`;

function keyOf(entry: SettingsEntry): string {
  return 'logicalName' in entry ? referenceKey(entry.logicalName.value) : variableKey(entry.schemaName.value);
}

/** Several solutions may have the same. */
function firstOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return [...grouped(items, keyOf).values()].map(([first]) => first!);
}

/** What a pipeline fills in cannot be judged. A custom connector has another hash in each environment, and that is right. */
function mismatch(entry: ReferenceSetting, reference: OutlinedReference | undefined): MismatchedSetting | undefined {
  const written = entry.connectorId?.value.trim() ?? '';
  if (!reference || reference.connectorId === '' || hasToken(written)) return undefined;
  return sameConnector({ connector: connectorOf(written) }, { connector: connectorOf(reference.connectorId) })
    ? undefined
    : { entry, reference };
}
