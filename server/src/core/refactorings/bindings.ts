import type { Json, JsonValue } from '../json';
import type { JsonEditor } from '../json-edits';
import { isTokenOf } from '../occurrences';

/** An entry of a list that binds connection references to connections, in deployment settings or a package manifest. */
export interface Binding {
  readonly item: JsonValue;
  readonly name: JsonValue;
  readonly connection: JsonValue | undefined;
  /** What the connection is called where the entry has none yet; a pair of name and connection has no keys. */
  readonly connectionKey: string;
}

/** Those of one list that are merged into one. */
interface BindingMerger {
  readonly survivor: string;
  isLoser(binding: Binding): boolean;
  /** Whether the losing reference is still defined somewhere, so that its entry is still needed. */
  stays(binding: Binding): boolean;
  /** Throws for two entries that go to different connections. */
  refuse(one: Binding, other: Binding): never;
}

/** The list that binds connection references in deployment settings, its entries as objects or as pairs of name and connection. */
export function bindingsInSettings(root: JsonValue): readonly (readonly [list: JsonValue, bindings: readonly Binding[]])[] {
  const list = root.get('ConnectionReferences');
  const read = (item: JsonValue): readonly Binding[] => {
    const [name, connection] = item.kind === 'array' ? [...item.items()] : [item.get('LogicalName'), item.get('ConnectionId')];
    return name?.string ? [{ item, name, connection, connectionKey: 'ConnectionId' }] : [];
  };
  return list ? [[list, [...list.items()].flatMap(read)]] : [];
}

/** The lists of a package manifest that bind connection references, wherever they stand in it. */
export function* bindingsInPackage(root: JsonValue): Iterable<readonly [list: JsonValue, bindings: readonly Binding[]]> {
  const read = (item: JsonValue): readonly Binding[] => {
    const member = (pattern: RegExp): JsonValue | undefined => [...item.members()].find((it) => pattern.test(it.key))?.value;
    const name = member(/^(?:connectionreference)?logicalname$/i);
    return name?.string ? [{ item, name, connection: member(/^connectionid$/i), connectionKey: 'connectionId' }] : [];
  };
  const bindings = [...root.items()].flatMap(read);
  if (bindings.length > 0) yield [root, bindings];
  for (const item of root.items()) yield* bindingsInPackage(item);
  for (const { value } of root.members()) yield* bindingsInPackage(value);
}

/**
 * Leaves one entry for the survivor and the losers. A value that the survivor lacks is carried over to it, and where it has no
 * entry the first loser's becomes its own.
 */
export function mergeBindings(
  editor: JsonEditor,
  text: string,
  [list, bindings]: readonly [list: JsonValue, bindings: readonly Binding[]],
  { survivor, isLoser, stays, refuse }: BindingMerger,
): void {
  const own = bindings.filter(({ name }) => name.string?.toLowerCase() === survivor.toLowerCase());
  let kept = own[0];
  let bound = own.find(isBound);
  for (const loser of bindings.filter(isLoser)) {
    if (bound && isBound(loser) && !agree(bound, loser)) refuse(bound, loser);
    if (kept && !bound && isBound(loser)) bind(editor, kept, loser);
    if (!stays(loser)) {
      if (kept) editor.removeItem(list, loser.item);
      else editor.rename(loser.name.inner, survivor);
    } else if (!kept && isBound(loser)) editor.insertItem(list, copyOf(loser.item, text, loser.name, survivor));
    if (isBound(loser) || !stays(loser)) kept ??= loser;
    if (isBound(loser)) bound ??= loser;
  }
}

export function valueOf({ connection }: Binding): string {
  return connection?.string?.trim() ?? '';
}

function isBound(binding: Binding): boolean {
  return valueOf(binding) !== '';
}

/** Two variables of the pipeline, each of its own entry, do not say that they hold different connections. */
function agree(one: Binding, other: Binding): boolean {
  return valueOf(one) === valueOf(other) || (isOwnToken(one) && isOwnToken(other));
}

const TOKEN = /^(?:#\{(.*)\}#|\$\((.*)\)|\$\{(.*)\}|\{\{(.*)\}\})$/;

function isOwnToken(binding: Binding): boolean {
  const inside = TOKEN.exec(valueOf(binding))
    ?.slice(1)
    .find((it) => it !== undefined);
  return inside !== undefined && isTokenOf(inside, binding.name.string ?? '');
}

/** The connection of another entry, and who owns it where an entry of its own leaves that open. */
function bind(editor: JsonEditor, { item, connection, connectionKey }: Binding, other: Binding): void {
  if (connection) editor.replace(connection, valueOf(other));
  else if (item.kind === 'array') editor.insertItem(item, valueOf(other));
  else editor.insertMember(item, connectionKey, valueOf(other), 'LogicalName');
  const [owner, its] = [item.get('ConnectionOwner'), other.item.get('ConnectionOwner')?.string];
  if (!its || owner?.string) return;
  if (owner) editor.replace(owner, its);
  else editor.insertMember(item, 'ConnectionOwner', its);
}

/** The value with the survivor's name in the place of the loser's. */
function copyOf(value: JsonValue, text: string, name: JsonValue, survivor: string): Json {
  const copy = (it: JsonValue): Json => copyOf(it, text, name, survivor);
  if (value.span.start === name.span.start) return survivor;
  if (value.kind === 'object') return Object.fromEntries([...value.members()].map((it) => [it.key, copy(it.value)]));
  if (value.kind === 'array') return [...value.items()].map(copy);
  return value.string ?? (JSON.parse(text.slice(value.span.start, value.span.end)) as Json);
}
