/** Items by what they have in common, in the order in which each comes first. */
export function grouped<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const its = groups.get(key);
    if (its) its.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
