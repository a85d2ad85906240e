import { statSync, type Stats } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import {
  count,
  faultsInForce,
  FileChanged,
  Locator,
  placeOf,
  Workspace,
  type FileChange,
  type Problem,
  type Scene,
  type TextOf,
  type Uri,
} from '../core';
import { readOutside } from '../host/configurations';
import { folderOfZip, isFile, pathOf, read, uriOf, type Unread } from '../host/disk';
import { asOnDisk, ignoresCase } from '../host/folders';
import { loadShared } from '../host/shared-reading';
import type { Sight } from '../host/sight';
import { complain, Progress, type Terminal } from './terminal';

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
 * Reads the folders, files and zips that were named, and nothing beside them. A file, or a folder inside a solution, stands for
 * its solution: that is read whole, and what is in the file or folder is shown. A zip is read when it is named, and not when it
 * only lies in a folder that is.
 * Says on standard error when a configuration of what is read is not understood, unless the command itself reports on that file.
 * What was seen of the disk is noted in `sight`. Throws `BadUsage` when an argument cannot be read, is none of ours, or when nothing was found.
 */
export async function readPaths(
  paths: readonly string[],
  cwd: string,
  terminal: Terminal,
  reports: (uri: Uri) => boolean = () => false,
  sight?: Sight,
): Promise<Reading> {
  const named = argumentsOf(paths, cwd, terminal);
  const zips: (readonly FileChange[])[] = [];
  for (const it of named) if (it.isZip) zips.push(await unzipped(it));
  if (named.some((it) => it.isZip)) sight?.blur();
  return telling(await readingOf(named, zips.flat(), cwd, terminal, sight), reports, terminal);
}

/** As `readPaths`, for what is to be changed: then no zip can be named. */
export async function readToChange(
  paths: readonly string[],
  cwd: string,
  terminal: Terminal,
  reports: (uri: Uri) => boolean = () => false,
): Promise<Reading> {
  const named = argumentsOf(paths, cwd, terminal);
  const zip = named.find((it) => it.isZip);
  if (zip)
    throw new BadUsage(
      `'${zip.argument}' is a zip, and Keyhook changes nothing in it: unpack it first (pac solution unpack), and name the folder.`,
    );
  return telling(await readingOf(named, [], cwd, terminal), reports, terminal);
}

/** What is said in a configuration and not understood would else be missed in silence. */
function telling(reading: Reading, reports: (uri: Uri) => boolean, terminal: Terminal): Reading {
  const { workspace, locator, shows } = reading;
  const [first, ...others] = [...faultsInForce(workspace)].filter(({ uri }) => !(shows(uri) && reports(uri)));
  if (!first) return reading;
  const { path, line, column } = locator.locate(first);
  const what =
    others.length === 0
      ? 'is not understood, and what it says does not hold'
      : `and ${count(others.length, 'other place')} are not understood, and what they say does not hold`;
  complain(terminal, `${path}:${line}:${column} ${what}: keyhook check on that file says more\n`);
  return reading;
}

async function unzipped({ argument, path }: Argument): Promise<readonly FileChange[]> {
  const { readZip, ZipRefusal } = await import('../host/zip.js'); // the other arguments must not pay for it
  try {
    return await readZip(path);
  } catch (error) {
    throw error instanceof ZipRefusal ? new BadUsage(`'${argument}' cannot be read: ${error.message}.`) : error;
  }
}

