import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Finding, Uri } from '../../server/src/core';
import { decode, uriOf } from '../../server/src/host/disk';
import { loneDefinition, uriIn, type Case } from './case';
import { CORPUS, factsOf, filesIn, offsetOf, type AppFacts, type ConnectionFacts, type DefinitionFacts, type FlowFacts } from './corpus';
import type { Draft } from './draft';
import { isEmpty, memberAt, memberIn, type Member } from './places';

/** What stands before a connector's id. */
export const APIS = '/providers/Microsoft.PowerApps/apis/';

interface Site {
  readonly flow: FlowFacts;
  readonly uri: Uri;
  readonly text: string;
  readonly connection: ConnectionFacts;
  readonly entry: Member;
}

/** Every entry of every flow. */
export function* entriesOf(it: Case): Iterable<Site> {
  for (const flow of it.facts.flows) {
    const uri = uriIn(it, flow.path);
    const text = it.files.get(uri)!;
    for (const connection of flow.connections)
      yield { flow, uri, text, connection, entry: memberAt(text, 'properties', 'connectionReferences', connection.key)! };
  }
}

/** Entries that can change what they are bound to without a word on other references: theirs is the only one of its connector. */
export function* movable(it: Case): Iterable<Site & { readonly definition: DefinitionFacts }> {
  for (const site of entriesOf(it)) {
    const definition = loneDefinition(it, site.flow, site.connection);
    if (definition) yield { ...site, definition };
  }
}

/** The files and a package manifest that uses all references, so that none is unused whatever happens to the flows. */
export function withUsers({ files, facts, root }: Case): Map<Uri, string> {
  const names = facts.connectionReferences.map((it) => ({ LogicalName: it.logicalName }));
  return new Map(files).set(`${root}/users.ppkg.json`, JSON.stringify({ ConnectionReferences: names }));
}

export function logicalNameOf({ text, entry }: Site): Member | undefined {
  return memberIn(text, entry.start, 'connection', 'connectionReferenceLogicalName');
}

/** Puts a member into an object as its first or its last one. */
export function addMember(draft: Draft, uri: Uri, object: Member, member: string, where: 'first' | 'last' = 'first'): void {
  const text = draft.text(uri);
  const empty = isEmpty(text, object.start);
  if (where === 'first' || empty) draft.insert(uri, object.start + 1, empty ? member : `${member},`);
  else draft.insert(uri, text.slice(0, object.end - 1).trimEnd().length, `,${member}`);
}

export function addAction(draft: Draft, uri: Uri, name: string, inputs: object, type = 'OpenApiConnection'): void {
  const actions = memberAt(draft.text(uri), 'properties', 'definition', 'actions')!;
  addMember(draft, uri, actions, `"${name}":${JSON.stringify({ runAfter: {}, type, inputs })}`);
}

export const host = (key: string, connector: string): object => ({
  host: { connectionName: key, operationId: 'Do', apiId: connector === '' ? '' : APIS + connector },
  parameters: {},
});

export const entry = (logicalName: string, connector: string): string =>
  JSON.stringify({ runtimeSource: 'embedded', connection: { connectionReferenceLogicalName: logicalName }, api: { name: connector } });

export const textFile = (it: Case, path: string): readonly [Uri, string] => [uriIn(it, path), it.files.get(uriIn(it, path))!];

/** Where a flow's metadata is: in a file of its own, or inline. */
export function metadataOf(it: Case, flow: FlowFacts): { uri: Uri; start: number; end: number; text: string } | undefined {
  if (it.facts.layout === 'xml') {
    const uri = `${uriIn(it, flow.path)}.data.xml`;
    const text = it.files.get(uri);
    return text === undefined ? undefined : { uri, text, start: 0, end: text.length };
  }
  const [uri, text] = textFile(it, it.facts.customizations);
  const start = text.indexOf(`WorkflowId="{${flow.id}}"`);
  return { uri, text, start: text.lastIndexOf('<', start), end: text.indexOf('</Workflow>', start) };
}

/** What stands behind `before` in a piece of a text. */
export function between(
  text: string,
  start: number,
  end: number,
  before: string,
  after: string,
): { start: number; end: number } | undefined {
  const from = text.indexOf(before, start);
  if (from < 0 || from > end) return undefined;
  return { start: from + before.length, end: text.indexOf(after, from + before.length) };
}

export function child(text: string, { line }: DefinitionFacts, name: string): { start: number; end: number } | undefined {
  const start = offsetOf(text, [line, 1]);
  return between(text, start, text.indexOf('</connectionreference>', start), `<${name}>`, `</${name}>`);
}

export function logicalNameIn(text: string, { line }: DefinitionFacts): { start: number; end: number } {
  const start = offsetOf(text, [line, 1]);
  return between(text, start, text.length, 'connectionreferencelogicalname="', '"')!;
}

export const otherCase = (name: string): string => name.replace(/[a-z](?=[^a-z]*$)/, (it) => it.toUpperCase());
export const otherDigit = (id: string): string => id.replace(/[0-9a-f]/, (it) => (it === '0' ? '1' : '0'));

