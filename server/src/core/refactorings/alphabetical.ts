/** Ways in which a list of names may be in order, what a person expects first: .NET compares capital letters when it leaves case out. */
const foldings: readonly ((name: string) => string)[] = [(it) => it.toLowerCase(), (it) => it, (it) => it.toUpperCase()];

/** Where a name belongs among others, as an index: where their order wants it, or behind them all when they are in none. */
export function placeAmong(name: string, names: readonly string[]): number {
  for (const fold of foldings) {
    const folded = names.map(fold);
    if (!folded.every((it, index) => index === 0 || folded[index - 1]! <= it)) continue;
    const place = folded.findIndex((it) => it > fold(name));
    return place < 0 ? names.length : place;
  }
  return names.length;
}
