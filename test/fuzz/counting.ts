import { Session, type Profiler } from 'node:inspector';

/** To be imported first: of what is loaded before, functions are counted and their branches are not. */
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/**
 * How often each function and each branch of ours is run while something is done, all told. It is the same on every machine, however
 * busy; what the engine does by itself, as finding a text in a list, is not in it. Everything else is slower from now on.
 */
export function counted(act: () => unknown): number {
  session.post('Profiler.takePreciseCoverage'); // counting begins anew with that
  act();
  let steps = 0;
  session.post('Profiler.takePreciseCoverage', (_, { result }: Profiler.TakePreciseCoverageReturnType) => {
    for (const { url, functions } of result)
      if (url.includes('/server/src/')) for (const { ranges } of functions) for (const { count } of ranges) steps += count;
  });
  return steps;
}
