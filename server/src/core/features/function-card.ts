import type { FunctionInfo } from '../expressions/functions';
import { code, paragraphs, prose } from './markdown';

/** A function as a person reads it: `substring(text: string, startIndex: integer, length?: integer): string`. */
export function signatureOf(its: FunctionInfo): string {
  return `${its.name}(${parametersOf(its).join(', ')}): ${its.returns}`;
}

/** Its parameters, as they stand in that. */
export function parametersOf({ parameters }: FunctionInfo): readonly string[] {
  return parameters.map((it) => `${it.variadic ? '...' : ''}${it.name}${it.optional && !it.variadic ? '?' : ''}: ${it.type}`);
}

/** What a person wants to know of a function of the expression language, in Markdown. */
export function functionCard(its: FunctionInfo): string {
  return paragraphs(
    code(signatureOf(its)),
    prose(its.summary),
    prose(its.notes ?? ''),
    its.deprecated ? 'Deprecated: new flows are to do without it.' : '',
  );
}
