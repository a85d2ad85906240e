import type { Fault } from '../faults';
import { packSpans, unpackSpans } from '../packed-spans';
import { shared } from '../strings';
import type { Span, Word } from '../text';
import type { ChildFlowCall, Connection, FlowFacts, KeyUse, LiteralConnection } from './flow';

/** What a connection says, wherever that stands: the same object in all flows that say it. */
interface SaidConnection extends Pick<Connection, 'connector' | 'customConnector' | 'source' | 'impersonation'> {
  readonly key: string;
  readonly logicalName: string | undefined;
  readonly runtimeSource: string | undefined;
}

interface SaidVariable {
  readonly parameter: string;
  readonly schemaName: string;
}

interface SaidCall {
  readonly action: string;
  readonly flowId: string;
}

/** What a few words say, and many flows say alike. */
interface Often extends Pick<FlowFacts, 'definition' | 'trigger' | 'namesKeysOtherwise' | 'finds'> {
  readonly isEmpty: boolean;
}

/** What most flows have nothing of. */
type Seldom = Pick<FlowFacts, 'faults' | 'displayName' | 'literalConnections'>;

const NONE: readonly never[] = [];
const PLAIN: Seldom = { faults: NONE, displayName: undefined, literalConnections: NONE };
const NOTHING: Span = { start: 0, end: 0 };
const FIRST: Span = { start: 0, end: 1 };

/**
 * The facts of a flow in a seventh of their memory, for there are many flows: what is said apart from where it stands, and each list
 * with its places made anew for whoever asks. Equal things asked for twice are not the same objects.
 */
export class KeptFlow implements FlowFacts {
  readonly keyUses: readonly KeyUse[];
  readonly operationsPrint: number;
  readonly #often: Often;
  readonly #seldom: Seldom;
  readonly #triggerName: string | undefined;
  readonly #connections: readonly SaidConnection[];
  readonly #variables: readonly SaidVariable[];
  readonly #childFlows: readonly SaidCall[];
  readonly #spans: string;

  constructor(facts: Omit<FlowFacts, 'finds'>, finds: readonly number[]) {
    const { definition, trigger, namesKeysOtherwise, faults, displayName, literalConnections } = facts;
    const { connections, variables, childFlows, triggerName } = facts;
    const isPlain = faults.length === 0 && displayName === undefined && literalConnections.length === 0;
    this.keyUses = orNone(facts.keyUses.map(shared));
    this.operationsPrint = facts.operationsPrint;
    this.#often = shared({ isEmpty: facts.start.end === 0, definition, trigger, namesKeysOtherwise, finds });
    this.#seldom = isPlain ? PLAIN : { faults, displayName, literalConnections };
    this.#triggerName = triggerName?.value;
    this.#connections = orNone(connections.map(saidOf));
    this.#variables = orNone(variables.map(({ parameter, schemaName }) => shared({ parameter, schemaName: schemaName.value })));
    this.#childFlows = orNone(childFlows.map(({ action, flowId }) => ({ action, flowId: flowId.value })));
    this.#spans = packSpans([
      ...(triggerName ? [triggerName.span] : []),
      ...variables.map((it) => it.schemaName.span),
      ...childFlows.flatMap(({ at, flowId }) => [at, flowId.span]),
      ...connections.flatMap(spansOf),
    ]);
  }

  get kind(): 'flow' {
    return 'flow';
  }

  get start(): Span {
    return this.#often.isEmpty ? NOTHING : FIRST;
  }

  get definition(): boolean {
    return this.#often.definition;
  }

  get trigger(): string | undefined {
    return this.#often.trigger;
  }

  get namesKeysOtherwise(): boolean {
    return this.#often.namesKeysOtherwise;
  }

  get finds(): readonly number[] {
    return this.#often.finds;
  }

  get faults(): readonly Fault[] {
    return this.#seldom.faults;
  }

  get displayName(): string | undefined {
    return this.#seldom.displayName;
  }

  get literalConnections(): readonly LiteralConnection[] {
    return this.#seldom.literalConnections;
  }

  get triggerName(): Word | undefined {
    return wordAt(this.#triggerName, unpackSpans(this.#spans));
  }

  get variables(): FlowFacts['variables'] {
    if (this.#variables.length === 0) return NONE;
    const next = this.#behind(this.#triggerSpans);
    return this.#variables.map(({ parameter, schemaName }) => ({ parameter, schemaName: { value: schemaName, span: next() } }));
  }

  get childFlows(): readonly ChildFlowCall[] {
    if (this.#childFlows.length === 0) return NONE;
    const next = this.#behind(this.#triggerSpans + this.#variables.length);
    return this.#childFlows.map(({ action, flowId }) => ({ action, at: next(), flowId: { value: flowId, span: next() } }));
  }

  get connections(): readonly Connection[] {
    if (this.#connections.length === 0) return NONE;
    const next = this.#behind(this.#triggerSpans + this.#variables.length + 2 * this.#childFlows.length);
    return this.#connections.map(({ key, logicalName, connector, customConnector, runtimeSource, source, impersonation }) => ({
      key: { value: key, span: next() },
      span: next(),
      logicalName: wordAt(logicalName, next),
      connector,
      customConnector,
      runtimeSource: wordAt(runtimeSource, next),
      source,
      impersonation,
    }));
  }

  /** All of it, plain. */
  toJSON(): FlowFacts {
    const { kind, faults, start, definition, displayName, trigger, triggerName, connections, keyUses, operationsPrint } = this;
    const { childFlows, namesKeysOtherwise, literalConnections, variables, finds } = this;
    const rest = { childFlows, namesKeysOtherwise, literalConnections, variables, finds };
    return { kind, faults, start, definition, displayName, trigger, triggerName, connections, keyUses, operationsPrint, ...rest };
  }

  get #triggerSpans(): number {
    return this.#triggerName === undefined ? 0 : 1;
  }

  #behind(count: number): () => Span {
    const next = unpackSpans(this.#spans);
    for (let i = 0; i < count; i++) next();
    return next;
  }
}

function saidOf({ key, logicalName, connector, customConnector, runtimeSource, source, impersonation }: Connection): SaidConnection {
  return shared({
    key: key.value,
    logicalName: logicalName?.value,
    connector,
    customConnector,
    runtimeSource: runtimeSource?.value,
    source,
    impersonation,
  });
}

function spansOf({ key, span, logicalName, runtimeSource }: Connection): readonly Span[] {
  return [key.span, span, ...(logicalName ? [logicalName.span] : []), ...(runtimeSource ? [runtimeSource.span] : [])];
}

function wordAt(value: string | undefined, next: () => Span): Word | undefined {
  return value === undefined ? undefined : { value, span: next() };
}

/** One list for all that have nothing. */
function orNone<Item>(list: readonly Item[]): readonly Item[] {
  return list.length > 0 ? list : NONE;
}
