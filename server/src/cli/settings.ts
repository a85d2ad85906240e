import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import {
  dirname,
  Draft,
  environmentOf,
  grouped,
  isDeployable,
  isManagedOnly,
  isPathForSettings,
  newSettings,
  placeOf,
  Refusal,
  settingsFilesOf,
  type SettingsReport,
  type SettingsSync,
  settingsText,
  type Solution,
  syncSettings,
  type Uri,
} from '../core';
import { uriOf } from '../host/disk';
import { carryOut, type Output } from './carry-out';
import { check, type CheckOptions } from './check';
import { formatWithPath } from './formats';
import { diffOption, dryRunOption, examples, failOnOption, formatOption, PATHS, PATHS_AND_ZIPS, word, type Shell } from './options';
import { BadUsage, readToChange, type Reading } from './read';
import { listed } from './references';
import type { Terminal } from './terminal';

export interface SyncOptions extends Output {
  /** Only the settings files for this environment; what a new one is for. */
  readonly environment?: string;
  /** Where to make a new settings file. */
  readonly create?: string;
  /** Whether entries that no solution has are removed. */
  readonly unsafe?: boolean;
}

/** A settings file, and what becomes of it. */
interface Synced extends SettingsSync {
  readonly uri: Uri;
  readonly environment: string | undefined;
  readonly roots: readonly Uri[];
  readonly created: boolean;
}

/** Shows what `keyhook check` finds in deployment settings files. */
function checkSettings(paths: readonly string[], options: CheckOptions, cwd: string, terminal: Terminal): Promise<number> {
  return check(paths, { ...options, only: (uri) => placeOf(uri)?.kind === 'deployment-settings' }, cwd, terminal);
}

/** Brings the deployment settings files of what was named up to date, or makes a new one; 0 unless it throws. */
async function sync(paths: readonly string[], options: SyncOptions, cwd: string, terminal: Terminal): Promise<number> {
  const reading = await readToChange(paths, cwd, terminal);
  const all = options.create === undefined ? synced(reading, options) : [created(options.create, reading, options, cwd)];
  const { workspace, scene, locator, problems } = reading;
  const draft = new Draft(workspace, scene.naming, scene.text);
  draft.apply(all.flatMap((it) => it.edits));
  const settings = all.map(({ uri, environment, roots, created, added, removed, corrected, notes }) => ({
    path: locator.pathOf(uri),
    environment: environment ?? null,
    solutions: roots.map(locator.pathOf).sort(),
    created,
    added,
    removed,
    corrected,
    notes,
  }));
  const files = [...draft.files.keys()].map(locator.pathOf).sort();
  const report = (written: boolean): SettingsReport => ({
    version: 1,
    settings: settings.sort((a, b) => (a.path < b.path ? -1 : 1)),
    files,
    written,
    problems,
  });
  carryOut(draft.files, options, report, settingsText, cwd, terminal);
  return 0;
}

function synced({ scene, shows }: Reading, { environment, unsafe = false }: SyncOptions): readonly Synced[] {
  const all = settingsFilesOf(scene.snapshot).filter(({ file }) => shows(file.uri));
  const wanted = all.filter((it) => environment === undefined || isSame(it.environment, environment));
  if (wanted.length === 0)
    throw new BadUsage(
      noneFound(
        all.map((it) => it.environment),
        environment,
      ),
    );
  return wanted.map(({ file, environment: its, solutions }) => ({
    uri: file.uri,
    environment: its,
    roots: solutions.map((it) => it.root),
    created: false,
    ...syncSettings(file, { removeStale: unsafe }, scene),
  }));
}

function noneFound(environments: readonly (string | undefined)[], environment: string | undefined): string {
  const known = [...new Set(environments.flatMap((it) => it ?? []))].sort();
  const wanted = environment === undefined ? '' : ` for '${environment}'`;
  const others =
    known.length > 0 ? `, only for ${listed(known, 'and')}` : environments.length > 0 ? ', only for no environment that is named' : '';
  return `No deployment settings file${wanted} was found in what was named${others}. To make one, add --create and the path it is to have.`;
}

