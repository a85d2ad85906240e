import { sameConnector } from './connector-identity';
import { connectorOf } from './connectors';
import { hasToken, type ReferenceSetting } from './facts/deployment-settings';
import { isIncomplete } from './faults';
import { grouped } from './grouped';
import type { SettingsEntry } from './refactorings/settings-entries';
import { entryKey, firstEntries, partFor, type JudgedSettings, type OutlinedReference, type OutlinedVariable } from './settings';
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
 * is, so they lack nothing and have no connector. Of what was not read to the end nobody can say what is missing. What several parts
 * of one list lack is missing in one of them.
 */
export function gapsOf({ file, solutions, parts, reference, isGone }: JudgedSettings): SettingsGaps {
  const areWhole = parts.every((it) => !isIncomplete(it.faults));
  const listed = new Set(parts.flatMap((it) => [...it.references, ...it.variables]).map(entryKey));
  const read = solutions.filter((it) => it.definesReferences);
  const references = read.flatMap((solution) => solution.references.map((it) => ({ ...it, solution })));
  const variables = solutions.flatMap((solution) => solution.variables.map((it) => ({ ...it, solution })));
  const unlisted = <Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] =>
    firstOfEach(items, key).filter((it) => !listed.has(key(it)));
  const lacks = (kind: 'references' | 'variables'): boolean => areWhole && partFor(kind, parts) === file;
  return {
    missingReferences: lacks('references') ? unlisted(references, (it) => `reference ${it.logicalName.toLowerCase()}`) : [],
    missingVariables: lacks('variables')
      ? unlisted(variables, (it) => `variable ${it.schemaName.toLowerCase()}`).filter((it) => !it.hasValue)
      : [],
    stale: [...firstEntries(file.references), ...firstEntries(file.variables)].flatMap(({ entry }) => (isGone(entry) ? entry : [])),
    mismatched:
      file.shape === 'pairs'
        ? []
        : firstEntries(file.references).flatMap(({ name, entry }) => mismatch(entry, reference(name.value)) ?? []),
  };
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
