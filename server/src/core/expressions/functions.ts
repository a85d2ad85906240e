import table from './functions.json';

/**
 * A function of the expression language.
 * `functions.json` is carried over from Microsoft's reference of the functions, the designer's public source, and the calls in about
 * 800 real flows.
 */
export interface FunctionInfo {
  readonly name: string;
  readonly category: string;
  readonly minArgs: number;
  /** Null for any number. */
  readonly maxArgs: number | null;
  readonly parameters: readonly FunctionParameter[];
  readonly returns: string;
  /** One sentence. */
  readonly summary: string;
  readonly deprecated?: boolean;
  /** The platform takes it, and nobody documents it for flows: it is no fault, and is not offered. */
  readonly hidden?: boolean;
  /** What else a person should know. */
  readonly notes?: string;
}

export interface FunctionParameter {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  /** Stands for any number more of the same. */
  readonly variadic?: boolean;
}

const byName: ReadonlyMap<string, FunctionInfo> = new Map((table as readonly FunctionInfo[]).map((it) => [it.name.toLowerCase(), it]));

/** What the table says of a function, by its name in any letter case, as the platform reads names; undefined when it has none of that name. */
export function functionNamed(name: string): FunctionInfo | undefined {
  return byName.get(name.toLowerCase());
}

/** Every function, in the order of the table: by what they are for. */
export function everyFunction(): Iterable<FunctionInfo> {
  return byName.values();
}

/** What of its flow a function can name by its first argument. */
export type Named = 'action' | 'loop' | 'variable' | 'parameter';

const named: Readonly<Record<string, Named>> = {
  actionName: 'action',
  scopedActionName: 'action',
  loopName: 'loop',
  variableName: 'variable',
  parameterName: 'parameter',
};

/** What the first argument of a function names, by the function's name in any letter case; undefined for most. */
export function namedBy(name: string): Named | undefined {
  const its = functionNamed(name);
  return its?.hidden ? undefined : named[its?.parameters[0]?.name ?? ''];
}
