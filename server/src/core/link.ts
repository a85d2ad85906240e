import { connectorOf } from './connectors';
import { agentOf } from './facts/bot';
import type { CustomizationsFacts, ReferenceFact } from './facts/customizations';
import type { FlowFacts } from './facts/flow';
import { isIncomplete } from './faults';
import { basename, comparable, comparablePath, dirname } from './files';
import type { FileKind } from './layout';
import { LinkedFlow, LinkedMetadata } from './linked-flow';
import type { ConnectionReference, Entry, EnvironmentVariable, Flow, Frame, Layout, Metadata, Solution } from './model';
import { own } from './strings';
import { tablesOf, tellSame } from './tables';
import type { Uri } from './text';

/** Joins the files of one folder. A flow that is what it was `before` stays the same object, with all that is remembered of it. */
export function link(root: Uri, entries: ReadonlyMap<Uri, Entry>, before?: Solution): Solution {
  const files = [...entries.values()];
  const layout = layoutOf(files);
  const customizations = layout === 'packager' || layout === 'raw' ? customizationsOf(files, layout) : [];
  const manifest = manifestOf(files, layout);
  const name = manifest?.displayName || manifest?.uniqueName || basename(root) || root;
  const metadata = metadataOf(root, files, customizations);
  const orphans = orphansOf(files, metadata);
  const made = new Map(before?.flows.map((it) => [it.uri, it]));
  const flows = flowsOf(root, files, layout, metadata, orphans).map((it) => asBefore(it, made.get(it.uri)));
  const definitions = customizations.flatMap(({ uri, facts }) => facts.references.map((fact) => toReference(fact, uri, root)));
  const first = new Map<string, ConnectionReference>();
  for (const it of definitions) {
    const name = it.logicalName.value.toLowerCase();
    if (!first.has(name)) first.set(name, it);
  }
  const references = [...first.values()];
  const repeated = definitions.filter((it) => first.get(it.logicalName.value.toLowerCase()) !== it);
  const apps = [
    ...customizations.flatMap(({ uri, facts }) => facts.apps.map((it) => ({ ...it, uri }))),
    ...files.flatMap(({ file, facts }) => (facts.kind === 'canvas-app' && facts.app ? [{ ...facts.app, uri: file.uri }] : [])),
  ];
  const connectors = [
    ...customizations.flatMap(({ uri, facts }) => facts.connectors.map((it) => ({ ...it, uri }))),
    ...files.flatMap(({ file, facts }) => (facts.kind === 'connector' && facts.connector ? [{ ...facts.connector, uri: file.uri }] : [])),
  ];
  const bots = files.flatMap(({ file, facts }) =>
    facts.kind === 'bot'
      ? [{ uri: file.uri, references: facts.references.map((it) => ({ ...it, agent: it.agent ?? agentOf(basename(dirname(file.uri))) })) }]
      : [],
  );
  const its = new Set(flows.map((it) => it.uri));
  const frame: Frame = {
    root,
    layout,
    rest: new Map([...entries].filter(([uri]) => !its.has(uri))),
    manifest,
    name,
    references,
    repeated,
    orphans: [...orphans.values()],
    otherWorkflows: otherWorkflowsIn(files, metadata),
    apps,
    bots,
    connectors,
    variables: variablesOf(root, files),
    settings: files.flatMap(({ file, facts }) => (facts.kind === 'deployment-settings' ? [{ ...facts, uri: file.uri }] : [])),
    definesReferences: customizations.some(({ facts }) => !isIncomplete(facts.faults)),
    definesVariables: files.every(
      ({ kind, facts }) => kind !== 'environment-variable' || ('schemaName' in facts && facts.schemaName?.value),
    ),
  };
  return { ...frame, frame, entries, flows, tables: tablesOf(frame, flows) };
}

/**
 * The folder after edits of some of its flows, which costs what those flows cost; undefined where the edits may mean more than that.
 * `entries` are all its files, `changed` those that are different now.
 */
export function linkFlows(before: Solution, entries: ReadonlyMap<Uri, Entry>, changed: readonly Entry[]): Solution | undefined {
  const flows = [...before.flows];
  let saysSame = true;
  for (const { file, facts } of changed) {
    const index = flows.findIndex((it) => it.uri === file.uri);
    const old = flows[index];
    if (!old?.definition || facts.kind !== 'flow' || !facts.definition) return undefined;
    const { solution, id, metadata, legacy } = old;
    const flow = new LinkedFlow(file, solution, id, nameOf(file.uri, facts, metadata), metadata, legacy, facts);
    flows[index] = flow;
    saysSame &&= tellSame(old, flow);
  }
  return { ...before, entries, flows, tables: saysSame ? before.tables : tablesOf(before.frame, flows) };
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
      if (path)
        found.set(`${comparablePath(root)}${path.startsWith('/') ? '' : '/'}${comparable(path)}`, new LinkedMetadata(uri, workflow));
    }
  for (const { file, facts } of files)
    if (facts.kind === 'flow-metadata' && facts.workflow)
      found.set(comparablePath(file.uri.slice(0, -'.data.xml'.length)), new LinkedMetadata(file.uri, facts.workflow));
  return found;
}

