import type { EditSet } from '../edit-set';
import { isIncomplete } from '../faults';
import { isManagedOnly, type Scene } from '../fix';
import type { Frame, SettingsFile } from '../model';
import { isSameName } from '../occurrences';
import { partFor, settingsLabel, type JudgedSettings } from '../settings';
import { settingsFilesOf } from '../settings-files';
import { addSettings, setConnectorId, type ReferenceToBind } from './settings-entries';

/** Lists a reference that the solution is to define in its deployment settings files, with nothing bound yet: in one of the parts of each list. */
export function listInSettings(edits: EditSet, solution: Frame, reference: ReferenceToBind, scene: Scene): void {
  const isListed = ({ references }: SettingsFile): boolean =>
    references.some((it) => isSameName(it.logicalName.value, reference.logicalName));
  for (const { file, parts } of settingsOf(solution, scene))
    if (!isIncomplete(file.faults) && partFor('references', parts) === file && !parts.some(isListed))
      addSettings(edits, file, { references: [reference] });
}

/** What has become of the value of a new environment variable, by deployment settings files. */
export interface ValueInSettings {
  /** They have the value. */
  readonly set: readonly SettingsFile[];
  /** They list the variable with another one, and keep that. */
  readonly kept: readonly SettingsFile[];
  /** They do not parse, and were left as they are. */
  readonly left: readonly SettingsFile[];
}

/** Gives an environment variable that the solution is to define a value in its deployment settings files, in one of the parts of each list. */
export function setInSettings(
  edits: EditSet,
  solution: Frame,
  variable: { readonly schemaName: string; readonly value: string },
  scene: Scene,
): ValueInSettings {
  const all = settingsOf(solution, scene);
  const left = all.flatMap(({ file }) => (isIncomplete(file.faults) ? file : []));
  const hasAnother = ({ variables }: SettingsFile): boolean =>
    variables.some((it) => isSameName(it.schemaName.value, variable.schemaName) && it.value?.value !== variable.value);
  const kept = all.flatMap(({ file }) => (!left.includes(file) && hasAnother(file) ? file : []));
  const set = all.flatMap(({ file, parts }) =>
    left.includes(file) || parts.some(hasAnother) || partFor('variables', parts) !== file ? [] : file,
  );
  for (const it of set) addSettings(edits, it, { variables: [variable] });
  return { set, kept, left };
}

/** A sentence for each settings file in which a reference that the solution is to define cannot be listed. */
export function unlistedNotes(solution: Frame, scene: Scene): readonly string[] {
  return settingsOf(solution, scene).flatMap(({ file: { uri, faults } }) =>
    isIncomplete(faults)
      ? `'${settingsLabel(uri)}' does not parse and was left as it is: mend it, and add an entry for the new connection reference.`
      : [],
  );
}

/** Writes the connector that a reference of the solution is to have beside its connections. Files that do not parse are refused. */
export function connectInSettings(edits: EditSet, solution: Frame, { logicalName, connectorId }: ReferenceToBind, scene: Scene): void {
  for (const { file } of settingsOf(solution, scene))
    for (const entry of file.references)
      if (isSameName(entry.logicalName.value, logicalName) && entry.connectorId?.value !== connectorId)
        setConnectorId(edits, file, entry, connectorId);
}

/** Those that list what is to be bound for the solution and may be changed here. */
function settingsOf({ root }: Frame, { snapshot }: Scene): readonly JudgedSettings[] {
  return settingsFilesOf(snapshot).flatMap(({ file, folder, judged }) =>
    file.shape === 'values' && judged && !judged.isStale && !isManagedOnly(folder) && judged.solutions.some((it) => it.root === root)
      ? judged
      : [],
  );
}
