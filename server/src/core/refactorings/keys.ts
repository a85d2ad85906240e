import { connectorOfOperation, customConnectorOf, type ConnectorName } from '../connector-identity';
import { EditSet } from '../edit-set';
import type { Operation } from '../facts/flow';
import type { Fix, Scene } from '../fix';
import { operationsOfKey } from '../flow-entries';
import type { Frames } from '../folders';
import { grouped } from '../grouped';
import { insideOf } from '../inside';
import { jsonString } from '../json';
import { memo } from '../memo';
import type { CanvasApp, ConnectionReference, Flow } from '../model';
import type { Neighbours } from '../neighbours';
import type { Snapshot } from '../workspace';
import { flowEntry } from './flow-entry';

/** Whether something in a flow goes through one of its keys or names it, or may name it. */
export function useOfKeys({ keyUses, namesKeysOtherwise }: Flow): (key: string) => boolean {
  const used = new Set(keyUses.map((it) => it.key));
  return (key) => namesKeysOtherwise || used.has(key);
}

/** Takes a key out of a flow: its entry, and what the default of `$connections` has for it. Whoever still names it is not looked at. */
export function removeKey(flow: Flow, key: string, set: EditSet): void {
  const editor = set.json(flow.uri);
  const properties = editor.root?.get('properties');
  const defaults = properties?.get('definition', 'parameters', '$connections', 'defaultValue');
  for (const object of [properties?.get('connectionReferences'), defaults]) if (object?.get(key)) editor.removeMember(object, key);
}

/** Makes everything in a flow that names a key name another: triggers and actions in both forms, and every other expression. */
export function repointKey(flow: Flow, from: string, to: string, set: EditSet): void {
  repointOperations(flow, operationsOfKey(from, flow), to, set);
  for (const { value, span } of insideOf(flow).keysInExpressions) if (value === from) set.replace(flow.uri, span, keyInExpression(to));
}

/** Makes these triggers and actions of a flow go through another key, and nothing else. */
export function repointOperations({ uri }: Flow, operations: readonly Operation[], to: string, set: EditSet): void {
  for (const { key, form } of operations) set.replace(uri, key.span, form === 'name' ? jsonString(to) : keyInExpression(to));
}

function keyInExpression(key: string): string {
  return jsonString(key.replaceAll("'", "''"));
}

/** Declares a key that goes to a reference, written like the flow's other entries. */
export function declareKey(flow: Flow, key: string, reference: ConnectionReference, set: EditSet, neighbours: Neighbours): void {
  const editor = set.json(flow.uri);
  const properties = editor.root?.get('properties');
  const entries = properties?.get('connectionReferences');
  const { logicalName, connector } = reference;
  const entry = flowEntry(
    { logicalName: logicalName.value, connector, customConnector: customConnectorOf(reference, neighbours)?.name },
    entries,
  );
  if (entries?.kind === 'object') editor.insertMember(entries, key, entry);
  else if (entries) editor.replace(entries, { [key]: entry });
  else if (properties) editor.insertMember(properties, 'connectionReferences', { [key]: entry });
}

/** The connector that a trigger or action calls. Where it does not say so, the key does that the designer made up: `shared_x` or `shared_x_1`. */
export function calledConnector(operation: Operation): ConnectorName {
  return connectorOfOperation(operation) ?? { connector: operation.key.value.replace(/[_-]\d+$/, '') };
}

/** The canvas apps, in whatever folder, that hand the flow a connection under this key. An app that lies there in several copies counts once. */
export function appsBinding({ id }: Flow, key: string, snapshot: Snapshot): readonly CanvasApp[] {
  if (id === undefined) return [];
  const binds = ({ connections }: CanvasApp): boolean =>
    connections.some(({ flowId, flowKeys }) => flowId?.value === id && flowKeys.some((it) => it.key.value === key));
  const apps = appsNaming(id, snapshot).filter(binds);
  return [...new Map(apps.map((it) => [it.name.toLowerCase() || it.uri, it])).values()];
}

/** The canvas apps, in whatever folder, that have added the flow of this id. */
export function appsNaming(id: string, { folders }: Snapshot): readonly CanvasApp[] {
  return appsByFlow(folders.frames).get(id) ?? [];
}

/** The apps of all folders by the flows that they hand connections to. */
const appsByFlow = memo(({ solutions, others }: Frames): ReadonlyMap<string, readonly CanvasApp[]> => {
  const idsOf = ({ connections }: CanvasApp): ReadonlySet<string> => new Set(connections.flatMap(({ flowId }) => flowId?.value ?? []));
  const all = [...solutions, ...others].flatMap(({ apps }) => apps.flatMap((app) => [...idsOf(app)].map((id) => ({ app, id }))));
  return new Map([...grouped(all, (it) => it.id)].map(([id, its]) => [id, its.map(({ app }) => app)]));
});

/** A fix that takes a key away. It is safe unless an app binds the key, which its title says then; `title` gets the clause, or nothing. */
export function removalOf(
  key: string,
  flow: Flow,
  scene: Scene,
  title: (binding: string) => string,
  change: (set: EditSet) => void = () => undefined,
): Fix {
  const apps = appsBinding(flow, key, scene.snapshot);
  const [app] = apps;
  return {
    title: title(!app ? '' : apps.length === 1 ? `, which the app '${labelOf(app)}' binds` : `, which ${apps.length} apps bind`),
    safety: app ? 'review' : 'safe',
    preferred: true,
    notes: () =>
      apps.map(
        (it) => `The app '${labelOf(it)}' hands the flow a connection under the key '${key}': refresh the flow in the app afterwards.`,
      ),
    edits() {
      const set = new EditSet(scene);
      change(set);
      removeKey(flow, key, set);
      return set.build();
    },
  };
}

function labelOf({ name, displayName }: CanvasApp): string {
  return displayName || name;
}