const GUID_AT_END = /-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.json$/i;

/** The id in a flow's file name, lower case. */
export function idInName(uri: Uri): string | undefined {
  const id = GUID_AT_END.exec(uri)?.[1];
  return id && own(id.toLowerCase());
}

/** Whether no two of these files of flows have one id: else it depends on what is in both whose metadata it is. */
export function haveOwnIds(flows: readonly Uri[]): boolean {
  const ids = flows.flatMap((it) => idInName(it) ?? []);
  return new Set(ids).size === ids.length;
}

/** Metadata of cloud flows whose file is not where they say, by id. */
function orphansOf(files: readonly Entry[], metadata: ReadonlyMap<string, Metadata>): Map<string, Metadata> {
  const there = new Set(files.flatMap(({ file, kind }) => (kind === 'flow' ? [comparablePath(file.uri)] : [])));
  return new Map([...metadata].flatMap(([path, it]) => (it.category === '5' && !there.has(path) ? [[it.id.value, it]] : [])));
}

const isOther = ({ category }: Metadata): boolean => category !== '' && category !== '5';

/** Files that look like a flow's and are, by their metadata, a desktop flow's or a classic workflow's. */
function otherWorkflowsIn(files: readonly Entry[], metadata: ReadonlyMap<string, Metadata>): ReadonlySet<Uri> {
  const others = new Set([...metadata].flatMap(([path, it]) => (isOther(it) ? [path] : [])));
  return new Set(others.size === 0 ? [] : files.flatMap(({ file }) => (others.has(comparablePath(file.uri)) ? [file.uri] : [])));
}

/**
 * Cloud flows only: desktop flows have no definition, classic workflows another category.
 * Metadata that speaks of another file is the flow's all the same when the ids are equal, and then no orphan.
 */
function flowsOf(
  root: Uri,
  files: readonly Entry[],
  layout: Layout,
  metadata: ReadonlyMap<string, Metadata>,
  orphans: Map<string, Metadata>,
): Flow[] {
  const flows: Flow[] = [];
  for (const { file, kind, facts } of files) {
    if (facts.kind !== 'flow') continue;
    if (kind === 'flow' ? layout === 'none' : kind === 'yaml-flow' ? layout !== 'yaml' : false) continue;
    const named = idInName(file.uri) ?? '';
    const its = metadata.get(comparablePath(file.uri)) ?? (named === '' ? undefined : orphans.get(named));
    if (its && isOther(its)) continue;
    if (!facts.definition && !(facts.faults.length > 0 && (its !== undefined || facts.connections.length > 0))) continue;
    if (its && orphans.get(named) === its) orphans.delete(named);
    const legacy = kind === 'package-flow';
    const id = its?.id.value || (legacy ? basename(dirname(file.uri)).toLowerCase() : idInName(file.uri));
    flows.push(new LinkedFlow(file, root, id, nameOf(file.uri, facts, its), its, legacy, facts));
  }
  return flows;
}

function nameOf(uri: Uri, { displayName }: FlowFacts, metadata: Metadata | undefined): string {
  const written = metadata?.name || displayName;
  return (
    written ||
    basename(uri)
      .replace(GUID_AT_END, '')
      .replace(/\.json$/i, '')
  );
}

/** Facts never change, so what was taken from the same ones is the same. */
function asBefore(flow: Flow, old: Flow | undefined): Flow {
  return old?.file === flow.file && LinkedMetadata.areSame(flow.metadata, old.metadata) ? old : flow;
}

/** A value is of the definition beside it. */
function variablesOf(root: Uri, files: readonly Entry[]): EnvironmentVariable[] {
  const values = new Map(
    files.flatMap(({ file, facts }) =>
      facts.kind === 'environment-variable-value' && facts.value ? [[dirname(file.uri), { ...facts.value, uri: file.uri }]] : [],
    ),
  );
  return files.flatMap(({ file: { uri }, facts }) => {
    if (facts.kind !== 'environment-variable' || !facts.schemaName?.value) return [];
    const { schemaName, displayName, defaultValue, type } = facts;
    const its = { uri, solution: root, schemaName, label: displayName || schemaName.value, type };
    return [{ ...its, defaultValue: defaultValue?.value ? defaultValue : undefined, value: values.get(dirname(uri)) }];
  });
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
