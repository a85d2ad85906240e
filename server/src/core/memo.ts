import { copyOf, markOf } from './strings';

/** Hands on the object that it is given, so that a class that extends it puts its private field there. */
const Lent = function (key: object): object {
  return key;
} as unknown as new (key: object) => object;

/**
 * Looks at each object once: the law that solutions, flows and snapshots never change makes what is found of one hold for as long as
 * there is the object. What is remembered of an object must depend on nothing else. It lies in the object itself, where nobody sees it,
 * and goes with it: by a `WeakMap`, all that it holds would outlive each collection of what is young, though the object be gone.
 * Each `memo` leaves a field of its own in what it looked at, so there is one of it in the program, never one an object or a call.
 */
export function memo<Key extends object, Value extends object | number>(compute: (key: Key) => Value): (key: Key) => Value {
  class Known extends Lent {
    readonly #value: Value;

    constructor(key: Key, value: Value) {
      super(key);
      this.#value = value;
    }

    static of(key: object): Value {
      if (!(#value in key)) new Known(key as Key, compute(key as Key));
      return (key as Known).#value;
    }
  }
  return (key) => Known.of(key);
}

/** The same for who is gone before what he looks at: what is remembered goes with him, and leaves nothing behind in the object. */
export function memoWithin<Key extends object, Value extends object>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const found = known.get(key);
    if (found) return found;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

/** Makes something when somebody asks for it first, and forgets then how that is done and what it was made of. */
export function once<Value>(make: () => Value): () => Value {
  let how: (() => Value) | undefined = make;
  let made: Value;
  return () => {
    if (how) made = how();
    how = undefined;
    return made;
  };
}

/** A text of more than this share of all that is remembered is not. */
const LARGEST_SHARE = 0.1;

/** Of so many texts it is known that they came once. */
const ONCE = 1 << 12;

/**
 * The same for texts that come again and again, in whatever file: what comes once is not remembered, for most of that never comes again.
 * All is forgotten when they have more than `most` characters; what is remembered holds a copy of each, never the file that it stood in.
 */
export function memoOfTexts<Value extends object>(most: number, compute: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  const once = new Int32Array(ONCE);
  let size = 0;
  return (text) => {
    const found = known.get(text);
    if (found || text.length > most * LARGEST_SHARE) return found ?? compute(text);
    const value = compute(text);
    const mark = markOf(text);
    if (once[mark & (ONCE - 1)] !== mark) {
      once[mark & (ONCE - 1)] = mark;
      return value;
    }
    size += text.length;
    if (size > most) {
      known.clear();
      size = text.length;
    }
    known.set(copyOf(text), value);
    return value;
  };
}

/** So many flows are looked at again and again: those in front, the one that is being checked, and those that one answer is made of. */
export const FLOWS = 32;

/** What is looked at again and again while something is in front of somebody, and is too large to be kept of everything. */
export interface Recent<Key, Value> {
  (key: Key): Value;
  /** Takes what is known already. */
  keep(key: Key, value: Value): void;
  /** The same, until somebody asks for another: what is let go so soon costs little to collect. */
  hold(key: Key, value: Value): void;
}

/** The same for what is large and soon made again: only the last few are remembered, and of what has the same name only the last. */
export function recent<Key extends object | string, Value extends object>(
  most: number,
  compute: (key: Key) => Value,
  nameOf: (key: Key) => unknown = (key) => key,
): Recent<Key, Value> {
  const known = new Map<unknown, { readonly key: Key; readonly value: Value }>();
  let last: { readonly key: Key; readonly value: Value } | undefined; // who asks once asks again
  const hold = (key: Key, value: Value): void => void (last = { key, value });
  const keep = (key: Key, value: Value): void => {
    const name = nameOf(key);
    known.delete(name);
    known.set(name, { key, value });
    if (known.size > most) known.delete(known.keys().next().value);
    hold(key, value);
  };
  const of = (key: Key): Value => {
    if (last?.key === key) return last.value;
    const found = known.get(nameOf(key));
    const value = found?.key === key ? found.value : compute(key);
    keep(key, value);
    return value;
  };
  return Object.assign(of, { keep, hold });
}
