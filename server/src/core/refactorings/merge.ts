import { connectorLabel, sameConnector } from '../connector-identity';
import { EditSet } from '../edit-set';
import { basename, dirname } from '../files';
import { foldersOf, isManagedOnly, neighboursOf, Refusal, type Scene } from '../fix';
import { grouped } from '../grouped';
import { jsonString } from '../json';
import { JsonEditor } from '../json-edits';
import type { ConnectionReference, Solution } from '../model';
import { definedIn, isSameName, occurrencesOf, occurrencesToChange, tokensNote, type Occurrence } from '../occurrences';
import type { Uri, Word } from '../text';
import { descendants, type XmlElement } from '../xml';
import { xmlText } from '../xml-edits';
import { bindingsInPackage, bindingsInSettings, mergeBindings, valueOf, type Binding } from './bindings';
import { called } from './candidates';
import type { Refactoring } from './refactoring';

/**
 * Makes everything in the workspace that uses one of the losers use the survivor, and takes the losers out of the solution.
 * A solution that defines a loser and not the survivor is left as it is, for its own definition serves it. Throws `Refusal`.
 */
export function mergeReferences(
  solution: Solution,
  survivor: ConnectionReference,
  losers: readonly ConnectionReference[],
  scene: Scene,
): Refactoring {
  for (const loser of losers) refuseUnfit(solution, survivor, loser, scene);
  const into = survivor.logicalName.value;
  const names = losers.map((it) => it.logicalName.value);
  const isLeft = (folder: Solution, name: string): boolean =>
    !isManagedOnly(folder) && definedIn(folder, name) !== undefined && !definedIn(folder, into);
  const left = [...foldersOf(scene.snapshot)].flatMap((folder) =>
    losers.flatMap((loser) => (isLeft(folder, loser.logicalName.value) ? { folder, loser } : [])),
  );
  const occurrences = names.flatMap((name) => {
    const beside = occurrencesOf(name, scene.snapshot).filter((it) => isLeft(it.folder, name) && bindsFor(solution, it));
    return [...occurrencesToChange(name, scene, (folder) => isLeft(folder, name)), ...beside];
  });
  const files = grouped(occurrences, (it) => it.uri);
  for (const { folder, name } of occurrences) {
    const theirs = definedIn(folder, into);
    const loser = definedIn(folder, name.value) ?? losers.find((it) => isSameName(it.logicalName.value, name.value))!;
    if (theirs) refuseUnfit(folder, theirs, loser, scene, `In the solution '${folder.name}' `);
  }

  const labels = new Map(
    called({ own: [survivor, ...losers], siblings: [] }).map((it) => [it.reference.logicalName.value.toLowerCase(), it.name]),
  );
  const set = new EditSet(scene);
  const staying = new Set(left.map(({ loser }) => loser.logicalName.value.toLowerCase()));
  for (const [uri, its] of files) {
    const { folder } = its[0]!;
    const starts = new Set(its.map((it) => it.name.span.start));
    const file: MergedFile = {
      uri,
      folder,
      text: scene.text(uri),
      into: definedIn(folder, into)?.logicalName.value ?? into,
      isLoser: (name) => name !== undefined && starts.has(name.span.start),
      label: (name) => labels.get(name.toLowerCase()) ?? `'${name}'`,
      stays: (name) => staying.has(name.toLowerCase()),
    };
    for (const role of new Set(its.map((it) => it.role))) mergeIn[role](file, set);
  }
  const edits = set.build();
  const followers = new Set(
    [...files.values()].flatMap(([it]) => (it!.role !== 'setting' && it!.folder.root !== solution.root ? it!.folder : [])),
  );
  return {
    edits,
    notes: [
      ...scene.snapshot.solutions
        .filter((it) => followers.has(it))
        .map((it) => `The solution '${it.name}' uses ${losers.length === 1 ? 'it' : 'them'} too and was changed as well.`),
      ...left.map(({ folder, loser }) => `The solution '${folder.name}' defines '${loser.label}' itself and was left as it is.`),
      ...names.flatMap((it) => tokensNote(it, scene, edits)),
    ],
  };
}

