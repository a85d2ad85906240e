import type { Span, Word } from '../text';

/** The tree of an expression. Spans are offsets of the text that was parsed; no node knows its parent. */
export type Expression = StringLiteral | Constant | Call;

export interface StringLiteral {
  readonly kind: 'string';
  /** With the quotes. */
  readonly span: Span;
  /** What it means: `''` is one quote. */
  readonly value: string;
  /** What stands between the quotes. */
  readonly inner: Span;
}

/** A number, `true`, `false` or `null`, as written. */
export interface Constant {
  readonly kind: 'number' | 'word';
  readonly span: Span;
  readonly text: string;
}

export interface Call {
  readonly kind: 'call';
  readonly span: Span;
  readonly name: Word;
  /** Undefined where one is missing: behind a comma, say. */
  readonly arguments: readonly (Expression | undefined)[];
  /** Where `(` and each comma stand: argument `i` follows `separators[i]`. Empty when there is no `(`. */
  readonly separators: readonly number[];
  /** Behind the `)`; undefined when that is missing. */
  readonly end: number | undefined;
  readonly accessors: readonly Accessor[];
}

/** `.name`, `['name']`, `[0]`, each perhaps behind a `?`. */
export interface Accessor {
  readonly span: Span;
  readonly isOptional: boolean;
  /** The property it takes, where that is written out; the span has no quotes. */
  readonly name: Word | undefined;
  /** What stands in the brackets; undefined after a dot, and where there is nothing. */
  readonly index: Expression | undefined;
  readonly isDotted: boolean;
}

export interface SyntaxFault {
  /** `double-quoted` for a string in double quotes, which is read as the string that was meant. */
  readonly kind: 'syntax' | 'double-quoted';
  readonly span: Span;
  /** A clause: "a ')' is missing". */
  readonly reason: string;
}

export interface ParsedExpression {
  /** Undefined where there is nothing at all. */
  readonly root: Expression | undefined;
  /** The first thing that is wrong. */
  readonly fault: SyntaxFault | undefined;
  /** Every string in double quotes, where nothing else is wrong; else none. */
  readonly doubleQuoted: readonly Span[];
}

/** Every node of a tree, what holds others before them. */
export function* nodesOf(root: Expression | undefined): Iterable<Expression> {
  const open: (Expression | undefined)[] = [root];
  while (open.length > 0) {
    const next = open.pop();
    if (!next) continue;
    yield next;
    if (next.kind !== 'call') continue;
    for (const { index } of next.accessors.toReversed()) open.push(index);
    for (const argument of next.arguments.toReversed()) open.push(argument);
  }
}

/** The tree as text, without blanks: what was parsed without a fault, but for the blanks between its parts. */
export function printed(root: Expression): string {
  if (root.kind === 'string') return `'${root.value.replaceAll("'", "''")}'`;
  if (root.kind !== 'call') return root.text;
  const accessors = root.accessors.map(({ isOptional, isDotted, name, index }) => {
    const mark = isOptional ? '?' : '';
    return isDotted ? `${mark}.${name?.value ?? ''}` : `${mark}[${index ? printed(index) : ''}]`;
  });
  return `${root.name.value}(${root.arguments.map((it) => (it ? printed(it) : '')).join(',')})${accessors.join('')}`;
}
