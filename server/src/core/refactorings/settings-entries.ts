import type { EditSet } from '../edit-set';
import type { ReferenceSetting, VariableSetting } from '../facts/deployment-settings';
import { Refusal, type Scene } from '../fix';
import { parseJson, type Json, type JsonValue } from '../json';
import type { JsonEditor } from '../json-edits';
import type { SettingsFile } from '../model';
import { recent } from '../memo';
import { settingsLabel } from '../settings';
import type { Uri, Word } from '../text';
import { placeAmong } from './alphabetical';

/** An entry of either list of a deployment settings file. */
export type SettingsEntry = ReferenceSetting | VariableSetting;

/** A connection reference that a deployment settings file is to list. */
export interface ReferenceToBind {
  readonly logicalName: string;
  /** `/providers/Microsoft.PowerApps/apis/shared_…`; may be empty. */
  readonly connectorId: string;
}

/** An environment variable that a deployment settings file is to list: its schema name, with a value where it has one already. */
export type VariableToSet = string | { readonly schemaName: string; readonly value: string };

/** What a deployment settings file is to list besides what it has, by name. */
export interface SettingsToAdd {
  readonly references?: readonly ReferenceToBind[];
  readonly variables?: readonly VariableToSet[];
}

/**
 * Lists these with nothing bound yet but what has a value. What the file lists already is passed over. Each entry has the shape of the one beside it and
 * stands where an alphabetical file would have it; a list that is not there is made. All that is added to one file is named in one
 * call, for a list can be made only once. Throws `Refusal`, for a file that does not parse for instance.
 */
export function addSettings(edits: EditSet, file: SettingsFile, { references = [], variables = [] }: SettingsToAdd): void {
  const listed = (names: readonly Word[]): ReadonlySet<string> => new Set(names.map((it) => it.value.toLowerCase()));
  const [listedVariables, listedReferences] = [
    listed(file.variables.map((it) => it.schemaName)),
    listed(file.references.map((it) => it.logicalName)),
  ];
  const newVariables = variables.map(variableEntry).filter(({ name }) => !listedVariables.has(name.toLowerCase()));
  const newReferences = references.filter((it) => !listedReferences.has(it.logicalName.toLowerCase()));
  if (newVariables.length > 0) addTo(edits.json(file.uri), file.uri, lists.variables, newVariables);
  if (newReferences.length > 0) addTo(edits.json(file.uri), file.uri, lists.references, newReferences.map(referenceEntry));
}

export function removeSetting(edits: EditSet, { uri }: SettingsFile, entry: SettingsEntry): void {
  const editor = edits.json(uri);
  const { list, item } = itemOf(editor.root, entry);
  editor.removeItem(list, item);
}

/** A pair of name and connection has no connector, and stays as it is. */
export function setConnectorId(edits: EditSet, { uri }: SettingsFile, entry: ReferenceSetting, connectorId: string): void {
  const editor = edits.json(uri);
  const { item } = itemOf(editor.root, entry);
  const its = item.get('ConnectorId');
  if (its) editor.replace(its, connectorId);
  else if (item.kind === 'object')
    editor.insertMember(item, 'ConnectorId', connectorId, item.get('ConnectionId') ? 'ConnectionId' : 'LogicalName');
}

/**
 * Whether two entries of a file say the same, whatever else stands in them and however they are written; `but` is a member that does
 * not count. Names compare without letter case.
 */
export function isSameSetting(
  { uri }: SettingsFile,
  one: SettingsEntry,
  other: SettingsEntry,
  { text }: Scene,
  but?: 'ConnectorId',
): boolean {
  const source = text(uri);
  const items = itemsIn(source);
  const [a, b] = [one, other].map((it) => saidBy(items.get(it.span.start)!.item, source, but));
  return a === b;
}

interface List {
  readonly name: string;
  /** The member that an entry goes by. */
  readonly key: string;
  /** The list it stands behind where it has to be made. */
  readonly after?: string;
}

const lists = {
  variables: { name: 'EnvironmentVariables', key: 'SchemaName' },
  references: { name: 'ConnectionReferences', key: 'LogicalName', after: 'EnvironmentVariables' },
} satisfies Record<string, List>;

/** What is to be listed, and how it is written beside the entries that are there. */
interface EntryToAdd {
  readonly name: string;
  written(beside: readonly JsonValue[], nearest: JsonValue | undefined): Json;
}

