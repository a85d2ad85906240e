/**
 * Looks at each object once: the law that solutions, flows and snapshots never change makes what is found of one hold for as long as
 * there is the object. What is remembered of an object must depend on nothing else.
 */
export function memo<Key extends object, Value extends object>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const found = known.get(key) ?? compute(key);
    known.set(key, found);
    return found;
  };
}

/** So many flows are looked at again and again: those in front, and the one that is being checked. */
export const FLOWS = 8;

/** The same for what is large and soon made again: only the last few are remembered. */
export function recent<Key extends object, Value extends object>(most: number, compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const found = known.get(key) ?? compute(key);
    known.delete(key);
    known.set(key, found);
    if (known.size > most) known.delete(known.keys().next().value!);
    return found;
  };
}
