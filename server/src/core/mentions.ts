import { hasToken } from './facts/deployment-settings';
import { guid } from './facts/workflow';
import { foldersOf } from './fix';
import { namesIn, placesNaming, type FlowName } from './flow-names';
import { grouped } from './grouped';
import { insideOf } from './inside';
import { memo } from './memo';
import type { CanvasApp, Flow, Solution } from './model';
import { folderOf, occurrencesInFile, occurrencesOf, type Occurrence } from './occurrences';
import type { Location, Span, Uri } from './text';
import type { Snapshot } from './workspace';

/** What a name in a file stands for. */
export type Thing =
  /** A connection reference, by its logical name in lower case. */
  | { readonly kind: 'reference'; readonly name: string }
  /** A flow, by its id in lower case. */
  | { readonly kind: 'flow'; readonly name: string }
  /** A key of a flow's connections; it means nothing outside that flow but to the apps that start it. */
  | { readonly kind: 'key'; readonly name: string; readonly flow: Uri }
  /** An action or a trigger, a variable or a parameter of a flow, by its name in lower case. */
  | { readonly kind: FlowName['kind']; readonly name: string; readonly flow: Uri };

/** A place where a thing is written. The span covers the name as it stands, without quotes. */
export interface Mention extends Location {
  readonly thing: Thing;
  /** Where it is written: a reference's place as `Occurrence` says; a flow's id in its metadata (`definition`) or elsewhere; a key in its entry (`definition`), or where it is used; what a flow names inside itself as `FlowName` says. */
  readonly role: Occurrence['role'] | 'call' | 'component' | FlowName['role'];
  readonly folder: Solution;
}

/** What is written in a file, by place. */
export function mentionsIn(uri: Uri, snapshot: Snapshot): readonly Mention[] {
  const folder = folderOf(uri, snapshot);
  if (!folder) return [];
  const references = occurrencesInFile(uri, snapshot).map(ofReference);
  const flow = folder.flows.find((it) => it.uri === uri);
  return [
    ...references,
    ...(flowIdsIn(folder).byFile.get(uri) ?? []),
    ...keysIn(uri, folder, snapshot),
    ...(flow ? namesIn(flow).map((it) => ofName(it, flow, folder)) : []),
  ].sort((a, b) => a.span.start - b.span.start);
}

/** What is written under an offset; the end of a name counts as on it. */
export function mentionAt(uri: Uri, offset: number, snapshot: Snapshot): Mention | undefined {
  return mentionsIn(uri, snapshot).find(({ span }) => span.start <= offset && offset <= span.end);
}

/** Every place of the workspace where a thing is written. */
export function mentionsOf(thing: Thing, snapshot: Snapshot): readonly Mention[] {
  switch (thing.kind) {
    case 'reference':
      return occurrencesOf(thing.name, snapshot).map(ofReference);
    case 'flow':
      return [...foldersOf(snapshot)].flatMap((it) => flowIdsIn(it).byId.get(thing.name) ?? []);
    case 'key':
      return [...keysOf(thing, snapshot)];
    case 'action':
    case 'variable':
    case 'parameter': {
      const folder = folderOf(thing.flow, snapshot);
      const flow = folder?.flows.find((it) => it.uri === thing.flow);
      return folder && flow ? placesNaming(thing.kind, thing.name, flow).map((it) => ofName(it, flow, folder)) : [];
    }
  }
}

/** The flows that go by an id: those of the folder that asks, else every copy the workspace has. */
export function flowsNamed(id: string, asking: Solution, snapshot: Snapshot): readonly Flow[] {
  const known = snapshot.neighbourhood.seenFrom(asking.root).flows(id);
  const own = known.filter((it) => it.solution === asking.root);
  return (own.length > 0 ? own : known).flatMap(({ uri }) => folderOf(uri, snapshot)?.flows.find((it) => it.uri === uri) ?? []);
}

function ofReference({ role, uri, name, folder }: Occurrence): Mention {
  return { thing: { kind: 'reference', name: name.value.toLowerCase() }, role, uri, span: name.span, folder };
}

function ofName({ kind, name, role }: FlowName, { uri }: Flow, folder: Solution): Mention {
  return { thing: { kind, name: name.value.toLowerCase(), flow: uri }, role, uri, span: name.span, folder };
}

interface FlowIds {
  readonly byId: ReadonlyMap<string, readonly Mention[]>;
  readonly byFile: ReadonlyMap<Uri, readonly Mention[]>;
}

const flowIdsIn = memo((folder: Solution): FlowIds => {
  const all = [...flowMentionsIn(folder)];
  return { byId: grouped(all, (it) => it.thing.name), byFile: grouped(all, (it) => it.uri) };
});