function variableEntry(variable: VariableToSet): EntryToAdd {
  const { schemaName, value } = typeof variable === 'string' ? { schemaName: variable, value: '' } : variable;
  return { name: schemaName, written: (_, nearest) => inOrderOf(nearest, { SchemaName: schemaName, Value: value }) };
}

/** Pipelines of the ALM Accelerator want to know an owner for each. */
function referenceEntry({ logicalName, connectorId }: ReferenceToBind): EntryToAdd {
  return {
    name: logicalName,
    written(beside, nearest) {
      if (nearest?.kind === 'array') return [logicalName, ''];
      const hasOwner = beside.length > 0 && beside.every((it) => it.get('ConnectionOwner'));
      const owner = hasOwner ? { ConnectionOwner: '' } : {};
      return inOrderOf(nearest, { LogicalName: logicalName, ConnectionId: '', ConnectorId: connectorId, ...owner });
    },
  };
}

/** The members in the order in which another object has them. */
function inOrderOf(model: JsonValue | undefined, members: Readonly<Record<string, Json>>): Json {
  const keys = [...(model?.members() ?? [])].map((it) => it.key).filter((it) => it in members);
  return Object.fromEntries([...new Set([...keys, ...Object.keys(members)])].map((it) => [it, members[it]!]));
}

function addTo(editor: JsonEditor, uri: Uri, { name, key, after }: List, entries: readonly EntryToAdd[]): void {
  const root = editor.root!; // a file without any holds no settings
  const sorted = [...entries].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  const list = root.get(name);
  const made = (): readonly Json[] => sorted.map((it) => it.written([], undefined));
  if (!list) return editor.insertMember(root, name, made(), after);
  if (list.kind === 'object') throw new Refusal(`'${name}' in '${settingsLabel(uri)}' is no list: make it one first.`);
  if (list.kind !== 'array') return editor.replace(list, made());
  const named = [...list.items()].filter((it) => nameOf(it, key) !== undefined);
  const names = named.map((it) => nameOf(it, key)!);
  for (const it of sorted) {
    const place = placeAmong(it.name, names);
    editor.insertItem(list, it.written(named, named[place - 1] ?? named[0]), named[place]);
  }
}

function nameOf(item: JsonValue, key: string): string | undefined {
  const [first] = item.kind === 'array' ? item.items() : [item.get(key)];
  return first?.string;
}

interface Listed {
  readonly list: JsonValue;
  readonly item: JsonValue;
}

function itemOf(root: JsonValue | undefined, { span }: SettingsEntry): Listed {
  for (const it of itemsOf(root)) if (it.item.span.start === span.start) return it;
  throw new Error(`no entry stands at ${span.start}`);
}

function* itemsOf(root: JsonValue | undefined): Iterable<Listed> {
  for (const { name } of Object.values(lists)) {
    const list = root?.get(name);
    for (const item of list?.items() ?? []) yield { list: list!, item };
  }
}

/** The entries of a file by where they begin: of one file, several entries are asked for one after the other. */
const itemsIn = recent(
  1,
  (source: string): ReadonlyMap<number, Listed> =>
    new Map([...itemsOf(parseJson(source, { comments: true }).root)].map((it) => [it.item.span.start, it])),
);

function saidBy(item: JsonValue, text: string, but: string | undefined): string {
  const folded = (it: JsonValue): string => meaningOf(it, text).toLowerCase();
  if (item.kind === 'array') return [...item.items()].map((it, index) => (index === 0 ? folded(it) : meaningOf(it, text))).join();
  const isName = (key: string): boolean => Object.values(lists).some((it) => it.key === key);
  const members = [...item.members()].filter((it) => it.key !== but);
  return members
    .map((it) => `${JSON.stringify(it.key)}:${isName(it.key) ? folded(it.value) : meaningOf(it.value, text)}`)
    .sort()
    .join();
}

/** The same for values that mean the same: blanks, comments and the order of members do not count. */
function meaningOf(value: JsonValue, text: string): string {
  const members = [...value.members()].map((it) => `${JSON.stringify(it.key)}:${meaningOf(it.value, text)}`).sort();
  if (value.kind === 'object') return `{${members.join()}}`;
  if (value.kind === 'array') return `[${[...value.items()].map((it) => meaningOf(it, text)).join()}]`;
  return value.string === undefined ? text.slice(value.span.start, value.span.end) : JSON.stringify(value.string);
}
