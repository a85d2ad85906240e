import type { Span, Word } from '../text';

/** The trigger or an action of a flow, and what it holds. Only downwards: who holds whom is told by `RunOrder`. */
export interface Step {
  readonly role: 'trigger' | 'action';
  /** Its key in the definition, which is what other actions call it. */
  readonly name: Word;
  /** The whole member, from the quote before the name to the end of its value. */
  readonly span: Span;
  /** As written: types compare without letter case. Empty when there is none. */
  readonly type: string;
  readonly kind: string | undefined;
  readonly description: Word | undefined;
  /** The operation of the connector that it calls, as its definition names it. */
  readonly operation: string | undefined;
  /** `runAfter`. */
  readonly after: readonly Predecessor[];
  /** Where its `runAfter` stands, braces included; undefined when it has none. */
  readonly afterSpan: Span | undefined;
  readonly blocks: readonly Block[];
  /** The variables that it initialises. */
  readonly variables: readonly VariableStart[];
  /** The variable that it writes: sets, appends to or increments. */
  readonly writes: Word | undefined;
  /** The rows that it watches, if it is a trigger, or writes; undefined where that is none of which something is known. */
  readonly rows: Rows | undefined;
  /** Names in the expressions of this step itself, not of what it holds, in document order. */
  readonly uses: readonly NameUse[];
  /** What is wrong or to be looked at in this step itself, in document order. */
  readonly flaws: readonly Flaw[];
}

/** Actions that start together and follow each other: those of a flow, of a branch, of a scope or a loop. */
export interface Block {
  readonly kind: 'actions' | 'else' | 'case' | 'default';
  /** The key of a case; undefined for other blocks. */
  readonly key: Word | undefined;
  /** What a case compares with, as written; undefined for other blocks. */
  readonly compared: string | undefined;
  /** The `actions`, braces included. */
  readonly span: Span;
  readonly steps: readonly Step[];
}

export interface Predecessor {
  readonly name: Word;
  /** In which states it lets this one run, as written. */
  readonly statuses: readonly Word[];
}

/** Rows of a table of Dataverse, or items of a list of SharePoint. */
export interface Rows {
  readonly of: 'Dataverse' | 'SharePoint';
  /** A trigger of Dataverse has the table's logical name, an action that of its set; of a list it is the site and the list, as written. */
  readonly table: string;
  /** What happens to them. */
  readonly change: 'created' | 'updated' | 'either';
  /** Of a trigger the columns that it looks at alone; of an action those it writes. In lower case; undefined where any may be. */
  readonly columns: readonly string[] | undefined;
  /** Whether a condition of the trigger leaves some of them out. */
  readonly isFiltered: boolean;
}

export interface VariableStart {
  readonly name: Word;
  /** Lower case: string, boolean, integer, float, array, object; empty when it is not said. */
  readonly type: string;
}

/** A place in an expression that names something of this flow by a literal. */
export interface NameUse {
  /** A loop is named by `items` and `iterationIndexes`. */
  readonly kind: 'action' | 'loop' | 'variable' | 'parameter';
  /** The function that it is given to, in lower case. */
  readonly by: string;
  /** What it names. The span covers what stands between the quotes of the expression, as written. */
  readonly name: Word;
  /** Whether this is evaluated when the step and all it holds has run: the condition of an Until, tracked properties. */
  readonly isLate: boolean;
}

/** Something about one step that a rule reports: the reader sees it, the rule words it. */
export type Flaw =
  | ExpressionFlaw
  /** `item()` where no loop or list gives one. */
  | { readonly kind: 'loose-item'; readonly span: Span }
  /** A required property is missing, by its path: `inputs.variables`. */
  | { readonly kind: 'missing-property'; readonly span: Span; readonly path: string }
  /** Over a documented limit; `what` is a clause that names both numbers. */
  | { readonly kind: 'excess'; readonly span: Span; readonly what: string }
  /** A literal where an environment variable belongs. */
  | { readonly kind: 'hard-coded'; readonly span: Span; readonly what: string; readonly property: string }
  /** A literal secret; `what` says of what sort, never what it is. */
  | { readonly kind: 'secret'; readonly span: Span; readonly what: string; readonly property: string };

/** What the expressions say that stand in no step: those of the outputs of a definition, which are evaluated when all has run. */
export interface OutputFacts {
  readonly uses: readonly NameUse[];
  readonly flaws: readonly Flaw[];
}

export type ExpressionFlaw =
  /** The reason is a clause. */
  | { readonly kind: 'syntax'; readonly span: Span; readonly reason: string }
  /** `"x"` where `'x'` is meant, with the quotes as they stand in the file. */
  | { readonly kind: 'double-quoted'; readonly span: Span }
  | { readonly kind: 'too-long'; readonly span: Span; readonly length: number }
  | { readonly kind: 'unknown-function'; readonly span: Span; readonly name: string }
  | { readonly kind: 'argument-count'; readonly span: Span; readonly name: string; readonly count: number }
  /** `@function(…)` in the middle of a text, from the `@` to its end. */
  | { readonly kind: 'literal'; readonly span: Span; readonly name: string };
