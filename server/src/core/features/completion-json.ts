import { connectorOfEntry, connectorOfOperation, type ConnectorName } from '../connector-identity';
import { readDeploymentSettings } from '../facts/deployment-settings';
import { readFlow, type FlowFacts } from '../facts/flow';
import { neighboursOf } from '../fix';
import { jsonString, placeInJson, type JsonPlace } from '../json';
import type { Asking, Slot, Wanted } from './completion-slots';

/** In a flow: the names in the entries of its connections, and in the triggers and actions that go through them. */
export function slotInFlow(asking: Asking): Slot | undefined {
  const { text, offset, entry } = asking;
  const place = placeInJson(text, offset);
  if (place?.path[0] !== 'properties') return undefined;
  const facts = (): FlowFacts => (entry.facts.kind === 'flow' && place.mended === text ? entry.facts : readFlow(place.mended));
  if (place.path[1] === 'connectionReferences') return slotOf(place, wantedInEntry(place, facts, asking));
  if (place.path[1] !== 'definition') return undefined;
  return slotOf(place, wantedInHost(place, facts)) ?? slotInExpression(place, facts, asking);
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

function wantedInEntry({ path: [, , key, ...member] }: JsonPlace, facts: () => FlowFacts, asking: Asking): Wanted | undefined {
  const entry = (): FlowFacts['connections'][number] | undefined => facts().connections.find((it) => it.key.value === key);
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

function wantedInHost({ path, start }: JsonPlace, facts: () => FlowFacts): Wanted | undefined {
  switch (path.slice(-2).join('/')) {
    case 'host/connectionName': {
      const { connections, operations } = facts();
      const its = operations.find((it) => it.key.span.start === start);
      return { kind: 'key', connections, connector: its && connectorOfOperation(its) };
    }
    case 'host/apiId': {
      const { connections, operations } = facts();
      const its = operations.find((it) => it.apiId?.span.start === start);
      const entry = connections.find((it) => it.key.value === its?.key.value);
      return { kind: 'connector', asPath: true, fitting: entry && connectorOfEntry(entry) };
    }
    case 'host/workflowReferenceName':
      return { kind: 'flow' };
    default:
      return undefined;
  }
}

/** A quote of an expression; PowerShell escapes it. */
const QUOTE = String.raw`(?:'|\\u0027)`;
const KEY_SO_FAR = new RegExp(
  String.raw`parameters\s*\(\s*${QUOTE}\$connections${QUOTE}\s*\)\s*\??\s*\[\s*${QUOTE}((?:${QUOTE}${QUOTE}|(?!${QUOTE}).)*)$`,
  'i',
);
const REST_OF_KEY = new RegExp(String.raw`^((?:${QUOTE}${QUOTE}|(?!${QUOTE}).)*)${QUOTE}\s*\]`);

/** Between the quotes of `parameters('$connections')['…']`, wherever in a definition that stands. */
function slotInExpression({ span, isQuoted }: JsonPlace, facts: () => FlowFacts, { text, offset }: Asking): Slot | undefined {
  const typed = isQuoted ? KEY_SO_FAR.exec(text.slice(span.start, offset))?.[1] : undefined;
  if (typed === undefined) return undefined;
  const behind = text.slice(offset, span.end);
  const rest = REST_OF_KEY.exec(behind)?.[1] ?? /^[\w.-]*/.exec(behind)![0];
  const start = offset - typed.length;
  const { connections, operations } = facts();
  const its = operations.find((it) => it.key.span.start === start);
  return {
    span: { start, end: offset + rest.length },
    write: (key) => jsonString(key.replaceAll("'", "''")),
    wanted: { kind: 'key', connections, connector: its && connectorOfOperation(its) },
  };
}

function connectorOfReference(logicalName: string | undefined, { folder, scene }: Asking): ConnectorName | undefined {
  if (logicalName === undefined) return undefined;
  const reference = neighboursOf(folder, scene).definers(logicalName)[0]?.reference;
  return reference?.connector ? reference : undefined;
}
