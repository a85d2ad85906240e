import type { Fault } from '../faults';
import { parseJson, spanInString, wordOf, type JsonMember, type JsonValue } from '../json';
import { own } from '../strings';
import type { Span, Word } from '../text';

/** What one flow file says, read without looking at any other file. */
export interface FlowFacts {
  readonly kind: 'flow';
  readonly faults: readonly Fault[];
  /** The file's first character: where stands what is said of the flow as a whole. */
  readonly start: Span;
  /** Whether the file holds a flow definition; a desktop flow's file does not. */
  readonly definition: boolean;
  /** The name a legacy package gives its flow; a solution keeps it in the metadata. */
  readonly displayName: string | undefined;
  /** Type and kind of the trigger: `Recurrence`, `Request/Button`, … */
  readonly trigger: string | undefined;
  /** The trigger's name; undefined when there is none. */
  readonly triggerName: Word | undefined;
  readonly connections: readonly Connection[];
  /** The triggers and actions that go through a connection, in document order. */
  readonly operations: readonly Operation[];
  readonly childFlows: readonly ChildFlowCall[];
  /** Every place in the definition where `parameters('$connections')['key']` names a key; the spans leave the quotes out. In no particular order. */
  readonly keysInExpressions: readonly Word[];
  /** Whether an expression reads `$connections` in another way, `.key` or a key that is computed: then any key may be named. */
  readonly namesKeysOtherwise: boolean;
  /** Connection ids written into the definition itself. */
  readonly literalConnections: readonly LiteralConnection[];
  /** The parameters that are environment variables: each parameter's name, and the schema name in its `metadata`. */
  readonly variables: readonly { readonly parameter: string; readonly schemaName: Word }[];
}

/** An entry of `properties.connectionReferences`: a key of this flow, and what hangs on it. */
export interface Connection {
  readonly key: Word;
  /** The entry's value, braces included. */
  readonly span: Span;
  /** The connection reference it names; undefined for a direct connection, whatever form that has. */
  readonly logicalName: Word | undefined;
  /** `api.name`, or the last part of the connector's id in the forms that have one; undefined when the entry does not say. */
  readonly connector: string | undefined;
  /** `api.logicalName`: the name of a custom connector of the solution. */
  readonly customConnector: string | undefined;
  readonly runtimeSource: Word | undefined;
  /** `source`: what the flow service has in the place of `runtimeSource`, `Embedded` or `Invoker`. */
  readonly source: string | undefined;
  /** `impersonation.source`; undefined for none, which an empty object means too. */
  readonly impersonation: string | undefined;
}

/** A trigger or action that goes through a connection. */
export interface Operation {
  readonly name: string;
  /** The name where it stands, without its quotes. */
  readonly at: Span;
  readonly role: 'trigger' | 'action';
  readonly key: Word;
  /** How the key is written: in `host.connectionName`, or inside the expression in `host.connection.name`. */
  readonly form: 'name' | 'expression';
  readonly apiId: Word | undefined;
}

export interface ChildFlowCall {
  readonly action: string;
  /** The action's name where it stands, without its quotes. */
  readonly at: Span;
  /** The id as written; ids compare without letter case. */
  readonly flowId: Word;
}

export interface LiteralConnection {
  /** The trigger or action it stands in; undefined in the default of `$connections`. */
  readonly operation: string | undefined;
  readonly at: Word;
  /** The key in the default of `$connections`; undefined for a literal in `host.connection.name`. */
  readonly key: string | undefined;
  /** The connector, where the connection's id or what stands beside it tells. */
  readonly connector: string | undefined;
}

/** Reads `Workflows/*.json`, `modernflows/*.json` and the `definition.json` of a legacy package. Shapes: a flow's export, `workflow.clientdata` and the flow service's form. */
export function readFlow(text: string): FlowFacts {
  const { root, faults } = parseJson(text);
  const properties = root?.get('properties');
  const definition = properties?.get('definition');
  const reading = new Reading(text);
  reading.operationsIn(definition?.get('triggers'), 'trigger');
  reading.operationsIn(definition?.get('actions'), 'action');
  reading.defaultsOf(definition?.get('parameters', '$connections', 'defaultValue'));
  if (definition) reading.keysIn(definition);
  return {
    kind: 'flow',
    faults,
    start: { start: 0, end: Math.min(1, text.length) },
    definition: definition?.kind === 'object',
    displayName: properties?.get('displayName')?.string,
    trigger: triggerOf(definition?.get('triggers')),
    triggerName: nameOfFirst(definition?.get('triggers')),
    connections: [...connectionsOf(properties?.get('connectionReferences'))],
    operations: reading.operations.sort((a, b) => a.key.span.start - b.key.span.start),
    childFlows: reading.childFlows,
    keysInExpressions: reading.keys,
    namesKeysOtherwise: reading.namesKeysOtherwise,
    literalConnections: reading.literals,
    variables: [...variablesIn(definition?.get('parameters'))],
  };
}

/** What each key of an object means: of two equal ones the last counts. */
function membersOf(object: JsonValue | undefined): Iterable<JsonMember> {
  return new Map([...(object?.members() ?? [])].map((it) => [it.key, it])).values();
}

function* connectionsOf(entries: JsonValue | undefined): Iterable<Connection> {
  for (const { key, keySpan, value } of membersOf(entries)) {
    const name = wordOf(value.get('connection', 'connectionReferenceLogicalName')) ?? wordOf(value.get('connectionReferenceLogicalName'));
    yield {
      key: { value: key, span: keySpan },
      span: value.span,
      logicalName: name?.value ? name : undefined,
      connector: value.get('api', 'name')?.string ?? lastSegment(value.get('api', 'id')?.string ?? value.get('id')?.string),
      customConnector: value.get('api', 'logicalName')?.string,
      runtimeSource: wordOf(value.get('runtimeSource')),
      source: value.get('source')?.string,
      impersonation: value.get('impersonation', 'source')?.string,
    };
  }
}

