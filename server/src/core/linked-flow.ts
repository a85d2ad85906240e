import type { ChildFlowCall, Connection, FlowFacts, KeyUse, LiteralConnection } from './facts/flow';
import type { WorkflowFact } from './facts/workflow';
import type { Fault } from './faults';
import type { SourceFile } from './files';
import type { Flow, Metadata } from './model';
import { FlowRows } from './tables';
import type { Span, Uri, Word } from './text';

/** A flow as its solution knows it. What its file says is asked of the facts: a copy for each flow would be as large as the facts. */
export class LinkedFlow implements Flow {
  #rows: FlowRows | undefined;

  constructor(
    readonly file: SourceFile,
    readonly solution: Uri,
    readonly id: string | undefined,
    readonly name: string,
    readonly metadata: Metadata | undefined,
    readonly legacy: boolean,
    private readonly facts: FlowFacts,
  ) {}

  get rows(): FlowRows {
    return (this.#rows ??= new FlowRows(this));
  }

  get uri(): Uri {
    return this.file.uri;
  }

  get kind(): 'flow' {
    return 'flow';
  }

  get faults(): readonly Fault[] {
    return this.facts.faults;
  }

  get start(): Span {
    return this.facts.start;
  }

  get definition(): boolean {
    return this.facts.definition;
  }

  get displayName(): string | undefined {
    return this.facts.displayName;
  }

  get trigger(): string | undefined {
    return this.facts.trigger;
  }

  get triggerName(): Word | undefined {
    return this.facts.triggerName;
  }

  get connections(): readonly Connection[] {
    return this.facts.connections;
  }

  get keyUses(): readonly KeyUse[] {
    return this.facts.keyUses;
  }

  get operationsPrint(): number {
    return this.facts.operationsPrint;
  }

  get childFlows(): readonly ChildFlowCall[] {
    return this.facts.childFlows;
  }

  get namesKeysOtherwise(): boolean {
    return this.facts.namesKeysOtherwise;
  }

  get literalConnections(): readonly LiteralConnection[] {
    return this.facts.literalConnections;
  }

  get variables(): FlowFacts['variables'] {
    return this.facts.variables;
  }

  get finds(): readonly number[] {
    return this.facts.finds;
  }
}

export class LinkedMetadata implements Metadata {
  constructor(
    readonly uri: Uri,
    private readonly fact: WorkflowFact,
  ) {}

  /** Whether both were read from the same state of the same file. */
  static areSame(one: Metadata | undefined, other: Metadata | undefined): boolean {
    if (!(one instanceof LinkedMetadata && other instanceof LinkedMetadata)) return one === other;
    return one.uri === other.uri && one.fact === other.fact;
  }

  get id(): Word {
    return this.fact.id;
  }

  get name(): string {
    return this.fact.name;
  }

  get description(): string {
    return this.fact.description;
  }

  get category(): string {
    return this.fact.category;
  }

  get jsonFileName(): Word | undefined {
    return this.fact.jsonFileName;
  }

  get stateCode(): Word | undefined {
    return this.fact.stateCode;
  }
}