/** Flows that nothing is said of, nobody calls and no app runs. */
export function* quiet(it: Case, found: readonly Finding[]): Iterable<FlowFacts> {
  for (const flow of it.facts.flows) {
    if (it.facts.flows.some((other) => other.childFlows.includes(flow.id))) continue;
    if (it.facts.canvasApps.some((app) => app.refs.some((ref) => ref.flowId === flow.id))) continue;
    if (found.some(({ at, message }) => at.uri.startsWith(uriIn(it, flow.path)) || message.includes(`'${flow.name}'`))) continue;
    yield flow;
  }
}

export function addDependency(it: Case, draft: Draft, logicalName: string, solution: string, flow: FlowFacts): void {
  const [uri, text] = textFile(it, it.facts.manifest);
  const element = `<MissingDependency><Required type="connectionreference" displayName="${logicalName}" solution="${solution}" id.connectionreferencelogicalname="${logicalName}" /><Dependent type="29" displayName="x" id="{${flow.id}}" /></MissingDependency>`;
  const empty = text.indexOf('<MissingDependencies />');
  if (empty >= 0) draft.replace(uri, empty, empty + 23, `<MissingDependencies>${element}</MissingDependencies>`);
  else draft.insert(uri, text.indexOf('<MissingDependencies>') + 21, element);
}

/** Operations in the form of `host.connectionName`, with the object that holds it. */
export function* operationsOf(
  it: Case,
): Iterable<{ flow: FlowFacts; uri: Uri; text: string; use: FlowFacts['uses'][number]; at: number; object: number }> {
  for (const flow of it.facts.flows) {
    const [uri, text] = textFile(it, flow.path);
    for (const use of flow.uses) {
      const at = offsetOf(text, use.pos);
      if (text.startsWith(`"${use.key}"`, at)) yield { flow, uri, text, use, at, object: text.lastIndexOf('{', at) };
    }
  }
}

interface Binding {
  readonly app: AppFacts;
  readonly uri: Uri;
  readonly flow: FlowFacts;
  readonly key: string;
  /** Where the key stands in the app's file. */
  readonly at: number;
  readonly connection: ConnectionFacts;
}

/** Flows that an app runs with a connection it has to bring. */
export function* bindings(it: Case): Iterable<Binding> {
  for (const app of it.facts.canvasApps) {
    const [uri, text] = textFile(it, app.path);
    for (const { key: guid, flowId, flowKeys } of app.refs) {
      const flow = it.facts.flows.find((other) => other.id === flowId);
      const connection = flow?.connections.find((other) => other.runtimeSource === 'invoker' && flowKeys?.includes(other.key));
      const found = new RegExp(`(?:"|&quot;)${guid}(?:"|&quot;):`).exec(text);
      if (!flow || !connection || !found) continue;
      const at = text.indexOf(connection.key, text.indexOf('parameterHintsV2', found.index));
      yield { app, uri, flow, key: connection.key, at, connection };
    }
  }
}

/** An XML file of every kind we read, with the end of its text. */
export function* xmlFiles({ files, facts }: Case): Iterable<readonly [Uri, string, number]> {
  const seen = new Set<string>();
  for (const [uri, text] of files) {
    if (!uri.endsWith('.xml')) continue;
    const manifest = /\/(?:solution|customizations)\.xml$/i.test(uri);
    // what is missing could stand in what cannot be read any more, so that nothing can be said of it
    if (manifest && facts.facts.undefinedReferences.length > 0) continue;
    const kind = manifest ? uri : uri.replace(/^.*\/([^/]+)\/[^/]*?(\.\w+\.xml|\.xml)$/, '$1$2');
    if (seen.has(kind)) continue;
    seen.add(kind);
    yield [uri, text, text.length];
  }
}

export function nameOf(uri: Uri): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

/** The files of the solution and of all others of its folder. */
export function withSiblings(it: Case): Map<Uri, string> {
  const files = new Map(it.files);
  for (const { manifest, customizations, root } of factsOf(it.folder).solutions) {
    for (const path of [manifest, customizations]) files.set(uriIn(it, path), decode(readFileSync(join(CORPUS, it.folder, path))));
    for (const name of ['cat_5Fmicrosoft-20graph-20mailboxsetting']) {
      const path = `${root}/Connectors/${name}.xml`;
      try {
        files.set(uriIn(it, path), decode(readFileSync(join(CORPUS, it.folder, path))));
      } catch {
        // another solution has it
      }
    }
  }
  return files;
}

/** Another solution of the same folder, with its manifest, its definitions and its first flow. */
export function cousin(it: Case): Case | undefined {
  const facts = factsOf(it.folder).solutions.find(
    (other) => other.uniqueName !== it.facts.uniqueName && other.prefix === it.facts.prefix && other.flows.length > 0,
  );
  if (!facts) return undefined;
  const paths = [facts.manifest, facts.customizations, ...facts.flows.flatMap(({ path }) => [path, `${path}.data.xml`])];
  const files = new Map(paths.map((path) => [uriIn(it, path), decode(readFileSync(join(CORPUS, it.folder, path)))]));
  return { folder: it.folder, root: uriOf(join(CORPUS, it.folder, facts.root)), facts, files, traits: it.traits };
}

/** A real flow package. */
export function aPackage(): { id: string; text: string } {
  const path = filesIn('legacy-packages').find((it) => basename(it) === 'definition.json')!;
  return { id: basename(dirname(path)), text: decode(readFileSync(path)) };
}
