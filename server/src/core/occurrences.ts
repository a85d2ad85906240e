import { textAfter, type FileEdit } from './edits';
import { readDeploymentSettings } from './facts/deployment-settings';
import { isIncomplete } from './faults';
import { basename } from './files';
import { foldersOf, isManagedOnly, Refusal, type Scene } from './fix';
import { grouped } from './grouped';
import { placeOf, type FileKind } from './layout';
import { memo } from './memo';
import type { ConnectionReference, Entry, Solution } from './model';
import { markOf } from './strings';
import type { Uri, Word } from './text';
import type { Snapshot } from './workspace';

/** A place where the logical name of a connection reference is written. */
export interface Occurrence {
  readonly role: 'definition' | 'flow' | 'app' | 'agent' | 'package' | 'dependency' | 'setting';
  readonly uri: Uri;
  /** The name as it is written here. */
  readonly name: Word;
  /** The folder it lies in: a solution, or one with deployment settings or package manifests. */
  readonly folder: Solution;
}

/** Every place in a folder where a connection reference is named. Names inside pipeline tokens are the pipeline's own and not among them. */
export function* occurrencesIn(folder: Solution): Iterable<Occurrence> {
  const { references, repeated, flows, apps, bots, manifest, entries } = folder;
  for (const { uri, logicalName } of [...references, ...repeated]) yield { role: 'definition', uri, name: logicalName, folder };
  for (const { uri, legacy, connections } of flows)
    for (const { logicalName } of connections) if (logicalName && !legacy) yield { role: 'flow', uri, name: logicalName, folder };
  for (const { uri, connections, dependencies } of apps) {
    for (const { logicalName } of connections) if (logicalName) yield { role: 'app', uri, name: logicalName, folder };
    for (const name of dependencies) yield { role: 'app', uri, name, folder };
  }
  for (const bot of bots)
    for (const { value, span } of bot.references) yield { role: 'agent', uri: bot.uri, name: { value, span }, folder };
  for (const { mentions } of manifest?.missingDependencies ?? [])
    for (const name of mentions) yield { role: 'dependency', uri: manifest!.uri, name, folder };
  for (const { file, facts } of entries.values()) {
    if (facts.kind === 'package-manifest') for (const name of facts.references) yield { role: 'package', uri: file.uri, name, folder };
    if (facts.kind === 'deployment-settings')
      for (const { logicalName } of facts.references) yield { role: 'setting', uri: file.uri, name: logicalName, folder };
  }
}

/** Every place in the workspace where this connection reference is named, in any letter case. */
export function occurrencesOf(logicalName: string, snapshot: Snapshot): readonly Occurrence[] {
  const name = logicalName.toLowerCase();
  const all: Occurrence[] = [];
  for (const folder of foldersOf(snapshot)) for (const it of indexOf(folder).byName.get(name) ?? []) all.push(it);
  return all;
}

/** Every place in one file where a connection reference is named, in no particular order. */
export function occurrencesInFile(uri: Uri, snapshot: Snapshot): readonly Occurrence[] {
  const folder = folderOf(uri, snapshot);
  return (
    (folder &&
      indexOf(folder)
        .byFile.get(uri)
        ?.filter((it) => isReference(it, snapshot))) ??
    []
  );
}

/** The solution or other folder that a file we know lies in. */
export function folderOf(uri: Uri, snapshot: Snapshot): Solution | undefined {
  const folder = snapshot.folders.at(placeOf(uri)?.root);
  return folder?.entries.has(uri) ? folder : undefined;
}

interface Index {
  readonly byName: ReadonlyMap<string, readonly Occurrence[]>;
  readonly byFile: ReadonlyMap<Uri, readonly Occurrence[]>;
}

/** A folder is walked once, however many names are asked for. */
const indexOf = memo((folder: Solution): Index => {
  const all = [...occurrencesIn(folder)];
  return { byName: grouped(all, (it) => it.name.value.toLowerCase()), byFile: grouped(all, (it) => it.uri) };
});

