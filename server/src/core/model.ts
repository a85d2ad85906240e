import { connectorOf, keyOfCustomName } from './connectors';
import type { CanvasAppFact } from './facts/canvas-app';
import type { ConnectorFact } from './facts/connector';
import type { CustomizationsFacts, ReferenceFact } from './facts/customizations';
import type { FlowFacts } from './facts/flow';
import type { Facts } from './facts/index';
import type { SolutionFacts } from './facts/solution';
import { guid, type WorkflowFact } from './facts/workflow';
import { basename, comparable, comparablePath, dirname, type SourceFile } from './files';
import type { FileKind } from './layout';
import type { Uri, Word } from './text';

/** A file with what it says. Neither ever changes. */
export interface Entry {
  readonly file: SourceFile;
  readonly kind: FileKind;
  readonly facts: Facts;
}

/** How a solution lies in its folder. `none` is a folder of files we read that is no solution (a package manifest, say). */
export type Layout = 'packager' | 'raw' | 'loose' | 'yaml' | 'package' | 'none';

/** One unpacked solution: what its files say, joined by name. Never mutated; an edit in it makes a new one. */
export interface Solution {
  readonly root: Uri;
  readonly layout: Layout;
  readonly entries: ReadonlyMap<Uri, Entry>;
  /** The manifest; undefined in layouts that have none, or when it is not there. */
  readonly manifest: (SolutionFacts & { readonly uri: Uri }) | undefined;
  /** The display name, else the unique name, else the folder's. */
  readonly name: string;
  readonly flows: readonly Flow[];
  /** The connection references it defines, each logical name once. */
  readonly references: readonly ConnectionReference[];
  /** Further definitions of a logical name that is defined already. */
  readonly repeated: readonly ConnectionReference[];
  /** Flow metadata whose flow file is not there. */
  readonly orphans: readonly Metadata[];
  readonly apps: readonly CanvasApp[];
  readonly bots: readonly { readonly uri: Uri; readonly references: readonly Word[] }[];
  readonly connectors: readonly CustomConnector[];
  /** Whether the definitions of this solution could be read to the end, so that one that is not among them is not there. */
  readonly definesReferences: boolean;
  readonly tables: Tables;
}

export interface Flow extends FlowFacts {
  readonly uri: Uri;
  readonly solution: Uri;
  /** Lower case; from the metadata, else from the file name; undefined when neither tells. */
  readonly id: string | undefined;
  readonly name: string;
  readonly metadata: Metadata | undefined;
  /** A legacy package's flow lies in no solution. */
  readonly legacy: boolean;
}

export interface Metadata extends WorkflowFact {
  readonly uri: Uri;
}

export interface ConnectionReference extends ReferenceFact {
  readonly uri: Uri;
  readonly solution: Uri;
  /** The display name, else the logical name: what a message calls it. */
  readonly label: string;
  /** `shared_…` as written; empty when the definition names none. */
  readonly connector: string;
}

export interface CanvasApp extends CanvasAppFact {
  readonly uri: Uri;
}

export interface CustomConnector extends ConnectorFact {
  readonly uri: Uri;
}

/** A place outside a definition that names a connection reference. */
export interface User {
  readonly kind: 'flow' | 'app' | 'bot' | 'package';
  readonly uri: Uri;
  readonly solution: Uri;
  readonly name: string;
  /** How many triggers and actions go through it. */
  readonly operations: number;
}

/** A definition as other solutions see it. */
export interface Definition {
  readonly reference: ConnectionReference;
  readonly uniqueName: string;
  readonly solutionName: string;
}

/** A flow as other solutions see it. */
export interface FlowSummary {
  readonly uri: Uri;
  readonly solution: Uri;
  readonly name: string;
  readonly connections: readonly { readonly key: string; readonly connector: string; readonly runtimeSource: string }[];
}

/** A call of a child flow as other solutions see it. */
export interface Caller {
  readonly uri: Uri;
  readonly solution: Uri;
  readonly name: string;
}

/** What a solution tells and asks of others, by name in lower case: small and plain, so that two states compare quickly. */
export interface Tables {
  readonly definitions: ReadonlyMap<string, readonly Definition[]>;
  readonly users: ReadonlyMap<string, readonly User[]>;
  readonly flows: ReadonlyMap<string, readonly FlowSummary[]>;
  readonly callers: ReadonlyMap<string, readonly Caller[]>;
  /** By id and by comparable key. */
  readonly connectors: ReadonlyMap<string, readonly CustomConnector[]>;
}