function created(path: string, reading: Reading, { environment }: SyncOptions, cwd: string): Synced {
  const absolute = resolve(cwd, path);
  const uri = uriOf(absolute);
  if (!isPathForSettings(uri, reading.scene.snapshot))
    throw new BadUsage(
      `'${path}' is no path for deployment settings: choose a name that ends with .json, outside of a solution's own folders.`,
    );
  if (existsSync(absolute))
    throw new Refusal(`There is a file '${path}' already: choose another path, or leave out --create to bring it up to date.`);
  const { scene } = reading;
  const solutions = solutionsIn(reading);
  const its = environmentOf(uri, scene.snapshot.configurations.of(dirname(uri)));
  const { notes, ...made } = newSettings(solutions, uri, scene);
  const said = its === undefined ? 'does not tell for which environment it is' : `says that it is for '${its}'`;
  const otherwise =
    environment === undefined || isSame(its, environment)
      ? []
      : [`Its path ${said}: have '${environment}' in it, or name the file in keyhook.json.`];
  return { ...made, uri, environment: its, roots: solutions.map((it) => it.root), created: true, notes: [...notes, ...otherwise] };
}

/** Those that were named. A managed copy adds nothing to the solution it was made from; of two others nobody knows which is meant. */
function solutionsIn({ scene, shows, locator }: Reading): readonly Solution[] {
  const named = scene.snapshot.solutions.filter((it) => isDeployable(it) && [...it.entries.keys()].some(shows));
  if (named.length === 0)
    throw new BadUsage('Nothing that was named is a solution whose connection references can be read: name the folder of one.');
  const copies = grouped(named, ({ manifest, root }) => manifest?.uniqueName.toLowerCase() || root);
  return [...copies.values()].map((its) => {
    const own = its.filter((it) => !isManagedOnly(it));
    const [one, other] = own.length > 0 ? own : its;
    if (other)
      throw new BadUsage(
        `The solution '${one!.name}' is in ${listed(
          [one!, other].map((it) => locator.pathOf(it.root)),
          'and',
        )}: name the folder of the one that is meant.`,
      );
    return one!;
  });
}

function isSame(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

export function defineSettings(program: Command, { cwd, terminal, end }: Shell): void {
  const settings = program.command('settings').description('look after the deployment settings files of solutions');
  settings
    .command('check')
    .description('find what is wrong in deployment settings files')
    .argument('[paths...]', PATHS_AND_ZIPS)
    .option('--format <format>', 'how to print, as keyhook check takes it (repeatable)', formatWithPath)
    .addOption(failOnOption())
    .addHelpText('after', examples(['keyhook settings check', 'is everything bound in every environment?']))
    .action(async (paths: string[], options: CheckOptions) => end(await checkSettings(paths, options, cwd, terminal)));
  settings
    .command('sync')
    .description('bring deployment settings files up to date with their solutions, and keep what is bound')
    .argument('[paths...]', PATHS)
    .option('--environment <name>', 'only the files for this environment', word)
    .addOption(
      new Option('--create <path>', 'make a new file there, for the solutions that were named').argParser(word).conflicts('unsafe'),
    )
    .option('--unsafe', 'also remove entries for what no solution of the file has')
    .addOption(diffOption())
    .addOption(dryRunOption())
    .addOption(formatOption())
    .addHelpText(
      'after',
      examples(
        ['keyhook settings sync', 'add what is missing to every file, with nothing bound'],
        ['keyhook settings sync --environment Prod --unsafe --diff', 'show what would be different in the files for Prod'],
        ['keyhook settings sync --environment Prod --create config/prod.json', 'make a file with nothing bound yet'],
      ),
    )
    .action(async (paths: string[], options: SyncOptions) => end(await sync(paths, options, cwd, terminal)));
}
