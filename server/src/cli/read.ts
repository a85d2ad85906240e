import { statSync, type Stats } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { defaultNaming, FileChanged, Locator, placeOf, Workspace, type FileChange, type Problem, type Scene, type Uri } from '../core';
import { load, pathOf, textsOf, uriOf, type Unread } from '../host/disk';
import { Progress, type Terminal } from './terminal';

/** What the arguments name, read. */
export interface Reading {
  readonly workspace: Workspace;
  /** What fixes are computed from. */
  readonly scene: Scene;
  readonly locator: Locator;
  /** Files and folders inside what was named that could not be read. */
  readonly problems: readonly Problem[];
  /** Whether a finding in this file was asked for. */
  shows(uri: Uri): boolean;
}

/** Says in words what is wrong with how the command was called; the command ends with 2. */
export class BadUsage extends Error {}

/**
 * Reads the folders and files that were named, and nothing beside them. A file, or a folder inside a solution, stands for
 * its solution: that is read whole, and what is in the file or folder is shown.
 * Throws `BadUsage` when an argument cannot be read, is none of ours, or when nothing was found.
 */
export function readPaths(paths: readonly string[], cwd: string, terminal: Terminal): Reading {
  const named = (paths.length > 0 ? paths : ['.']).map((it) => argumentOf(it, cwd)); // all of them, before anything is read
  const workspace = new Workspace();
  const unread = new Map<string, Unread>();
  const progress = new Progress(terminal);
  const opened = new Set<Uri>();
  const roots = new Set<Uri>();
  const open = (folder: string): void => {
    if (opened.has(uriOf(folder))) return;
    opened.add(uriOf(folder));
    const changes: FileChange[] = [];
    for (const change of load(folder, (it) => unread.set(it.path, it))) {
      changes.push(change);
      roots.add(placeOf(change.uri)?.root ?? uriOf(folder));
      progress.show(`Reading ${changes.length.toLocaleString('en')} files …`);
    }
    workspace.apply(changes);
  };
  for (const { folder } of named) open(folder);
  // a folder inside a solution was named: what is above it belongs to the same solution
  for (const root of [...roots]) if (![...opened].some((it) => within(root, it))) open(pathOf(root));
  progress.done();
  const unreadable = named.map((it) => unread.get(it.path)).find((it) => it !== undefined);
  if (unreadable) throw new BadUsage(`'${relativePath(cwd, unreadable.path)}' ${unreadable.message}.`);
  const shows = (uri: Uri): boolean => named.some((it) => within(uri, it.uri));
  if (!workspace.snapshot.solutions.some((it) => shows(it.root) || [...it.entries.keys()].some(shows)))
    throw new BadUsage(
      `No solution was found in ${named.map((it) => `'${it.argument}'`).join(', ')}. Name a folder that holds an unpacked solution.`,
    );
  const textOf = textsOf(workspace);
  const text = (uri: Uri): string => {
    const found = textOf(uri);
    if (found === undefined) throw new FileChanged(uri);
    return found;
  };
  const scene = { snapshot: workspace.snapshot, naming: defaultNaming, text };
  const locator = new Locator(textOf, (uri) => relativePath(cwd, pathOf(uri)));
  const problems = [...unread.values()].map(({ path, message }) => ({ path: relativePath(cwd, path), message }));
  for (const { root, layout } of workspace.snapshot.solutions)
    if (layout === 'yaml')
      problems.push({
        path: locator.pathOf(root),
        message: 'is in the YAML layout: its flows are read, its connection references are not',
      });
  return { workspace, scene, locator, problems: problems.sort((a, b) => (a.path < b.path ? -1 : 1)), shows };
}

function within(uri: Uri, folder: Uri): boolean {
  return uri === folder || uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

interface Argument {
  readonly argument: string;
  readonly path: string;
  readonly uri: Uri;
  /** What is to be read: the folder itself, or that of the file's solution. */
  readonly folder: string;
}

function argumentOf(argument: string, cwd: string): Argument {
  if (argument === '') throw new BadUsage('A path is empty.'); // a script's variable without a value must not mean everything here
  const path = resolve(cwd, argument);
  const uri = uriOf(path);
  const stats = statsOf(path, argument);
  if (stats.isDirectory()) return { argument, path, uri, folder: path };
  const place = placeOf(uri);
  if (!place || place.kind === 'deployment-settings' || !stats.isFile())
    throw new BadUsage(`'${argument}' is not a file of a solution: name the folder that it is in.`);
  return { argument, path, uri, folder: pathOf(place.root) };
}

function statsOf(path: string, argument: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new BadUsage(
      ['ENOENT', 'ENOTDIR'].includes(code) ? `There is no file or folder '${argument}'.` : `'${argument}' cannot be read.`,
    );
  }
}

/** A path as every output shows it. */
export function relativePath(cwd: string, path: string): string {
  return relative(cwd, path).split(sep).join('/') || '.';
}