/**
 * The place under an offset; the end of a name counts as on it.
 * What only apps depend on is no connection reference but a table: apps list both alike.
 */
export function occurrenceAt(uri: Uri, offset: number, snapshot: Snapshot): Occurrence | undefined {
  return occurrencesInFile(uri, snapshot).find(({ name: { span } }) => span.start <= offset && offset <= span.end);
}

function isReference({ role, name }: Occurrence, snapshot: Snapshot): boolean {
  return role !== 'app' || occurrencesOf(name.value, snapshot).some((it) => it.role !== 'app');
}

/**
 * The places where this name is to be written anew when it changes; there are none in the folders that are `left` as they are.
 * A managed copy of a solution that defines the reference is passed over, for it is made from that one. Throws `Refusal` when
 * another managed solution, or a file that does not parse or cannot be read, would be left behind with the old name.
 */
export function occurrencesToChange(
  logicalName: string,
  scene: Scene,
  left: (folder: Solution) => boolean = () => false,
): readonly Occurrence[] {
  const all = occurrencesOf(logicalName, scene.snapshot);
  const isCopy = managedCopiesOf(definersIn(all));
  const stuck = all.find(({ folder }) => isManagedOnly(folder) && !isCopy(folder));
  if (stuck)
    throw new Refusal(
      `The solution '${stuck.folder.name}' names '${labelOf(logicalName, all)}' too and is kept here as a managed solution, which cannot be changed: make the change where that solution is made first.`,
    );
  requireRead(logicalName, scene, { left, label: labelOf(logicalName, all) });
  return all.filter(({ folder }) => !isManagedOnly(folder) && !left(folder));
}

/** What a message calls a reference: the display name, where some solution has one for it. */
function labelOf(logicalName: string, occurrences: readonly Occurrence[]): string {
  const [definition] = definersIn(occurrences).flatMap((it) => definedIn(it, logicalName) ?? []);
  return definition?.label ?? logicalName;
}

/** The kinds of files in which a connection reference may be named. */
const naming: ReadonlySet<FileKind> = new Set<FileKind>([
  'flow',
  'yaml-flow',
  'customizations',
  'raw-customizations',
  'solution',
  'raw-solution',
  'canvas-app',
  'bot-references',
  'bot-data',
  'package-manifest',
  'deployment-settings',
]);

/**
 * Throws `Refusal` when a file may name the reference in what could not be read of it: one that cannot be read at all, or one
 * that does not parse and has the name somewhere. Of the solution `own` also one that may be cut off, whatever is left of it.
 */
export function requireRead(
  logicalName: string,
  { snapshot, text }: Scene,
  { left, own, label }: { readonly left?: (folder: Solution) => boolean; readonly own?: Solution; readonly label: string },
): void {
  const named = namer(logicalName);
  for (const folder of foldersOf(snapshot)) {
    if (isManagedOnly(folder) || left?.(folder)) continue;
    for (const entry of doubtfulIn(folder)) {
      const { file, facts } = entry;
      const name = basename(file.uri);
      if (facts.kind === 'unread') throw new Refusal(`'${name}' cannot be read and may name '${label}': see that it can be read first.`);
      const mayBeCut = folder.root === own?.root && facts.faults.some((it) => it.kind === 'syntax');
      if (mayBeCut || (isIncomplete(facts.faults) && named(entry, text)))
        throw new Refusal(`'${name}' does not parse and may name '${label}': mend the file first.`);
    }
  }
}

/** The files of a folder that may name a reference in what could not be read of them. */
const doubtfulIn = memo(({ entries }: Solution): readonly Entry[] => {
  return [...entries.values()].filter(({ kind, facts }) => naming.has(kind) && (facts.kind === 'unread' || facts.faults.length > 0));
});

/** Tells whether a file has this name somewhere in its text. Text that does not have its words is not read for the next name. */
function namer(logicalName: string): (entry: Entry, text: (uri: Uri) => string) => boolean {
  const whole = new RegExp(`(?<![\\w.-])${logicalName.replace(/[^\w]/g, '\\$&')}(?![\\w.-])`, 'i');
  const marks = marksOf(logicalName);
  return (entry, text) => {
    const known = marksIn.get(entry) ?? marksOf(text(entry.file.uri));
    marksIn.set(entry, known);
    return [...marks].every((it) => known.has(it)) && whole.test(text(entry.file.uri));
  };
}