function* variablesIn(parameters: JsonValue | undefined): Iterable<FlowFacts['variables'][number]> {
  for (const { key, value } of membersOf(parameters)) {
    const schemaName = wordOf(value.get('metadata', 'schemaName'));
    if (schemaName?.value) yield { parameter: key, schemaName };
  }
}

function lastSegment(id: string | undefined): string | undefined {
  return id === undefined ? undefined : own(id.slice(id.lastIndexOf('/') + 1));
}

/** The connector that the id of a connection, or of a connector, names: `…/apis/shared_teams/connections/…`. */
function connectorIn(id: string | undefined): string | undefined {
  const connector = /\/apis\/([^/]+)/i.exec(id ?? '')?.[1];
  return connector && own(connector);
}

function triggerOf(triggers: JsonValue | undefined): string | undefined {
  for (const { value } of triggers?.members() ?? []) {
    const type = value.get('type')?.string;
    const kind = value.get('kind')?.string;
    if (type) return kind ? `${type}/${kind}` : type;
  }
  return undefined;
}

/** A flow has one trigger. */
function nameOfFirst(triggers: JsonValue | undefined): Word | undefined {
  for (const { key, keySpan } of triggers?.members() ?? []) return { value: key, span: keySpan };
  return undefined;
}

/** `parameters('$connections')['key']`, as old operations name their connection. */
const KEY_IN_EXPRESSION = /parameters\s*\(\s*'\$connections'\s*\)\s*\??\s*\[\s*'((?:[^']|'')*)'\s*\]/gi;

/** Any reading of the parameter that holds a flow's connections. */
const CONNECTIONS = /parameters\s*\(\s*'\$connections'\s*\)/gi;

/** Whether it says which flow is meant; else that is told at run time, if at all. */
function isWrittenOut({ value }: Word): boolean {
  return value !== '' && !value.startsWith('@');
}

/** One pass over a definition, gathering what goes through connections. */
class Reading {
  readonly operations: Operation[] = [];
  readonly childFlows: ChildFlowCall[] = [];
  readonly literals: LiteralConnection[] = [];
  readonly keys: Word[] = [];
  namesKeysOtherwise = false;

  constructor(private readonly text: string) {}

  /** Descends wherever actions can stand, whatever the type says: types are many and drift in letter case. */
  operationsIn(operations: JsonValue | undefined, role: Operation['role']): void {
    for (const { key: name, keySpan: at, value } of operations?.members() ?? []) {
      this.#operation({ name, at, role }, value);
      this.operationsIn(value.get('actions'), 'action');
      this.operationsIn(value.get('else', 'actions'), 'action');
      for (const { value: branch } of value.get('cases')?.members() ?? []) this.operationsIn(branch.get('actions'), 'action');
      this.operationsIn(value.get('default', 'actions'), 'action');
    }
  }

  /** A connection id in the default of `$connections` binds the flow to one person's connection. */
  defaultsOf(defaults: JsonValue | undefined): void {
    for (const { key, keySpan, value } of membersOf(defaults)) {
      const id = value.get('connectionId')?.string;
      if (!id || id.startsWith('@')) continue;
      const connector = connectorIn(id) ?? connectorIn(value.get('id')?.string);
      this.literals.push({ at: { value: key, span: keySpan }, key, operation: undefined, connector });
    }
  }

  keysIn(value: JsonValue): void {
    const open: JsonValue[] = [value];
    for (let next = open.pop(); next; next = open.pop()) {
      if (next.string && /\$connections/i.test(next.string)) {
        const named = [...this.#keysNamedIn(next)];
        this.keys.push(...named);
        if ([...next.string.matchAll(CONNECTIONS)].length > named.length) this.namesKeysOtherwise = true;
      }
      for (const { value: member } of next.members()) open.push(member);
      for (const item of next.items()) open.push(item);
    }
  }

  #operation(its: Pick<Operation, 'name' | 'at' | 'role'>, value: JsonValue): void {
    const host = value.get('inputs', 'host');
    const flowId = wordOf(host?.get('workflowReferenceName'));
    if (flowId && isWrittenOut(flowId)) this.childFlows.push({ action: its.name, at: its.at, flowId });
    const apiId = wordOf(host?.get('apiId'));
    const key = wordOf(host?.get('connectionName'));
    if (key) this.operations.push({ ...its, key, form: 'name', apiId });
    const expression = host?.get('connection', 'name');
    if (expression?.string === undefined) return;
    const [named] = this.#keysNamedIn(expression);
    if (named) {
      this.operations.push({ ...its, key: named, form: 'expression', apiId });
    } else if (expression.string !== '' && !expression.string.startsWith('@')) {
      const connector = connectorIn(expression.string) ?? connectorIn(apiId?.value);
      this.literals.push({ at: { value: expression.string, span: expression.inner }, key: undefined, operation: its.name, connector });
    }
  }

  *#keysNamedIn({ string = '', span }: JsonValue): Iterable<Word> {
    for (const { index, 0: named, 1: key = '' } of string.matchAll(KEY_IN_EXPRESSION)) {
      const start = index + named.lastIndexOf(`'${key}'`) + 1;
      yield { value: unquoted(key), span: spanInString(this.text, span, start, start + key.length) };
    }
  }
}

function unquoted(key: string): string {
  return own(key.replaceAll("''", "'"));
}