function* flowMentionsIn(folder: Solution): Iterable<Mention> {
  const { flows, orphans, apps, settings, manifest } = folder;
  const mention = (role: Mention['role'], uri: Uri, id: string, span: Span): Mention => ({
    thing: { kind: 'flow', name: guid(id) },
    role,
    uri,
    span,
    folder,
  });
  for (const { uri, metadata, childFlows } of flows) {
    if (metadata?.id.value) yield mention('definition', metadata.uri, metadata.id.value, metadata.id.span);
    for (const { flowId } of childFlows) yield mention('call', uri, flowId.value, flowId.span);
  }
  for (const { uri, id } of orphans) if (id.value) yield mention('definition', uri, id.value, id.span);
  for (const { uri, flowIds } of apps) for (const { value, span } of flowIds) yield mention('app', uri, value, span);
  for (const { uri, activations, owners, shared } of settings)
    for (const { value, span } of [...[...activations, ...owners].map((it) => it.flowId), ...shared])
      if (!hasToken(value)) yield mention('setting', uri, value, span);
  if (!manifest) return;
  const cloud = new Set([...flows.map((it) => it.id), ...orphans.map((it) => it.id.value)]);
  const components = manifest.rootComponents.flatMap(({ type, id }) => (type === '29' && id ? id : []));
  const classic = new Set(components.map((it) => it.value).filter((it) => !cloud.has(it))); // components of the same type
  for (const { value, span } of components) if (!classic.has(value)) yield mention('component', manifest.uri, value, span);
  for (const its of manifest.missingDependencies)
    for (const { value, span } of its.flows) if (!classic.has(value)) yield mention('dependency', manifest.uri, value, span);
}

/** The keys that a flow or an app writes. */
function* keysIn(uri: Uri, folder: Solution, snapshot: Snapshot): Iterable<Mention> {
  const flow = folder.flows.find((it) => it.uri === uri);
  if (flow) yield* keysInFlow(flow, folder);
  const apps = folder.apps.filter((it) => it.uri === uri);
  for (const app of apps) for (const its of keysInApp(app, folder, snapshot)) yield* its.slice(0, 1); // one place is one mention
}

function* keysInFlow(flow: Flow, folder: Solution): Iterable<Mention> {
  const { uri, connections, literalConnections } = flow;
  const { operations, keysInExpressions } = insideOf(flow);
  const mention = (role: Mention['role'], name: string, span: Span): Mention => ({
    thing: { kind: 'key', name, flow: uri },
    role,
    uri,
    span,
    folder,
  });
  for (const { key } of connections) yield mention('definition', key.value, key.span);
  for (const { key, form } of operations) if (form === 'name') yield mention('use', key.value, key.span); // the others are among the expressions
  for (const { value, span } of keysInExpressions) yield mention('use', value, span);
  for (const { key, at } of literalConnections) if (key !== undefined) yield mention('use', key, at.span); // in the default of `$connections`
}

/** For each place of a key in an app what it stands for: a key of every copy of the flow, where the solution has none of its own. */
function* keysInApp(app: CanvasApp, folder: Solution, snapshot: Snapshot): Iterable<readonly Mention[]> {
  for (const { flowId, keyPlaces } of app.connections) {
    if (!flowId || keyPlaces.length === 0) continue;
    const flows = flowsNamed(flowId.value, folder, snapshot);
    for (const { value, span } of keyPlaces)
      yield flows.map((it) => ({ thing: { kind: 'key', name: value, flow: it.uri }, role: 'app', uri: app.uri, span, folder }));
  }
}

function* keysOf(thing: Thing & { readonly kind: 'key' }, snapshot: Snapshot): Iterable<Mention> {
  const isMeant = (it: Mention): boolean => it.thing.kind === 'key' && it.thing.name === thing.name && it.thing.flow === thing.flow;
  const folder = folderOf(thing.flow, snapshot);
  const flow = folder?.flows.find((it) => it.uri === thing.flow);
  if (!folder || !flow) return;
  for (const it of keysInFlow(flow, folder)) if (isMeant(it)) yield it;
  if (flow.id === undefined) return;
  for (const other of foldersOf(snapshot)) {
    const naming = new Set((flowIdsIn(other).byId.get(flow.id) ?? []).flatMap((it) => (it.role === 'app' ? it.uri : [])));
    for (const app of other.apps) if (naming.has(app.uri)) for (const its of keysInApp(app, other, snapshot)) yield* its.filter(isMeant);
  }
}
