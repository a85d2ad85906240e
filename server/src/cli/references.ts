import { type Defined, inOneBreath, isNear, occurrencesOf, type Scene } from '../core';
import { BadUsage } from './read';

/** Every definition of a logical name, in any letter case. */
export function definitionsOf(logicalName: string, { snapshot }: Scene): readonly Defined[] {
  const wanted = logicalName.toLowerCase();
  return snapshot.solutions.flatMap((solution) =>
    [...solution.references, ...solution.repeated]
      .filter((it) => it.logicalName.value.toLowerCase() === wanted)
      .map((reference) => ({ reference, solution })),
  );
}

/** Throws `BadUsage`, with the names that may be meant, when nothing that was read names the connection reference. */
export function requireReference(logicalName: string, { snapshot }: Scene): void {
  if (occurrencesOf(logicalName, snapshot).length > 0) return;
  const all = new Set(snapshot.solutions.flatMap((it) => it.references.map(({ logicalName: { value } }) => value)));
  const near = [...all].filter((it) => isNear(it, logicalName)).sort();
  const hint = near.length > 0 ? `; did you mean ${listed(near, 'or')}?` : ". 'keyhook list' prints those there are.";
  throw new BadUsage(`There is no connection reference '${logicalName}' here${hint}`);
}

/** `'a', 'b' or 'c'`. */
export function listed(names: readonly string[], word: 'and' | 'or'): string {
  return inOneBreath(
    names.map((it) => `'${it}'`),
    word,
  );
}
