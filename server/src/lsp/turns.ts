const SLICE_MS = 10;
/** The protocol hands out one message a turn: with fewer turns, what an editor says at once would wait for as many slices. */
const TURNS = 4;

/** Lets what waits go first: messages, timers, other work. */
export function turn(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}

/** For work that is long: awaited between two steps, it gives the others a turn whenever a slice of time is used up. */
export function breather(): () => Promise<void> | undefined {
  let began = performance.now();
  const again = (): void => void (began = performance.now());
  return () => (performance.now() - began < SLICE_MS ? undefined : rest().then(again));
}

/** Lets all that waits go first that an editor says at once. */
export async function rest(): Promise<void> {
  for (let i = 0; i < TURNS; i++) await turn();
}