/** What goes to one connector must not go to another afterwards, in no solution; `where` says in which, if it is another one. */
function refuseUnfit(solution: Solution, survivor: ConnectionReference, loser: ConnectionReference, scene: Scene, where = ''): void {
  const refuse = (reason: string): never => {
    throw new Refusal(where + reason);
  };
  if (isSameName(survivor.logicalName.value, loser.logicalName.value))
    refuse(`'${loser.label}' cannot be merged into itself: choose another one.`);
  if (loser.logicalName.value.includes('.'))
    refuse(`'${loser.label}' is made and kept by the agent's editor, so it cannot be merged into another one: keep it.`);
  for (const it of [survivor, loser])
    if (it.connector === '') refuse(`'${it.label}' does not say which connector it is for: mend that first.`);
  if (sameConnector(survivor, loser)) return;
  const [one, other] = called({ own: [loser, survivor], siblings: [] }).map((it) => ({
    name: it.name,
    connector: connectorLabel(it.reference, neighboursOf(solution, scene)),
  }));
  refuse(
    `${one!.name} goes to ${one!.connector} and ${other!.name} to ${other!.connector}: only references of one connector can be merged.`,
  );
}

/** Whether a settings file that lies beside another solution binds references of this one too, which that one has not. */
function bindsFor(solution: Solution, { role, uri, folder }: Occurrence): boolean {
  const facts = folder.entries.get(uri)?.facts;
  const names = role === 'setting' && facts?.kind === 'deployment-settings' ? facts.references.map((it) => it.logicalName.value) : [];
  return names.some((it) => definedIn(solution, it) && !definedIn(folder, it));
}

/** A file that names losers. */
interface MergedFile {
  readonly uri: Uri;
  readonly folder: Solution;
  readonly text: string;
  /** The survivor's name, as the file's own solution spells it. */
  readonly into: string;
  /** Whether a name in this file is a loser's and to be changed. */
  isLoser(name: Word | undefined): boolean;
  /** What a message calls a reference, in quotes. */
  label(logicalName: string): string;
  /** Whether a loser is defined still, in a solution that is left as it is. */
  stays(logicalName: string): boolean;
}

/** What a merger does to a file for the sake of the losers' names that stand in it. */
const mergeIn: Readonly<Record<Occurrence['role'], (file: MergedFile, set: EditSet) => void>> = {
  definition({ uri, isLoser }, set) {
    const editor = set.xml(uri);
    for (const it of descendants(editor.roots, 'connectionreference'))
      if (isLoser(it.attribute('connectionreferencelogicalname'))) editor.remove(it);
  },

  flow({ uri, folder, into, isLoser }, set) {
    for (const flow of folder.flows)
      for (const { logicalName } of flow.uri === uri ? flow.connections : [])
        if (logicalName && isLoser(logicalName)) set.replace(uri, logicalName.span, jsonString(into));
  },

  app(file, set) {
    const { uri, folder, into, isLoser } = file;
    const rename = ({ span }: Word): void => set.replace(uri, span, xmlText(jsonString(into)));
    for (const app of folder.apps) {
      if (app.uri !== uri) continue;
      for (const { logicalName } of app.connections) if (logicalName && isLoser(logicalName)) rename(logicalName);
      const { kept, doubled } = settle(app.dependencies, isLoser, (it) => (isLoser(it) ? into : it.value).toLowerCase());
      for (const it of kept) rename(it);
      removeDependencies(file, doubled, set);
    }
  },

  agent(file, set) {
    const { uri, folder, into, isLoser } = file;
    if (folder.entries.get(uri)?.kind === 'bot-references') mergeInAgents(file, set);
    else
      for (const bot of folder.bots)
        for (const it of bot.uri === uri ? bot.references : []) if (isLoser(it)) set.replace(uri, it.span, into);
  },

  dependency({ uri, folder, into, isLoser }, set) {
    const editor = set.xml(uri);
    const isLosers = (it: XmlElement): boolean => isLoser(it.attribute(LOGICAL_NAME));
    const identity = (it: XmlElement): string => (isLosers(it) ? `connectionreference ${into}`.toLowerCase() : identityOf(it));
    const needs = [...descendants(editor.roots, 'MissingDependency')].flatMap((element) => {
      const required = element.child('Required');
      return required ? [{ element, required, dependents: element.children.filter((it) => it.name === 'Dependent') }] : [];
    });
    const pairs = needs.flatMap(({ required, dependents }) => dependents.map((dependent) => ({ required, dependent })));
    const { doubled } = settle(
      pairs,
      ({ required, dependent }) => isLosers(required) || isLosers(dependent),
      ({ required, dependent }) => `${identity(required)}, ${identity(dependent)}`,
    );
    const isDoubled = (dependent: XmlElement): boolean => doubled.some((it) => it.dependent === dependent);
    for (const { element, required, dependents } of needs) {
      if (isLosers(required) && definedIn(folder, into)) {
        editor.remove(element, 'self-close'); // the solution brings the survivor itself
        continue;
      }
      const left = dependents.filter((it) => !isDoubled(it));
      if (left.length === 0 && dependents.length > 0) {
        editor.remove(element);
        continue;
      }
      for (const it of dependents) if (isDoubled(it)) editor.remove(it);
      for (const it of [required, ...left]) {
        const name = it.attribute(LOGICAL_NAME);
        if (!name || !isLoser(name)) continue;
        editor.setAttribute(it, LOGICAL_NAME, into);
        if (it.attribute('displayName')?.value === name.value) editor.setAttribute(it, 'displayName', into);
      }
    }
  },

  setting(file, set) {
    const editor = set.json(file.uri);
    for (const list of bindingsInSettings(editor.root!)) mergeList(file, editor, list);
  },

  package(file, set) {
    const { folder, uri, into, isLoser } = file;
    const editor = set.json(uri);
    const bound = new Set<number>();
    for (const list of bindingsInPackage(editor.root!)) {
      mergeList(file, editor, list);
      for (const { name } of list[1]) bound.add(name.inner.start);
    }
    const facts = folder.entries.get(uri)?.facts;
    for (const it of facts?.kind === 'package-manifest' ? facts.references : [])
      if (isLoser(it) && !bound.has(it.span.start)) editor.rename(it.span, into);
  },
};

