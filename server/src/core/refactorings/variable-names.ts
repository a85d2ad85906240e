import { Refusal, type Scene } from '../fix';
import type { Uri } from '../text';
import { prefixOf } from './create';
import { newVariableFor, refusedNewVariable, schemaNameFrom, solutionFor, type NewVariable } from './extract-variable';
import { literalAt, literalsLike, type Literal } from './literal-at';

/** The names of an environment variable that is to take the place of a literal. */
export interface VariableNames extends NewVariable {
  /** How often the literal stands in the flow. */
  readonly places: number;
  /** Why it cannot be called so, as a sentence. */
  readonly refused?: string;
  /** What the person should know of the names, as a sentence. */
  readonly warning?: string;
}

/** The names as far as they are typed; what is not is proposed. Throws `Refusal` where no variable can take the place of the literal. */
export function variableNames(
  literal: Literal,
  typed: { readonly [Name in keyof NewVariable]?: string | undefined },
  scene: Scene,
): VariableNames {
  const solution = solutionFor(literal, scene);
  const proposed = typed.displayName === undefined ? newVariableFor(literal, scene) : undefined;
  const displayName = typed.displayName ?? proposed!.displayName;
  const names = { displayName, schemaName: typed.schemaName ?? proposed?.schemaName ?? schemaNameFrom(displayName, solution) };
  const refused = refusedNewVariable(names, solution, scene);
  const prefix = `${prefixOf(solution.manifest)}_`;
  const isForeign = !names.schemaName.toLowerCase().startsWith(prefix.toLowerCase());
  return {
    ...names,
    places: literalsLike(literal, scene).length,
    ...(refused === undefined ? {} : { refused }),
    ...(refused === undefined && isForeign ? { warning: `Names of the publisher of '${solution.name}' begin with '${prefix}'.` } : {}),
  };
}

/** The literal at an offset of a flow's file. Throws `Refusal` when it is not there any more. */
export function literalNamed(uri: Uri, offset: number, value: string, scene: Scene): Literal {
  const literal = literalAt(uri, offset, scene);
  if (literal?.value !== value) throw new Refusal('The text that was to be extracted does not stand there any more: choose it again.');
  return literal;
}
