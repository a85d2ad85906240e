import { isManagedOnly, Refusal, type Scene } from '../fix';
import { memo } from '../memo';
import { isDeployable, type SettingsFile, type Solution } from '../model';
import { settingsFilesOf, type AssignedSettings } from '../settings-files';
import type { Uri } from '../text';
import type { Snapshot } from '../workspace';

/** The deployment settings files that can be brought up to date: those of which it is known for which solutions they are. */
export function syncableSettings(snapshot: Snapshot): readonly AssignedSettings[] {
  return syncable(settingsFilesOf(snapshot));
}

const syncable = memo((files: readonly AssignedSettings[]) =>
  files.filter(({ solutions, folder }) => solutions.length > 0 && !isManagedOnly(folder)),
);

/** The solutions that an import can take, by path. Of loose flows, legacy packages and the YAML layout nobody can say what they need. */
export function deployableSolutions({ solutions }: Snapshot): readonly Solution[] {
  return solutions.filter(isDeployable);
}

/** The deployment settings file at a path. Throws `Refusal` when there is none that can be brought up to date. */
export function settingsNamed(uri: Uri, { snapshot }: Scene): SettingsFile {
  const found = syncableSettings(snapshot).find((it) => it.file.uri === uri);
  if (!found) throw new Refusal('The settings file that was chosen is not there any more, or is for no solution here: choose again.');
  return found.file;
}

/** The solution in a folder. Throws `Refusal` when there is none that an import can take. */
export function solutionNamed(root: Uri, { snapshot }: Scene): Solution {
  const found = deployableSolutions(snapshot).find((it) => it.root === root);
  if (!found) throw new Refusal('The solution that was chosen is not there any more: choose again.');
  return found;
}
