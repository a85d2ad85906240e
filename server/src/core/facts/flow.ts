import type { Fault } from '../faults';
import { parseJson, wordOf, type JsonMember, type JsonValue } from '../json';
import { own } from '../strings';
import type { Span, Word } from '../text';
import { connectionKeyIn } from './expression-reading';
import { secretDefaults } from './literals';
import { StepReading } from './step-reading';
import type { Block, Flaw, OutputFacts, Step } from './steps';

/** What is kept of one flow file, read without looking at any other file. What stands inside of the flow is read again when somebody looks. */
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
  /** Each key that something in the flow goes through or names. */
  readonly keyUses: readonly KeyUse[];
  /** Another number when the operations inside read differently, wherever they stand. */
  readonly operationsPrint: number;
  readonly childFlows: readonly ChildFlowCall[];
  /** Whether an expression reads `$connections` in another way, `.key` or a key that is computed: then any key may be named. */
  readonly namesKeysOtherwise: boolean;
  /** Connection ids written into the definition itself. */
  readonly literalConnections: readonly LiteralConnection[];
  /** The parameters that are environment variables: each parameter's name, and the schema name in its `metadata`. */
  readonly variables: readonly { readonly parameter: string; readonly schemaName: Word }[];
  /** The looks that find something inside, by number. */
  readonly finds: readonly number[];
}

/** What stands inside of a flow: nine tenths of what its file says, and of no meaning to any other file. */
export interface FlowInside {
  readonly triggers: readonly Step[];
  /** The actions that stand in no other; undefined when the definition has none. */
  readonly actions: Block | undefined;
  /** The triggers and actions that go through a connection, in document order. */
  readonly operations: readonly Operation[];
  /** The expressions of the definition's outputs. */
  readonly outputs: OutputFacts;
  /** The names of the parameters that the definition declares. */
  readonly parameters: readonly Word[];
  /** Literal secrets in the defaults of those; the property is the parameter's name. */
  readonly secretDefaults: readonly Extract<Flaw, { readonly kind: 'secret' }>[];
  /** Every place in an expression where `parameters('$connections')['key']` names a key; the spans leave the quotes out. */
  readonly keysInExpressions: readonly Word[];
}

