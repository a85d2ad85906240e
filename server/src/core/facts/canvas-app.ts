import type { Fault } from '../faults';
import { parseJson, wordOf, type JsonMember, type JsonValue } from '../json';
import { own } from '../strings';
import type { Span, Word } from '../text';
import { descendants, parseXml, type XmlElement } from '../xml';
import { guid } from './workflow';

export interface CanvasAppFact {
  readonly name: string;
  readonly displayName: string;
  readonly connections: readonly AppConnection[];
  /** Logical names among the app's `CdsDependencies` that may be a connection reference's. */
  readonly dependencies: readonly Word[];
  /** Every place where a flow's id is written, lower case: the connections may have it twice, and the dependencies once more. */
  readonly flowIds: readonly Word[];
  /** What is wrong with the JSON inside the XML. */
  readonly faults: readonly Fault[];
}

export interface AppConnection {
  /** The app's own key for the entry, a GUID. */
  readonly key: Word;
  /** The last part of `id`, as written: lower case, mostly. */
  readonly connector: string;
  /** The name of a custom connector of a solution; undefined for others. */
  readonly customConnector: string | undefined;
  /** The connection reference, in the rare app that names one. */
  readonly logicalName: Word | undefined;
  /** For an entry that stands for a flow: the flow's id, lower case, and the keys of that flow's connections the app knows. */
  readonly flowId: Word | undefined;
  readonly flowKeys: readonly FlowKey[];
  /** Every place where such a key is written: the two forms of hints mostly say the same. */
  readonly keyPlaces: readonly Word[];
}

/** A key of a flow's connection, as the app remembers it from when the flow was added. */
export interface FlowKey {
  readonly key: Word;
  /** The key of the app's own entry that the app would hand to the flow under that name. */
  readonly entry: string | undefined;
}

/** A `CanvasApps/*.meta.xml`. */
export interface CanvasAppFacts {
  readonly kind: 'canvas-app';
  readonly faults: readonly Fault[];
  readonly app: CanvasAppFact | undefined;
}

export function readCanvasAppFile(text: string): CanvasAppFacts {
  const { roots, faults } = parseXml(text);
  const [element] = descendants(roots, 'CanvasApp');
  return { kind: 'canvas-app', faults, app: element && readCanvasApp(element) };
}

export function readCanvasApp(element: XmlElement): CanvasAppFact {
  const bindings = embedded(element.child('ConnectionReferences'));
  const dependencies = embedded(element.child('CdsDependencies'));
  return {
    name: element.child('Name')?.text().value ?? '',
    displayName: element.child('DisplayName')?.text().value ?? '',
    connections: [...connectionsOf(bindings)],
    dependencies: [...dependencyNames(dependencies)],
    flowIds: [...flowIdsIn(bindings), ...flowsAmong(dependencies)],
    faults: [...bindings.faults, ...dependencies.faults],
  };
}

interface Embedded {
  readonly root: JsonValue | undefined;
  readonly faults: readonly Fault[];
  placeOf(span: Span): Span;
}

/** JSON that stands as text inside an element. */
function embedded(element: XmlElement | undefined): Embedded {
  const { text, placeOf } = element?.content() ?? { text: '', placeOf: (span: Span) => span };
  if (text === '') return { root: undefined, faults: [], placeOf };
  const { root, faults } = parseJson(text);
  return { root, faults: faults.map((it) => ({ ...it, span: placeOf(it.span) })), placeOf };
}

function* connectionsOf({ root, placeOf }: Embedded): Iterable<AppConnection> {
  for (const { key, keySpan, value } of root?.members() ?? []) {
    const id = value.get('id')?.string ?? '';
    const logicalName = value.get('xrmConnectionReferenceLogicalName');
    const [flowId] = hintedFlows(value);
    const { inV1, inV2 } = flowId === undefined ? { inV1: [], inV2: [] } : keysOf(value, placeOf);
    yield {
      key: { value: key, span: placeOf(keySpan) },
      connector: own(id.slice(id.lastIndexOf('/') + 1)),
      customConnector: value.get('customApiLogicalName')?.string,
      logicalName: logicalName?.string ? { value: logicalName.string, span: placeOf(logicalName.inner) } : undefined,
      flowId: flowId && idAt(flowId, placeOf),
      flowKeys: inV2.length > 0 ? inV2 : inV1,
      keyPlaces: [...inV1, ...inV2].map((it) => it.key),
    };
  }
}

function* flowIdsIn({ root, placeOf }: Embedded): Iterable<Word> {
  for (const { value } of root?.members() ?? []) for (const it of hintedFlows(value)) yield idAt(it, placeOf);
}

function hintedFlows(entry: JsonValue): readonly Word[] {
  const ids = ['parameterHints', 'parameterHintsV2'].flatMap((it) => wordOf(entry.get(it, 'workflowEntityId', 'value')) ?? []);
  return ids.filter((it) => it.value !== '');
}

function idAt({ value, span }: Word, placeOf: Embedded['placeOf']): Word {
  return { value: guid(value), span: placeOf(span) };
}

/** `parameterHintsV2` has an entry of the app by key; `parameterHints`, all that apps from before that have, a key by entry. */
function keysOf(entry: JsonValue, placeOf: Embedded['placeOf']): { readonly inV1: readonly FlowKey[]; readonly inV2: readonly FlowKey[] } {
  const isKey = (name: string | undefined): boolean => /^shared_/i.test(name ?? '');
  const members = (hints: string): readonly JsonMember[] => [...(entry.get(hints)?.members() ?? [])];
  const inV2 = members('parameterHintsV2').flatMap(({ key, keySpan, value }): FlowKey[] =>
    isKey(key) ? [{ key: { value: key, span: placeOf(keySpan) }, entry: value.get('value')?.string }] : [],
  );
  const inV1 = members('parameterHints').flatMap(({ key: its, value }): FlowKey[] => {
    const key = wordOf(value.get('value'));
    return key && isKey(key.value) ? [{ key: { value: key.value, span: placeOf(key.span) }, entry: its }] : [];
  });
  return { inV1, inV2 };
}

function* dependencyNames({ root, placeOf }: Embedded): Iterable<Word> {
  for (const item of root?.get('cdsdependencies')?.items() ?? []) {
    const name = item.get('logicalname');
    if (name?.string && !isOtherComponent(item)) yield { value: name.string, span: placeOf(name.inner) };
  }
}

function* flowsAmong({ root, placeOf }: Embedded): Iterable<Word> {
  for (const item of root?.get('cdsdependencies')?.items() ?? []) {
    const id = item.get('componenttype')?.number === FLOW ? wordOf(item.get('dependencyid')) : undefined;
    if (id) yield idAt(id, placeOf);
  }
}

const FLOW = 29;

/** Tables, web resources and the like have small numbers as their type; that of connection references is another in every environment, from 10,000 on. */
function isOtherComponent(item: JsonValue): boolean {
  const type = item.get('componenttype')?.number;
  return type !== undefined && type < 10_000;
}
