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
  /** For an entry that stands for a flow: the flow's id, and the keys of that flow's connections the app knows. */
  readonly flowId: string | undefined;
  readonly flowKeys: readonly FlowKey[];
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
    const flowId =
      value.get('parameterHints', 'workflowEntityId', 'value')?.string ??
      value.get('parameterHintsV2', 'workflowEntityId', 'value')?.string;
    yield {
      key: { value: key, span: placeOf(keySpan) },
      connector: own(id.slice(id.lastIndexOf('/') + 1)),
      customConnector: value.get('customApiLogicalName')?.string,
      logicalName: logicalName?.string ? { value: logicalName.string, span: placeOf(logicalName.inner) } : undefined,
      flowId: flowId === undefined ? undefined : guid(flowId),
      flowKeys: flowId === undefined ? [] : keysOf(value, placeOf),
    };
  }
}

/** `parameterHintsV2` has an entry of the app by key; an app from before that has only `parameterHints`, a key by entry. */
function keysOf(entry: JsonValue, placeOf: Embedded['placeOf']): readonly FlowKey[] {
  const isKey = (name: string | undefined): boolean => /^shared_/i.test(name ?? '');
  const members = (hints: string): readonly JsonMember[] => [...(entry.get(hints)?.members() ?? [])];
  const keys = members('parameterHintsV2').flatMap(({ key, keySpan, value }): FlowKey[] =>
    isKey(key) ? [{ key: { value: key, span: placeOf(keySpan) }, entry: value.get('value')?.string }] : [],
  );
  if (keys.length > 0) return keys;
  return members('parameterHints').flatMap(({ key: its, value }): FlowKey[] => {
    const key = wordOf(value.get('value'));
    return key && isKey(key.value) ? [{ key: { value: key.value, span: placeOf(key.span) }, entry: its }] : [];
  });
}

function* dependencyNames({ root, placeOf }: Embedded): Iterable<Word> {
  for (const item of root?.get('cdsdependencies')?.items() ?? []) {
    const name = item.get('logicalname');
    if (name?.string && !isOtherComponent(item)) yield { value: name.string, span: placeOf(name.inner) };
  }
}

/** Tables, web resources and the like have small numbers as their type; that of connection references is another in every environment, from 10,000 on. */
function isOtherComponent(item: JsonValue): boolean {
  const type = item.get('componenttype')?.number;
  return type !== undefined && type < 10_000;
}