/** Joins the files of one folder. */
export function link(root: Uri, entries: ReadonlyMap<Uri, Entry>): Solution {
  const files = [...entries.values()];
  const layout = layoutOf(files);
  const customizations = layout === 'packager' || layout === 'raw' ? customizationsOf(files, layout) : [];
  const manifest = manifestOf(files, layout);
  const name = manifest?.displayName || manifest?.uniqueName || basename(root) || root;
  const metadata = metadataOf(root, files, customizations);
  const flows = flowsOf(root, files, layout, metadata);
  const taken = new Set(flows.map((it) => it.metadata));
  const definitions = customizations.flatMap(({ uri, facts }) => facts.references.map((fact) => toReference(fact, uri, root)));
  const references = [...new Map([...definitions].reverse().map((it) => [it.logicalName.value.toLowerCase(), it])).values()].reverse();
  const repeated = definitions.filter((it) => !references.includes(it));
  const apps = [
    ...customizations.flatMap(({ uri, facts }) => facts.apps.map((it) => ({ ...it, uri }))),
    ...files.flatMap(({ file, facts }) => (facts.kind === 'canvas-app' && facts.app ? [{ ...facts.app, uri: file.uri }] : [])),
  ];
  const connectors = [
    ...customizations.flatMap(({ uri, facts }) => facts.connectors.map((it) => ({ ...it, uri }))),
    ...files.flatMap(({ file, facts }) => (facts.kind === 'connector' && facts.connector ? [{ ...facts.connector, uri: file.uri }] : [])),
  ];
  const bots = files.flatMap(({ file, facts }) => (facts.kind === 'bot' ? [{ uri: file.uri, references: facts.references }] : []));
  const orphans = [...metadata.values()].filter((it) => it.category === '5' && !taken.has(it));
  const parts = {
    root,
    layout,
    entries,
    manifest,
    name,
    flows,
    references,
    repeated,
    orphans,
    apps,
    bots,
    connectors,
    definesReferences: customizations.some(({ facts }) => !facts.faults.some((it) => it.kind === 'syntax')),
  };
  return { ...parts, tables: tablesOf(parts) };
}

function layoutOf(files: readonly Entry[]): Layout {
  const has = (kind: FileKind): boolean => files.some((it) => it.kind === kind);
  if (has('solution')) return 'packager';
  if (has('raw-solution') && has('raw-customizations')) return 'raw';
  if (has('yaml-solution')) return 'yaml';
  if (files.some((it) => it.kind === 'flow' && it.facts.kind === 'flow' && it.facts.definition)) return 'loose';
  if (has('package-flow')) return 'package';
  return 'none';
}

interface Customizations {
  readonly uri: Uri;
  readonly facts: CustomizationsFacts;
}

function customizationsOf(files: readonly Entry[], layout: Layout): Customizations[] {
  const kind: FileKind = layout === 'raw' ? 'raw-customizations' : 'customizations';
  return files.flatMap(({ file, kind: its, facts }) => (its === kind && facts.kind === 'customizations' ? [{ uri: file.uri, facts }] : []));
}

function manifestOf(files: readonly Entry[], layout: Layout): Solution['manifest'] {
  const kind: FileKind = layout === 'raw' ? 'raw-solution' : 'solution';
  for (const { file, kind: its, facts } of files) if (its === kind && facts.kind === 'solution') return { ...facts, uri: file.uri };
  return undefined;
}

/** Metadata by the flow file it speaks of, in lower case: beside it for the packager, inline for the raw layout. */
function metadataOf(root: Uri, files: readonly Entry[], customizations: readonly Customizations[]): Map<string, Metadata> {
  const found = new Map<string, Metadata>();
  for (const { uri, facts } of customizations)
    for (const workflow of facts.workflows) {
      const path = workflow.jsonFileName?.value;
      if (path) found.set(`${comparablePath(root)}${path.startsWith('/') ? '' : '/'}${comparable(path)}`, { ...workflow, uri });
    }
  for (const { file, facts } of files)
    if (facts.kind === 'flow-metadata' && facts.workflow)
      found.set(comparablePath(file.uri.slice(0, -'.data.xml'.length)), { ...facts.workflow, uri: file.uri });
  return found;
}

const GUID_AT_END = /-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.json$/i;

/** The id in a flow's file name, lower case. */
export function idInName(uri: Uri): string | undefined {
  return GUID_AT_END.exec(uri)?.[1]?.toLowerCase();
}

