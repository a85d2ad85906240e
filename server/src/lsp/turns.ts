const SLICE_MS = 10;
/** The protocol hands out one message a turn: with fewer turns, what an editor says at once would wait for as many slices. */
const TURNS = 4;

/** Lets what waits go first: messages, timers, other work. */
export function turn(): Promise<void> {
  return new Promise(soon);
}

/** Browsers have no `setImmediate`, and let timers wait that follow each other; a message to oneself comes after those that wait. */
const soon: (resume: () => void) => void = typeof setImmediate === 'undefined' ? byMessage() : setImmediate;

function byMessage(): typeof soon {
  const waiting: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => waiting.shift()?.());
  port1.start();
  return (resume) => {
    waiting.push(resume);
    port2.postMessage(undefined);
  };
}

/** For work that is long: awaited between two steps, it gives the others a turn whenever a slice of time is used up. */
export function breather(sliceMs = SLICE_MS): () => Promise<void> | undefined {
  let began = performance.now();
  const again = (): void => void (began = performance.now());
  return () => (performance.now() - began < sliceMs ? undefined : rest().then(again));
}

/** Takes steps until there are no more or nobody wants them, with a turn for others after each slice of time. Gives whether there was one. */
export async function inSlices(steps: Iterable<void>, isWanted: () => boolean, breathe = breather()): Promise<boolean> {
  let hasPaused = false;
  for (const _ of steps) {
    const pause = breathe();
    if (!pause) continue;
    hasPaused = true;
    await pause;
    if (!isWanted()) break;
  }
  return hasPaused;
}

/** Lets all that waits go first that an editor says at once. */
export async function rest(): Promise<void> {
  for (let i = 0; i < TURNS; i++) await turn();
}
