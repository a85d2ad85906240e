import type { Span } from '../text';

/** What a string of a flow's definition is to the platform. Offsets are of the decoded string, without JSON's escapes. */
export interface Template {
  /** `literal` is text as it stands; `whole` is one expression, whose value keeps its type; `mixed` is text with expressions in `@{…}`. */
  readonly kind: 'literal' | 'whole' | 'mixed';
  /** Each expression, without `@`, `@{` and `}`. */
  readonly expressions: readonly Span[];
  /** Where the `@{` stands that has no end; its expression is the last one, up to the end of the string. */
  readonly open: number | undefined;
}

const LITERAL: Template = { kind: 'literal', expressions: [], open: undefined };

/**
 * Splits a string as the platform does. Only `@` as the very first character begins a whole expression, `@@` there makes all of it
 * text, and braces count outside of single quotes only.
 * Source: `isTemplateExpression` and `parseTemplateExpression` of the designer, Azure/LogicAppsUX.
 */
export function templateOf(value: string): Template {
  if (value.length < 2 || !value.includes('@') || value.startsWith('@@')) return LITERAL;
  if (value.startsWith('@') && value[1] !== '{') return { kind: 'whole', expressions: [{ start: 1, end: value.length }], open: undefined };
  const expressions: Span[] = [];
  for (let at = value.indexOf('@{'); at >= 0; at = value.indexOf('@{', at)) {
    if (at > 0 && value[at - 1] === '@') {
      at += 2; // `@@{` is a literal `@{`
      continue;
    }
    const start = at + 2;
    const end = closingBrace(value, start);
    expressions.push({ start, end: end ?? value.length });
    if (end === undefined) return { kind: 'mixed', expressions, open: at };
    at = end + 1;
  }
  return expressions.length > 0 ? { kind: 'mixed', expressions, open: undefined } : LITERAL;
}

/** The first `}` outside of quotes. Expressions have no other braces. */
function closingBrace(value: string, from: number): number | undefined {
  let isQuoted = false;
  for (let at = from; at < value.length; at++) {
    if (value[at] === "'") isQuoted = !isQuoted;
    else if (value[at] === '}' && !isQuoted) return at;
  }
  return undefined;
}