/**
 * What becomes of things that name losers: one that would then be the same as another is doubled, and the one that names the
 * survivor stays, else the first.
 */
function settle<Item>(
  items: readonly Item[],
  isLosers: (item: Item) => boolean,
  keyOf: (item: Item) => string,
): { readonly kept: readonly Item[]; readonly doubled: readonly Item[] } {
  const known = new Set(items.flatMap((it) => (isLosers(it) ? [] : keyOf(it))));
  const result = { kept: [] as Item[], doubled: [] as Item[] };
  for (const it of items.filter(isLosers)) {
    const key = keyOf(it);
    (known.has(key) ? result.doubled : result.kept).push(it);
    known.add(key);
  }
  return result;
}

function mergeInAgents({ uri, into, isLoser }: MergedFile, set: EditSet): void {
  const editor = set.xml(uri);
  const name = 'connectionreferenceid.connectionreferencelogicalname';
  const isLosers = (it: XmlElement): boolean => isLoser(it.attribute(name));
  const { kept, doubled } = settle([...descendants(editor.roots, 'botcomponent_connectionreference')], isLosers, (it) =>
    `${it.attribute('botcomponentid.schemaname')?.value} ${isLosers(it) ? into : it.attribute(name)?.value}`.toLowerCase(),
  );
  for (const it of kept) editor.setAttribute(it, name, into);
  for (const it of doubled) editor.remove(it);
}

/** Takes items out of the JSON that an app keeps its dependencies in. */
function removeDependencies({ uri }: MergedFile, doubled: readonly Word[], set: EditSet): void {
  if (doubled.length === 0) return;
  for (const element of descendants(set.xml(uri).roots, 'CdsDependencies')) {
    const { text, placeOf } = element.content();
    const editor = new JsonEditor(text);
    const list = editor.root?.get('cdsdependencies');
    for (const item of list?.items() ?? []) {
      const name = item.get('logicalname');
      if (name && doubled.some((it) => it.span.start === placeOf(name.inner).start)) editor.removeItem(list!, item);
    }
    for (const edit of editor.edits()) set.replace(uri, placeOf(edit.span), xmlText(edit.text));
  }
}

const LOGICAL_NAME = 'id.connectionreferencelogicalname';

/** What a side of a missing dependency stands for. Who provides it, and what it is called there, is not part of that. */
function identityOf(side: XmlElement): string {
  const value = (name: string): string => side.attribute(name)?.value ?? '';
  const name = value(LOGICAL_NAME);
  return (name ? `connectionreference ${name}` : JSON.stringify(['type', 'id', 'schemaName', 'displayName'].map(value))).toLowerCase();
}

function mergeList(
  { uri, text, into, isLoser, label, stays }: MergedFile,
  editor: JsonEditor,
  list: Parameters<typeof mergeBindings>[2],
): void {
  const name = (it: Binding): string => label(it.name.string ?? '');
  mergeBindings(editor, text, list, {
    survivor: into,
    isLoser: ({ name }) => isLoser({ value: '', span: name.inner }),
    stays: ({ name }) => stays(name.string ?? ''),
    refuse(one, other) {
      throw new Refusal(
        `In '${basename(dirname(uri))}/${basename(uri)}' ${name(one)} is bound to the connection '${shortened(valueOf(one))}' and ${name(other)} to '${shortened(valueOf(other))}': give both the one to keep, and merge again.`,
      );
    },
  });
}

/** Connections of one connector may all begin alike; they differ at the end. */
function shortened(value: string): string {
  return value.length > 24 ? `…${value.slice(-20)}` : value;
}
