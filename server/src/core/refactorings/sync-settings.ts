import { EditSet } from '../edit-set';
import { grouped } from '../grouped';
import { isIncomplete } from '../faults';
import { isManagedOnly, Refusal, type Scene } from '../fix';
import type { SettingsFile, Solution } from '../model';
import { nameOf, settingsLabel, solutionsInWords, type JudgedSettings } from '../settings';
import { settingsFilesOf, type AssignedSettings } from '../settings-files';
import { gapsOf, type SettingsGaps } from '../settings-gaps';
import type { Uri } from '../text';
import type { Refactoring } from './refactoring';
import { addSettings, isSameSetting, removeSetting, setConnectorId, type SettingsEntry } from './settings-entries';

/** What bringing a deployment settings file up to date does to it. Names are logical names and schema names. */
export interface SettingsSync extends Refactoring {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Entries that get the connector of their reference. */
  readonly corrected: readonly string[];
}

/**
 * Brings a settings file up to date with its solutions: adds what is missing with nothing bound, corrects connectors and takes out
 * entries that stand there twice and say the same; entries for what is in none of its solutions only where that is asked for.
 * Every other byte stays. Throws `Refusal`.
 */
export function syncSettings(file: SettingsFile, { removeStale }: { readonly removeStale: boolean }, scene: Scene): SettingsSync {
  const assigned = assignedOf(file, scene);
  const label = settingsLabel(file.uri);
  const left = (why: string): SettingsSync => ({ edits: [], added: [], removed: [], corrected: [], notes: [`'${label}' ${why}`] });
  if (!assigned?.judged) return left('belongs to no solution that is read here, so there is nothing to compare it with.');
  const { judged, solutions, folder } = assigned;
  if (isManagedOnly(folder)) return left(`lies in '${folder.name}', which is kept here as a managed solution, and was left as it is.`);
  if (isIncomplete(file.faults)) throw new Refusal(`'${label}' does not parse, so it cannot be brought up to date: mend the file first.`);
  if (judged.isStale && !removeStale)
    return left(
      `has no entry for anything in ${solutionsInWords(solutions)} and was left as it is: see whether it lies in the right place.`,
    );
  const gaps = gapsOf(judged);
  const doubled = doubledIn(judged, scene);
  const stale = removeStale ? withDoubles(gaps.stale, file) : [];
  const removed = [...new Set([...stale, ...doubled])];
  const edits = new EditSet(scene);
  for (const it of removed) removeSetting(edits, file, it);
  for (const { entry, reference } of gaps.mismatched) setConnectorId(edits, file, entry, reference.connectorId);
  addSettings(edits, file, { references: gaps.missingReferences, variables: gaps.missingVariables.map((it) => it.schemaName) });
  return {
    edits: edits.build(),
    notes: removeStale ? [] : staleNote(gaps, assigned),
    added: [...gaps.missingReferences.map((it) => it.logicalName), ...gaps.missingVariables.map((it) => it.schemaName)],
    removed: removed.map((it) => nameOf(it).value),
    corrected: gaps.mismatched.map((it) => it.entry.logicalName.value),
  };
}

/** The entries of a settings file for what none of its solutions has. */
export function staleIn(file: SettingsFile, scene: Scene): readonly SettingsEntry[] {
  const judged = assignedOf(file, scene)?.judged;
  return judged ? gapsOf(judged).stale : [];
}

/**
 * Makes a settings file for solutions as `pac solution create-settings` writes it: all their references and environment variables,
 * by name, with nothing bound. Throws `Refusal` when there is such a file already.
 */
export function newSettings(solutions: readonly Solution[], uri: Uri, scene: Scene): SettingsSync {
  const references = byName(
    solutions.flatMap((it) => it.references),
    (it) => it.logicalName.value,
  );
  const variables = byName(
    solutions.flatMap((it) => it.variables),
    (it) => it.schemaName.value,
  );
  const settings = {
    EnvironmentVariables: variables.map((it) => ({ SchemaName: it.schemaName.value, Value: '' })),
    ConnectionReferences: references.map((it) => ({
      LogicalName: it.logicalName.value,
      ConnectionId: '',
      ConnectorId: it.connectorId?.value ?? '',
    })),
  };
  const edits = new EditSet(scene);
  edits.create(uri, `${JSON.stringify(settings, null, 2)}\n`);
  const added = [...references.map((it) => it.logicalName.value), ...variables.map((it) => it.schemaName.value)];
  return { edits: edits.build(), added, removed: [], corrected: [], notes: [] };
}

function assignedOf({ uri }: SettingsFile, { snapshot }: Scene): AssignedSettings | undefined {
  return settingsFilesOf(snapshot).find((it) => it.file.uri === uri);
}

/** Entries that say what an earlier one says. The connector of a reference is no matter of opinion, so it does not count. */
function doubledIn({ file, reference }: JudgedSettings, scene: Scene): readonly SettingsEntry[] {
  return [file.references, file.variables].flatMap((list) =>
    [...grouped<SettingsEntry, string>(list, foldedName).values()].flatMap((its) => {
      const but = 'logicalName' in its[0]! && reference(its[0].logicalName.value)?.connectorId ? 'ConnectorId' : undefined;
      return its.filter((it, index) => its.slice(0, index).some((earlier) => isSameSetting(file, earlier, it, scene, but)));
    }),
  );
}

/** With all further entries of the same names. */
function withDoubles(entries: readonly SettingsEntry[], { references, variables }: SettingsFile): readonly SettingsEntry[] {
  const isIn = (list: readonly SettingsEntry[], it: SettingsEntry): boolean => list.includes(it);
  return [references, variables].flatMap((list) => {
    const names = new Set(entries.flatMap((it) => (isIn(list, it) ? foldedName(it) : [])));
    return list.filter((it) => names.has(foldedName(it)));
  });
}

function foldedName(entry: SettingsEntry): string {
  return nameOf(entry).value.toLowerCase();
}

function staleNote({ stale }: SettingsGaps, { file, solutions }: AssignedSettings): readonly string[] {
  if (stale.length === 0) return [];
  const names = stale.map((it) => `'${nameOf(it).value}'`).join(', ');
  const [entries, were] = stale.length === 1 ? ['an entry', 'It was'] : ['entries', 'They were'];
  const has = solutions.length === 1 ? 'does' : 'do';
  return [
    `'${settingsLabel(file.uri)}' has ${entries} for ${names}, which ${solutionsInWords(solutions)} ${has} not have. ${were} left as ${stale.length === 1 ? 'it is' : 'they are'}.`,
  ];
}

/** Each name once, in the order of the alphabet. */
function byName<Item>(items: readonly Item[], name: (item: Item) => string): readonly Item[] {
  const first = new Map([...items].reverse().map((it) => [name(it).toLowerCase(), it]));
  return [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it);
}
