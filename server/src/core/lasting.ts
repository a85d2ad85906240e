import type { Configurations } from './configurations';
import type { Frames } from './folders';
import type { Neighbourhood } from './neighbours';
import type { Snapshot } from './workspace';

/** All of a workspace but the inside of its flows. */
export interface Surroundings {
  readonly frames: Frames;
  readonly neighbourhood: Neighbourhood;
  readonly configurations: Configurations;
}

/**
 * Looks once at what edits of flows leave as it is: what it comes to is remembered for as long as the frames are the same, the
 * neighbourhood gives the same answers and the configurations are the same. Frames outlive edits of flows, so few come and go.
 */
export function lasting<Value>(compute: (surroundings: Surroundings) => Value): (snapshot: Snapshot) => Value {
  const known = new WeakMap<Frames, { readonly value: Value; readonly state: object; readonly configurations: Configurations }>();
  return ({ folders: { frames }, neighbourhood, configurations }) => {
    const { state } = neighbourhood;
    const last = known.get(frames);
    if (last?.state === state && last.configurations === configurations) return last.value;
    const value = compute({ frames, neighbourhood, configurations });
    known.set(frames, { value, state, configurations });
    return value;
  };
}
