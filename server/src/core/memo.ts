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
