import type { Configurations } from './configurations';
import { environmentOf } from './environment-names';
import { dirname } from './files';
import type { Frames } from './folders';
import type { Frame, SettingsFile } from './model';
import { Asked } from './neighbours';
import { judgedSettings, type JudgedSettings } from './settings';
import type { Outline } from './tables';
import type { Uri } from './text';
import type { Snapshot } from './workspace';

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

/** What follows from something while the neighbourhood gives these answers and the configurations are these. */
interface Known {
  readonly files: readonly AssignedSettings[];
  readonly configurations: Configurations;
  /** The state in which the answers were last seen to hold. */
  state: object;
}

/** Whoever types somewhere asks for them at each pause; hardly anything of them has changed then. */
const all = new WeakMap<Frames, Known>();
const inFolders = new WeakMap<Frame, Known & { readonly asked: Asked }>();

/** Every deployment settings file that lists references or variables, by path; the same list for as long as it says the same. */
export function settingsFilesOf(snapshot: Snapshot): readonly AssignedSettings[] {
  const { folders, configurations, neighbourhood } = snapshot;
  const { state } = neighbourhood;
  const last = all.get(folders.frames);
  if (last?.state === state && last.configurations === configurations) return last.files;
  const files = folders.frames.checked.flatMap((it) => filesIn(it, snapshot)).sort((a, b) => (a.file.uri < b.file.uri ? -1 : 1));
  all.set(folders.frames, { files, configurations, state });
  return files;
}

function filesIn(folder: Frame, { configurations, neighbourhood }: Snapshot): readonly AssignedSettings[] {
  const { state } = neighbourhood;
  const last = inFolders.get(folder);
  if (last?.configurations === configurations && (last.state === state || neighbourhood.stillHolds(last.asked))) {
    last.state = state;
    return last.files;
  }
  const environment = (uri: Uri): string | undefined => environmentOf(uri, configurations.of(dirname(uri)));
  const asked = new Asked();
  const judged = judgedSettings(folder, neighbourhood.seenFrom(folder.root, asked), environment);
  const files = folder.settings.flatMap((file) => {
    if (file.shape === 'custom') return [];
    const its = judged.find((it) => it.file === file);
    return { file, folder, environment: environment(file.uri), solutions: its?.solutions ?? [], judged: its };
  });
  asked.pack();
  inFolders.set(folder, { files, configurations, asked, state });
  return files;
}
