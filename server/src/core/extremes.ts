/** The largest number that an item comes to, and no less than `least`. Unlike `Math.max`, which takes some 100,000, it takes any number of them. */
export function largest<Item>(items: Iterable<Item>, numberOf: (item: Item) => number, least = -Infinity): number {
  let most = least;
  for (const it of items) most = Math.max(most, numberOf(it));
  return most;
}

/** The smallest number that an item comes to; `Infinity` where there is none. */
export function smallest<Item>(items: Iterable<Item>, numberOf: (item: Item) => number): number {
  return -largest(items, (it) => -numberOf(it));
}