async function readingOf(
  named: readonly Argument[],
  zips: readonly FileChange[],
  cwd: string,
  terminal: Terminal,
  sight?: Sight,
): Promise<Reading> {
  const workspace = new Workspace();
  const unread = new Map<string, Unread>();
  const progress = new Progress(terminal);
  const opened = new Set<Uri>();
  const roots = new Set<Uri>();
  const open = async (folder: string): Promise<void> => {
    if (opened.has(uriOf(folder))) return;
    opened.add(uriOf(folder));
    const onRead = sight?.ofFolder(folder);
    const changes = await loadShared(
      folder,
      { program: terminal.program, known: await terminal.known?.() },
      {
        onUnread: (it) => unread.set(it.path, it),
        ...(onRead && { onRead }),
        onCount: (files) => progress.show(`Reading ${files.toLocaleString('en')} files …`),
      },
    );
    for (const { uri } of changes) roots.add(placeOf(uri)?.root ?? uriOf(folder));
    workspace.apply(changes);
  };
  workspace.apply(zips);
  for (const { folder, isZip } of named) if (!isZip) await open(folder);
  // a folder inside a solution was named: what is above it belongs to the same solution
  for (const root of [...roots]) if (![...opened].some((it) => within(root, it))) await open(pathOf(root));
  readOutside(workspace, [...opened, ...named.map((it) => uriOf(it.folder))], {
    isInside: (uri) => {
      const isRead = [...opened].some((it) => within(uri, it));
      if (!isRead) sight?.ofFile(pathOf(uri)); // also of one that is not there
      return isRead;
    },
    isFile: (uri) => isFile(pathOf(uri)),
    fileNow: (uri) => read(pathOf(uri), (it) => unread.set(it.path, it)),
  });
  if (unread.size > 0) sight?.blur();
  progress.done();
  const unreadable = named.map((it) => unread.get(it.path)).find((it) => it !== undefined);
  if (unreadable) throw new BadUsage(`'${relativePath(cwd, unreadable.path)}' ${unreadable.message}.`);
  const shows = (uri: Uri): boolean => named.some((it) => within(uri, it.uri));
  const isConfiguration = (it: Argument): boolean => ['configuration', 'baseline'].includes(workspace.entry(it.uri)?.kind ?? '');
  const { configurations } = workspace.snapshot;
  const isExcluded = (it: Argument): boolean =>
    [it.uri, ...workspace.uris()].some((uri) => within(uri, it.uri) && configurations.excludes(uri));
  if (
    !named.some((it) => isConfiguration(it) || isExcluded(it)) &&
    !workspace.snapshot.solutions.some((it) => shows(it.root) || [...it.entries.keys()].some(shows))
  )
    throw new BadUsage(
      `No solution was found in ${named.map((it) => `'${it.argument}'`).join(', ')}. Name a folder that holds an unpacked solution.`,
    );
  const textOf: TextOf = (uri) => workspace.text(uri);
  const text = (uri: Uri): string => {
    const found = textOf(uri);
    if (found === undefined) throw new FileChanged(uri);
    return found;
  };
  const scene = { snapshot: workspace.snapshot, naming: {}, text };
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
  /** Whether it is a zip, which `path` is the file of, and the others what its files are named by. */
  readonly isZip: boolean;
}

/** All of them, before anything is read. */
function argumentsOf(paths: readonly string[], cwd: string, terminal: Terminal): readonly Argument[] {
  const named = (paths.length > 0 ? paths : ['.']).map((it) => argumentOf(it, cwd, terminal));
  return named.filter((it, index) => !it.isZip || named.findIndex(({ path }) => path === it.path) === index);
}

function argumentOf(argument: string, cwd: string, { platform }: Terminal): Argument {
  if (argument === '') throw new BadUsage('A path is empty.'); // a script's variable without a value must not mean everything here
  const said = resolve(cwd, argument);
  const path = platform && ignoresCase(platform) ? asOnDisk(said) : said;
  const uri = uriOf(path);
  const stats = statsOf(path, argument);
  if (stats.isDirectory()) return { argument, path, uri, folder: path, isZip: false };
  if (stats.isFile() && /\.zip$/i.test(path)) {
    const folder = folderOfZip(path);
    return { argument, path, uri: uriOf(folder), folder, isZip: true };
  }
  const place = placeOf(uri);
  if (!place || place.kind === 'deployment-settings' || !stats.isFile())
    throw new BadUsage(`'${argument}' is not a file of a solution: name the folder that it is in.`);
  return { argument, path, uri, folder: pathOf(place.root), isZip: false };
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