/** The marks of the words of files, in small letters. */
const marksIn = new WeakMap<Entry, ReadonlySet<number>>();

function marksOf(text: string): ReadonlySet<number> {
  const marks = new Set<number>();
  for (const [word] of text.matchAll(/[\w.-]+/g)) marks.add(markOf(word.toLowerCase()));
  return marks;
}

/** Whether two logical names are one to the platform, which takes no notice of letter case. */
export function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The connection reference that a solution defines by this name. */
export function definedIn(solution: Solution, logicalName: string): ConnectionReference | undefined {
  return definitionsIn(solution).get(logicalName.toLowerCase());
}

const definitionsIn = memo(
  ({ references }: Solution): ReadonlyMap<string, ConnectionReference> =>
    new Map(references.map((it) => [it.logicalName.value.toLowerCase(), it])),
);

/** The solutions that define what these occurrences name. */
export function definersIn(occurrences: readonly Occurrence[]): readonly Solution[] {
  return occurrences.flatMap(({ role, folder }) => (role === 'definition' ? folder : []));
}

/** Whether a folder is a managed copy of one of these solutions, by its unique name: made from it, so that it follows by itself. */
export function managedCopiesOf(solutions: readonly Solution[]): (folder: Solution) => boolean {
  const uniqueName = ({ manifest }: Solution): string => manifest?.uniqueName.toLowerCase() ?? '';
  const names = new Set(solutions.filter((it) => !isManagedOnly(it)).map(uniqueName));
  return (folder) => isManagedOnly(folder) && uniqueName(folder) !== '' && names.has(uniqueName(folder));
}

/** The pipeline tokens of a folder, in each deployment settings file that has some. */
const tokensIn = memo(({ entries }: Solution): ReadonlyMap<Uri, readonly string[]> => {
  const tokensOf = ({ facts }: Entry): readonly string[] => (facts.kind === 'deployment-settings' ? facts.tokens : []);
  return new Map([...entries].map(([uri, it]) => [uri, tokensOf(it)] as const).filter(([, its]) => its.length > 0));
});

/** How often pipeline tokens name this connection reference once the edits are made. They are the pipeline's own variables and are never changed. */
function tokensNaming(logicalName: string, { snapshot, text }: Scene, edits: readonly FileEdit[]): number {
  const edited = new Set(edits.map((it) => it.uri));
  const untouched = [...foldersOf(snapshot)].flatMap((it) => [...tokensIn(it)].flatMap(([uri, its]) => (edited.has(uri) ? [] : its)));
  const touched = edits.flatMap((it) => {
    const after = placeOf(it.uri)?.kind === 'deployment-settings' ? textAfter(it, text) : undefined;
    return after === undefined ? [] : (readDeploymentSettings(after)?.tokens ?? []);
  });
  return [...untouched, ...touched].filter((it) => isTokenOf(it, logicalName)).length;
}

/** A sentence on the pipeline tokens that still name this connection reference once the edits are made; none when there are none. */
export function tokensNote(logicalName: string, scene: Scene, edits: readonly FileEdit[]): readonly string[] {
  const number = tokensNaming(logicalName, scene, edits);
  if (number === 0) return [];
  return number === 1
    ? [`1 pipeline token names '${logicalName}': it is your pipeline's own variable and was left as it is.`]
    : [`${number} pipeline tokens name '${logicalName}': they are your pipeline's own variables and were left as they are.`];
}

/** Whether what stands inside a token is this name, or ends in it after a dot or the like: `connectionreference.con_teams`. */
export function isTokenOf(token: string, logicalName: string): boolean {
  const [inside, name] = [token.trim().toLowerCase(), logicalName.toLowerCase()];
  return inside.endsWith(name) && !/\w$/.test(inside.slice(0, -name.length));
}
