import { environmentOf } from './environment-names';
import { dirname } from './files';
import { memo } from './memo';
import type { SettingsFile, Solution } from './model';
import { judgedSettings, type JudgedSettings } from './settings';
import type { Outline } from './tables';
import type { Uri } from './text';
import { checkedIn, type Snapshot } from './workspace';

/** A deployment settings file of the workspace, and what it is for. */
export interface AssignedSettings {
  readonly file: SettingsFile;
  /** What it lies in: a solution, or a folder of its own. */
  readonly folder: Solution;
  /** Undefined where nothing tells. */
  readonly environment: string | undefined;
  /** Whose it is; none where nothing tells. */
  readonly solutions: readonly Outline[];
  /** What its solutions say of it; undefined where there are none. */
  readonly judged: JudgedSettings | undefined;
}

/** Every deployment settings file that lists references or variables, by path. */
export const settingsFilesOf = memo((snapshot: Snapshot): readonly AssignedSettings[] =>
  checkedIn(snapshot)
    .flatMap((folder) => {
      const environment = (uri: Uri): string | undefined => environmentOf(uri, snapshot.configurations.of(dirname(uri)));
      const judged = judgedSettings(folder, snapshot.neighbourhood.seenFrom(folder.root), environment);
      return folder.settings.flatMap((file) => {
        if (file.shape === 'custom') return [];
        const its = judged.find((it) => it.file === file);
        return { file, folder, environment: environment(file.uri), solutions: its?.solutions ?? [], judged: its };
      });
    })
    .sort((a, b) => (a.file.uri < b.file.uri ? -1 : 1)),
);
