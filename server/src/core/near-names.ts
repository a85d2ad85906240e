import { LIMITS } from './facts/limits';

/** Whether one of two names may be meant by the other: few letters differ for their length, or only case, digits and what stands between the words. */
export function isNear(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  if (haveSameLetters(one, other)) return true;
  const longest = Math.max(a.length, b.length);
  const most = longest < 6 ? 1 : Math.max(2, Math.floor(longest / 5));
  return Math.abs(a.length - b.length) <= most && distance(one, other, most) <= most;
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

/** Whether two names in lower case have the same letters, and any. Most differ in the first, and a flow's names are compared with every one that is typed. */
function haveSameLetters(a: string, b: string): boolean {
  let [i, j] = [-1, -1];
  for (let count = 0; ; count++) {
    do i++;
    while (isPlainAndNoLetter(a.charCodeAt(i)));
    do j++;
    while (isPlainAndNoLetter(b.charCodeAt(j)));
    if (i === a.length || j === b.length) return i === a.length && j === b.length && count > 0;
    if (a.charCodeAt(i) > PLAIN || b.charCodeAt(j) > PLAIN) return letters(a) === letters(b) && letters(a) !== '';
    if (a[i] !== b[j]) return false;
  }
}

const PLAIN = 0x7f;

/** False at the end of a text, too. */
function isPlainAndNoLetter(unit: number): boolean {
  return unit <= PLAIN && !(unit >= 0x61 && unit <= 0x7a);
}

function letters(name: string): string {
  return name.replace(/[^\p{L}]/gu, '');
}

/**
 * How many letters must be put in, left out, changed, or changed with the next one, to make one of the other. Infinity where that is
 * surely over `most`: large flows compare each name with each. Where more than `LONGEST` are between their common ends, nobody counts.
 */
function distance(one: string, other: string, most = LONGEST): number {
  const [a, b] = withoutCommonEnds(one, other);
  const longer = Math.max(a.length, b.length);
  if (longer > LONGEST) return longer;
  let [before, last, row] = rows;
  for (let j = 0; j <= b.length; j++) last![j] = j;
  for (let i = 1; i <= a.length; i++) {
    const [from, to] = [Math.max(1, i - most), Math.min(b.length, i + most)]; // any further from the middle is further than `most`
    let least = (row![from - 1] = from === 1 ? i : FAR);
    for (let j = from; j <= to; j++) {
      const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let its = Math.min(last![j]! + 1, row![j - 1]! + 1, last![j - 1]! + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1))
        its = Math.min(its, before![j - 2]! + 1);
      row![j] = its;
      least = Math.min(least, its);
    }
    if (least > most) return Infinity;
    row![to + 1] = FAR;
    [before, last, row] = [last, row, before];
  }
  return last![b.length]!;
}

const FAR = 2 * LONGEST;

/** What `distance` counts in. */
const rows = Array.from({ length: 3 }, () => new Uint16Array(LONGEST + 2));

function withoutCommonEnds(a: string, b: string): readonly [string, string] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}
