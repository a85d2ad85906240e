import {
  deployableSolutions,
  dirname,
  isIn,
  judgedSettingsPath,
  pathFrom,
  settingsPathFor,
  solutionNamed,
  staleIn,
  syncableSettings,
  type Uri,
} from '../core';
import type { Desk } from './desk';
import type { Answer } from './requests';

export const solutions: Answer<'keyhook/solutions'> = (_, desk) =>
  deployableSolutions(desk.scene.snapshot).map(({ root, name }) => ({ solution: root, name, path: pathIn(root, desk) }));

export const settings: Answer<'keyhook/settings'> = (_, desk) =>
  syncableSettings(desk.scene.snapshot).map(({ file, environment, solutions: its }) => ({
    uri: desk.documents.uriOf(file),
    path: pathIn(file.uri, desk),
    environment: environment ?? '',
    solutionNames: its.map((it) => it.name),
    stale: staleIn(file, desk.scene).length,
  }));

export const settingsPath: Answer<'keyhook/settingsPath'> = ({ solutions: roots, environment, path }, desk) => {
  const its = roots.map((it) => solutionNamed(desk.documents.ours(it), desk.scene));
  const folder = folderOf(its[0]?.root ?? '', desk);
  const proposed = path ?? pathFrom(folder, settingsPathFor(its, environment, folder, desk.scene));
  const { uri, refused, warning } = judgedSettingsPath(proposed, environment, folder, desk.scene);
  const why = refused ?? (desk.isFile(uri) ? 'There is such a file already: choose another name.' : undefined);
  return { path: proposed, uri, ...(why === undefined ? {} : { refused: why }), ...(warning === undefined ? {} : { warning }) };
};

/** The folder of the workspace that a path lies in; where none is open, the folder above it. */
export function folderOf(uri: Uri, { folders }: Pick<Desk, 'folders'>): Uri {
  const around = folders.filter((it) => isIn(uri, it)).sort((a, b) => b.length - a.length);
  return around[0] ?? dirname(uri);
}

/** As a person would say where it is; a folder of the workspace by its name. */
function pathIn(uri: Uri, desk: Desk): string {
  const folder = folderOf(uri, desk);
  const isOneOfSeveral = desk.folders.length > 1;
  return pathFrom(isOneOfSeveral || uri === folder ? dirname(folder) : folder, uri);
}
