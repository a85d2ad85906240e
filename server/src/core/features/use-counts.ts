import { placesNaming, type FlowName } from '../flow-names';
import type { Flow } from '../model';
import { count } from '../reports/check';

/** How a flow uses an action, a variable or a parameter of it. */
export interface NameUses {
  /** The texts with expressions that name it: one that names it twice counts once. */
  readonly expressions: number;
  /** The actions that write it. */
  readonly writers: readonly string[];
}

/** `source` is the flow's file. */
export function usesOfName(kind: FlowName['kind'], name: string, flow: Flow, source: string): NameUses {
  const places = placesNaming(kind, name, flow);
  const uses = places.filter((it) => it.role === 'use').map((it) => it.name.span);
  const expressions = uses.filter((it, i) => i === 0 || isQuoteIn(source.slice(uses[i - 1]!.end, it.start))).length;
  return { expressions, writers: places.flatMap(({ role, step }) => (role === 'write' && step ? step.name.value : [])) };
}

/** `used by 3 expressions, written by 1 action`; undefined where nothing uses it. */
export function usesInWords({ expressions, writers }: NameUses): string | undefined {
  const said = [
    expressions > 0 ? `used by ${count(expressions, 'expression')}` : '',
    writers.length > 0 ? `written by ${count(writers.length, 'action')}` : '',
  ].filter((it) => it !== '');
  return said.length > 0 ? said.join(', ') : undefined;
}

/** Whether a JSON string ends here: a quote that no backslash escapes. */
function isQuoteIn(text: string): boolean {
  return /(?<!\\)(?:\\\\)*"/.test(text);
}
