import type { Span } from '../text';
import { namedBy } from './functions';
import { parseExpression } from './parser';
import { nodesOf } from './syntax';
import { templateOf } from './template';

/** A part of a string that stands for itself. */
export interface Piece {
  /** All of the string, text between expressions, or what a function is given in an expression. */
  readonly form: 'whole' | 'text' | 'argument';
  /** What it means to the platform. */
  readonly value: string;
  /** Where it stands in the decoded string; an argument with its quotes. */
  readonly span: Span;
}

/** The parts of a decoded string that stand for themselves; names of the flow and of properties are none. */
export function piecesOf(decoded: string): readonly Piece[] {
  if (decoded === '') return [];
  const { kind, expressions, open } = templateOf(decoded);
  if (kind === 'literal') return [{ form: 'whole', value: meaningOf(decoded), span: { start: 0, end: decoded.length } }];
  if (open !== undefined) return [];
  return [...(kind === 'mixed' ? textsBetween(decoded, expressions) : []), ...expressions.flatMap((it) => argumentsIn(decoded, it))];
}

/** A text of one sign says nothing, and behind an `@` no expression can begin. */
function textsBetween(decoded: string, expressions: readonly Span[]): readonly Piece[] {
  const edges = [0, ...expressions.flatMap(({ start, end }) => [start - 2, end + 1]), decoded.length];
  const pieces: Piece[] = [];
  for (let at = 0; at < edges.length; at += 2) {
    const span = { start: edges[at]!, end: edges[at + 1]! };
    const value = meaningOf(decoded.slice(span.start, span.end));
    if (value.trim().length > 1) pieces.push({ form: 'text', value, span });
  }
  return pieces;
}

function argumentsIn(decoded: string, span: Span): readonly Piece[] {
  const { root, fault } = parseExpression(decoded, span);
  if (fault) return [];
  const pieces: Piece[] = [];
  for (const node of nodesOf(root)) {
    if (node.kind !== 'call') continue;
    for (const [index, argument] of node.arguments.entries())
      if (argument?.kind === 'string' && argument.value !== '' && !(index === 0 && namedBy(node.name.value)))
        pieces.push({ form: 'argument', value: argument.value, span: argument.span });
  }
  return pieces;
}

/** `@@` at the beginning is one `@`, and so is that of `@@{`. */
function meaningOf(text: string): string {
  return text.startsWith('@@') ? text.slice(1) : text.replaceAll('@@{', '@{');
}
