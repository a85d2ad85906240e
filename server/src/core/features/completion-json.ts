import { connectorOfEntry, connectorOfOperation, type ConnectorName } from '../connector-identity';
import { readDeploymentSettings } from '../facts/deployment-settings';
import { readFlow, type Connection, type FlowReading } from '../facts/flow';
import { neighboursOf } from '../fix';
import { cursorIn, type Cursor } from '../expressions/cursor';
import { readingOf } from '../inside';
import { jsonString } from '../json';
import { placeInJson, type JsonPlace } from '../json-place';
import { once } from '../memo';
import { slotInExpression } from './completion-expression';
import { wantedInStep } from './completion-members';
import type { Asking, Slot, Wanted } from './completion-slots';
import { standingAt } from './completion-standing';

/** In a flow: the names in the entries of its connections, and in its definition. */
export function slotInFlow(asking: Asking): Slot | undefined {
  const place = placeInFlow(asking);
  if (!place) return undefined;
  const { cursor, read } = place;
  const { path, isKey } = cursor.place;
  if (path[1] === 'connectionReferences')
    return isKey
      ? undefined
      : slotOf(
          cursor.place,
          wantedInEntry(cursor.place, () => read().facts, asking),
        );
  return (isKey ? undefined : slotOf(cursor.place, wantedInHost(cursor.place, read))) ?? slotInDefinition(place, asking);
}

/** In the flow of a legacy package, which has no connection references. */
export function slotInPackageFlow(asking: Asking): Slot | undefined {
  const place = placeInFlow(asking);
  return place && slotInDefinition(place, asking);
}

interface PlaceInFlow {
  readonly cursor: Cursor;
  /** What is said by the text as it is mended. */
  read(): FlowReading;
}

function placeInFlow({ text, offset, entry }: Asking): PlaceInFlow | undefined {
  const cursor = cursorIn(text, offset);
  const [first, second] = cursor?.place.path ?? [];
  if (!cursor || first !== 'properties' || (second !== 'connectionReferences' && second !== 'definition')) return undefined;
  const { mended } = cursor.place;
  return { cursor, read: once(() => (entry.facts.kind === 'flow' && mended === text ? readingOf(entry, entry.facts) : readFlow(mended))) };
}

/** What the language and the flow itself tell: functions, names and properties in expressions, and what stands in no expression. */
function slotInDefinition({ cursor, read }: PlaceInFlow, asking: Asking): Slot | undefined {
  const { place, value, expression } = cursor;
  if (place.path[1] !== 'definition' || !/^(?:triggers|actions|outputs)$/.test(String(place.path[2]))) return undefined;
  const standing = standingAt(place, read());
  if (!standing) return undefined;
  if (!value.startsWith('@')) {
    const slot = slotOf(place, wantedInStep(place, standing));
    if (slot) return slot;
  }
  if (!expression || !standing.isEvaluated) return undefined;
  return slotInExpression(cursor, standing, asking, (start) => {
    const { facts, inside } = read();
    const its = inside.operations.find((it) => it.key.span.start === start);
    return { kind: 'key', connections: facts.connections, connector: its && connectorOfOperation(its) };
  });
}

/** In deployment settings: the name and the connector of an entry, and the name in a pair of name and connection. */
export function slotInSettings(asking: Asking): Slot | undefined {
  const place = placeInJson(asking.text, asking.offset);
  const [list, , member, ...rest] = place?.path ?? [];
  if (!place || rest.length > 0) return undefined;
  const { references = [], variables = [] } = readDeploymentSettings(place.mended) ?? {};
  if (list === 'EnvironmentVariables' && member === 'SchemaName') {
    const others = variables.filter((it) => it.schemaName.span.start !== place.start);
    return slotOf(place, { kind: 'variable', listed: new Set(others.map((it) => it.schemaName.value.toLowerCase())) });
  }
  if (list !== 'ConnectionReferences') return undefined;
  if (member === 'ConnectorId') {
    const its = references.find((it) => it.connectorId?.span.start === place.start);
    return slotOf(place, { kind: 'connector', asPath: true, fitting: connectorOfReference(its?.logicalName.value, asking) });
  }
  if (member !== 'LogicalName' && member !== 0) return undefined;
  const others = references.filter((it) => it.logicalName.span.start !== place.start);
  return slotOf(place, { kind: 'binding', listed: new Set(others.map((it) => it.logicalName.value.toLowerCase())) });
}

/** In a package manifest: logical names. */
export function slotInPackage({ text, offset }: Asking): Slot | undefined {
  const place = placeInJson(text, offset);
  const isName = /^(?:connectionreference)?logicalname$/i.test(String(place?.path.at(-1) ?? ''));
  return place && isName ? slotOf(place, { kind: 'binding', listed: new Set() }) : undefined;
}

function slotOf({ span, isQuoted }: JsonPlace, wanted: Wanted | undefined): Slot | undefined {
  const write = (name: string): string => (isQuoted ? jsonString(name) : `"${jsonString(name)}"`);
  return wanted && { span, write, wanted };
}

function wantedInEntry({ path: [, , key, ...member] }: JsonPlace, facts: () => FlowReading['facts'], asking: Asking): Wanted | undefined {
  const entry = (): Connection | undefined => facts().connections.find((it) => it.key.value === key);
  switch (member.join('/')) {
    case 'connection/connectionReferenceLogicalName':
    case 'connectionReferenceLogicalName': {
      const its = entry();
      return { kind: 'reference', connector: its && connectorOfEntry(its) };
    }
    case 'api/name':
      return { kind: 'connector', asPath: false, fitting: connectorOfReference(entry()?.logicalName?.value, asking) };
    case 'api/id':
    case 'id':
      return { kind: 'connector', asPath: true, fitting: connectorOfReference(entry()?.logicalName?.value, asking) };
    default:
      return undefined;
  }
}

function wantedInHost({ path, start }: JsonPlace, read: () => FlowReading): Wanted | undefined {
  switch (path.slice(-2).join('/')) {
    case 'host/connectionName': {
      const { facts, inside } = read();
      const its = inside.operations.find((it) => it.key.span.start === start);
      return { kind: 'key', connections: facts.connections, connector: its && connectorOfOperation(its) };
    }
    case 'host/apiId': {
      const { facts, inside } = read();
      const its = inside.operations.find((it) => it.apiId?.span.start === start);
      const entry = facts.connections.find((it) => it.key.value === its?.key.value);
      return { kind: 'connector', asPath: true, fitting: entry && connectorOfEntry(entry) };
    }
    case 'host/workflowReferenceName':
      return { kind: 'flow' };
    default:
      return undefined;
  }
}

function connectorOfReference(logicalName: string | undefined, { folder, scene }: Asking): ConnectorName | undefined {
  if (logicalName === undefined) return undefined;
  const reference = neighboursOf(folder, scene).definers(logicalName)[0]?.reference;
  return reference?.connector ? reference : undefined;
}
