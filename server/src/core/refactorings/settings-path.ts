import { resolved } from '../configurations';
import { basename, dirname, fileNameFrom, isIn } from '../files';
import { Refusal, type Scene } from '../fix';
import { pathFrom } from '../globs';
import { placeOf } from '../layout';
import type { Solution } from '../model';
import { environmentOf } from '../environment-names';
import type { Uri } from '../text';
import { settingsFilesOf } from '../settings-files';
import type { Snapshot } from '../workspace';
import { deployableSolutions, syncableSettings } from './settings-named';

/**
 * Where a deployment settings file for an environment would be looked for: where the configuration says, else beside those that these
 * solutions have, named as these are, else beside the first solution, but in this folder.
 */
export function settingsPathFor(solutions: readonly Solution[], environment: string, folder: Uri, { snapshot }: Scene): Uri {
  const [first] = solutions;
  if (!first) throw new Refusal('Choose at least one solution.');
  const { environments } = snapshot.configurations.of(first.root);
  const said = environments
    .find((it) => it.name.toLowerCase() === environment.toLowerCase())
    ?.files.find((it) => !/[*?[\]{}()!]/.test(it.pattern));
  if (said && /\.json$/i.test(said.pattern)) return resolved(said.base, said.pattern);
  const roots = new Set(solutions.map((it) => it.root));
  const siblings = syncableSettings(snapshot).filter((it) => it.solutions.some(({ root }) => roots.has(root)));
  const word = environment.trim().replace(/[^\p{L}\p{N}._-]+|(?<!\.)\.+$/gu, '-'); // at its end Windows takes no dot
  for (const { file, environment: other } of siblings) {
    const path = other && namedInstead(file.uri, other, word);
    if (path) return path;
  }
  const beside = siblings[0] ? dirname(siblings[0].file.uri) : isIn(dirname(first.root), folder) ? dirname(first.root) : first.root;
  return resolved(beside, `deploymentsettings.${word}.json`);
}

/** The same path with another environment in the file's name, else in the name of its folder; nothing where it is in neither. */
function namedInstead(uri: Uri, from: string, to: string): Uri | undefined {
  const folder = dirname(uri);
  const replaced = (name: string): string | undefined => {
    const at = name.toLowerCase().lastIndexOf(from.toLowerCase());
    if (at < 0) return undefined;
    const was = name.slice(at, at + from.length);
    return `${name.slice(0, at)}${was === was.toLowerCase() ? to.toLowerCase() : to}${name.slice(at + from.length)}`;
  };
  const file = replaced(basename(uri));
  if (file !== undefined) return resolved(folder, fileNameFrom(file));
  const name = replaced(basename(folder));
  return name === undefined ? undefined : resolved(dirname(folder), `${fileNameFrom(name)}/${basename(uri)}`);
}

/**
 * Whether a deployment settings file can be made at a path: not in a folder among a solution's own, where a packer wants only what it
 * knows, unless there are settings in that folder already.
 */
export function isPathForSettings(uri: Uri, snapshot: Snapshot): boolean {
  if (placeOf(uri)?.kind !== 'deployment-settings') return false;
  return deployableSolutions(snapshot).every(({ root }) => {
    const [top, ...rest] = isIn(uri, root) ? uri.slice(root.length + 1).split('/') : [];
    return rest.length === 0 || settingsFilesOf(snapshot).some(({ file }) => isIn(file.uri, `${root}/${top}`));
  });
}

/** What a person types for the path of a new deployment settings file, judged. */
export interface JudgedPath {
  readonly uri: Uri;
  /** Why no file can be made there, as a sentence. */
  readonly refused?: string;
  /** What the person should know of it, as a sentence. */
  readonly warning?: string;
}

/** Judges a path, which begins in this folder, for the settings of an environment. */
export function judgedSettingsPath(path: string, environment: string, folder: Uri, scene: Scene): JudgedPath {
  const uri = resolved(folder, path.trim().replaceAll('\\', '/'));
  const refused = (why: string): JudgedPath => ({ uri, refused: why });
  if (!/[^/\\]\.json$/i.test(path.trim())) return refused('A deployment settings file has a name that ends with .json.');
  if (!isIn(uri, folder)) return refused(`Choose a path inside the folder '${basename(folder)}'.`);
  if (!isPathForSettings(uri, scene.snapshot)) return refused("Choose a path outside of a solution's own folders.");
  const other = environmentOf(uri, scene.snapshot.configurations.of(dirname(uri)));
  if (other?.toLowerCase() === environment.trim().toLowerCase()) return { uri };
  const its = other === undefined ? 'for no environment in particular' : `for the environment '${other}'`;
  return { uri, warning: `By its path, '${pathFrom(folder, uri)}' is ${its}.` };
}
