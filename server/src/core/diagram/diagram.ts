import type { Span } from '../text';

/** A flow as it is drawn: plain data, so that it can be sent to whoever draws it. */
export interface Diagram {
  readonly name: string;
  /** The trigger, then the actions that stand in no other. */
  readonly steps: DiagramBlock;
  /** What is found in the flow and in none of its steps: in its connections, or of the flow as a whole. */
  readonly problems: readonly DiagramProblem[];
}

/** Steps that start together and follow each other. */
export interface DiagramBlock {
  /** In run order. */
  readonly steps: readonly DiagramStep[];
  readonly edges: readonly DiagramEdge[];
}

export interface DiagramStep {
  /** One and the same as long as the step keeps its name; not for showing. */
  readonly id: string;
  readonly look: Look;
  /** As designers show it, with spaces. */
  readonly name: string;
  /** Its key in the definition. */
  readonly key: string;
  /** What it does, by its type or its operation: `Condition`, `Post message to conversation`. */
  readonly what: string;
  readonly connector: string | undefined;
  /** What a person calls the connection reference that it goes through, or that there is none. */
  readonly connection: string | undefined;
  readonly description: string | undefined;
  /** In the step itself, not in what it holds. */
  readonly problems: readonly DiagramProblem[];
  /** Of a step that can hold others at least one, which may be empty. */
  readonly branches: readonly DiagramBranch[];
  /** The whole member. */
  readonly span: Span;
  /** Its key where it stands, without the quotes. */
  readonly keySpan: Span;
}

export interface DiagramBranch extends DiagramBlock {
  /** Not for showing. */
  readonly id: string;
  /** `Yes`, `Default`, what a case compares with; empty where there is only one branch. */
  readonly label: string;
}

/** By their ids: what runs after what. */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  /** In which states the first lets the other run: `has failed, timed out`. Empty when it must have succeeded. */
  readonly label: string;
}

export interface DiagramProblem {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

/** What a step looks like: each kind has a sign and a colour. */
export type Look =
  | 'trigger'
  | 'connector'
  | 'condition'
  | 'switch'
  | 'loop'
  | 'scope'
  | 'variable'
  | 'data'
  | 'http'
  | 'response'
  | 'delay'
  | 'end'
  | 'flow'
  | 'action';
