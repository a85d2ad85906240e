import { readinessOf, type Snapshot } from '../../server/src/core';

/** What will be on after an import, and why the rest will not, with whether all of it is of this very snapshot; to be compared. */
export function toldReadiness(snapshot: Snapshot): unknown[] {
  return readinessOf(snapshot).environments.map(({ name, solutions }) => ({
    name,
    solutions: solutions.map(({ solution, settings, flows, open }) => ({
      root: solution.root,
      isNow: solution === snapshot.folders.at(solution.root),
      settings: settings.map((it) => it.uri),
      flows: flows.map(({ flow, state, reasons }) => ({ uri: flow.uri, isNow: solution.flows.includes(flow), state, reasons })),
      open,
    })),
  }));
}
