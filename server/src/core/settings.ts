import { inOneBreath } from './strings';
import { hasToken } from './facts/deployment-settings';
import { isIncomplete } from './faults';
import { decodedPath, dirname, isIn, sharedFolders } from './files';
import { grouped } from './grouped';
import type { Frame, SettingsFile } from './model';
import type { Neighbours } from './neighbours';
import type { SettingsEntry } from './refactorings/settings-entries';
import type { Outline } from './tables';
import type { Uri, Word } from './text';

/** The logical name or the schema name that an entry is for. */
export function nameOf(entry: SettingsEntry): Word {
  return 'logicalName' in entry ? entry.logicalName : entry.schemaName;
}

/** The first entry for each name: those after it are duplicates. Names with a pipeline's token in them are not known before it ran. */
export function firstEntries<Entry extends SettingsEntry>(entries: readonly Entry[]): { readonly name: Word; readonly entry: Entry }[] {
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const name = nameOf(entry);
    const key = name.value.toLowerCase();
    if (seen.has(key) || hasToken(key)) return [];
    seen.add(key);
    return [{ name, entry }];
  });
}

/** A settings file, and what its solutions say of what stands in it. */
export interface JudgedSettings {
  readonly file: SettingsFile;
  /** Whose it is; never none. */
  readonly solutions: readonly Outline[];
  /**
   * The files that a team has split these settings into, this one among them: of one folder, for one environment and the same
   * solutions, and none has an entry for what another has one for.
   */
  readonly parts: readonly SettingsFile[];
  /** Whether it has entries, and each is for something that its solutions do not have. */
  readonly isStale: boolean;
  /** The connection reference that an entry is for; undefined where no solution of the file has it. */
  reference(logicalName: string): OutlinedReference | undefined;
  variable(schemaName: string): OutlinedVariable | undefined;
  /** Whether nothing here defines what an entry is for, not even a copy of its solutions, for certain: they could be read to the end, and a pipeline changes no name. */
  isGone(entry: SettingsEntry): boolean;
}

export type OutlinedReference = Outline['references'][number];
export type OutlinedVariable = Outline['variables'][number];

/** Says for which environment a settings file is; undefined where nothing tells. */
export type EnvironmentOf = (settings: Uri) => string | undefined;

/** The settings files of a folder that are some solution's. Of the others nothing can be said, nor of files without values. */
export function judgedSettings({ settings }: Frame, neighbours: Neighbours, environmentOf: EnvironmentOf): readonly JudgedSettings[] {
  const all = settings.flatMap((file): Judged | [] => {
    const solutions = file.shape === 'custom' ? [] : solutionsOf(file, neighbours);
    return solutions.length > 0 ? judged(file, solutions, neighbours) : [];
  });
  const together = grouped(all, ({ file, solutions, isStale }) =>
    JSON.stringify([(isStale ? undefined : environmentOf(file.uri)?.toLowerCase()) ?? file.uri, ...solutions.map((it) => it.root)]),
  );
  const parts = new Map([...together.values()].flatMap((its) => partsIn(its.map((it) => it.file))));
  return all.map((it) => ({ ...it, parts: parts.get(it.file)! }));
}

/** Files that name the same thing are no parts of one list: each is a list of its own, for a customer for instance. */
function partsIn(files: readonly SettingsFile[]): readonly (readonly [SettingsFile, readonly SettingsFile[]])[] {
  const names = files.flatMap((it) => [...new Set([...it.references, ...it.variables].map(entryKey))]);
  const areParts = new Set(names).size === names.length;
  return files.map((it) => [it, areParts ? files : [it]]);
}

/** What an entry is for, for comparing: a reference and a variable may have one name. */
export function entryKey(entry: SettingsEntry): string {
  return `${'logicalName' in entry ? 'reference' : 'variable'} ${nameOf(entry).value.toLowerCase()}`;
}

/** Which of the parts of a list takes a new entry: one that has others of the kind, if there is one. */
export function partFor(kind: 'references' | 'variables', parts: readonly SettingsFile[]): SettingsFile | undefined {
  const lists = parts.filter((it) => it.shape === 'values');
  return lists.find((it) => it[kind].length > 0) ?? lists.find((it) => it[`${kind}Key`]) ?? lists[0];
}

type Judged = Omit<JudgedSettings, 'parts'>;