/** Cloud flows only: desktop flows have no definition, classic workflows another category. */
function flowsOf(root: Uri, files: readonly Entry[], layout: Layout, metadata: ReadonlyMap<string, Metadata>): Flow[] {
  const flows: Flow[] = [];
  for (const { file, kind, facts } of files) {
    if (facts.kind !== 'flow') continue;
    if (kind === 'flow' ? layout === 'none' : kind === 'yaml-flow' ? layout !== 'yaml' : false) continue;
    const its = metadata.get(comparablePath(file.uri));
    if (its && its.category !== '' && its.category !== '5') continue;
    if (!facts.definition && !(facts.faults.length > 0 && (its !== undefined || facts.connections.length > 0))) continue;
    const legacy = kind === 'package-flow';
    const id = its?.id.value || (legacy ? basename(dirname(file.uri)).toLowerCase() : idInName(file.uri));
    const name =
      its?.name ||
      facts.displayName ||
      basename(file.uri)
        .replace(GUID_AT_END, '')
        .replace(/\.json$/i, '');
    flows.push({ ...facts, uri: file.uri, solution: root, id, name, metadata: its, legacy });
  }
  return flows;
}

/** Whether a person, an app or another flow starts the flow, so that there is somebody who could bring a connection. */
export function isCalled({ trigger }: Flow): boolean {
  return trigger?.split('/')[0]?.toLowerCase() === 'request';
}

/** The keys of a flow's connections that something in the flow goes through or names. */
export function usedKeys({ operations, keysInExpressions }: Flow): ReadonlySet<string> {
  return new Set([...operations.map((it) => it.key.value), ...keysInExpressions]);
}

function toReference(fact: ReferenceFact, uri: Uri, solution: Uri): ConnectionReference {
  return {
    ...fact,
    uri,
    solution,
    label: fact.displayName?.value || fact.logicalName.value,
    connector: connectorOf(fact.connectorId?.value ?? ''),
  };
}

function tablesOf(solution: Omit<Solution, 'tables'>): Tables {
  const { root, layout, flows, references, apps, bots, connectors, manifest, name, entries } = solution;
  const tables = {
    definitions: new Map<string, Definition[]>(),
    users: new Map<string, User[]>(),
    flows: new Map<string, FlowSummary[]>(),
    callers: new Map<string, Caller[]>(),
    connectors: new Map<string, CustomConnector[]>(),
  };
  for (const reference of [...references, ...solution.repeated])
    push(tables.definitions, reference.logicalName.value.toLowerCase(), {
      reference,
      uniqueName: manifest?.uniqueName ?? '',
      solutionName: name,
    });
  const use = (kind: User['kind'], uri: Uri, user: string, logicalName: string, operations = 0): void =>
    push(tables.users, logicalName.toLowerCase(), { kind, uri, solution: root, name: user, operations });
  for (const flow of flows) {
    if (flow.legacy) continue;
    for (const { key, logicalName } of flow.connections)
      if (logicalName)
        use('flow', flow.uri, flow.name, logicalName.value, flow.operations.filter((it) => it.key.value === key.value).length);
    for (const { flowId } of flow.childFlows) push(tables.callers, guid(flowId.value), { uri: flow.uri, solution: root, name: flow.name });
    if (flow.id)
      push(tables.flows, flow.id, {
        uri: flow.uri,
        solution: root,
        name: flow.name,
        connections: flow.connections.map(({ key, connector, runtimeSource }) => ({
          key: key.value,
          connector: connector ?? '',
          runtimeSource: runtimeSource?.value ?? '',
        })),
      });
  }
  for (const { id, name: flow, uri } of solution.orphans)
    push(tables.flows, id.value, { uri, solution: root, name: flow, connections: [] });
  for (const app of apps) {
    for (const { logicalName } of app.connections) if (logicalName) use('app', app.uri, app.displayName || app.name, logicalName.value);
    for (const { value } of app.dependencies) use('app', app.uri, app.displayName || app.name, value);
  }
  for (const bot of bots) for (const { value } of bot.references) use('bot', bot.uri, basename(bot.uri), value);
  for (const { file, facts } of entries.values())
    if (facts.kind === 'package-manifest') for (const { value } of facts.references) use('package', file.uri, basename(file.uri), value);
  if (layout !== 'none')
    for (const connector of connectors)
      for (const key of new Set([connector.id, keyOfCustomName(connector.name)])) push(tables.connectors, key, connector);
  return tables;
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
