import { LIMITS } from './facts/limits';

/** Whether one of two names may be meant by the other: few letters differ for their length, or only case, digits and what stands between the words. */
export function isNear(a: string, b: string): boolean {
  if (letters(a) === letters(b) && letters(a) !== '') return true;
  const longest = Math.max(a.length, b.length);
  const most = longest < 6 ? 1 : Math.max(2, Math.floor(longest / 5));
  return Math.abs(a.length - b.length) <= most && distance(a.toLowerCase(), b.toLowerCase(), most) <= most;
}

/** Whether there are more names than a flow may have actions, and nobody looks for a near one: to compare each with each takes too long. */
export function areTooMany(names: readonly unknown[]): boolean {
  return names.length > LIMITS.actions;
}

/** The names that may be meant by another, the most likely first; none where there are too many to choose from. */
export function nearNames(name: string, names: readonly string[]): readonly string[] {
  if (areTooMany(names)) return [];
  const near = names.filter((it) => isNear(name, it)).map((it) => ({ it, far: distance(name.toLowerCase(), it.toLowerCase()) }));
  return near.sort((a, b) => a.far - b.far).map(({ it }) => it);
}

/** The one of these names that is most likely meant by another; undefined where none is near. */
export function nearName(name: string, names: readonly string[]): string | undefined {
  return nearNames(name, names)[0];
}

/** No name that the platform takes is longer, and the time grows with the square. */
const LONGEST = 200;

/** A sentence on a word that is none of those it could be, with the one that is likely meant, else with what to do. */
export function didYouMean(sentence: string, word: string, known: readonly string[], otherwise: string): string {
  const near = nearName(word, known);
  return near === undefined ? `${sentence}: ${otherwise}.` : `${sentence}; did you mean '${near}'?`;
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}]/gu, '');
}

/**
 * How many letters must be put in, left out, changed, or changed with the next one, to make one of the other. Infinity where that is
 * surely over `most`: large flows compare each name with each. Where more than `LONGEST` are between their common ends, nobody counts.
 */
function distance(one: string, other: string, most = Infinity): number {
  const [a, b] = withoutCommonEnds(one, other);
  const longer = Math.max(a.length, b.length);
  if (longer > LONGEST) return longer;
  let [before, last]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = last![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(last![j]! + 1, row[j - 1]! + 1, change, swapped ? before![j - 2]! + 1 : Infinity);
      least = Math.min(least, row[j]!);
    }
    if (least > most) return Infinity;
    [before, last] = [last, row];
  }
  return last!.at(-1)!;
}

function withoutCommonEnds(a: string, b: string): readonly [string, string] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}