function judged(file: SettingsFile, solutions: readonly Outline[], neighbours: Neighbours): Judged {
  const references = byName(solutions.flatMap((it) => it.references.map((its) => [its.logicalName, its] as const)));
  const variables = byName(solutions.flatMap((it) => it.variables.map((its) => [its.schemaName, its] as const)));
  const reference = (name: string): OutlinedReference | undefined => references.get(name.toLowerCase());
  const variable = (name: string): OutlinedVariable | undefined => variables.get(name.toLowerCase());
  const isUndefined = (entry: SettingsEntry): boolean => {
    const name = nameOf(entry).value;
    if (hasToken(name)) return false;
    return 'logicalName' in entry
      ? solutions.every((it) => it.definesReferences) && neighbours.definers(name).length === 0
      : solutions.every((it) => it.definesVariables) && neighbours.variables(name).length === 0;
  };
  const entries: readonly SettingsEntry[] = [...file.references, ...file.variables];
  const gone = new Set(isIncomplete(file.faults) ? [] : entries.filter(isUndefined));
  const isStale = entries.length > 0 && gone.size === entries.length;
  return { file, solutions, isStale, reference, variable, isGone: (it) => gone.has(it) };
}

/** Of what several solutions have, the first. */
function byName<Item>(items: readonly (readonly [name: string, item: Item])[]): ReadonlyMap<string, Item> {
  return new Map(items.map(([name, item]) => [name.toLowerCase(), item] as const).reverse());
}

/**
 * The solutions that a settings file belongs to: every one that alone defines something it names; the nearest of several that
 * define something besides those; where it names nothing of any, the one solution nearby. Of copies of one solution (managed
 * beside unmanaged, archived beside live) the nearest stands for all.
 */
export function solutionsOf({ references, variables, uri }: SettingsFile, neighbours: Neighbours): readonly Outline[] {
  const definers = [
    ...references.map(({ logicalName }) => neighbours.definers(logicalName.value).map((it) => it.reference.solution)),
    ...variables.map(({ schemaName }) => neighbours.variables(schemaName.value).map((it) => it.solution)),
  ].filter((it) => it.length > 0);
  if (definers.length === 0) return nearestTo(uri, neighbours);
  const representatives = representativesOf(new Set(definers.flat()), uri, neighbours);
  const found = definers.map((roots) => [...new Set(roots.flatMap((it) => representatives.get(it) ?? []))]);
  const its = new Set(found.flatMap((it) => (it.length === 1 ? it : [])));
  for (const several of found) if (!several.some((it) => its.has(it))) for (const it of several.sort(nearer(uri)).slice(0, 1)) its.add(it);
  return [...its].sort((a, b) => (a.root < b.root ? -1 : 1));
}

/** For each root the copy that stands for its solution. */
function representativesOf(roots: ReadonlySet<Uri>, file: Uri, neighbours: Neighbours): ReadonlyMap<Uri, Outline> {
  const outlines = [...roots].flatMap((it) => neighbours.outline(it) ?? []).sort(nearer(file));
  return new Map(outlines.map((it) => [it.root, outlines.find((other) => other === it || isSame(it, other))!]));
}

function isSame(a: Outline, b: Outline): boolean {
  return a.uniqueName !== '' && a.uniqueName.toLowerCase() === b.uniqueName.toLowerCase();
}

/** First what shares more of its path with the file, then what can be changed, then what lies less deep. */
function nearer(file: Uri): (a: Outline, b: Outline) => number {
  return (a, b) =>
    sharedFolders(b.root, file) - sharedFolders(a.root, file) ||
    Number(a.isManaged) - Number(b.isManaged) ||
    a.root.split('/').length - b.root.split('/').length ||
    (a.root < b.root ? -1 : 1);
}

/** The only solution in the smallest folder around the file that holds one; the search goes up no further than one that holds a project. */
function nearestTo(file: Uri, neighbours: Neighbours): readonly Outline[] {
  const landmarks = neighbours.landmarks();
  for (let folder = dirname(file); folder !== ''; folder = dirname(folder)) {
    const inside = landmarks.filter((it) => it.kind === 'solution' && isIn(it.root, folder)).map((it) => it.root);
    const found = [...new Set(representativesOf(new Set(inside), file, neighbours).values())];
    if (found.length > 0) return found.length === 1 ? found : [];
    if (landmarks.some((it) => it.kind === 'project' && isIn(it.root, folder))) return [];
  }
  return [];
}

/** How a message begins that is about a settings file: `The settings of Test`. */
export function settingsInWords(uri: Uri, environment: string | undefined): string {
  return environment === undefined ? `The settings in '${settingsLabel(uri)}'` : `The settings of ${environment}`;
}

/** Solutions as a message names them: `'A', 'B' and 'C'`. */
export function solutionsInWords(solutions: readonly Outline[]): string {
  return inOneBreath(solutions.map((it) => `'${it.name}'`));
}

/** What a person calls a settings file: its name, and its folder's where several files have that name. */
export function settingsLabel(uri: Uri): string {
  return decodedPath(uri).split('/').slice(-2).join('/');
}
