import type { Configurations } from './configurations';
import { environmentOf } from './environment-names';
import { dirname } from './files';
import { lasting, type Surroundings } from './lasting';
import type { Frame, SettingsFile } from './model';
import { Asked } from './neighbours';
import { judgedSettings, type JudgedSettings } from './settings';
import type { Outline } from './tables';
import type { Uri } from './text';

/** A deployment settings file of the workspace, and what it is for. */
export interface AssignedSettings {
  readonly file: SettingsFile;
  /** What it lies in: a solution, or a folder of its own. */
  readonly folder: Frame;
  /** Undefined where nothing tells. */
  readonly environment: string | undefined;
  /** Whose it is; none where nothing tells. */
  readonly solutions: readonly Outline[];
  /** What its solutions say of it; undefined where there are none. */
  readonly judged: JudgedSettings | undefined;
}

/** Every deployment settings file that lists references or variables, by path. */
export const settingsFilesOf = lasting((surroundings): readonly AssignedSettings[] =>
  surroundings.frames.checked.flatMap((it) => filesIn(it, surroundings)).sort((a, b) => (a.file.uri < b.file.uri ? -1 : 1)),
);

interface Known {
  readonly files: readonly AssignedSettings[];
  readonly configurations: Configurations;
  readonly asked: Asked;
}

/** Most edits that change what one folder says change no answer to others. */
const known = new WeakMap<Frame, Known>();

function filesIn(folder: Frame, { configurations, neighbourhood }: Surroundings): readonly AssignedSettings[] {
  const last = known.get(folder);
  if (last?.configurations === configurations && neighbourhood.stillHolds(last.asked)) return last.files;
  const environment = (uri: Uri): string | undefined => environmentOf(uri, configurations.of(dirname(uri)));
  const asked = new Asked();
  const judged = judgedSettings(folder, neighbourhood.seenFrom(folder.root, asked), environment);
  const files = folder.settings.flatMap((file) => {
    if (file.shape === 'custom') return [];
    const its = judged.find((it) => it.file === file);
    return { file, folder, environment: environment(file.uri), solutions: its?.solutions ?? [], judged: its };
  });
  asked.pack();
  known.set(folder, { files, configurations, asked });
  return files;
}
