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

const NONE: readonly never[] = [];
const NOTHING: Span = { start: 0, end: 0 };
const FIRST: Span = { start: 0, end: 1 };

/**
 * The facts of a flow in a seventh of their memory, for there are many flows: what is said apart from where it stands, and each list
 * with its places made anew for whoever asks. Equal things asked for twice are not the same objects.
 */
export class KeptFlow implements FlowFacts {
  readonly faults: readonly Fault[];
  readonly definition: boolean;
  readonly displayName: string | undefined;
  readonly trigger: string | undefined;
  readonly keyUses: readonly KeyUse[];
  readonly operationsPrint: number;
  readonly namesKeysOtherwise: boolean;
  readonly literalConnections: readonly LiteralConnection[];
  readonly finds: readonly number[];
  readonly #isEmpty: boolean;
  readonly #triggerName: string | undefined;
  readonly #connections: readonly SaidConnection[];
  readonly #variables: readonly SaidVariable[];
  readonly #childFlows: readonly SaidCall[];
  readonly #connectionSpans: string;
  readonly #otherSpans: string;

  constructor(facts: Omit<FlowFacts, 'finds'>, finds: readonly number[]) {
    const { connections, variables, childFlows, triggerName } = facts;
    this.faults = orNone(facts.faults);
    this.definition = facts.definition;
    this.displayName = facts.displayName;
    this.trigger = facts.trigger;
    this.keyUses = orNone(facts.keyUses.map(shared));
    this.operationsPrint = facts.operationsPrint;
    this.namesKeysOtherwise = facts.namesKeysOtherwise;
    this.literalConnections = orNone(facts.literalConnections);
    this.finds = finds;
    this.#isEmpty = facts.start.end === 0;
    this.#triggerName = triggerName?.value;
    this.#connections = orNone(connections.map(saidOf));
    this.#variables = orNone(variables.map(({ parameter, schemaName }) => shared({ parameter, schemaName: schemaName.value })));
    this.#childFlows = orNone(childFlows.map(({ action, flowId }) => ({ action, flowId: flowId.value })));
    this.#connectionSpans = packSpans(connections.flatMap(spansOf));
    this.#otherSpans = packSpans([
      ...(triggerName ? [triggerName.span] : []),
      ...variables.map((it) => it.schemaName.span),
      ...childFlows.flatMap(({ at, flowId }) => [at, flowId.span]),
    ]);
  }

  get kind(): 'flow' {
    return 'flow';
  }

  get start(): Span {
    return this.#isEmpty ? NOTHING : FIRST;
  }

  get triggerName(): Word | undefined {
    return wordAt(this.#triggerName, unpackSpans(this.#otherSpans));
  }

  get connections(): readonly Connection[] {
    if (this.#connections.length === 0) return NONE;
    const next = unpackSpans(this.#connectionSpans);
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

  get variables(): FlowFacts['variables'] {
    if (this.#variables.length === 0) return NONE;
    const next = this.#behind(this.#triggerName === undefined ? 0 : 1);
    return this.#variables.map(({ parameter, schemaName }) => ({ parameter, schemaName: { value: schemaName, span: next() } }));
  }

  get childFlows(): readonly ChildFlowCall[] {
    if (this.#childFlows.length === 0) return NONE;
    const next = this.#behind((this.#triggerName === undefined ? 0 : 1) + this.#variables.length);
    return this.#childFlows.map(({ action, flowId }) => ({ action, at: next(), flowId: { value: flowId, span: next() } }));
  }

  /** All of it, plain. */
  toJSON(): FlowFacts {
    const { kind, faults, start, definition, displayName, trigger, triggerName, connections, keyUses, operationsPrint } = this;
    const { childFlows, namesKeysOtherwise, literalConnections, variables, finds } = this;
    const rest = { childFlows, namesKeysOtherwise, literalConnections, variables, finds };
    return { kind, faults, start, definition, displayName, trigger, triggerName, connections, keyUses, operationsPrint, ...rest };
  }

  /** What comes behind so many of the other spans. */
  #behind(count: number): () => Span {
    const next = unpackSpans(this.#otherSpans);
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
