import type { FileEdit } from './edits';
import { isIncomplete } from './faults';
import type { Scene } from './fix';
import type { Naming } from './naming';
import { Revision } from './revision';
import type { Uri } from './text';
import { entryOf, type FileChange, type Workspace } from './workspace';

/** Changes made one upon another in memory. The workspace follows them; files are as they were. */
export class Draft {
  readonly #revisions = new Map<Uri, Revision>();

  /** `text` gives the texts that the workspace was read from, as `Scene` does. */
  constructor(
    private readonly workspace: Workspace,
    private readonly naming: Naming,
    private readonly text: (uri: Uri) => string,
  ) {}

  /** What the next change is computed from. */
  get scene(): Scene {
    const { workspace, naming } = this;
    return { snapshot: workspace.snapshot, naming, text: (uri) => this.#revisions.get(uri)?.after ?? this.text(uri) };
  }

  /** Every file in which something is different now, by path. */
  get files(): ReadonlyMap<Uri, Revision> {
    return new Map([...this.#revisions].filter(([, it]) => it.before !== it.after).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Makes edits of the present texts, all as one step. Throws an `Error` when they break a file, which is a fault of ours; the draft is of no use then. */
  apply(edits: readonly FileEdit[]): void {
    this.workspace.apply(edits.map((it) => this.#revise(it)));
  }

  #revise({ uri, edits }: FileEdit): FileChange {
    const before = this.workspace.entry(uri);
    if (!before) throw new Error(`a change is of ${uri}, which is no file of the workspace`);
    const revision = this.#revisions.get(uri) ?? new Revision(this.text(uri));
    this.#revisions.set(uri, revision);
    revision.apply(edits);
    const entry = entryOf({ ...before.file, stamp: `${before.file.stamp}, changed` }, revision.after);
    if (!entry || (isIncomplete(entry.facts.faults) && !isIncomplete(before.facts.faults))) throw new Error(`a change breaks ${uri}`);
    return { uri, entry };
  }
}
