import { flowsByFile, isDeployable, type Flow, type Frame, type Solution } from './model';
import { Asked, type Neighbours } from './neighbours';
import type { Uri } from './text';
import type { Snapshot } from './workspace';

/** What was looked at of other solutions, as it was. */
export class Seen {
  readonly asked = new Asked();
  readonly frames = new Map<Uri, Frame | undefined>();
  readonly flows = new Map<Uri, { readonly root: Uri; readonly flow: Flow | undefined }>();

  /** Whether whoever looks again sees the same. */
  stillHolds(snapshot: Snapshot): boolean {
    if (!snapshot.neighbourhood.stillHolds(this.asked)) return false;
    for (const [root, frame] of this.frames) if (frameOf(root, snapshot) !== frame) return false;
    return this.areSameFlows(snapshot);
  }

  /** The same where only flows may be other ones. */
  areSameFlows(snapshot: Snapshot): boolean {
    for (const [uri, { root, flow }] of this.flows) if (flowOf(uri, root, snapshot) !== flow) return false;
    return true;
  }
}

/** What a solution can see of others, of those in the layouts that tell what is needed; all of it is taken down. */
export class Outlook {
  readonly neighbours: Neighbours;

  constructor(
    private readonly root: Uri,
    private readonly snapshot: Snapshot,
    private readonly seen: Seen,
  ) {
    this.neighbours = snapshot.neighbourhood.seenFrom(root, seen.asked);
  }

  /** The solution of a root, but for its flows; undefined where there is none. */
  frame(root: Uri): Frame | undefined {
    const frame = frameOf(root, this.snapshot);
    if (root !== this.root) this.seen.frames.set(root, frame);
    return frame;
  }

  /** A flow of the solution of that root; undefined where there is none. */
  flow(uri: Uri, root: Uri): Flow | undefined {
    const flow = flowOf(uri, root, this.snapshot);
    if (root !== this.root) this.seen.flows.set(uri, { root, flow });
    return flow;
  }
}

function frameOf(root: Uri, snapshot: Snapshot): Frame | undefined {
  return deployable(root, snapshot)?.frame;
}

function flowOf(uri: Uri, root: Uri, snapshot: Snapshot): Flow | undefined {
  const solution = deployable(root, snapshot);
  return solution && flowsByFile(solution).get(uri);
}

function deployable(root: Uri, { folders }: Snapshot): Solution | undefined {
  const solution = folders.solution(root);
  return solution && isDeployable(solution) ? solution : undefined;
}
