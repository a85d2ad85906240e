/** What was put in since the last copy is copied itself as long as it is no more than this share of all. */
const FEW = 0.1;

/**
 * A map that is cheap to copy: what the first copy costs, the next ones do not, but for what was put in between. No value is undefined.
 * In no particular order, and not to be walked through while it changes.
 */
export class Layered<Key, Value> {
  /** What there was when there was a copy last, which both have; it is never changed. */
  #below: ReadonlyMap<Key, Value> = new Map();
  /** What was put in since; undefined of what was taken out. */
  #since = new Map<Key, Value | undefined>();

  get(key: Key): Value | undefined {
    return this.#since.get(key) ?? (this.#since.has(key) ? undefined : this.#below.get(key));
  }

  set(key: Key, value: Value): void {
    this.#since.set(key, value);
  }

  delete(key: Key): void {
    if (this.#below.has(key)) this.#since.set(key, undefined);
    else this.#since.delete(key);
  }

  *keys(): IterableIterator<Key> {
    for (const [key] of this.#entries()) yield key;
  }

  *values(): IterableIterator<Value> {
    for (const [, value] of this.#entries()) yield value;
  }

  copy(): Layered<Key, Value> {
    if (this.#since.size > this.#below.size * FEW) this.settle();
    const copy = new Layered<Key, Value>();
    copy.#below = this.#below;
    copy.#since = new Map(this.#since);
    return copy;
  }

  /** Lets go of what was taken out or replaced since the last copy, which still holds it. */
  settle(): void {
    this.#below = new Map(this.#entries());
    this.#since = new Map();
  }

  *#entries(): Generator<[Key, Value]> {
    for (const it of this.#below) if (!this.#since.has(it[0])) yield it;
    for (const [key, value] of this.#since) if (value !== undefined) yield [key, value];
  }
}
