/** How many of the first of `count` things something holds of, when it holds of none behind the first of which it does not. Looks at a few of them. */
export function countBelow(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