/** How much of a flow uses a key of its connections. */
export interface KeyUse {
  readonly key: string;
  readonly triggers: number;
  readonly actions: number;
  /** Whether an expression names it. */
  readonly isInExpression: boolean;
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

/** All that one flow file says. */
export interface FlowReading {
  readonly facts: Omit<FlowFacts, 'finds'>;
  readonly inside: FlowInside;
}

/** Reads `Workflows/*.json`, `modernflows/*.json` and the `definition.json` of a legacy package. Shapes: a flow's export, `workflow.clientdata` and the flow service's form. */
export function readFlow(text: string): FlowReading {
  const { root, faults } = parseJson(text);
  const properties = root?.get('properties');
  const definition = properties?.get('definition');
  const connecting = new Connecting(text);
  const reading = new StepReading(text, (step, value) => connecting.step(step, value));
  const triggers = reading.triggers(definition?.get('triggers'));
  const actions = definition?.get('actions');
  const block = actions && reading.block('actions', actions, false);
  const outputs = reading.outputs(definition?.get('outputs'));
  connecting.defaultsOf(definition?.get('parameters', '$connections', 'defaultValue'));
  const operations = connecting.operations.sort((a, b) => a.key.span.start - b.key.span.start);
  const keysInExpressions = reading.keys.sort((a, b) => a.span.start - b.span.start);
  return {
    facts: {
      kind: 'flow',
      faults,
      start: { start: 0, end: Math.min(1, text.length) },
      definition: definition?.kind === 'object',
      displayName: properties?.get('displayName')?.string,
      trigger: triggerOf(definition?.get('triggers')),
      triggerName: nameOfFirst(definition?.get('triggers')),
      connections: [...connectionsOf(properties?.get('connectionReferences'))],
      keyUses: keyUsesOf(operations, keysInExpressions),
      operationsPrint: printOf(operations),
      childFlows: connecting.childFlows,
      namesKeysOtherwise: reading.namesKeysOtherwise,
      literalConnections: connecting.literals,
      variables: [...variablesIn(definition?.get('parameters'))],
    },
    inside: {
      triggers,
      actions: block,
      operations,
      outputs,
      parameters: [...membersOf(definition?.get('parameters'))].map(({ key, keySpan }) => ({ value: key, span: keySpan })),
      secretDefaults: [...secretDefaults(definition?.get('parameters'), text)],
      keysInExpressions,
    },
  };
}

type Writable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

function keyUsesOf(operations: readonly Operation[], keysInExpressions: readonly Word[]): readonly KeyUse[] {
  const uses = new Map<string, Writable<KeyUse>>();
  const useOf = (key: string): Writable<KeyUse> => {
    const use = uses.get(key) ?? { key, triggers: 0, actions: 0, isInExpression: false };
    uses.set(key, use);
    return use;
  };
  for (const { key, role } of operations) useOf(key.value)[role === 'trigger' ? 'triggers' : 'actions']++;
  for (const { value } of keysInExpressions) useOf(value).isInExpression = true;
  return [...uses.values()];
}

/** FNV-1a in 32 bits: enough to tell two states of one file apart. */
function printOf(operations: readonly Operation[]): number {
  let print = 0x811c9dc5;
  for (const { name, role, key, apiId } of operations)
    for (const word of [name, role, key.value, apiId?.value ?? '']) {
      for (let i = 0; i < word.length; i++) print = Math.imul(print ^ word.charCodeAt(i), 0x01000193);
      print = Math.imul(print ^ 0xffff, 0x01000193);
    }
  return print;
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
    if (type) return kind ? own(`${type}/${kind}`) : type;
  }
  return undefined;
}

/** A flow has one trigger. */
function nameOfFirst(triggers: JsonValue | undefined): Word | undefined {
  for (const { key, keySpan } of triggers?.members() ?? []) return { value: key, span: keySpan };
  return undefined;
}

/** Whether it says which flow is meant; else that is told at run time, if at all. */
function isWrittenOut({ value }: Word): boolean {
  return value !== '' && !value.startsWith('@');
}

/** Gathers what goes through connections. */
class Connecting {
  readonly operations: Operation[] = [];
  readonly childFlows: ChildFlowCall[] = [];
  readonly literals: LiteralConnection[] = [];

  constructor(private readonly text: string) {}

  /** A connection id in the default of `$connections` binds the flow to one person's connection. */
  defaultsOf(defaults: JsonValue | undefined): void {
    for (const { key, keySpan, value } of membersOf(defaults)) {
      const id = value.get('connectionId')?.string;
      if (!id || id.startsWith('@')) continue;
      const connector = connectorIn(id) ?? connectorIn(value.get('id')?.string);
      this.literals.push({ at: { value: key, span: keySpan }, key, operation: undefined, connector });
    }
  }

  step({ role, name: { value: name, span: at } }: Pick<Step, 'role' | 'name'>, value: JsonValue): void {
    const host = value.get('inputs', 'host');
    const flowId = wordOf(host?.get('workflowReferenceName'));
    if (flowId && isWrittenOut(flowId)) this.childFlows.push({ action: name, at, flowId });
    const apiId = wordOf(host?.get('apiId'));
    const key = wordOf(host?.get('connectionName'));
    if (key) this.operations.push({ name, at, role, key, form: 'name', apiId });
    const expression = host?.get('connection', 'name');
    if (expression?.string === undefined) return;
    const named = connectionKeyIn(expression, this.text);
    if (named) {
      this.operations.push({ name, at, role, key: named, form: 'expression', apiId });
    } else if (expression.string !== '' && !expression.string.startsWith('@')) {
      const connector = connectorIn(expression.string) ?? connectorIn(apiId?.value);
      this.literals.push({ at: { value: expression.string, span: expression.inner }, key: undefined, operation: name, connector });
    }
  }
}
