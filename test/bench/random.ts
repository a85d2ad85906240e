/** The next number of a seeded sequence: at least 0, below 1. */
export type Random = () => number;

/** A sequence that depends on its seeds only (mulberry32). */
export function randomOf(...seeds: readonly number[]): Random {
  let state = seeds.reduce((sum, it) => Math.imul(sum ^ it, 0x9e3779b1) ^ (sum >>> 15), 0x2545f491);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function below(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}

export function pick<T>(of: readonly T[], random: Random): T {
  return of[below(of.length, random)]!;
}

/** The same items in another order. */
export function shuffled<T>(of: readonly T[], random: Random): readonly T[] {
  const left = [...of];
  return of.map(() => left.splice(below(left.length, random), 1)[0]!);
}

const SYLLABLES = 'ba bre co da del fen gar hol in jo ka lin lo mar mi nor ol pe quin ra sel ta tor ul ven wa yor ze'.split(' ');

/** A word that hardly any other flow has, so that no reader gains by equal strings more than it would in reality. */
export function word(random: Random): string {
  return Array.from({ length: 2 + below(2, random) }, () => pick(SYLLABLES, random)).join('');
}

export function sentence(words: number, random: Random): string {
  return Array.from({ length: words }, () => word(random)).join(' ');
}

export function guid(random: Random): string {
  const hex = (digits: number): string => Array.from({ length: digits }, () => below(16, random).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-ef11-${pick(['8', '9', 'a', 'b'], random)}${hex(3)}-${hex(12)}`;
}
